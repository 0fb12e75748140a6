import type { SharedV3Warning as CallWarning } from '@ai-sdk/provider';
import {
  type CancelResult,
  explainChange,
  explainWarning,
  modelName,
  type ModelRef,
  type Plan,
  VideoError,
  type VideoTask,
} from '@vid/core';
import { type Call, readCall } from './call.ts';
import { planCall } from './plan-call.ts';
import type { Context, VidSettings } from './settings.ts';
import { nameOf } from './status.ts';

/** A call that a service has accepted. */
export interface Submitted {
  readonly task: VideoTask;
  readonly warnings: CallWarning[];
}

function warningsOf({ router, settings }: Context, plan: Plan, task: VideoTask): readonly CallWarning[] {
  const isSame = (one: ModelRef) => modelName(one) === modelName(task);
  const candidate = plan.candidates.find(isSame);
  const listed = router.capabilities.models.find(isSame);
  const warnings: CallWarning[] = [];
  for (const change of candidate?.adjustments ?? [])
    warnings.push({ type: 'compatibility', feature: change.field, details: explainChange(change) });
  for (const warning of [...(candidate?.warnings ?? []), ...(plan.warnings ?? [])])
    warnings.push({ type: 'other', message: explainWarning(warning) });
  if (settings.cancelOnAbort === true && listed?.operations?.includes('cancel') !== true)
    warnings.push({
      type: 'unsupported',
      feature: 'cancelOnAbort',
      details: `${task.provider} (${task.api}) cannot stop a task: after an abort it continues and is billed`,
    });
  return warnings;
}

/** How many started tasks are remembered. */
const mostStarted = 1_000;

/** `n: 3` under one `idempotency-key` of the caller's is three calls under one name, and may be one task. */
function warningsOfRepeat({ started }: Context, task: VideoTask): readonly CallWarning[] {
  const name = nameOf(task);
  const isKnown = started.delete(name);
  started.add(name);
  for (const oldest of started) {
    if (started.size <= mostStarted) break;
    started.delete(oldest);
  }
  const message = `${name} is that of an earlier call with the same idempotency-key; this call made no other`;
  return isKnown ? [{ type: 'other', message }] : [];
}

/** A paid task is not lost to what the host does with it. */
async function tellTask({ onTask }: VidSettings, task: VideoTask): Promise<readonly CallWarning[]> {
  try {
    await onTask?.(task);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no reason given';
    return [{ type: 'other', message: `onTask failed for ${task.provider} task ${task.id}: ${reason}` }];
  }
}

/** Sends one paid request for a call of the AI SDK. Throws a `VideoError`, which the AI SDK never repeats, or the abort's reason. */
export async function submit(context: Context, modelId: string, call: Call): Promise<Submitted> {
  const { router, settings } = context;
  const { routing: defaults = {}, onSubmission } = settings;
  const { fallback, budget, retries, ...defaultRouting } = defaults;
  const read = readCall(modelId, call);
  const planned = planCall({ ...read, routing: { ...defaultRouting, ...read.routing } }, router);
  const task = await router.generate(planned.request, {
    ...planned.routing,
    fallback,
    budget,
    retries,
    ...read.options,
    onSubmission,
    signal: call.abortSignal,
  });
  const warnings = [
    ...warningsOfRepeat(context, task),
    ...warningsOf(context, planned.plan, task),
    ...(await tellTask(settings, task)),
  ];
  return { task, warnings };
}

/** Stops the task when the signal aborts; what is returned ends that. */
export function cancelOnAbort(
  { router, settings }: Context,
  task: VideoTask,
  signal: AbortSignal,
): () => void {
  const tell = (result: CancelResult | VideoError) => {
    try {
      settings.onCancel?.(task, result);
    } catch {
      // The caller has been told of the abort already.
    }
  };
  const stop = () =>
    void router.cancel(task).then(tell, (error: unknown) => {
      if (error instanceof VideoError) tell(error);
    });
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return () => signal.removeEventListener('abort', stop);
}
