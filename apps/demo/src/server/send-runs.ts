import {
  type ComparisonResult,
  explainProblem,
  type ModelRef,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import type { ComparisonInput, Run, RunError } from '../api.ts';
import { toRunError } from './errors.ts';
import { afterAnswer, day, finish, recordError, lookUp, paceOf, type RunContext } from './follow-run.ts';
import type { SpendingLimit } from './limit.ts';

interface Sending {
  readonly request: VideoRequest;
  readonly routing: NonNullable<ComparisonInput['routing']>;
  readonly allowUnknownPrice: boolean;
  readonly limit: SpendingLimit;
  /** Ends at the close of the server. */
  readonly closed: AbortSignal;
}

const nameOf = ({ provider, api, model }: ModelRef) => JSON.stringify([provider, api, model]);

/**
 * One comparison: one paid request for each run, each journaled before it leaves, and each followed to its end. All
 * runs are of one router.
 */
export async function sendTogether(contexts: readonly RunContext[], sending: Sending): Promise<void> {
  const [first] = contexts;
  if (first === undefined) return;
  const { request, routing, allowUnknownPrice, limit, closed } = sending;
  const byModel = new Map(contexts.map((context) => [nameOf(context.now()), context]));
  const contextOf = (model: ModelRef): RunContext => {
    const context = byModel.get(nameOf(model));
    if (context !== undefined) return context;
    throw new Error(`No run of this comparison asked for ${nameOf(model)}.`);
  };
  const idOf = (model: ModelRef) => contextOf(model).now().id;
  const byId = new Map(contexts.map((context) => [context.now().id, context]));
  const journaled = new Set<RunContext>();
  try {
    const comparison = first.router.compare(request, {
      ...routing,
      models: contexts.map((context) => context.now()),
      // The limit knows whether one is set, and whether a person agreed.
      allowUnknownPrice: true,
      ...(first.connection.real && { budget: limit.paying(idOf, allowUnknownPrice) }),
      reference: idOf,
      candidateSignal: (candidate) => contextOf(candidate).signal,
      onSubmission: (submission) => {
        const context = byId.get(submission.reference) ?? contextOf(submission);
        // Who stopped it was told that nothing leaves.
        context.signal.throwIfAborted();
        context.journal(submission);
        journaled.add(context);
        if (isQueued(context.now())) context.save({ state: { phase: 'sending' } });
      },
      signal: closed,
      timeoutMs: day,
      ...paceOf(first),
    });
    const ends: Promise<void>[] = [];
    for await (const result of comparison) {
      ends.push(onResult(contextOf(result), result).catch((error: unknown) => void toRunError(error)));
    }
    await Promise.all(ends);
  } catch (error) {
    // What may have left is looked up by the next start.
    const failure = toRunError(error);
    for (const context of contexts) if (!journaled.has(context)) refuse(context, failure);
  }
}

const isQueued = ({ state }: Run) => state.phase === 'sending' && state.queuedBehind !== undefined;

const refuse = (context: RunContext, error: RunError) =>
  context.save({ state: { phase: 'refused', error }, endedAt: Date.now() });

/** Saves one result; its download does not delay the others. */
async function onResult(context: RunContext, result: ComparisonResult): Promise<void> {
  if (context.signal.aborted) return;
  const { state, ahead, task, submission, error, problems = [], acceptedAfterMs = 0 } = result;
  if (state === 'queued') return context.save({ state: { phase: 'sending', queuedBehind: ahead } });
  if (state === 'rejected') {
    const why = problems.map((problem) => explainProblem(problem)).join('; ');
    return refuse(context, { code: 'provider-unavailable', message: `Nothing was sent: ${why}.` });
  }
  if (task !== undefined) {
    context.save(afterAnswer(context.now(), { phase: 'accepted', acceptedAfterMs, task }, task));
    if (state === 'ended') await finish(context, task);
    if (state === 'error') recordError(context, error);
    return;
  }
  const failure = toRunError(error);
  const mayExist =
    error instanceof VideoError ? error.code === 'submission-unknown' : submission !== undefined;
  if (!mayExist) return refuse(context, failure);
  await lookUp(context, submission, failure.message);
}
