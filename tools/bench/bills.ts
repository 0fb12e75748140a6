/*
 * What is billed when one thing goes wrong with the request that starts a task: each client at its defaults, a service on
 * this machine that counts the tasks it made, one fault, and no fault after that. Counts only, so a busy machine may run it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createAnswers } from './answers.ts';
import { clientsOf } from './clients.ts';
import { listen } from './listen.ts';

interface Fault {
  readonly name: string;
  /** Whether the service has made the task before things go wrong. */
  readonly created: boolean;
  readonly happen: (response: ServerResponse, right: string) => void;
}

const page = (status: number) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
const empty =
  (status: number, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end();
const reset = (response: ServerResponse) => void response.socket?.resetAndDestroy();
const half = (response: ServerResponse, right: string) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': right.length });
  response.write(right.slice(0, right.length / 2), () => response.socket?.destroy());
};

const faults: readonly Fault[] = [
  { name: 'made, connection reset', created: true, happen: reset },
  { name: 'made, half an answer', created: true, happen: half },
  { name: 'made, 502 with a page', created: true, happen: page(502) },
  { name: 'made, 504 with a page', created: true, happen: page(504) },
  { name: 'made, 503 without a body', created: true, happen: empty(503) },
  { name: 'made, 408 without a body', created: true, happen: empty(408) },
  { name: 'not made, 429 without a body', created: false, happen: empty(429, { 'retry-after': '0' }) },
  { name: 'not made, 503 without a body', created: false, happen: empty(503) },
  { name: 'not made, connection reset', created: false, happen: reset },
];

let fault: Fault | undefined;
let created = 0;
/** By such a header a service could tell a repeated request; this one does not look at it. */
let hasIdempotencyKey = false;
const answerTo = createAnswers();
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [status, body] = await answerTo(request);
  const right = JSON.stringify(body);
  const now = request.method === 'POST' ? fault : undefined;
  if (now !== undefined) fault = undefined;
  hasIdempotencyKey ||= Object.keys(request.headers).some((header) => header.includes('idempotency'));
  if (request.method === 'POST' && now?.created !== false) created += 1;
  if (now === undefined) response.writeHead(status, { 'content-type': 'application/json' }).end(right);
  else now.happen(response, right);
}
const { origin, server, close } = await listen((request, response) => {
  request.resume().on('end', () => void answer(request, response));
});
const pattern = new RegExp(process.argv[2] ?? '');
const names = Object.keys(clientsOf(origin)).filter((name) => pattern.test(name));
const rows = new Map(faults.map(({ name }) => [name, ['']]));
const total = new Map<string, number>();
const keyed: string[] = [];
for (const name of names) {
  hasIdempotencyKey = false;
  for (const one of faults) {
    created = 0;
    // A connection that was kept may break without the client seeing the fault.
    server.closeIdleConnections();
    fault = one;
    // New each time: a router stays away from a service that failed often.
    const client = clientsOf(origin)[name];
    const heard = await client?.().then(
      () => 'video',
      (error: unknown) =>
        error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'error',
    );
    rows.get(one.name)?.push(`${created}, ${heard}`);
    total.set(name, (total.get(name) ?? 0) + Math.max(0, created - 1));
  }
  keyed.push(hasIdempotencyKey ? 'yes' : 'no');
}
console.log(`| tasks made, what the caller has | ${names.join(' | ')} |`);
console.log(`| --- |${names.map(() => ' --- |').join('')}`);
for (const [name, [, ...cells]] of rows) console.log(`| ${name} | ${cells.join(' | ')} |`);
console.log(
  `| **billed twice, of the ${faults.filter((one) => one.created).length} made** | ${names.map((name) => total.get(name)).join(' | ')} |`,
);
console.log(`| sends an idempotency key | ${keyed.join(' | ')} |`);
close();
