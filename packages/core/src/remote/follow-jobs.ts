import { createParser, type EventSourceMessage } from 'eventsource-parser';
import * as z from 'zod/mini';
import { type Clock, systemClock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import { parseJson } from '../provider-kit/reading.ts';
import { createServerCalls, readAs, serverName, type ServerSettings } from './server-calls.ts';
import { type JobView, jobViewSchema } from './wire.ts';

/** What changed at the server, in its order. */
export type JobNews =
  | {
      /** `job`: it is new or has changed. `deleted`: it is gone. */
      readonly kind: 'job';
      /** Of the change; pass the last one as `after` to go on from it. */
      readonly revision: number;
      /** As it is now. */
      readonly job: JobView;
    }
  | {
      readonly kind: 'deleted';
      readonly revision: number;
      /** Of the job that was deleted. */
      readonly id: string;
    };

/** From which revision on, and until when. */
export interface FollowJobsOptions extends ServerSettings {
  /** The revision that is known already. Default 0: every job comes first, as it is now. */
  readonly after?: number | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the stream stands, each time that changes. `error`: why it does not. */
  readonly onConnection?: ((connected: boolean, error?: unknown) => void) | undefined;
  /** Default: the real clock. */
  readonly clock?: Clock | undefined;
}

const firstPauseMs = 500;
const longestPauseMs = 15_000;
/** The server says something at least every 15 s; a connection that is silent for so long is dead. */
const silenceMs = 45_000;

const deletedSchema = z.object({ id: z.string() });

/**
 * The caller's jobs at a server as they change: one connection, opened again where it breaks, until the signal aborts or the
 * reader leaves. Each job comes as it is when it is told, so that states in between may be left out.
 */
export async function* followJobs(
  url: string,
  { after = 0, signal, onConnection, clock = systemClock, ...settings }: FollowJobsOptions = {},
): AsyncGenerator<JobNews, void, undefined> {
  const server = createServerCalls(url, settings);
  const ended = new AbortController();
  const end = () => ended.abort();
  if (signal?.aborted === true) return;
  signal?.addEventListener('abort', end, { once: true });
  let known = after;
  let pauseMs = firstPauseMs;
  try {
    while (!ended.signal.aborted) {
      try {
        for await (const news of open(known)) {
          pauseMs = firstPauseMs;
          if (news === undefined) continue;
          known = news.revision;
          yield news;
        }
        onConnection?.(false);
      } catch (error) {
        if (ended.signal.aborted) return;
        onConnection?.(false, error);
      }
      await clock.sleep(pauseMs, ended.signal).catch(() => undefined);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }

  /** One connection; `undefined` where it only tells that it lives. */
  async function* open(from: number): AsyncGenerator<JobNews | undefined, void, undefined> {
    const { fetch = globalThis.fetch, headers } = settings;
    const response = await fetch(`${server.root}/events?after=${from}`, {
      // One that is asked for twice must not wait for the other in the browser's cache.
      cache: 'no-store',
      headers: { ...headers, accept: 'text/event-stream', ...(await server.authorization()) },
      signal: ended.signal,
    });
    const { body, status } = response;
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (status !== 200 || !isStream || body === null) {
      await body?.cancel();
      const code = status === 401 ? 'authentication' : 'provider-unavailable';
      throw new VideoError(code, `The server answered HTTP ${status}, and no stream of events.`, {
        provider: serverName,
        httpStatus: status,
      });
    }
    onConnection?.(true);
    const events: EventSourceMessage[] = [];
    const parser = createParser({ onEvent: (event) => void events.push(event) });
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let silence: ReturnType<typeof setTimeout> | undefined;
    try {
      for (;;) {
        silence = setTimeout(() => void reader.cancel(), silenceMs);
        const { done, value } = await reader.read();
        clearTimeout(silence);
        if (done) return;
        parser.feed(value);
        if (events.length === 0) yield undefined;
        for (const event of events.splice(0)) yield newsIn(event);
      }
    } finally {
      clearTimeout(silence);
      await reader.cancel().catch(() => undefined);
    }
  }
}

/** `undefined` for an event of a newer server. */
function newsIn({ id = '', event, data }: EventSourceMessage): JobNews | undefined {
  const revision = Number(id);
  if (!/^\d{1,15}$/.test(id)) return undefined;
  const json = parseJson(data);
  const job = event === 'job' ? readAs(jobViewSchema, json) : undefined;
  if (job !== undefined) return { kind: 'job', revision, job };
  const deleted = event === 'deleted' ? readAs(deletedSchema, json) : undefined;
  return deleted && { kind: 'deleted', revision, id: deleted.id };
}
