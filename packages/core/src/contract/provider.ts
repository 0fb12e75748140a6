import type { CallbackOptions, CallbackResult } from './callback.ts';
import type { Capabilities } from './capabilities.ts';
import type { Clock } from './clock.ts';
import type { VideoError } from './error.ts';
import type { VideoRequest } from './request.ts';
import type { Submission } from './submission.ts';
import type { Video, VideoTask } from './task.ts';
import type { ValidationResult } from './validation.ts';

/** How one call is made. */
export interface CallOptions {
  /** Ends the call; the rejection is the platform's own `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** Sent besides the provider's own headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A refusal that is repeated: no task exists, and the same request is sent again. */
export interface Retry {
  /** Why the service refused. */
  readonly error: VideoError;
  /** Which attempt was refused, from 1. */
  readonly attempt: number;
  /** Milliseconds until the next one. */
  readonly inMs: number;
}

/** How one paid request is sent. */
export interface GenerateOptions extends CallOptions {
  /** Your own name for the request, sent where the service takes one. Default: a new UUID. */
  readonly reference?: string | undefined;
  /**
   * Called once, before the request leaves, and awaited: journal the submission here. When it throws, nothing is
   * sent.
   */
  readonly onSubmission?: ((submission: Submission) => void | Promise<void>) | undefined;
  /** How often a refusal that is worth repeating is repeated. Default 2. Unknown outcomes never are. */
  readonly retries?: number | undefined;
  /** Called before each of these pauses. What it throws is ignored. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** Default: the real clock. */
  readonly clock?: Clock | undefined;
}

/**
 * What became of a task that was to be stopped. `stopped`: it ended. `requested`: the service has accepted the request,
 * query the task. `goes-on`: it is too late, the task continues and will be billed.
 */
export interface CancelResult {
  /** `stopped`: it ended. `requested`: query it. `goes-on`: it is too late. */
  readonly outcome: 'stopped' | 'requested' | 'goes-on';
  /** `unknown` where the service does not say. */
  readonly billed: 'yes' | 'no' | 'unknown';
  /** As it is now known. */
  readonly task: VideoTask;
}

/** What became of one of several tasks that were polled together: as it is now, or why nothing is known. */
export type QueryOutcome = VideoTask | VideoError;

/** The exact HTTP request that `generate` would send, with secrets blanked. */
export interface PreparedRequest {
  /** The HTTP method. */
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** The whole URL, with secrets in it blanked. */
  readonly url: string;
  /** By name in lower case, with secrets blanked. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * The JSON body as a value; `JSON.stringify` of it is what is sent, but for placeholders. Where `content-type` is
   * `multipart/form-data`, the parts by name instead, files as data URIs. `{reference}`: where the
   * service takes a name of ours, filled with `GenerateOptions.reference`, or a new UUID. `{upload 1: …}` and `{link: …}`:
   * files that are uploaded first, filled with the link that the upload is given. `{file: …}`: a file that is not read
   * for a dry run, filled with its bytes.
   */
  readonly body: unknown;
}

/**
 * A video-generation service behind one interface. The router is one too, so it stands wherever a provider stands.
 * All methods throw `VideoError`.
 */
export interface VideoProvider {
  /** The provider's id, such as `'acme'`, as `VideoRequest.model` and routing options name it. */
  readonly id: string;
  /** What it can do. Another object after a provider has renewed its table; routers look each time. */
  readonly capabilities: Capabilities;
  /** The dry run: validates and maps, touches no network, needs no key. */
  prepare(request: VideoRequest): PreparedRequest;
  /** Whether `prepare` takes the request, or the reasons why not. Touches no network and needs no key; no request makes it throw. */
  validateRequest(request: VideoRequest): ValidationResult;
  /**
   * Sends one paid request and ends in one of three ways: a task; a refusal, which proves that no task exists; or
   * `VideoError('submission-unknown')` with `error.submission`. Only refusals are ever repeated. An abort ends the
   * call, not the request that may already have arrived: journal with `onSubmission` to look it up.
   */
  generate(request: VideoRequest, options?: GenerateOptions): Promise<VideoTask>;
  /** Polls once. A transient error throws and says nothing about the task. */
  query(task: VideoTask, options?: CallOptions): Promise<VideoTask>;
  /**
   * Polls several tasks with few requests, as many in each as `maxBatch` of the table says, one request after the other. Each
   * task has an outcome of its own, at its place in `tasks`: the task, or the error that `query` would throw. Tasks whose request
   * failed as a whole have the same error, the same object. `not-found`: the answer lacks it; `unsupported`: it cannot be asked about beside
   * others, nothing was sent. Rejects with aborts only. Missing where the service has no such request. Where it is there,
   * waits use it beside `query`: whoever wraps one wraps both.
   */
  queryMany?(tasks: readonly VideoTask[], options?: CallOptions): Promise<readonly QueryOutcome[]>;
  /** Missing where the service has no way to stop a task. */
  cancel?(task: VideoTask, options?: CallOptions): Promise<CancelResult>;
  /**
   * The task of a submission whose outcome stayed unknown, where the service proves that it is; `undefined`: it knows no such
   * submission now. Where nothing proves it, but tasks may be it, `submission-unknown` with them as `candidates`. Missing where
   * the service cannot look one up.
   */
  reconcile?(submission: Submission, options?: CallOptions): Promise<VideoTask | undefined>;
  /**
   * The headers that a result link needs; `{}` for a link that needs none. They may hold the key: send them to the link's own
   * origin only, and not after a redirect. `downloadVideo` does, given `provider` and `task`. Missing where no link needs any.
   */
  linkHeaders?(video: Video, task: VideoTask): Promise<Readonly<Record<string, string>>>;
  /**
   * Reads one callback of the service: the request as it came, its body untouched. Throws `authentication` for one that
   * is not signed as the secret wants or more than 5 minutes away, `not-found` where `find` knows no such task,
   * `invalid-request` for one that cannot be read or is about another task, and `provider-unavailable` for an odd one;
   * none of them says anything about the task. Missing where the service has no webhooks. Keep polling: webhooks get lost.
   */
  handleCallback?(request: Request, options: CallbackOptions): Promise<CallbackResult>;
}
