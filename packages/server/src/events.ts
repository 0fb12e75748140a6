import type { Clock } from '@vid/core';
import type { JobChange, JobStore } from '@vid/core/journal';
import type { Context } from 'hono';
import { type SSEMessage, streamSSE } from 'hono/streaming';
import { refusal } from './errors.ts';
import type { Feed } from './feed.ts';
import { jobView, withOwnCandidates } from './job-view.ts';
import { described, inHeader, inQuery } from './openapi.ts';
import type { Env } from './settings.ts';

export const eventsDescription = described({
  summary: 'Changes of jobs as they happen: `job` with a job, `deleted` with its id',
  parameters: [
    inQuery('after', 'A revision: what changed later comes first. Default 0.', 'integer'),
    inHeader('Last-Event-ID', 'The same, of a stream that is opened again.'),
  ],
  responses: {
    200: { description: 'The stream.', content: { 'text/event-stream': { schema: { type: 'string' } } } },
  },
});

export interface Streams {
  readonly store: JobStore;
  readonly feed: Feed;
  readonly clock: Clock;
  /** Ends every stream. */
  readonly closing: AbortSignal;
  readonly onError: (error: unknown) => void;
}

interface EventStreams extends Streams {
  readonly urlOf: (request: Request) => string;
}

/** So that whoever sits between does not take a quiet stream for a dead one. */
const heartbeatMs = 15_000;

/** A connection that is opened again knows more than the URL it was first opened with. */
export function knownRevision(c: Context): number {
  const last = c.req.header('last-event-id');
  if (last !== undefined && /^\d{1,15}$/.test(last)) return Number(last);
  const after = c.req.query('after') ?? '0';
  if (!/^\d{1,15}$/.test(after)) throw refusal(400, 'after must be a revision: a whole number.');
  return Number(after);
}

async function message(store: JobStore, change: JobChange, url: string): Promise<SSEMessage> {
  const id = String(change.revision);
  if ('deleted' in change) return { id, event: 'deleted', data: JSON.stringify({ id: change.deleted }) };
  const job = await withOwnCandidates(store, change.job);
  return { id, event: 'job', data: JSON.stringify(jobView(job, change.revision, url)) };
}

/** One stream for all jobs of an owner: a browser opens only six connections to one server. */
export const streamJobs =
  ({ urlOf, ...streams }: EventStreams) =>
  (c: Context<Env>): Response => {
    const after = knownRevision(c);
    const url = urlOf(c.req.raw);
    const { store, feed } = streams;
    return streamMessages(c, streams, async function* (signal) {
      for await (const change of feed.follow({ owner: c.get('owner'), after, signal }))
        yield await message(store, change, url);
    });
  };

/** Messages as server-sent events until the client goes or the server closes. */
export function streamMessages(
  c: Context,
  { clock, closing, onError }: Streams,
  messages: (signal: AbortSignal) => AsyncGenerator<SSEMessage, void, undefined>,
): Response {
  c.header('X-Accel-Buffering', 'no');
  // Nobody would ever end a stream that nobody reads.
  if (c.req.method === 'HEAD') return c.body(null);
  return streamSSE(c, async (stream) => {
    const ended = new AbortController();
    const end = () => ended.abort();
    stream.onAbort(end);
    closing.addEventListener('abort', end, { once: true });
    if (closing.aborted || stream.aborted) end();
    const heart = beat(clock, ended.signal, () => stream.write(':\n\n'));
    try {
      await stream.write(':\n\n');
      for await (const one of messages(ended.signal)) await stream.writeSSE(one);
    } catch (error) {
      // The client connects again.
      onError(error);
    } finally {
      closing.removeEventListener('abort', end);
      end();
      await heart;
    }
  });
}

async function beat(clock: Clock, signal: AbortSignal, write: () => Promise<unknown>): Promise<void> {
  for (;;) {
    await clock.sleep(heartbeatMs, signal).catch(() => undefined);
    if (signal.aborted) return;
    await write();
  }
}
