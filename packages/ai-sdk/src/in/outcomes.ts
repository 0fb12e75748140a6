import { VideoError, type VideoErrorCode } from '@vid/core';
import {
  answerError,
  classify,
  connectionError,
  createRedactor,
  type ErrorTable,
  parseJson,
  property,
  redact,
  submissionUnknown,
  submitTimeoutMs,
  unexpectedAnswer,
} from '@vid/core/provider-kit';

/* What the errors of a video model mean: of an `APICallError` its answer is judged, as that of a provider of ours. */

/** One call of a model. */
export interface CallContext {
  readonly provider: string;
  readonly errors: ErrorTable;
  readonly headers: Readonly<Record<string, string>>;
  /** Keys that the model was built with, as far as they are known. */
  readonly secrets: readonly string[];
}

/** Thrown by the packages before they send anything, and nowhere else. */
const beforeSending: Readonly<Record<string, VideoErrorCode>> = {
  AI_LoadAPIKeyError: 'authentication',
  AI_LoadSettingError: 'authentication',
  AI_InvalidArgumentError: 'invalid-request',
};

const messageOf = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : 'no reason given';

const headersOf = (error: unknown): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(property(error, 'responseHeaders') ?? {}))
    if (typeof value === 'string') headers.append(name, value);
  return headers;
};

/** The answer that an `APICallError` holds; `undefined` where none came. */
function answerOf(error: unknown) {
  const [status, body] = [property(error, 'statusCode'), property(error, 'responseBody')];
  if (typeof status !== 'number') return undefined;
  const text = typeof body === 'string' ? body : '';
  return { status, headers: headersOf(error), text, json: parseJson(text) };
}

const isApiCallError = (error: unknown) => property(error, 'name') === 'AI_APICallError';

const redactorOf = ({ headers, secrets }: CallContext) => createRedactor(secrets, headers);

/** A paid start ends in a refusal that is proven, or in `submission-unknown`. */
export function startError(error: unknown, context: CallContext, timedOut: boolean): VideoError {
  const { provider, errors } = context;
  const hide = redactorOf(context);
  const failed = { provider, paid: true, timeoutMs: submitTimeoutMs, redact: hide, requestId: undefined };
  if (timedOut) return connectionError({ ...failed, timedOut, error });
  const code = beforeSending[String(property(error, 'name'))];
  if (code !== undefined)
    return new VideoError(code, `${hide(messageOf(error))} Nothing was sent.`, { provider });
  const answer = answerOf(error);
  if (answer === undefined)
    return isApiCallError(error) || error instanceof TypeError
      ? connectionError({ ...failed, timedOut, error })
      : submissionUnknown(provider, hide(messageOf(error)));
  const judged = classify(answer, errors);
  return answerError(answer, judged, { provider, purpose: 'submit', redact: hide, baseUrl: provider });
}

/** What a package itself says of an answer that it could read. */
export const ownWords = (error: unknown): string | undefined =>
  error instanceof Error && answerOf(error) === undefined && !isApiCallError(error)
    ? error.message
    : undefined;

/** What an error of a status request says, which is never that the task has failed. */
export function statusError(error: unknown, context: CallContext, timedOut: boolean): VideoError {
  const { provider, errors } = context;
  const hide = redactorOf(context);
  const failed = { provider, paid: false, timeoutMs: statusTimeoutMs, redact: hide, requestId: undefined };
  const answer = answerOf(error);
  if (timedOut || (answer === undefined && (isApiCallError(error) || error instanceof TypeError)))
    return connectionError({ ...failed, timedOut, error });
  const code = beforeSending[String(property(error, 'name'))];
  if (code !== undefined) return new VideoError(code, hide(messageOf(error)), { provider });
  const isOk = answer !== undefined && answer.status >= 200 && answer.status <= 299;
  if (answer === undefined || isOk) return unexpectedAnswer(provider, hide(messageOf(error)));
  const judged = classify(answer, errors);
  return answerError(answer, judged, { provider, purpose: 'query', redact: hide, baseUrl: provider });
}

export const statusTimeoutMs = 30_000;

/** Words of a service fit for a task. */
export const redactedWords = (text: string, { secrets }: Pick<CallContext, 'secrets'>): string =>
  redact(text, secrets);
