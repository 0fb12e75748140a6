import type { Attempt } from './attempt.ts';
import type { VideoErrorCode } from './error-code.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';
import { redactForms } from './redact.ts';
import type { Submission } from './submission.ts';
import type { TaskStatus, VideoTask } from './task.ts';

/** What an error knows besides its code and message. A field that is not known is `undefined`. */
export interface VideoErrorDetails {
  /** The provider's id, such as `'acme'`; missing where no provider was involved. */
  readonly provider?: string | undefined;
  /** The service's own code, as text. */
  readonly providerCode?: string | undefined;
  /** The service's id of the call, for its support. */
  readonly requestId?: string | undefined;
  /** The HTTP status of the answer, where there was one. */
  readonly httpStatus?: number | undefined;
  /** Default: true for `rate-limited`, `provider-unavailable`, `network`, `timeout` and `in-progress`. */
  readonly retryable?: boolean | undefined;
  /** How long the service asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** What the answer says that the task is, where the rest of it cannot be read: `succeeded` without a link. */
  readonly reportedStatus?: TaskStatus | undefined;
  /** Why the request cannot be sent, for `invalid-request` and `unsupported`. */
  readonly problems?: readonly Problem[] | undefined;
  /** What the router found, for `unsupported`. */
  readonly plan?: Plan | undefined;
  /** The task as last seen, for `timeout` and whatever ended a wait: waiting can go on from it. */
  readonly task?: VideoTask | undefined;
  /** What was sent, for `submission-unknown`: look the task up with it before you send the request again. */
  readonly submission?: Submission | undefined;
  /**
   * Tasks that may be the submission's, for `submission-unknown` of `reconcile`, or of `generate` where a service has a list and
   * no proof: nothing proves that one is. Whoever knows may go on with one of them as their own.
   */
  readonly candidates?: readonly VideoTask[] | undefined;
  /** Whom a router with `fallback` tried, in order; this is the error of the last one. */
  readonly attempts?: readonly Attempt[] | undefined;
  /** What was thrown before, as in `Error.cause`. */
  readonly cause?: unknown;
}

const retryableCodes: ReadonlySet<VideoErrorCode> = new Set([
  'rate-limited',
  'provider-unavailable',
  'network',
  'timeout',
  'in-progress',
]);

const redacted = (text: string | undefined) => (text === undefined ? undefined : redactForms(text));

/** Shared by all copies of this package in a process, so that `instanceof` works across them. */
const brand = Symbol.for('@vid/core/VideoError');

/**
 * The one class that is thrown; aborts stay the platform's `AbortError`. A task that failed is no error: it
 * comes back as a task. `submission-unknown` means that a task may exist and may be billed. What is recognisable as a
 * secret by its form is blanked in the message and in the service's code and id.
 */
export class VideoError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  /** `'VideoError'`, for logs; test with `instanceof` or `code`. */
  override readonly name = 'VideoError';
  /** Why the call failed. The list is closed: switch over it. */
  readonly code: VideoErrorCode;
  /** The provider's id, such as `'acme'`; `undefined` where no provider was involved. */
  readonly provider: string | undefined;
  /** The service's own code, as text. */
  readonly providerCode: string | undefined;
  /** The service's id of the call, for its support. */
  readonly requestId: string | undefined;
  /** The HTTP status of the answer, where there was one. */
  readonly httpStatus: number | undefined;
  /** Whether the same call may succeed later. Never sends a paid request again by itself: see `code`. */
  readonly retryable: boolean;
  /** How long the service asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** What the answer says that the task is, where the rest of it cannot be read: `succeeded` without a link. */
  readonly reportedStatus: TaskStatus | undefined;
  /** Why the request cannot be sent, for `invalid-request` and `unsupported`; one entry for each field. */
  readonly problems: readonly Problem[] | undefined;
  /** What the router found, for `unsupported`: every model and why it was rejected. Not enumerable. */
  declare readonly plan: Plan | undefined;
  /** The task as last seen, for `timeout` and whatever ended a wait: waiting can go on from it. */
  readonly task: VideoTask | undefined;
  /** What was sent, for `submission-unknown`: look the task up with it before you send the request again. */
  readonly submission: Submission | undefined;
  /** Tasks that may be the submission's, for `submission-unknown`; nothing proves that one is. */
  readonly candidates: readonly VideoTask[] | undefined;
  /** Whom a router with `fallback` tried, in order; this is the error of the last one. */
  readonly attempts: readonly Attempt[] | undefined;

  constructor(code: VideoErrorCode, message: string, details: VideoErrorDetails = {}) {
    super(redactForms(message), { cause: details.cause });
    Object.defineProperty(this, brand, { value: true });
    // Its suggestions hold links and bytes of the request, which a console must not print.
    Object.defineProperty(this, 'plan', { value: details.plan });
    this.code = code;
    this.provider = details.provider;
    this.providerCode = redacted(details.providerCode);
    this.requestId = redacted(details.requestId);
    this.httpStatus = details.httpStatus;
    this.retryable = details.retryable ?? retryableCodes.has(code);
    this.retryAfterMs = details.retryAfterMs;
    this.reportedStatus = details.reportedStatus;
    this.problems = details.problems;
    this.task = details.task;
    this.submission = details.submission;
    this.candidates = details.candidates;
    this.attempts = details.attempts;
  }

  /** The same error that knows more; this one is its cause. */
  with(more: Pick<VideoErrorDetails, 'task' | 'submission' | 'attempts'>): VideoError {
    return new VideoError(this.code, this.message, { ...this.#details(), ...more, cause: this });
  }

  /** Everything but the stack, the cause, and the requests that the plan suggests: they hold links and bytes. */
  toJSON(): Readonly<Record<string, unknown>> {
    const { name, message, code, plan } = this;
    return { name, message, code, ...this.#details(), plan: plan && withoutRequests(plan) };
  }

  #details(): VideoErrorDetails {
    const { provider, providerCode, requestId, httpStatus, retryable, retryAfterMs } = this;
    const { reportedStatus, problems, plan, task, submission, candidates, attempts } = this;
    return {
      provider,
      providerCode,
      requestId,
      httpStatus,
      retryable,
      retryAfterMs,
      reportedStatus,
      problems,
      plan,
      task,
      submission,
      candidates,
      attempts,
    };
  }
}

/** What `read` returns, or the `VideoError` that it throws; other errors are thrown. */
export function orVideoError<Result>(read: () => Result): Result | VideoError {
  try {
    return read();
  } catch (error) {
    if (error instanceof VideoError) return error;
    throw error;
  }
}

const withoutRequests = (plan: Plan) => ({
  ...plan,
  rejected: plan.rejected.map(({ suggestion, ...rejection }) => ({
    ...rejection,
    suggestion: suggestion && { changes: suggestion.changes },
  })),
});
