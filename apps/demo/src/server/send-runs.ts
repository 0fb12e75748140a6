import {
  type ComparisonResult,
  explainProblem,
  type ModelRef,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import type { ComparisonOrder, RunError } from '../api.ts';
import { toRunError } from './errors.ts';
import { afterAnswer, day, finish, inTrouble, lookUp, paceOf, type RunLife } from './follow-run.ts';
import type { SpendingLimit } from './limit.ts';

interface Sending {
  readonly request: VideoRequest;
  readonly routing: NonNullable<ComparisonOrder['routing']>;
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
export async function sendTogether(lives: readonly RunLife[], sending: Sending): Promise<void> {
  const [first] = lives;
  if (first === undefined) return;
  const { request, routing, allowUnknownPrice, limit, closed } = sending;
  const byModel = new Map(lives.map((life) => [nameOf(life.now()), life]));
  const lifeOf = (model: ModelRef): RunLife => {
    const life = byModel.get(nameOf(model));
    if (life !== undefined) return life;
    throw new Error(`No run of this comparison asked for ${nameOf(model)}.`);
  };
  const idOf = (model: ModelRef) => lifeOf(model).now().id;
  const byId = new Map(lives.map((life) => [life.now().id, life]));
  const journaled = new Set<RunLife>();
  try {
    const comparison = first.router.compare(request, {
      ...routing,
      models: lives.map((life) => life.now()),
      // The limit knows whether one is set, and whether a person agreed.
      allowUnknownPrice: true,
      ...(first.door.real && { budget: limit.paying(idOf, allowUnknownPrice) }),
      reference: idOf,
      onSubmission: (submission) => {
        const life = byId.get(submission.reference) ?? lifeOf(submission);
        life.journal(submission);
        journaled.add(life);
      },
      signal: closed,
      timeoutMs: day,
      ...paceOf(first),
    });
    const ends: Promise<void>[] = [];
    for await (const result of comparison) {
      ends.push(hear(lifeOf(result), result).catch((error: unknown) => void toRunError(error)));
    }
    await Promise.all(ends);
  } catch (error) {
    // What may have left is looked up by the next start.
    const told = toRunError(error);
    for (const life of lives) if (!journaled.has(life)) refuse(life, told);
  }
}

const refuse = (life: RunLife, error: RunError) =>
  life.save({ state: { phase: 'refused', error }, endedAt: Date.now() });

/** Keeps what is told of one run; its videos do not keep the others waiting. */
async function hear(life: RunLife, result: ComparisonResult): Promise<void> {
  if (life.signal.aborted) return;
  const { state, task, submission, error, problems = [], acceptedAfterMs = 0 } = result;
  if (state === 'rejected') {
    const why = problems.map((problem) => explainProblem(problem)).join('; ');
    return refuse(life, { code: 'provider-unavailable', message: `Nothing was sent: ${why}.` });
  }
  if (task !== undefined) {
    life.save(afterAnswer(life.now(), { phase: 'accepted', acceptedAfterMs, task }, task));
    if (state === 'ended') await finish(life, task);
    if (state === 'error') inTrouble(life, error);
    return;
  }
  const told = toRunError(error);
  const mayExist =
    error instanceof VideoError ? error.code === 'submission-unknown' : submission !== undefined;
  if (!mayExist) return refuse(life, told);
  await lookUp(life, submission, told.message);
}
