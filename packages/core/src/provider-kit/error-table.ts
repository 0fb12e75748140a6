import type { VideoErrorCode } from '../contract/error-code.ts';
import type { TaskFailure } from '../contract/task.ts';

/** What one of a service's errors means. */
export interface ErrorRule {
  /** The error that is thrown, unless the answer is the end of a task. */
  readonly code: VideoErrorCode;
  /** Whether it proves that a submit made no task. */
  readonly provesNoTask: boolean;
  /** Whether asking again may help. Default: as the code has it. */
  readonly retryable?: boolean;
  /** In the answer to a query: the task has failed, and why. Default: it says nothing about the task. */
  readonly failure?: TaskFailure['reason'];
  /** Whether a wrong clock of this machine may be the reason: the error then tells how far it is off. Default false. */
  readonly byClock?: boolean;
  /** Whether it says that a task under the same reference exists: that one is looked up instead. Default false. */
  readonly isDuplicate?: boolean;
}

/** A rule for an error that proves that no task was made. */
export const refused = (code: VideoErrorCode): ErrorRule => ({ code, provesNoTask: true });
/** A rule for an error after which a task may exist. */
export const ambiguous: ErrorRule = { code: 'provider-unavailable', provesNoTask: false };

/** What a service says in its own error shape. */
export interface ErrorBody {
  /** The service's own words. */
  readonly message?: string | undefined;
  /** The service's own code, as text. */
  readonly code?: string | undefined;
  /** The service's id of the call. */
  readonly requestId?: string | undefined;
  /** The kind of error, where the shape has one besides the code. */
  readonly type?: string | undefined;
  /** How long to wait, in milliseconds, where the body says it, too: browsers do not see every `Retry-After`. */
  readonly retryAfterMs?: number | undefined;
}

/** What a service's errors mean; the first that knows the answer decides. What no table names leaves everything open. */
export interface ErrorTable {
  /** The service's own complete error shape; `undefined`: the answer is not in it, somebody on the way may have given it. */
  readonly read: (json: unknown, status: number) => ErrorBody | undefined;
  /** Whether a body of a 2xx answer is an error all the same. Default: none is. */
  readonly isError?: (json: unknown) => boolean;
  /** By the service's own code, whatever the HTTP status; a function where one code has several meanings. */
  readonly codes?: Readonly<Record<string, ErrorRule | ((body: ErrorBody, status: number) => ErrorRule)>>;
  /** By words or whatever else is told, where no code decides. Words over a 5xx prove nothing. */
  readonly patterns?: readonly (readonly [
    RegExp | ((body: ErrorBody, status: number) => boolean),
    ErrorRule,
  ])[];
  /** By HTTP status. */
  readonly statuses?: Readonly<Record<number, ErrorRule>>;
  /** Whether the service itself is called, no relay: then its CDN's page that it was not reached is proof. Default false. */
  readonly isDirect?: boolean;
}
