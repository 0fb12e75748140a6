// Bodies of answers that go wrong. Who says what, and what it proves, is from jimeng.md A6 and runway.md 3.7.
import type { AppContext } from '../backend.ts';
import { noChannels, taskError, taskNotExist } from '../gateway/errors.ts';
import type { JsonObject } from '../state/task.ts';
import type { ServerError } from './schema.ts';

export const phrases = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
  520: 'Web server is returning an unknown error',
  522: 'Connection timed out',
  524: 'A timeout occurred',
} as const satisfies Record<ServerError['status'], string>;

export const htmlPage = (title: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>\n`;

/** What is known. `nothing-sent`: nothing was done, and a JSON body says so as far as it can. */
export type Evidence = 'nothing-sent' | 'unclear';

/** How an api words what goes wrong. */
export type Dialect = {
  /** Of an error of the server, as JSON. */
  serverError(fault: ServerError, evidence: Evidence): JsonObject;
  readonly rateLimited: JsonObject;
  /** Of a task that it does not know; `status` is what the fault would have. */
  unknownTask(id: string, status: number): Response;
};

/** new-api's. */
export const relayDialect = (now: number): Dialect => ({
  serverError({ status, code }, evidence) {
    if (code !== undefined) return taskError(code, phrases[status]);
    if (status === 503 && evidence === 'nothing-sent') return noChannels(now);
    if (status === 500) return taskError('do_request_failed', 'do request failed: EOF');
    // The vendor's own body as text; that it is an object with `error` is [guess].
    return taskError('fail_to_fetch_task', JSON.stringify({ error: phrases[status] }));
  },
  // One sentence over whatever the vendor said: the group's upstream is saturated, try later.
  rateLimited: taskError('fail_to_fetch_task', '当前分组上游负载已饱和，请稍后再试'),
  unknownTask: (_id, status) => Response.json(taskNotExist, { status }),
});

export function serverError(fault: ServerError, evidence: Evidence, dialect: Dialect): Response {
  const { status, body } = fault;
  if (body === 'json') return Response.json(dialect.serverError(fault, evidence), { status });
  return new Response(htmlPage(`${status} ${phrases[status]}`), {
    status,
    headers: { 'Content-Type': 'text/html; charset=UTF-8' },
  });
}

export function rateLimited(retryAfter: string | number | undefined, dialect: Dialect): Response {
  const headers = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  return Response.json(dialect.rateLimited, { status: 429, headers });
}

/** The gateway's own web page, which a wrong path or host gives with 200 (runway.md 3.4 T6). */
export const webPage = (c: AppContext, contentType: string): Response =>
  c.body(htmlPage('Console'), 200, { 'Content-Type': contentType });

/** JSON that ends in the middle. */
export function brokenJson(c: AppContext, answer: JsonObject): Response {
  const text = JSON.stringify(answer);
  return c.body(text.slice(0, Math.ceil(text.length / 2)), 200, { 'Content-Type': 'application/json' });
}
