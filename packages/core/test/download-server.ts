import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { type Clock, VideoError, type VideoErrorCode } from '@vid/core';
import { expect, onTestFinished } from 'vitest';

/** Stands in every link's query; no error may show it. */
export const planted = 'planted-signature';

/** An MP4 of three boxes: `ftyp`, an empty `moov`, and an `mdat` of bytes that differ by place and by seed. */
export function film(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += 1) bytes[at] = (at * seed + (at >> 8)) % 251;
  bytes.write('\0\0\0\x20ftypisom', 'latin1');
  bytes.write('\0\0\0\x08moov', 32, 'latin1');
  bytes.writeUInt32BE(size - 40, 40);
  bytes.write('mdat', 44, 'latin1');
  return bytes;
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'vid-download-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** Listens on 127.0.0.1, or on another address of this machine, until the test ends. */
export async function listen(server: Server, at = '127.0.0.1'): Promise<string> {
  server.listen(0, at);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return `${at}:${typeof address === 'object' ? address?.port : address}`;
}

/** A real server that gives these answers in turn, the last one for ever, and keeps what it was asked. */
export async function serve(...answers: readonly RequestListener[]) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    answer?.(request, response);
  });
  const host = await listen(server);
  onTestFinished(() => server.closeAllConnections());
  return { host, requests, link: `http://${host}/clip.mp4?sig=${planted}`, allowHosts: [host] };
}

/** Connections to cut once the client has taken so many bytes of its file; a cut drops what is still under way. */
const cuts = new Map<number, () => void>();
export const cutWhenTaken = ({ bytes }: { readonly bytes: number }) => {
  cuts.get(bytes)?.();
  cuts.delete(bytes);
};

interface FileAnswer {
  readonly headers?: Record<string, string>;
  /** How many bytes of this answer go out before the connection is cut, by `cutWhenTaken` as `onProgress`. */
  readonly cutAfter?: number;
  /** False for a server that always sends the whole. */
  readonly ranges?: boolean;
}

/** Serves a file, with ranges as RFC 9110 has them. */
export const file =
  (bytes: Uint8Array, { headers = {}, cutAfter, ranges = true }: FileAnswer = {}): RequestListener =>
  (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const condition = request.headers['if-range'];
    const same = typeof condition !== 'string' || Object.values(headers).includes(condition);
    const from = ranges && same ? start : 0;
    const body = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-type': 'video/mp4',
      'content-length': body.length,
      ...(from > 0 && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
      ...headers,
    });
    if (cutAfter === undefined) response.end(body);
    else {
      response.write(body.subarray(0, cutAfter));
      cuts.set(from + cutAfter, () => response.destroy());
    }
  };

export const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(code, { 'content-type': 'text/html', ...headers });
    response.end(`<html>${code}</html>`);
  };

/** Time passes only by sleeping; what was slept is written down. */
export function virtualClock() {
  const slept: number[] = [];
  const clock: Clock = {
    now: () => 0,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
    },
  };
  return { clock, slept };
}

/** Keeps what a stream was given and how it ended. */
export function collector() {
  const chunks: Uint8Array[] = [];
  const ended: unknown[] = [];
  const stream = new WritableStream<Uint8Array>({
    write: (chunk) => void chunks.push(chunk),
    close: () => void ended.push('closed'),
    abort: (reason) => void ended.push(reason),
  });
  return { stream, ended, bytes: () => Buffer.concat(chunks) };
}

/** The error of a download, after a look at what every one must and must not hold. */
export async function failure(
  download: Promise<unknown>,
  code: VideoErrorCode,
  says: RegExp,
): Promise<VideoError> {
  const error = await download.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof VideoError)) throw new Error(`no VideoError but ${inspect(error)}`);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(says);
  expect(error.message).toMatch(/Downloads are not billed\. \S|Nothing was sent\.$/);
  expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain(planted);
  return error;
}
