import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Run } from '../api.ts';
import type { Runs } from './runs.ts';

/**
 * All runs as server-sent events: first every run, so that a reconnect misses nothing, then each change. One
 * stream for all, because a browser opens only six connections to one server.
 */
export const streamRuns = (c: Context, runs: Runs) =>
  streamSSE(c, async (stream) => {
    const waiting: Run[] = [];
    let wake: (() => void) | undefined;
    const stop = runs.follow((run) => {
      waiting.push(run);
      wake?.();
    });
    stream.onAbort(() => {
      stop();
      wake?.();
    });
    await stream.writeSSE({ event: 'all', data: JSON.stringify(runs.list()) });
    while (!stream.aborted) {
      const run = waiting.shift();
      if (run !== undefined) await stream.writeSSE({ event: 'change', data: JSON.stringify(run) });
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  });
