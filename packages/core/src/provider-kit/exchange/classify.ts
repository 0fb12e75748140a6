import { VideoError } from '../../contract/error.ts';
import type { Redactor } from '../../contract/redact.ts';
import { submissionUnknown } from './connection-error.ts';
import { ambiguous, type ErrorBody, type ErrorRule, type ErrorTable, refused } from '../error-table.ts';
import type { HttpAnswer } from './http.ts';
import { namesTask, taskIdIn } from '../reading.ts';
import { retryAfterMs } from '../../contract/retry-after.ts';

export interface Classified {
  /** `undefined`: the answer is not in the service's own error shape. */
  readonly body: ErrorBody | undefined;
  /** What the error proves, and what it means. */
  readonly rule: ErrorRule;
}

const lookUp = <Key extends string | number, Rule>(
  table: Readonly<Record<Key, Rule>> | undefined,
  key: Key,
) => (table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined);

/** Cloudflare's own statuses for a service that it did not reach, or not safely [doc]. All others of 520 to 527 may come later. */
const neverReached: ReadonlySet<number> = new Set([521, 523, 525, 526]);

/** Redirects, and an edge's own statuses: the service behind was not asked, or may yet answer, whatever the body says. */
const isFromEdge = (status: number) =>
  (status >= 300 && status <= 399) || status === 504 || (status >= 520 && status <= 527);

/** An answer that is not in the service's own error shape. */
function foreignRule({ status, headers, json }: HttpAnswer, { isDirect = false }: ErrorTable): ErrorRule {
  if (isDirect && json === undefined && headers.has('cf-ray') && neverReached.has(status))
    return refused('provider-unavailable');
  return status === 429 ? { ...ambiguous, code: 'rate-limited' } : ambiguous;
}

function ownRule(body: ErrorBody, status: number, { codes, patterns = [], statuses }: ErrorTable): ErrorRule {
  const byCode = body.code === undefined ? undefined : lookUp(codes, body.code);
  if (byCode !== undefined) return typeof byCode === 'function' ? byCode(body, status) : byCode;
  const byPattern = patterns.find(([pattern, { provesNoTask }]) => {
    if (!(pattern instanceof RegExp)) return pattern(body, status);
    return (status < 500 || !provesNoTask) && pattern.test(body.message ?? '');
  });
  return byPattern?.[1] ?? lookUp(statuses, status) ?? ambiguous;
}

/** What HTTP calls its statuses. */
const reasonPhrase =
  /^(bad request|unauthorized|payment required|forbidden|not found|method not allowed|(payload|content|request entity) too large|unprocessable (entity|content)|too many requests)[.!]?$/i;

/** Whether an error says its HTTP status and no more: anybody's JSON does, `{"error":"Too Many Requests"}` above all. */
const saysOnlyStatus = ({ code, type, message = '' }: ErrorBody, status: number) =>
  (code === undefined || code === String(status)) && type === undefined && reasonPhrase.test(message.trim());

/** The one place where an answer that is no success is judged. */
export function classify(answer: HttpAnswer, table: ErrorTable): Classified {
  const { status, json } = answer;
  const body = table.read(json, status);
  if (body === undefined || saysOnlyStatus(body, status) || isFromEdge(status))
    return { body, rule: foreignRule(answer, table) };
  const rule = ownRule(body, status, table);
  // Whatever else it says: a task that has an id exists.
  return { body, rule: namesTask(json) ? { ...rule, provesNoTask: false } : rule };
}

/** What a call is for: a submit costs money, the others never do. */
export type Purpose = 'submit' | 'query' | 'upload';

const consequences: Readonly<Record<Purpose, string>> = {
  submit: 'No task was made and nothing should be billed.',
  query: 'This says nothing about the task.',
  upload: 'Nothing was submitted and nothing was paid.',
};

/** What is quoted of an answer that cannot be read. */
export function quote({ headers, json, text }: HttpAnswer, redact: Redactor, baseUrl: string): string {
  if (text.trim() === '') return 'the answer is empty';
  if (/^\s*(\{\s*\}|\[\s*\]|null)\s*$/.test(text)) return 'no reason given';
  if (json !== undefined) return redact(text);
  const isPage = /html/i.test(headers.get('content-type') ?? '') || /^\s*<(!doctype|html)/i.test(text);
  return isPage
    ? `the answer is not JSON but a web page; check that baseUrl is right (${redact(baseUrl)})`
    : `the answer is not JSON: ${redact(text)}`;
}

/** How far this machine's clock is from the service's, where that may matter. */
function clockHint(headers: Headers, now: number = Date.now()): string {
  const seconds = Math.round((now - Date.parse(headers.get('date') ?? '')) / 1000);
  if (!(Math.abs(seconds) >= 30)) return '';
  return ` This machine's clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the service's.`;
}

/** The service's id of the call: its body's, or its header's. */
export function requestIdOf(
  { headers }: HttpAnswer,
  body: ErrorBody | undefined,
  header: string | undefined,
  redact: Redactor,
): string | undefined {
  const id = body?.requestId ?? (header === undefined ? undefined : headers.get(header));
  return id === undefined || id === null || id === '' ? undefined : redact(id);
}

/** Where and how an answer came. */
export interface AnswerContext {
  /** The provider's id, for the error. */
  readonly provider: string;
  /** What the call was for: a submit may have made a task. */
  readonly purpose: Purpose;
  /** Blanks the secrets of the call. */
  readonly redact: Redactor;
  /** Where the service is. */
  readonly baseUrl: string;
  /** The header with the service's id of the call. */
  readonly requestIdHeader?: string | undefined;
}

/** The error of an answer that is no success: what happened, whether money may be spent, what to do. */
export function answerError(
  answer: HttpAnswer,
  { body, rule }: Classified,
  { provider, purpose, redact, baseUrl, requestIdHeader }: AnswerContext,
): VideoError {
  const { status, headers, text } = answer;
  const shown = (part: string | undefined) => (part === undefined ? undefined : redact(part));
  const providerCode = shown(body?.code);
  const requestId = requestIdOf(answer, body, requestIdHeader, redact);
  // Whoever stands in between may say what is wrong, too.
  const unsaid =
    body === undefined || text.trim() === '' ? quote(answer, redact, baseUrl) : 'no reason given';
  const reason = shown(body?.message) ?? unsaid;
  const what = `HTTP ${status}${providerCode === undefined ? '' : `, ${providerCode}`}: ${reason}`;
  const details = { provider, providerCode, requestId, httpStatus: status };
  if (purpose === 'submit' && !rule.provesNoTask) {
    const id = taskIdIn(answer.json);
    const named = id === undefined ? '' : `, and names task ${redact(id)}`;
    return submissionUnknown(provider, `it answered ${what}${named}`, details);
  }
  const hint = rule.byClock === true ? clockHint(headers) : '';
  return new VideoError(rule.code, `${provider} refused (${what}). ${consequences[purpose]}${hint}`, {
    ...details,
    // Whether a submit is worth repeating says nothing about a query: what is down may be up again.
    retryable: purpose === 'query' && rule.code === 'provider-unavailable' ? true : rule.retryable,
    retryAfterMs: retryAfterMs(headers) ?? body?.retryAfterMs,
  });
}
