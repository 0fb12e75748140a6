import { VideoError } from '../error.ts';
import type { GenerateOptions, PreparedRequest } from '../provider.ts';
import type { Submission } from '../submission.ts';
import { systemClock } from '../polling/clock.ts';
import type { AcceptedRequest } from './accept.ts';

/** A service that asks for more patience than this is left to the caller. */
const longestPauseMs = 60_000;
const firstPauseMs = 1_000;

async function fingerprintOf(body: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The submission of a prepared request; its reference is `options.reference`, or minted here. */
export async function newSubmission(
  { provider, api, model }: Pick<AcceptedRequest, 'provider' | 'api' | 'model'>,
  { body }: PreparedRequest,
  { reference = crypto.randomUUID(), clock = systemClock }: GenerateOptions,
  lookup?: Readonly<Record<string, string>>,
): Promise<Submission> {
  const submittedAt = new Date(clock.now()).toISOString();
  const fingerprint = await fingerprintOf(body);
  return {
    provider,
    api,
    model,
    reference,
    ...(lookup !== undefined && { lookup }),
    submittedAt,
    fingerprint,
  };
}

/**
 * Sends a paid request to one of three ends: what `send` returns, a refusal, or `submission-unknown` with the
 * submission. Only a refusal that is worth repeating (`retryable`) is repeated, because it proves that no task
 * exists: `options.retries` times (default 2), after the pause that the service asked for, or 1 s, 2 s, … with up
 * to half of it at random on top. An unknown outcome is never repeated.
 */
export async function submitPaid<Accepted>(
  submission: Submission,
  options: GenerateOptions,
  send: () => Promise<Accepted>,
): Promise<Accepted> {
  const { signal, retries = 2, clock = systemClock, onSubmission } = options;
  signal?.throwIfAborted();
  await onSubmission?.(submission);
  for (let sent = 0; ; sent += 1) {
    signal?.throwIfAborted();
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof VideoError)) throw error;
      if (error.code === 'submission-unknown') throw error.with({ submission });
      const pause = error.retryAfterMs ?? firstPauseMs * 2 ** sent;
      if (!error.retryable || sent >= retries || pause > longestPauseMs) throw error;
      await clock.sleep(pause * (1 + Math.random() / 2), signal);
    }
  }
}
