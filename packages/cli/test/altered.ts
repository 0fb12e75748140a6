import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { AtEnd } from './command.ts';

/** A service's answer in JSON, as it may be changed in place. */
export interface Answer {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly key: string;
  status: number;
  body: Json;
}

export interface Json {
  [name: string]: unknown;
}

export interface FilmFacts {
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly hasSound: boolean;
}

export interface Alterations {
  /** Changes the answers, all of them in JSON; one that it does not settle is never given. */
  readonly alter?: (answer: Answer) => void | Promise<void>;
  /** What the videos are. Default: the simulator's samples. */
  readonly film?: (path: string) => FilmFacts;
}

/** Whoever stands before the simulator and lets it be another service than the documents say; its address. */
export async function startAltered(
  target: string,
  { alter, film }: Alterations,
  atEnd: AtEnd = onTestFinished,
): Promise<string> {
  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const { status, type, content } = await forward(target, request);
    const path = request.url ?? '';
    if (film !== undefined && path.startsWith('/clips/')) {
      response.writeHead(200, { 'content-type': 'video/mp4' }).end(filmOf(film(path)));
    } else if (type.includes('json')) {
      const body: Json = JSON.parse(content.toString());
      const key = request.headers.authorization ?? '';
      const answer = { method: request.method ?? '', path, key, status, body };
      await alter?.(answer);
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    } else response.writeHead(status, { 'content-type': type }).end(content);
  };
  const server = createServer((request, response) => void pass(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : ''}`;
}

async function forward(target: string, request: IncomingMessage) {
  const sent = await buffer(request);
  const passed = send(`${target}${request.url ?? ''}`, { method: request.method, headers: request.headers });
  passed.end(sent);
  const [answer]: IncomingMessage[] = await once(passed, 'response');
  if (answer === undefined) throw new Error('no answer');
  const content = await buffer(answer);
  return { status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', content };
}

function box(type: string, ...contents: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  const content = Buffer.concat(contents);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/** An MP4 that says what it is, and holds nothing. */
export function filmOf({ seconds, width, height, hasSound }: FilmFacts): Buffer {
  const movie = Buffer.alloc(100);
  movie.writeUInt32BE(1000, 12);
  movie.writeUInt32BE(Math.round(seconds * 1000), 16);
  const track = (handler: string, size: readonly [number, number]) => {
    const head = Buffer.alloc(84);
    head.writeUInt32BE(size[0] * 65_536, 76);
    head.writeUInt32BE(size[1] * 65_536, 80);
    const kind = Buffer.alloc(24);
    kind.write(handler, 8, 'latin1');
    return box('trak', box('tkhd', head), box('mdia', box('hdlr', kind)));
  };
  const tracks = [track('vide', [width, height]), ...(hasSound ? [track('soun', [0, 0])] : [])];
  const brand = Buffer.from('isom\0\0\u0002\0isom', 'latin1');
  return Buffer.concat([
    box('ftyp', brand),
    box('moov', box('mvhd', movie), ...tracks),
    box('mdat', Buffer.alloc(4096, 7)),
  ]);
}
