import type { Clock } from '@vid/core';
import { isEnded, type JobStore, type StoredJob } from '@vid/core/journal';
import type { Feed } from './feed.ts';

interface SettledSettings {
  readonly store: JobStore;
  readonly feed: Feed;
  readonly clock: Clock;
  readonly closing: AbortSignal;
}

/** The job once its submit is settled, or as it is after the time. */
export type Settled = (stored: StoredJob, milliseconds: number, signal: AbortSignal) => Promise<StoredJob>;

export const createSettled =
  ({ store, feed, clock, closing }: SettledSettings): Settled =>
  async (stored, milliseconds, signal) => {
    const { id, owner, phase } = stored.job;
    if (phase !== 'submitting' || isEnded(stored.job)) return stored;
    const ended = new AbortController();
    const end = () => ended.abort();
    for (const other of [signal, closing]) other.addEventListener('abort', end, { once: true });
    void clock.sleep(milliseconds, ended.signal).then(end, end);
    try {
      for await (const change of feed.follow({ owner, after: stored.revision, signal: ended.signal }))
        if ('job' in change && change.job.id === id && change.job.phase !== 'submitting') break;
    } finally {
      end();
      for (const other of [signal, closing]) other.removeEventListener('abort', end);
    }
    return (await store.get(id)) ?? stored;
  };
