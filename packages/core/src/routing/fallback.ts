import type { Attempt } from '../contract/attempt.ts';
import type { ModelAtDoor } from '../contract/names.ts';
import { redact } from '../contract/redact.ts';
import { VideoError } from '../contract/error.ts';
import type { Candidate } from '../contract/plan.ts';
import type { VideoTask } from '../contract/task.ts';
import type { Sent } from './submit.ts';

export interface FallbackOptions {
  /** To how many candidates at most the request is sent. Default: all. */
  readonly attempts?: number | undefined;
  /** Whether a refusal for its content is carried to the next candidate. Default false. */
  readonly afterContentPolicy?: boolean | undefined;
}

/** `true`: every candidate; a number: at most so many. */
export type Fallback = boolean | number | FallbackOptions;

interface Limits {
  readonly attempts: number;
  readonly afterContentPolicy: boolean;
}

/** `undefined`: no fallback was asked. Throws `VideoError('invalid-request')`. */
function limitsOf(fallback: Fallback): Limits | undefined {
  if (fallback === false) return undefined;
  const given = typeof fallback === 'number' ? { attempts: fallback } : fallback === true ? {} : fallback;
  const { attempts = Number.POSITIVE_INFINITY, afterContentPolicy = false } = given;
  if (attempts === Number.POSITIVE_INFINITY || (Number.isInteger(attempts) && attempts >= 1))
    return { attempts, afterContentPolicy };
  const message = `fallback: the number of candidates must be a whole number from 1 on; got ${attempts}. Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}

function attemptOf(
  { provider, api, model }: ModelAtDoor,
  outcome: Attempt['outcome'],
  error?: VideoError,
): Attempt {
  const why = error === undefined ? {} : { code: error.code, reason: redact(error.message) };
  return { provider, api, model, outcome, ...why };
}

/**
 * Sends a request to the candidates in their order, the next one only when no task exists for sure: after a refusal,
 * or where nothing was sent. An unknown outcome, an abort and a fault in the caller's own code end it.
 */
export async function sendInTurn(
  [first, ...others]: readonly [Candidate, ...(readonly Candidate[])],
  fallback: Fallback,
  signal: AbortSignal | undefined,
  send: (candidate: Candidate) => Promise<Sent>,
): Promise<VideoTask> {
  const limits = limitsOf(fallback);
  const untried = limits === undefined ? [] : [...others];
  const attempts: Attempt[] = [];
  for (let candidate = first, sent = 0; ;) {
    const ended = await send(candidate);
    if (ended.outcome === 'stopped') throw ended.error;
    if (ended.outcome === 'accepted') {
      attempts.push(attemptOf(candidate, ended.outcome));
      return limits === undefined ? ended.task : { ...ended.task, attempts };
    }
    const { outcome, error } = ended;
    if (limits === undefined) throw error;
    attempts.push(attemptOf(candidate, outcome, error));
    if (outcome === 'refused') sent += 1;
    const ends =
      outcome === 'unknown' ||
      (error.code === 'content-policy' && !limits.afterContentPolicy) ||
      sent >= limits.attempts;
    const next = ends ? undefined : untried.shift();
    if (next === undefined) throw error.with({ attempts });
    signal?.throwIfAborted();
    candidate = next;
  }
}
