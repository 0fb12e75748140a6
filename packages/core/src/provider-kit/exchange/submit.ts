import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { systemClock } from '../../contract/clock.ts';
import { VideoError } from '../../contract/error.ts';
import { modelOf, type ModelRef } from '../../contract/names.ts';
import type { GenerateOptions, PreparedRequest, Retry } from '../../contract/provider.ts';
import { checkGenerateOptions } from '../../contract/read-request.ts';
import type { Submission } from '../../contract/submission.ts';
import type { VideoTask } from '../../contract/task.ts';
import { unlessAborted } from '../../contract/abort.ts';

/** Clients of these services wait up to 240 s for a submit [client]; giving up earlier loses paid tasks. */
export const submitTimeoutMs = 240_000;

/** A service that asks for more patience than this is left to the caller. */
const longestPauseMs = 60_000;
const firstPauseMs = 1_000;

/**
 * The submission of a prepared request; its reference is `options.reference`, or minted here. Its fingerprint is hashed
 * when it is first read: most submissions are accepted, and nobody looks.
 */
export function newSubmission(
  model: ModelRef,
  { body }: Pick<PreparedRequest, 'body'>,
  { reference = crypto.randomUUID(), clock }: Pick<GenerateOptions, 'reference' | 'clock'>,
  lookup?: Readonly<Record<string, string>>,
): Submission {
  let fingerprint: string | undefined;
  return {
    ...modelOf(model),
    reference,
    ...(lookup !== undefined && { lookup }),
    submittedAt: new Date(clock?.now() ?? Date.now()).toISOString(),
    get fingerprint() {
      fingerprint ??= bytesToHex(sha256(new TextEncoder().encode(JSON.stringify(body))));
      return fingerprint;
    },
  };
}

/**
 * Where the reference goes in a header, a value of the caller's in its place is a name that nobody would look for afterwards: an
 * existing task would count as none. Throws `VideoError('invalid-request')`.
 */
export function requireReference(
  header: string,
  { provider }: Pick<Submission, 'provider'>,
  { headers = {} }: Pick<GenerateOptions, 'headers'>,
): void {
  if (Object.keys(headers).every((name) => name.toLowerCase() !== header)) return;
  const message = `headers: "${header}" is the name of the request; pass it as \`reference\`. Nothing was sent.`;
  throw new VideoError('invalid-request', message, { provider });
}

/** Only time and model are alike, which proves nothing: to go on with one is the caller's decision. */
const explainCandidates = (candidates: readonly VideoTask[]): string =>
  `Of its time and model are ${candidates.map(({ id }) => id).join(', ')}: ` +
  `if you know that one is yours, go on with it (error.candidates).`;

/** `isWhole`: whether all tasks that may be meant were looked at. */
export function unprovenError(
  submission: Submission,
  candidates: readonly VideoTask[],
  isWhole: boolean,
): VideoError {
  const { provider } = submission;
  const message = [
    isWhole
      ? `${provider} has no task that is proven to be of this submission.`
      : `${provider} lists more tasks than can be looked through, and none of the first is proven to be of this submission.`,
    ...(candidates.length === 0 ? [] : [explainCandidates(candidates)]),
    'It may be billed; do not send the request again before you know.',
  ].join(' ');
  return new VideoError('submission-unknown', message, { provider, submission, candidates });
}

/** A submit of unknown outcome, and what may have come of it. */
export function withCandidates(error: VideoError, candidates: readonly VideoTask[]): VideoError {
  const { code, message, provider, providerCode, requestId, httpStatus } = error;
  const details = { provider, providerCode, requestId, httpStatus, candidates, cause: error };
  return new VideoError(code, `${message} ${explainCandidates(candidates)}`, details);
}

/**
 * Sends a paid request to one of three ends: what `send` returns, a refusal, or `submission-unknown` with the
 * submission. Only a refusal is repeated, as `repeatRefused` says, because it proves that no task exists. An unknown
 * outcome is never repeated.
 */
export async function submitPaid<Accepted>(
  submission: Submission,
  options: GenerateOptions,
  send: () => Promise<Accepted>,
): Promise<Accepted> {
  checkGenerateOptions(options);
  options.signal?.throwIfAborted();
  const journaled = Promise.resolve(options.onSubmission?.(submission));
  await (options.signal === undefined ? journaled : unlessAborted(journaled, options.signal));
  const sendOnce = async () => {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof VideoError) || error.code !== 'submission-unknown') throw error;
      const { requestId } = error;
      throw error.with({ submission: requestId === undefined ? submission : { ...submission, requestId } });
    }
  };
  return repeatRefused(options, sendOnce, (retry) => {
    try {
      options.onRetry?.(retry);
    } catch {
      // A listener that throws does not end the call.
    }
  });
}

/**
 * What `send` returns. An error that is worth repeating (`retryable`), never an unknown outcome, is repeated
 * `options.retries` times (default 2), after the pause that the service asked for, or 1 s, 2 s, … with up to half of it
 * at random on top.
 */
export async function repeatRefused<Answer>(
  { signal, retries = 2, clock = systemClock }: Pick<GenerateOptions, 'signal' | 'retries' | 'clock'>,
  send: () => Promise<Answer>,
  onRetry?: (retry: Retry) => void,
): Promise<Answer> {
  for (let sent = 0; ; sent += 1) {
    signal?.throwIfAborted();
    try {
      return await send();
    } catch (error) {
      // Whatever else it says of itself: what may have been accepted is not sent again.
      if (!(error instanceof VideoError) || error.code === 'submission-unknown') throw error;
      const pause = error.retryAfterMs ?? firstPauseMs * 2 ** sent;
      if (!error.retryable || sent >= retries || pause > longestPauseMs) throw error;
      const inMs = Math.round(pause * (1 + Math.random() / 2));
      onRetry?.({ error, attempt: sent + 1, inMs });
      await clock.sleep(inMs, signal);
    }
  }
}
