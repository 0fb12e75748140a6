import { VideoError, type VideoErrorDetails } from '../contract/error.ts';
import type { VideoErrorCode } from '../contract/error-code.ts';
import { submissionName } from '../contract/names.ts';
import type { Submission } from '../contract/submission.ts';
import type { VideoTask } from '../contract/task.ts';

/** What a journal and a job keep of an error: plain JSON, without inputs. */
export interface RecordedError extends Pick<
  VideoErrorDetails,
  'provider' | 'providerCode' | 'requestId' | 'httpStatus' | 'retryAfterMs' | 'problems'
> {
  /** As `VideoError.code`. */
  readonly code: VideoErrorCode;
  /** In English, without secrets. */
  readonly message: string;
  /** As `VideoError.retryable`. */
  readonly retryable: boolean;
}

export function recordError(error: VideoError): RecordedError {
  const { code, message, retryable, provider, providerCode, requestId, httpStatus, retryAfterMs } = error;
  const { problems } = error;
  const details = { provider, providerCode, requestId, httpStatus, retryAfterMs, problems };
  return { code, message, retryable, ...details };
}

/** The `VideoError` that was recorded; `more` is what is known besides. */
export const errorOf = ({ code, message, ...details }: RecordedError, more: VideoErrorDetails = {}) =>
  new VideoError(code, message, { ...details, ...more });

/** How one attempt to submit a request stands. */
export type JournalAttempt =
  /** It has left, or is about to. */
  | {
      /** How it stands; decides which fields stand beside it. */
      readonly phase: 'sending';
      /** What was sent, or is about to be. */
      readonly submission: Submission;
    }
  /** `task`: as it was accepted, without links to results. */
  | {
      readonly phase: 'accepted';
      /** What was sent, or is about to be. */
      readonly submission: Submission;
      /** As it was accepted, without links to results. */
      readonly task: VideoTask;
    }
  /** It is proven that no task exists. `error` is missing where another candidate was tried at once. */
  | {
      readonly phase: 'refused';
      /** What was sent, or is about to be. */
      readonly submission: Submission;
      /** Why it was refused, or why nobody knows. */
      readonly error?: RecordedError | undefined;
    }
  /** A task may exist and may be billed. */
  | {
      readonly phase: 'unknown';
      /** What was sent, or is about to be. */
      readonly submission: Submission;
      /** Why it was refused, or why nobody knows. */
      readonly error: RecordedError;
    }
  /** Somebody closed the key before anything was sent. */
  | {
      readonly phase: 'stopped';
    };

/** How an attempt ended, as far as is known. */
export type Settlement =
  | {
      /** How the attempt ended: with a task, with proof of none, or with neither. */
      readonly phase: 'accepted';
      /** As the service accepted it. */
      readonly task: VideoTask;
    }
  | {
      readonly phase: 'refused';
      /** Why it was refused, or why nobody knows. */
      readonly error?: RecordedError | undefined;
    }
  | {
      readonly phase: 'unknown';
      /** Why it was refused, or why nobody knows. */
      readonly error: RecordedError;
      /** What is known of it by now, where that is more than before. */
      readonly submission?: Submission | undefined;
    };

/** All that was ever sent under one key. Plain JSON; holds nothing of the request but its fingerprint. */
export interface JournalEntry {
  /** The caller's, such as an order number. */
  readonly key: string;
  /** Of the caller's request; see `requestFingerprint`. */
  readonly fingerprint: string;
  /** In the order in which they were made; only the last one may be followed by another, once it was refused. */
  readonly attempts: readonly JournalAttempt[];
}

/** A wish to be the one that makes the next attempt under a key. */
export interface Claim {
  /** The caller's, such as an order number. */
  readonly key: string;
  /** Of the caller's request; see `requestFingerprint`. */
  readonly fingerprint: string;
  /** How many attempts the caller knows of; another number means that somebody else was faster. */
  readonly after: number;
  /**
   * The caller's own attempt before, still `sending`, which has just proved that it made no task: it is settled in the same
   * write, so that nobody who looks in between takes the key for one whose request was refused.
   */
  readonly refused?: Submission | undefined;
  /** What is written: one that is about to be sent, or one that closes the key. */
  readonly attempt: Extract<JournalAttempt, { readonly phase: 'sending' | 'stopped' }>;
}

/**
 * The books of what was sent. `createJournal` makes one of any store that can compare and set; `testJournal` of
 * `@vid/testkit` is the suite that each one passes.
 */
export interface Journal {
  /** All attempts under a key; `undefined` where nothing was ever claimed. */
  get(key: string): Promise<JournalEntry | undefined>;
  /**
   * Adds an attempt, durably, when it returns `true`; atomic over all machines. `false`: the entry has another number of
   * attempts, the last of them was not refused, or the fingerprint differs. A rejection promises nothing: the attempt may be
   * there or not, and the caller sends nothing.
   */
  claim(claim: Claim): Promise<boolean>;
  /**
   * Says how the attempt with this index ended. Never replaces `accepted`, nor `stopped`, nor a refusal by anything but
   * `accepted`, and does nothing for an attempt that there is not.
   */
  settle(key: string, attempt: number, settlement: Settlement): Promise<void>;
}

function withRefusal(attempt: JournalAttempt, refused: Submission | undefined): JournalAttempt {
  if (refused === undefined || (attempt.phase !== 'sending' && attempt.phase !== 'unknown')) return attempt;
  const { submission } = attempt;
  return submissionName(submission) === submissionName(refused) ? { phase: 'refused', submission } : attempt;
}

/** The entry with one more attempt; `undefined` where the claim fails. */
export function claimed(entry: JournalEntry | undefined, claim: Claim): JournalEntry | undefined {
  const { key, fingerprint, after, refused, attempt } = claim;
  const known = entry?.attempts ?? [];
  const attempts = known.map((one, index) => (index === known.length - 1 ? withRefusal(one, refused) : one));
  const last = attempts.at(-1);
  const isFree = last === undefined || last.phase === 'refused';
  if (!isFree || attempts.length !== after || (entry?.fingerprint ?? fingerprint) !== fingerprint)
    return undefined;
  return { key, fingerprint, attempts: [...attempts, attempt] };
}

/** What may take the place of what. A task that exists is true whatever was believed before. */
const follows: Readonly<Record<JournalAttempt['phase'], readonly Settlement['phase'][]>> = {
  sending: ['accepted', 'refused', 'unknown'],
  // Refused: by who sent it, where somebody else had given it up too early.
  unknown: ['accepted', 'refused', 'unknown'],
  refused: ['accepted'],
  accepted: [],
  stopped: [],
};

/** The entry with the attempt settled; `undefined` where nothing changes. */
export function settled(
  entry: JournalEntry | undefined,
  index: number,
  settlement: Settlement,
): JournalEntry | undefined {
  const attempt = entry?.attempts[index];
  if (entry === undefined || attempt === undefined || attempt.phase === 'stopped') return undefined;
  if (!follows[attempt.phase].includes(settlement.phase)) return undefined;
  return { ...entry, attempts: entry.attempts.with(index, attemptOf(settlement, attempt.submission)) };
}

function attemptOf(settlement: Settlement, submission: Submission): JournalAttempt {
  switch (settlement.phase) {
    case 'accepted':
      return { phase: 'accepted', submission, task: withoutLinks(settlement.task) };
    case 'refused':
      return { phase: 'refused', submission, error: settlement.error };
    case 'unknown':
      return { phase: 'unknown', submission: settlement.submission ?? submission, error: settlement.error };
  }
}

/** How to ask for the task, without the links of one that ended at once: they are signed, and a query tells them again. */
export function withoutLinks(task: VideoTask): VideoTask {
  if (task.status !== 'succeeded') return task;
  const { videos: _videos, ...rest } = task;
  return { ...rest, status: 'running' };
}
