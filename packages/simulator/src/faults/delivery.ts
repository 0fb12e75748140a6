// Answers that Hono cannot give: on the raw response, at the raw socket.
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { AppContext } from '../backend.ts';
import type { Clock } from '../state/clock.ts';

type Bytes = AsyncIterable<Uint8Array>;

const alreadySent = (status: number): Response =>
  new Response(null, { status, headers: RESPONSE_ALREADY_SENT.headers });

/** Destroys the socket without a byte. */
export function cut(c: AppContext): Response {
  c.set('unanswered', true);
  c.env.incoming.socket.destroy();
  return alreadySent(200);
}

/** Holds the request until the client or the simulator ends the connection. */
export async function hang(c: AppContext): Promise<Response> {
  c.set('unanswered', true);
  if (!c.env.outgoing.destroyed) await once(c.env.outgoing, 'close');
  return alreadySent(200);
}

async function* upTo(body: Bytes, bytes: number): Bytes {
  let left = bytes;
  for await (const chunk of body) {
    if (left > 0) yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

/** The n-th tenth when `n / 10` is due. */
async function* inTenths(body: Bytes, total: number, due: (share: number) => Promise<void>): Bytes {
  let sent = 0;
  for await (const chunk of body) {
    for (let at = 0; at < chunk.length;) {
      const tenth = Math.floor((sent * 10) / total) + 1;
      const piece = chunk.subarray(at, at + Math.ceil((tenth * total) / 10) - sent);
      await due(tenth / 10);
      yield piece;
      at += piece.length;
      sent += piece.length;
    }
  }
}

/** False once nobody is there: node says so in the callback before the response knows. */
const written = (outgoing: ServerResponse, piece: Uint8Array): Promise<boolean> =>
  new Promise((resolve) => {
    outgoing.write(piece, (error) => resolve(error === undefined || error === null));
  });

type Ending = 'end' | 'close' | 'cut';

/** `length` is what the head declares, undefined for nothing. Each piece has left before the next is asked for. */
async function send(
  c: AppContext,
  response: Response,
  body: Bytes,
  length: number | undefined,
  ending: Ending,
): Promise<Response> {
  const { outgoing } = c.env;
  const headers = new Headers(response.headers);
  headers.delete('Content-Length');
  if (length !== undefined) headers.set('Content-Length', String(length));
  if (ending === 'close') headers.set('Connection', 'close');
  outgoing.setHeaders(headers);
  outgoing.writeHead(response.status);
  outgoing.flushHeaders();
  for await (const piece of body) {
    if (outgoing.destroyed || !(await written(outgoing, piece))) break;
  }
  if (ending === 'cut') c.env.incoming.socket.destroy();
  else outgoing.end();
  return alreadySent(response.status);
}

async function measured(response: Response): Promise<{ readonly body: Bytes; readonly total: number }> {
  const declared = response.headers.get('Content-Length');
  if (response.body !== null && declared !== null) return { body: response.body, total: Number(declared) };
  const bytes = await response.bytes();
  return { body: new Blob([bytes]).stream(), total: bytes.length };
}

/** Settles when a share of so many simulated seconds, counted from now, is over or the client has gone. */
export function evenly(c: AppContext, clock: Clock, seconds: number): (share: number) => Promise<void> {
  const start = clock.now();
  return (share) => clock.until(start + share * seconds * 1000, c.req.raw.signal);
}

/** The head at once, and every tenth of the body when it is due. */
export async function trickle(
  c: AppContext,
  response: Response,
  due: (share: number) => Promise<void>,
): Promise<Response> {
  const { body, total } = await measured(response);
  return send(c, response, inTenths(body, total, due), total, 'end');
}

/** The head as it was, then a part of the body, then nothing but a dead connection. */
export async function breakOff(c: AppContext, response: Response, share: number): Promise<Response> {
  const { body, total } = await measured(response);
  return send(c, response, upTo(body, Math.floor(total * share)), total, 'cut');
}

/** A part of the body as if it were the whole. */
export async function shorten(c: AppContext, response: Response, share: number): Promise<Response> {
  const { body, total } = await measured(response);
  const bytes = Math.floor(total * share);
  return send(c, response, upTo(body, bytes), bytes, 'end');
}

/** The whole body under a length that is not its own; undefined declares none. */
export async function mismeasure(
  c: AppContext,
  response: Response,
  by: number | undefined,
): Promise<Response> {
  const { body, total } = await measured(response);
  return by === undefined
    ? send(c, response, body, undefined, 'end')
    : send(c, response, body, total + by, 'close');
}
