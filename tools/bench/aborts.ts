/*
 * What an abort reaches: each client, and a service on this machine that makes the task and then does not answer the start, or
 * does not answer a poll, or answers all. All at once; takes a good minute, as Replicate's starts are held that long.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createAnswers, type Purpose, purposeOf } from './answers.ts';
import { listen } from './listen.ts';
import { peersAt, prompt } from './peers.ts';
import { type Wait, waitsAt } from './waits.ts';

const { gc } = globalThis;
if (gc === undefined) throw new Error('run with --expose-gc');

// In the minutes of a video there are many collections: Node 26.10 loses a signal that came with a `Request` in one.
setInterval(() => {
  gc({ type: 'major', execution: 'sync' });
}, 400);

const pauseMs = 1_000;
const observedMs = 75_000;

interface Aborted {
  /** Seconds from the abort until the caller heard of it. */
  readonly settled: string;
  readonly heard: string;
  /** Whether the service saw the unanswered request end. */
  readonly closed: string;
  /** What the service was sent after the abort. */
  readonly sent: string;
}

/** A rejection that nobody handles in time ends Node, unless a program listens for it. */
const unhandled = new Set<unknown>();
process.on('unhandledRejection', (reason) => unhandled.add(reason));

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'error';
  const { name, constructor } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const known = code ?? (name === 'Error' ? constructor.name : name);
  return unhandled.has(error) ? `${known}, **unhandled first: ends Node**` : known;
}

const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`;

/** `unanswered`: the kind of request to which the service says nothing. */
async function abortOf(waitAt: (origin: string) => Wait, unanswered?: Purpose): Promise<Aborted> {
  const answerTo = createAnswers();
  const after = new Map<Purpose, number>();
  let closed: number | undefined;
  const asked = Promise.withResolvers<void>();
  let abortedAt: number | undefined;
  const { origin, close } = await listen((request, response) => {
    request.resume().on('end', () => {
      const purpose = purposeOf(request);
      if (abortedAt !== undefined) after.set(purpose, (after.get(purpose) ?? 0) + 1);
      if (purpose === (unanswered ?? 'start')) asked.resolve();
      if (purpose === unanswered) {
        response.once('close', () => (closed ??= Date.now()));
        return;
      }
      void answerTo(request).then(([status, body]) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      );
    });
  });
  const leaving = new AbortController();
  let settled: number | undefined;
  const heard = waitAt(origin)(leaving.signal).then(
    () => {
      settled = Date.now();
      return '**a result, with no video**';
    },
    (error: unknown) => {
      settled = Date.now();
      return nameOf(error);
    },
  );
  await asked.promise;
  await sleep(pauseMs);
  abortedAt = Date.now();
  leaving.abort();
  await sleep(observedMs);
  close();
  const requests = [...after].map(([purpose, count]) => `${count} × ${purpose}`);
  return {
    settled: settled === undefined ? `not in ${observedMs / 1_000} s` : seconds(settled - abortedAt),
    heard: settled === undefined ? '–' : await heard,
    closed: closed === undefined ? 'no' : seconds(closed - abortedAt),
    sent: requests.length > 0 ? requests.join(', ') : 'nothing',
  };
}

/** Has no wait of its own, so that only its start can be aborted. */
const openRouter = '@openrouter/sdk';
const startOfOpenRouter =
  (origin: string): Wait =>
  (signal) =>
    peersAt(origin).openRouter.videoGeneration.generate(
      { videoGenerationRequest: { model: 'bench/bench', prompt, duration: 5 } },
      { signal },
    );

const waits = Object.keys(waitsAt('http://127.0.0.1'));
const names = [...waits, openRouter];
const waitOf =
  (name: string) =>
  (origin: string): Wait =>
    waitsAt(origin)[name] ?? startOfOpenRouter(origin);
const ofAll = (chosen: readonly string[], unanswered?: Purpose) =>
  Promise.all(chosen.map((name) => abortOf(waitOf(name), unanswered)));

const [start, poll, wait] = await Promise.all([ofAll(names, 'start'), ofAll(waits, 'query'), ofAll(waits)]);

const print = (title: string, cells: readonly string[]) =>
  console.log(`| ${[title, ...cells, ...names.slice(cells.length).map(() => 'no wait')].join(' | ')} |`);
print('aborted', names);
console.log(`| --- |${names.map(() => ' --- |').join('')}`);
for (const [title, results] of [
  ['start not answered', start],
  ['poll not answered', poll],
  ['between polls', wait],
] as const) {
  print(
    `${title}: caller hears after`,
    results.map(({ settled }) => settled),
  );
  print(
    `${title}: as`,
    results.map(({ heard }) => heard),
  );
  if (results !== wait)
    print(
      `${title}: connection closed after`,
      results.map(({ closed }) => closed),
    );
  print(
    `${title}: sent after it`,
    results.map(({ sent }) => sent),
  );
}
process.exit();
