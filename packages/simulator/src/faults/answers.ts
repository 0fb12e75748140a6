// Bodies of answers that go wrong. Who says what, and what it proves, is from jimeng.md A6 and runway.md 3.7.
import type { AppContext } from '../backend.ts';
import { noChannels, taskError } from '../gateway/errors.ts';
import type { JsonObject } from '../state/task.ts';
import type { ServerError } from './schema.ts';

const phrases = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
  520: 'Web server is returning an unknown error',
  522: 'Connection timed out',
  524: 'A timeout occurred',
} as const satisfies Record<ServerError['status'], string>;

const htmlPage = (title: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>\n`;

/** What the relay knows. `nothing-sent`: the vendor was never asked, and a JSON body says so as far as it can. */
export type Evidence = 'nothing-sent' | 'unclear';

function errorBody(now: number, { status, code }: ServerError, evidence: Evidence): JsonObject {
  if (code !== undefined) return taskError(code, phrases[status]);
  if (status === 500 && evidence === 'nothing-sent') return taskError('get_channel_failed', phrases[500]);
  if (status === 503 && evidence === 'nothing-sent') return noChannels(now);
  if (status === 500) return taskError('do_request_failed', 'do request failed: EOF');
  // The vendor's own body as text; that it is an object with `error` is [guess].
  return taskError('fail_to_fetch_task', JSON.stringify({ error: phrases[status] }));
}

export function serverError(now: number, fault: ServerError, evidence: Evidence): Response {
  const { status, body } = fault;
  if (body === 'json') return Response.json(errorBody(now, fault, evidence), { status });
  return new Response(htmlPage(`${status} ${phrases[status]}`), {
    status,
    headers: { 'Content-Type': 'text/html; charset=UTF-8' },
  });
}

/** new-api puts one sentence over whatever the vendor said: the group's upstream is saturated, try later. */
export function rateLimited(c: AppContext, retryAfter: string | number | undefined): Response {
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  return c.json(taskError('fail_to_fetch_task', '当前分组上游负载已饱和，请稍后再试'), 429);
}

/** The gateway's own web page, which a wrong path or host gives with 200 (runway.md 3.4 T6). */
export const webPage = (c: AppContext, contentType: string): Response =>
  c.body(htmlPage('Console'), 200, { 'Content-Type': contentType });

/** JSON that ends in the middle. */
export function brokenJson(c: AppContext, answer: JsonObject): Response {
  const text = JSON.stringify(answer);
  return c.body(text.slice(0, Math.ceil(text.length / 2)), 200, { 'Content-Type': 'application/json' });
}
