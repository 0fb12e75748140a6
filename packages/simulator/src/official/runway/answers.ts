// Runway's own task object (runway.md 2.6).
import { byStatus, type Phase } from '../../state/phase.ts';
import type { JsonObject } from '../../state/task.ts';
import { isRefunded } from './credits.ts';
import type { Entry } from './queue.ts';

type View = {
  readonly entry: Entry;
  readonly phase: Phase;
  readonly throttled: boolean;
  readonly videoUrl: string;
};

export const submitted = ({ job, credits }: Entry): JsonObject => ({
  id: job.task.id,
  estimatedCost: { credits },
});

export function taskAnswer({ entry, phase, throttled, videoUrl }: View): JsonObject {
  const { job, credits, finalCredits = credits } = entry;
  const head = { id: job.task.id, createdAt: new Date(job.task.createdAt).toISOString() };
  const estimatedCost = { credits };
  return byStatus<JsonObject>(phase, {
    queued: () => ({ ...head, status: throttled ? 'THROTTLED' : 'PENDING', estimatedCost }),
    running: ({ progress }) => ({ ...head, status: 'RUNNING', progress, estimatedCost }),
    succeeded: () => ({ ...head, status: 'SUCCEEDED', output: [videoUrl], cost: { credits: finalCredits } }),
    failed: ({ failure: { failed, code } }) => ({
      ...head,
      status: 'FAILED',
      ...(failed === '' ? {} : { failure: failed }),
      ...(code === undefined ? {} : { failureCode: code }),
      cost: { credits: isRefunded(code) ? 0 : finalCredits },
    }),
  });
}
