import type { Clock } from '../contract/clock.ts';
import type { Candidate } from '../contract/plan.ts';
import type { VideoRequest } from '../contract/request.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import type { WaitOptions } from '../polling/wait.ts';
import type { CompareOptions, ComparisonResult } from './comparison.ts';
import type { Send } from './submit.ts';

export interface RunParts {
  readonly clock: Clock;
  readonly send: Send;
  readonly wait: (task: VideoTask, options: WaitOptions) => Promise<VideoTask>;
}

/** One candidate from the submit to its end. Never rejects. */
export async function run(
  { send, wait, clock }: RunParts,
  candidate: Candidate,
  request: VideoRequest,
  options: CompareOptions,
  left: AbortSignal,
  tell: (result: ComparisonResult) => void,
): Promise<void> {
  const { signal = left, onSubmission, headers, retries, budget, allowUnknownPrice } = options;
  const { provider, api, model } = candidate;
  const startedAt = clock.now();
  let soFar: Omit<ComparisonResult, 'state'> = { provider, api, model, candidate };
  const update = (state: ComparisonResult['state'], more: Partial<ComparisonResult>) => {
    soFar = { ...soFar, ...more };
    tell({ ...soFar, state });
  };
  const see = (task: VideoTask) => {
    if (JSON.stringify(task) === JSON.stringify(soFar.task)) return;
    const passed = clock.now() - startedAt;
    update(isFinal(task) ? 'ended' : 'accepted', {
      task,
      acceptedAfterMs: soFar.acceptedAfterMs ?? passed,
      ...(isFinal(task) && { endedAfterMs: passed }),
      ...(task.cost !== undefined && { cost: task.cost }),
    });
  };

  // Whoever leaves the loop lets nothing more be sent; what is on its way arrives, so that the books are right.
  const sending = new AbortController();
  const stop = () => sending.abort(left.reason);
  left.addEventListener('abort', stop, { once: true });
  const payment = { budget, allowUnknownPrice };
  const sent = await send(candidate, request, payment, {
    headers,
    retries,
    reference: options.reference?.(candidate),
    clock,
    signal: options.signal === undefined ? sending.signal : AbortSignal.any([options.signal, sending.signal]),
    onSubmission: async (submission) => {
      await onSubmission?.(submission);
      left.removeEventListener('abort', stop);
    },
  });
  if (sent.outcome !== 'accepted') {
    const submission = sent.outcome === 'stopped' ? sent.submission : sent.error.submission;
    update('error', { error: sent.error, ...(submission !== undefined && { submission }) });
    return;
  }
  see(sent.task);
  const { timeoutMs, intervalMs, minIntervalMs } = options;
  const either = AbortSignal.any([signal, left]);
  try {
    see(
      await wait(sent.task, { timeoutMs, intervalMs, minIntervalMs, clock, signal: either, onUpdate: see }),
    );
  } catch (error) {
    update('error', { error });
  }
}
