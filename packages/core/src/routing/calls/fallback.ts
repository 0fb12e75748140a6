import type { Attempt } from '../../contract/attempt.ts';
import { VideoError } from '../../contract/error.ts';
import { modelOf, type ModelRef } from '../../contract/names.ts';
import type { Candidate } from '../../contract/plan.ts';
import type { CallOptions } from '../../contract/provider.ts';
import { redact } from '../../contract/redact.ts';
import type { VideoTask } from '../../contract/task.ts';
import type { SubmitResult } from './submit-candidate.ts';

/** How far a request goes on to other candidates after a proven refusal. */
export interface FallbackOptions {
  /** To how many candidates at most the request is sent. Default: all. */
  readonly attempts?: number | undefined;
  /** Whether the next candidate is tried after `content-policy`. Default false. */
  readonly afterContentPolicy?: boolean | undefined;
}

/** `true`: every candidate; a number: at most so many. */
export type Fallback = boolean | number | FallbackOptions;

interface Limits {
  readonly attempts: number;
  readonly afterContentPolicy: boolean;
}

/** Throws `VideoError('invalid-request')`. */
function limitsOf(fallback: Exclude<Fallback, false>): Limits {
  const given = typeof fallback === 'number' ? { attempts: fallback } : fallback === true ? {} : fallback;
  const { attempts = Number.POSITIVE_INFINITY, afterContentPolicy = false } = given;
  if (attempts === Number.POSITIVE_INFINITY || (Number.isInteger(attempts) && attempts >= 1))
    return { attempts, afterContentPolicy };
  const message = `fallback: attempts must be a whole number above 0; got ${attempts}. Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}

function attemptOf(model: ModelRef, outcome: Attempt['outcome'], error?: VideoError): Attempt {
  const why = error === undefined ? {} : { code: error.code, reason: redact(error.message) };
  return { ...modelOf(model), outcome, ...why };
}

const credentials: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie']);

/** What one service is sent in confidence must not go to the next. Throws `VideoError('invalid-request')`. */
export function rejectCredentialHeaders(headers: CallOptions['headers'] = {}): void {
  const name = Object.keys(headers).find((one) => credentials.has(one.trim().toLowerCase()));
  if (name === undefined) return;
  const message =
    `headers: "${name}" would be sent to every service that is tried; pass keys in each provider's settings. ` +
    `Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}

/** Before anything is read or sent. Throws `VideoError('invalid-request')`. */
export function checkFallback(fallback: Fallback, { headers }: Pick<CallOptions, 'headers'>): void {
  if (fallback === false) return;
  limitsOf(fallback);
  rejectCredentialHeaders(headers);
}

/**
 * Sends a request to the candidates in their order, the next one only when no task exists for sure: after a refusal,
 * or where nothing was sent. An unknown outcome, an abort and an error of the caller's own code end it.
 */
export async function submitWithFallback(
  [first, ...others]: readonly [Candidate, ...(readonly Candidate[])],
  fallback: Exclude<Fallback, false>,
  signal: AbortSignal | undefined,
  submit: (candidate: Candidate) => Promise<SubmitResult>,
): Promise<VideoTask> {
  const limits = limitsOf(fallback);
  const untried = [...others];
  const attempts: Attempt[] = [];
  for (let candidate = first, sent = 0; ;) {
    const result = await submit(candidate);
    if (result.outcome === 'stopped') throw result.error;
    if (result.outcome === 'accepted') {
      attempts.push(attemptOf(candidate, result.outcome));
      return { ...result.task, attempts };
    }
    const { outcome, error } = result;
    attempts.push(attemptOf(candidate, outcome, error));
    if (outcome === 'refused') sent += 1;
    const isLast =
      outcome === 'unknown' ||
      (error.code === 'content-policy' && !limits.afterContentPolicy) ||
      sent >= limits.attempts;
    const next = isLast ? undefined : untried.shift();
    if (next === undefined) throw error.with({ attempts });
    signal?.throwIfAborted();
    candidate = next;
  }
}
