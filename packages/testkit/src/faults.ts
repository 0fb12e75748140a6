import { setImmediate } from 'node:timers/promises';
import type { TestFetch } from './fixture.ts';

/* Faults between the provider and the service. The service is real and acts on what reaches it. */

/** `more`: what else than its code the platform tells of it. */
const failure = (code: string, more: object = {}) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`${code} happened`), { code, ...more }) });

/** Passes on, and counts what it saw. */
export function watchedFetch(inner: TestFetch = fetch): {
  readonly fetch: TestFetch;
  readonly sent: Request[];
} {
  const sent: Request[] = [];
  return {
    sent,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      sent.push(request.clone());
      return inner(request);
    },
  };
}

async function reachService(...[input, init]: Parameters<TestFetch>): Promise<void> {
  const response = await fetch(new Request(input, init));
  await response.arrayBuffer();
}

/** The service acts on the request; another answer arrives. */
const accepted =
  (answer: () => Response): TestFetch =>
  async (...request) => {
    await reachService(...request);
    return answer();
  };

const html = '<!doctype html><title>Bad gateway</title>';
const json = (status: number, body: unknown) => () => Response.json(body, { status });
const page = (status: number) => () =>
  new Response(html, { status, headers: { 'content-type': 'text/html' } });
const cut =
  (code: string, more: object = {}) =>
  (): Response => {
    throw failure(code, more);
  };
const brokenBody = (): Response => {
  const stream = new ReadableStream({
    pull: (controller) => controller.error(failure('UND_ERR_SOCKET')),
  });
  return new Response(stream, { status: 200, headers: { 'content-type': 'application/json' } });
};

/** The service has made the task; what arrives does not say so. The outcome is unknown and must stay so. */
export const lostAnswers: Readonly<Record<string, TestFetch>> = {
  'the connection is reset': accepted(cut('ECONNRESET')),
  'the socket is closed': accepted(cut('UND_ERR_SOCKET')),
  'the headers never come': accepted(cut('UND_ERR_HEADERS_TIMEOUT')),
  'the body breaks off': accepted(brokenBody),
  'the answer is a 500': accepted(json(500, { message: 'internal' })),
  'the answer is a 500 page': accepted(page(500)),
  'the answer is a 502 page': accepted(page(502)),
  'the answer is a 503 page': accepted(page(503)),
  'the answer is a 504': accepted(() => new Response('', { status: 504 })),
  'the answer is a 524 page': accepted(page(524)),
  'the answer holds no id': accepted(json(200, {})),
  'the answer is a list': accepted(json(200, [])),
  'the answer is a page': accepted(page(200)),
  'the answer is empty': accepted(() => new Response('', { status: 200 })),
  'the answer is an id of strange stuff': accepted(json(200, { id: { length: { toString: 1 } } })),
  'the answer is a redirect': accepted(
    () => new Response(null, { status: 302, headers: { location: 'https://login.example/' } }),
  ),
  'the connection is refused in the middle': accepted(cut('ECONNREFUSED', { syscall: 'read' })),
  'the host is lost, nobody says when': accepted(cut('EHOSTUNREACH')),
  'the connection is refused, nobody says when': accepted(cut('ECONNREFUSED')),
};

const statusesOnTheWay = [301, 307, 400, 401, 402, 403, 404, 405, 413, 422, 429, 520, 522, 524, 527];
const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Payload Too Large',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
};

/** What somebody between the provider and the service says, by its status: it proves nothing, whatever it says. */
export const answersOnTheWay: readonly (readonly [string, TestFetch])[] = statusesOnTheWay.flatMap(
  (status) =>
    [
      [`a page with ${status}`, accepted(page(status))],
      [`nothing with ${status}`, accepted(() => new Response(null, { status }))],
      [`somebody’s JSON with ${status}`, accepted(json(status, { message: 'Forbidden' }))],
      [`the words of HTTP with ${status}`, accepted(json(status, { error: phrases[status] ?? 'Error' }))],
    ] as const,
);

/** Nothing reaches the service, and that is certain. */
export const neverSent: Readonly<Record<string, TestFetch>> = {
  'the connection is refused': async () => cut('ECONNREFUSED', { syscall: 'connect' })(),
  'the name is unknown': async () => cut('ENOTFOUND')(),
  'the certificate is old': async () => cut('CERT_HAS_EXPIRED')(),
  'the issuer of the certificate is unknown': async () => cut('UNABLE_TO_GET_ISSUER_CERT_LOCALLY')(),
  'the port speaks no TLS': async () => cut('ERR_SSL_WRONG_VERSION_NUMBER')(),
};

/** Answers to a poll that say nothing about the task. */
export const unexpectedAnswers: Readonly<Record<string, () => Response>> = {
  'a 429 that names a time': () =>
    new Response('{"error":{"message":"slow down"}}', { status: 429, headers: { 'retry-after': '7' } }),
  'a 429 without a time': json(429, {}),
  'a 500': json(500, { message: 'internal' }),
  'a redirect': () =>
    new Response('', { status: 302, headers: { location: 'https://status.example/maintenance' } }),
  'a 401 page of a proxy': page(401),
  'a 401 in words of HTTP alone': json(401, { error: 'Unauthorized' }),
  'a 403 page of a bot challenge': page(403),
  'a 404 page of a proxy that restarts': page(404),
  'a 404 in words of HTTP alone': json(404, { error: 'Not Found' }),
  'an empty 404': () => new Response('', { status: 404 }),
  'a 429 page that names a year': () =>
    new Response(html, { status: 429, headers: { 'content-type': 'text/html', 'retry-after': '31536000' } }),
  'a 502 page': page(502),
  'a 503 page': page(503),
  'a 504': () => new Response('', { status: 504 }),
  'an error with 200': json(200, { status: 'error', message: 'Too many requests' }),
  'a reset': cut('ECONNRESET'),
  'a refused connection': cut('ECONNREFUSED'),
  'a page with 200': page(200),
  'a body that breaks off': brokenBody,
  'a word never seen before': json(200, { status: 'half-baked', data: { task_status: 'half-baked' } }),
  'no status at all': json(200, { hello: 'world' }),
  'a list': json(200, []),
  'a number': json(200, 7),
};

/** The first answers are the given ones; then the service's own come through. */
export function after(answers: readonly (() => Response)[]): TestFetch {
  const left = [...answers];
  return async (input, init) => left.shift()?.() ?? fetch(new Request(input, init));
}

/** Requests that hang, held so that the platform does not collect their signals. */
const hanging = new Set<Request>();

/** Never answers until it is aborted; the service hears nothing. */
export const hangingFetch: TestFetch = (input, init) =>
  new Promise((_resolve, reject) => {
    const request = new Request(input, init);
    hanging.add(request);
    request.signal.addEventListener('abort', () => {
      hanging.delete(request);
      reject(request.signal.reason);
    });
  });

/** "At once" in turns of the event loop rather than milliseconds: a slow machine must not fail it. */
export async function fewTurns(): Promise<string> {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  return 'still going';
}
