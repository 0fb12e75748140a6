import type { VideoErrorCode } from '../contract/error-code.ts';
import { VideoError } from '../contract/error.ts';
import type { Redactor } from '../contract/redact.ts';
import type { TaskFailure } from '../contract/task.ts';
import { submissionUnknown } from './connection-error.ts';
import type { HttpAnswer } from './http.ts';
import { retryAfterMs } from './retry-after.ts';

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
}

/** A rule for an error that proves that no task was made. */
export const refused = (code: VideoErrorCode): ErrorRule => ({ code, provesNoTask: true });
/** A rule for an error after which a task may exist. */
export const ambiguous: ErrorRule = { code: 'provider-unavailable', provesNoTask: false };

/** What a service says in its own error shape. */
export interface ErrorBody {
  readonly message?: string | undefined;
  /** The service's own code, as text. */
  readonly code?: string | undefined;
  /** The service's id of the call. */
  readonly requestId?: string | undefined;
  /** The kind of error, where the shape has one besides the code. */
  readonly type?: string | undefined;
}

/** What a service's errors mean; the first that knows the answer decides. What no table names leaves everything open. */
export interface ErrorTable {
  /** The service's own error shape; `undefined`: the answer is not in it, somebody on the way may have given it. */
  readonly read: (json: unknown, status: number) => ErrorBody | undefined;
  /** Whether a body of a 2xx answer is an error all the same. Default: none is. */
  readonly isError?: (json: unknown) => boolean;
  /** By the service's own code. */
  readonly codes?: Readonly<Record<string, ErrorRule>>;
  /** By words or whatever else is told, where no code decides. */
  readonly patterns?: readonly (readonly [
    RegExp | ((body: ErrorBody, status: number) => boolean),
    ErrorRule,
  ])[];
  /** By HTTP status, of an answer in the service's own error shape. */
  readonly statuses?: Readonly<Record<number, ErrorRule>>;
  /** By HTTP status, of any other answer. */
  readonly foreignStatuses?: Readonly<Record<number, ErrorRule>>;
}

export interface Classified {
  /** `undefined`: the answer is not in the service's own error shape. */
  readonly body: ErrorBody | undefined;
  readonly rule: ErrorRule;
}

const lookUp = <Key extends string | number>(table: Readonly<Record<Key, ErrorRule>> | undefined, key: Key) =>
  table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;

/** The one place where an answer that is no success is judged. */
export function classify({ status, json }: HttpAnswer, table: ErrorTable): Classified {
  const body = table.read(json, status);
  if (body === undefined) return { body, rule: lookUp(table.foreignStatuses, status) ?? ambiguous };
  const byCode = body.code === undefined ? undefined : lookUp(table.codes, body.code);
  const matching = ([pattern]: NonNullable<ErrorTable['patterns']>[number]) =>
    pattern instanceof RegExp
      ? body.message !== undefined && pattern.test(body.message)
      : pattern(body, status);
  const rule = byCode ?? table.patterns?.find(matching)?.[1] ?? lookUp(table.statuses, status) ?? ambiguous;
  return { body, rule };
}

/** What a call is for: a submit costs money, the others never do. */
export type Purpose = 'submit' | 'query' | 'upload';

const consequences: Readonly<Record<Purpose, string>> = {
  submit: 'No task was made and nothing should be billed.',
  query: 'This says nothing about the task.',
  upload: 'Nothing was submitted and nothing was paid.',
};

/** The error of an answer that is no success: what happened, whether money may be spent, what to do. */
export function answerError(
  provider: string,
  { status, headers, json, text }: HttpAnswer,
  { body, rule }: Classified,
  purpose: Purpose,
  redact: Redactor,
): VideoError {
  const shown = (part: string | undefined) => (part === undefined ? undefined : redact(part));
  const [providerCode, requestId] = [shown(body?.code), shown(body?.requestId)];
  // Whoever stands in between may say what is wrong, too.
  const unsaid = body === undefined ? redact(text) : 'no reason given';
  const unread = json === undefined ? 'the answer is not JSON' : unsaid;
  const reason = shown(body?.message) ?? (text.trim() === '' ? 'the answer is empty' : unread);
  const answer = `HTTP ${status}${providerCode === undefined ? '' : `, ${providerCode}`}: ${reason}`;
  const details = { provider, providerCode, requestId, httpStatus: status };
  if (purpose === 'submit' && !rule.provesNoTask)
    return submissionUnknown(provider, `it answered ${answer}`, details);
  return new VideoError(rule.code, `${provider} refused (${answer}). ${consequences[purpose]}`, {
    ...details,
    retryable: rule.retryable,
    retryAfterMs: retryAfterMs(headers),
  });
}
