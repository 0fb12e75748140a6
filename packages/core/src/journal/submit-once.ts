import { type Clock, systemClock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import type { VideoErrorCode } from '../contract/error-code.ts';
import { readMedia } from '../contract/media-fields.ts';
import type { VideoProvider } from '../contract/provider.ts';
import type { VideoRequest } from '../contract/request.ts';
import type { Submission } from '../contract/submission.ts';
import type { VideoTask } from '../contract/task.ts';
import type { RouterGenerateOptions } from '../routing/settings.ts';
import {
  errorOf,
  type Journal,
  type JournalAttempt,
  type JournalEntry,
  recordError,
  type Settlement,
} from './entry.ts';
import { requestFingerprint } from './fingerprint.ts';

/** The options of `generate`, with the key and the journal that make it happen once. */
export interface SubmitOnceOptions extends RouterGenerateOptions {
  /** Yours, for this one video: an order number, or a UUID that is kept until the video is there. Not empty, and whole text. */
  readonly key: string;
  /** Where what was sent is remembered; share it between all processes that may use the key. */
  readonly journal: Journal;
  /** Sent where the service takes a name of ours. Default: the key. */
  readonly reference?: string | undefined;
  /**
   * How long an attempt counts as being sent by somebody else, in milliseconds; an older one is looked up. Neither is ever
   * sent again. Default 180 000.
   */
  readonly sendingMs?: number | undefined;
}

/** Which key is asked about, and in which journal. */
export type LookUpOptions = Pick<SubmitOnceOptions, 'key' | 'journal' | 'sendingMs' | 'clock' | 'signal'>;

const defaultSendingMs = 180_000;

/**
 * Sends one paid request under a key, and the same key never makes a second task: whoever calls again, in this process or
 * another, gets the task. A key whose request was refused, with proof that no task exists, may be sent again.
 *
 * Throws what `generate` throws, and `VideoError`: `in-progress` while somebody else sends it (ask again after
 * `retryAfterMs`); `submission-unknown` when a task may exist and the service cannot tell, or not yet (ask again: it is looked
 * up, never sent); `invalid-request` when the key stands for another request, or was stopped. What the journal throws before
 * the request leaves ends the call, and nothing is sent.
 */
export async function submitOnce(
  provider: VideoProvider,
  request: VideoRequest,
  options: SubmitOnceOptions,
): Promise<VideoTask> {
  const { key, journal, sendingMs = defaultSendingMs, reference = key, onSubmission, ...call } = options;
  const { clock = systemClock, signal } = call;
  requireKey(key);
  const read = await readMedia(request);
  const fingerprint = await requestFingerprint(read);
  const answer = (entry: JournalEntry) =>
    answerFrom(entry, { provider, journal, fingerprint, sendingMs, clock, signal });

  const known = await journal.get(key);
  const before = known === undefined ? undefined : await answer(known);
  if (before !== undefined) return before;

  let attempts = known?.attempts.length ?? 0;
  /** What this call has claimed and not settled. */
  let open: { readonly index: number; readonly submission: Submission } | undefined;
  let isTaken = false;
  /** Of the last attempt; while it lasts, and where it fails, its request has not left. */
  let claiming: Promise<void> | undefined;
  let mayHaveLeft = false;
  const settle = async (settlement: Settlement) => {
    if (open !== undefined) await journal.settle(key, open.index, settlement);
  };
  const claim = async (submission: Submission) => {
    signal?.throwIfAborted();
    // The next candidate is only tried once the last one has proved that it made no task.
    mayHaveLeft = false;
    const attempt = { phase: 'sending', submission } as const;
    const refused = open?.submission;
    if (!(await journal.claim({ key, fingerprint, after: attempts, refused, attempt }))) {
      await settle({ phase: 'refused' });
      open = undefined;
      isTaken = true;
      throw inProgress();
    }
    open = { index: attempts, submission };
    attempts += 1;
    await onSubmission?.(submission);
    signal?.throwIfAborted();
    mayHaveLeft = true;
  };

  let task: VideoTask;
  try {
    task = await provider.generate(read, {
      ...call,
      reference,
      onSubmission: (submission) => (claiming = claim(submission)),
    });
  } catch (error) {
    // An abort ends the call while the claim is still being written, and that must not look as if it had been sent.
    const isProof = !mayHaveLeft;
    await Promise.allSettled([claiming]);
    if (isTaken) {
      const entry = await journal.get(key);
      const theirs = entry === undefined ? undefined : await answer(entry);
      if (theirs !== undefined) return theirs;
      throw inProgress();
    }
    await keepTrying(() => settle(settlementOf(error, isProof)), clock);
    throw error;
  }
  await keepTrying(() => settle({ phase: 'accepted', task }), clock);
  return task;
}

/** Stores write other letters where half of a surrogate pair stands alone, and PostgreSQL takes no NUL: two keys would be one. */
function requireKey(key: string): void {
  const wrong =
    key.trim() === ''
      ? 'is empty'
      : !key.isWellFormed() || key.includes('\0')
        ? 'is no whole text'
        : undefined;
  if (wrong !== undefined) throw new VideoError('invalid-request', `key ${wrong}. Nothing was sent.`);
}

const inProgress = () =>
  new VideoError('in-progress', 'Another call is sending the request of this key. Ask again.', {
    retryAfterMs: 1_000,
  });

const openCodes: ReadonlySet<VideoErrorCode> = new Set(['submission-unknown', 'in-progress']);

/** Only an error of the library proves anything: after an abort, or a mistake of ours, the request may have arrived. */
function settlementOf(error: unknown, isProof: boolean): Settlement {
  if (isProof) return { phase: 'refused' };
  // Whoever says that it is in progress elsewhere does not say that there is no task.
  const isRefusal = error instanceof VideoError && !openCodes.has(error.code);
  if (isRefusal) return { phase: 'refused', error: recordError(error) };
  const unknown =
    error instanceof VideoError
      ? error
      : new VideoError('submission-unknown', 'The call ended before an answer came: a task may exist.');
  return { phase: 'unknown', error: recordError(unknown), submission: unknown.submission };
}

const longestPauseMs = 8_000;

/** The task is paid for: a journal that fails for a moment must still hear of it. After that the caller alone knows. */
async function keepTrying(write: () => Promise<void>, clock: Clock): Promise<void> {
  for (let pauseMs = 125; pauseMs <= longestPauseMs; pauseMs *= 2) {
    try {
      return await write();
    } catch {
      await clock.sleep(pauseMs, undefined);
    }
  }
}

interface AnswerContext {
  readonly provider: VideoProvider;
  readonly journal: Journal;
  /** Of whoever asks for a request; missing for who asks what became of a key. */
  readonly fingerprint?: string | undefined;
  readonly sendingMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/** What is known of a key; `undefined` where its request may be sent. Throws where it may not. */
async function answerFrom(entry: JournalEntry, context: AnswerContext): Promise<VideoTask | undefined> {
  const { fingerprint = entry.fingerprint, clock, sendingMs } = context;
  if (entry.fingerprint !== fingerprint) {
    const message = `The key "${entry.key}" stands for another request. Nothing was sent; take a new key for a new request.`;
    throw new VideoError('invalid-request', message);
  }
  const last = entry.attempts.at(-1);
  if (last === undefined || last.phase === 'refused') return undefined;
  if (last.phase === 'accepted') return last.task;
  if (last.phase === 'stopped')
    throw new VideoError(
      'invalid-request',
      `The request of the key "${entry.key}" was stopped before it was sent.`,
    );
  // After a clock was put back it is neither young nor old: to look it up does no harm.
  const age = clock.now() - Date.parse(last.submission.submittedAt);
  if (last.phase === 'sending' && age >= 0 && age < sendingMs) throw inProgress();
  return lookUp(entry, last, context);
}

/** What became of a key: its task, or `undefined` where nothing was sent or all was refused. Sends nothing; throws as `submitOnce`. */
export async function lookUpKey(
  provider: VideoProvider,
  { key, journal, sendingMs = defaultSendingMs, clock = systemClock, signal }: LookUpOptions,
): Promise<VideoTask | undefined> {
  const entry = await journal.get(key);
  return entry && answerFrom(entry, { provider, journal, sendingMs, clock, signal });
}

/** Finds out whether an attempt became a task, where the service can tell; throws `submission-unknown` else. */
async function lookUp(
  { key, attempts }: JournalEntry,
  last: Extract<JournalAttempt, { readonly phase: 'sending' | 'unknown' }>,
  { provider, journal, signal }: AnswerContext,
): Promise<VideoTask> {
  const { submission } = last;
  const index = attempts.length - 1;
  const { task, error } = await reconciled(provider, submission, signal);
  if (task !== undefined) {
    await journal.settle(key, index, { phase: 'accepted', task });
    return task;
  }
  const message =
    'Whether the request of this key made a task is not known. It is not sent again; ask later, or look at the service.';
  const before = last.phase === 'unknown' ? errorOf(last.error) : undefined;
  // What only the look-up met says nothing of the submit.
  const unknown = error?.code === 'submission-unknown' ? error : before;
  const told = new VideoError('submission-unknown', unknown?.message ?? message, {
    provider: submission.provider,
    submission,
    candidates: error?.candidates,
    cause: error,
  });
  if (last.phase === 'sending')
    await journal.settle(key, index, { phase: 'unknown', error: recordError(told) });
  throw told;
}

async function reconciled(
  provider: VideoProvider,
  submission: Submission,
  signal: AbortSignal | undefined,
): Promise<{ readonly task?: VideoTask | undefined; readonly error?: VideoError | undefined }> {
  try {
    return { task: await provider.reconcile?.(submission, { signal }) };
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    // That a service cannot tell is no news.
    return error.code === 'unsupported' ? {} : { error };
  }
}

/**
 * Closes a key before its request is sent: no call sends it any more. `false`: it has left, or was settled, and goes on as
 * it is.
 */
export async function stopKey(journal: Journal, key: string, fingerprint: string): Promise<boolean> {
  const entry = await journal.get(key);
  const last = entry?.attempts.at(-1);
  if (last?.phase === 'stopped') return true;
  const after = entry?.attempts.length ?? 0;
  return journal.claim({ key, fingerprint, after, attempt: { phase: 'stopped' } });
}

/**
 * Takes a task as that of a key whose outcome is unknown: for whoever knows that one of `error.candidates` is theirs, or found
 * it at the service. Throws `VideoError('invalid-request')` where nothing is unknown under the key, or the task is of another
 * service.
 */
export async function adoptTask(journal: Journal, key: string, task: VideoTask): Promise<void> {
  const entry = await journal.get(key);
  const index = (entry?.attempts.length ?? 0) - 1;
  const last = entry?.attempts[index];
  const { provider, api } = task;
  const isOpen = last?.phase === 'unknown' || last?.phase === 'sending';
  if (!isOpen || last.submission.provider !== provider || last.submission.api !== api) {
    const message = `The key "${key}" has no submission of unknown outcome at ${provider} (${api}).`;
    throw new VideoError('invalid-request', message);
  }
  await journal.settle(key, index, { phase: 'accepted', task });
}
