import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Runs } from './runs.ts';
import type { Change } from './store/runs.ts';

const message = (change: Change) => {
  const id = String(change.number);
  return 'run' in change
    ? { id, event: 'run', data: JSON.stringify(change.run) }
    : { id, event: 'delete', data: JSON.stringify({ id: change.deleted }) };
};

/** The change that a browser that connects again knows of; `undefined` if it knows nothing that is of use. */
function lastKnown(c: Context, runs: Runs): number | undefined {
  const id = c.req.header('last-event-id') ?? '';
  return /^\d{1,15}$/.test(id) && Number(id) <= runs.store.lastChange() ? Number(id) : undefined;
}

/**
 * All runs as server-sent events: first the latest runs, or for one who connects again what was missed, also over a
 * restart of the server; then each change. One stream for all, because a browser opens only six connections to one
 * server.
 */
export const streamRuns = (c: Context, runs: Runs) =>
  streamSSE(c, async (stream) => {
    const waiting: Change[] = [];
    let wake: (() => void) | undefined;
    const stop = runs.follow((change) => {
      waiting.push(change);
      wake?.();
    });
    stream.onAbort(() => {
      stop();
      wake?.();
    });
    const known = lastKnown(c, runs);
    if (known === undefined) {
      const id = String(runs.store.lastChange());
      await stream.writeSSE({ id, event: 'all', data: JSON.stringify(runs.store.latest()) });
    } else {
      for (const change of runs.store.since(known)) await stream.writeSSE(message(change));
    }
    while (!stream.aborted) {
      const change = waiting.shift();
      if (change !== undefined) await stream.writeSSE(message(change));
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  });
