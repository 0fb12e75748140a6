/*
 * Bringing a video home to a file: what 200 MB do to memory, and what is in the file when the connection breaks. The service is in
 * this process, and the client in one of its own.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createAnswers, purposeOf } from './answers.ts';
import { answerOf, start } from './child.ts';
import type { Downloaded } from './download-process.ts';
import { film } from './film.ts';
import { listen } from './listen.ts';
import { downloadsAt } from './waits.ts';

const megabyte = 1e6;

type Serve = (request: IncomingMessage, response: ServerResponse, size: number) => Promise<void>;

const whole: Serve = async (_request, response, size) => {
  response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': size });
  await pipeline(film(size), response);
};

/** The rest of a file that has not changed, where the client asks for it. */
const rest: Serve = async (request, response, size) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(from > 0 ? 206 : 200, {
    'content-type': 'video/mp4',
    'content-length': size - from,
    'accept-ranges': 'bytes',
    etag: '"film"',
    ...(from > 0 && { 'content-range': `bytes ${from}-${size - 1}/${size}` }),
  });
  await pipeline(film(size, from), response);
};

/** Half of it, and then the connection ends; `headers` say how much there is, or nothing of it. */
const halfWith =
  (headers: (size: number) => Readonly<Record<string, string | number>>): Serve =>
  async (_request, response, size) => {
    // Without a length it is the end of the connection that ends the file.
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(200, { 'content-type': 'video/mp4', ...headers(size) });
    await pipeline(film(size, 0, size / 2), response, { end: false });
    response.socket?.destroySoon();
  };
const half = halfWith((size) => ({ 'content-length': size, 'accept-ranges': 'bytes', etag: '"film"' }));
const halfWithoutLength = halfWith(() => ({}));

const page: Serve = async (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
};

/** What is said to the first request for the film that counts, and to all later ones. */
const cases: readonly (readonly [name: string, first: Serve, later: Serve])[] = [
  ['connection cut at half, then well', half, rest],
  ['connection cut at half, each time', half, half],
  ['ends at half, no length told, each time', halfWithoutLength, halfWithoutLength],
  ['a web page instead of the film', page, page],
];

const folder = await mkdtemp(join(tmpdir(), 'bench-downloads-'));
const answerTo = createAnswers(0);
let size = 0;
let turns: readonly Serve[] = [];
let served = 0;
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (purposeOf(request) === 'file') {
    const serve = turns[Math.min(served, turns.length - 1)] ?? whole;
    served += 1;
    return serve(request, response, served === 1 ? megabyte : size);
  }
  const [status, body] = await answerTo(request);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
const { origin, close } = await listen((request, response) => {
  request.resume().on('end', () => void answer(request, response).catch(() => response.destroy()));
});

async function sha256(bytes: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}

let files = 0;
async function download(name: string, of: number, ...serves: readonly Serve[]) {
  const path = join(folder, `${(files += 1)}.mp4`);
  [size, served, turns] = [of, 0, [whole, ...serves]];
  const { error, grown } = await answerOf<Downloaded>(start('download-process.ts', [name, origin, path]));
  const bytes = existsSync(path) ? statSync(path).size : undefined;
  const isWhole = bytes === of && (await sha256(createReadStream(path))) === (await sha256(film(of)));
  await rm(path, { force: true });
  return { error, grown, bytes, isWhole };
}

const pattern = new RegExp(process.argv[2] ?? '');
const names = Object.keys(downloadsAt(origin)).filter((name) => pattern.test(name));
console.log(`| | ${names.join(' | ')} |\n| --- |${names.map(() => ' --- |').join('')}`);
const large: string[] = [];
for (const name of names) {
  const { error, grown, isWhole } = await download(name, 200 * megabyte, whole);
  large.push(isWhole ? `${(grown / megabyte).toFixed(0)} MB` : `**${error ?? 'not the file'}**`);
}
console.log(`| 200 MB: memory grows by | ${large.join(' | ')} |`);
for (const [title, first, later] of cases) {
  const cells: string[] = [];
  for (const name of names) {
    const { error, bytes, isWhole } = await download(name, 8 * megabyte, first, later);
    if (error === undefined)
      cells.push(isWhole ? 'the film' : `**${(bytes ?? 0).toLocaleString('en')} bytes, in silence**`);
    else cells.push(bytes === undefined ? 'error' : 'error, a part is left');
  }
  console.log(`| ${title} | ${cells.join(' | ')} |`);
}
await rm(folder, { recursive: true });
close();
