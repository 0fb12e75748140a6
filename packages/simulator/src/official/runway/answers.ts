// Runway's own task object (runway.md 2.6), with the costs that came in August 2026.
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

const amount = (key: string, credits: number | undefined): JsonObject =>
  credits === undefined ? {} : { [key]: { credits } };

export const submitted = ({ job, credits }: Entry): JsonObject => ({
  id: job.task.id,
  ...amount('estimatedCost', credits),
});

export function taskAnswer({ entry: { job, credits }, phase, throttled, videoUrl }: View): JsonObject {
  const head = { id: job.task.id, createdAt: new Date(job.task.createdAt).toISOString() };
  const estimate = amount('estimatedCost', credits);
  return byStatus<JsonObject>(phase, {
    queued: () => ({ ...head, status: throttled ? 'THROTTLED' : 'PENDING', ...estimate }),
    running: ({ progress }) => ({ ...head, status: 'RUNNING', progress, ...estimate }),
    succeeded: () => ({ ...head, status: 'SUCCEEDED', output: [videoUrl], ...amount('cost', credits) }),
    failed: ({ failure: { failed, code } }) => ({
      ...head,
      status: 'FAILED',
      ...(failed === '' ? {} : { failure: failed }),
      ...(code === undefined ? {} : { failureCode: code }),
      ...amount('cost', isRefunded(code) ? 0 : credits),
    }),
  });
}
