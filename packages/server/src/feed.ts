import type { Clock } from '@vid/core';
import type { JobChange, JobStore, StoredJob } from '@vid/core/journal';

interface FollowOptions {
  /** Default: the jobs of all owners. */
  readonly owner?: string | undefined;
  /** The revision that is known already; 0: all jobs of the owner come first. */
  readonly after: number;
  readonly signal: AbortSignal;
}

/** What changes in a store, for any number of listeners; whoever else writes to it is seen too. */
export interface Feed {
  /** Each change of an owner's jobs once, in order, until the signal aborts. A job that changes faster than it is read comes as it is then. */
  follow(options: FollowOptions): AsyncGenerator<JobChange, void, undefined>;
  /** Reads at once: this process has put something. */
  wake(): void;
  /** Tells of a job again, as it is: what is shown beside it has changed. */
  tell(stored: StoredJob): void;
}

interface Listener {
  /** By job: of a slow reader only the latest is kept. */
  readonly waiting: Map<string, JobChange & { readonly isAgain?: true }>;
  wake: () => void;
}

const pageSize = 200;
const ownerOf = (change: JobChange) => ('job' in change ? change.job.owner : change.owner);
const idOf = (change: JobChange) => ('job' in change ? change.job.id : change.deleted);

interface FeedSettings {
  readonly store: JobStore;
  readonly pauseMs: number;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** One reader of the store, and only while somebody listens. */
export function createFeed({ store, pauseMs, clock, onError }: FeedSettings): Feed {
  const listeners = new Map<string | undefined, Set<Listener>>();
  /** Settles once the reader has its position. */
  let ready: Promise<void> | undefined;
  let position = 0;
  let pause: AbortController | undefined;
  let woken = false;

  const wake = () => {
    woken = true;
    pause?.abort();
  };

  function deliver(change: JobChange & { readonly isAgain?: true }): void {
    const id = idOf(change);
    for (const owner of [ownerOf(change), undefined])
      for (const { waiting, wake: wakeListener } of listeners.get(owner) ?? []) {
        waiting.delete(id);
        waiting.set(id, change);
        wakeListener();
      }
  }

  async function read(): Promise<void> {
    for (;;) {
      const changes = await store.changes({ after: position, limit: pageSize });
      for (const change of changes) deliver(change);
      position = changes.at(-1)?.revision ?? position;
      if (changes.length < pageSize) return;
    }
  }

  async function loop(): Promise<void> {
    while (listeners.size > 0) {
      woken = false;
      await read().catch(onError);
      if (woken) continue;
      pause = new AbortController();
      await clock.sleep(pauseMs, pause.signal).catch(() => undefined);
    }
    ready = undefined;
  }

  async function start(): Promise<void> {
    try {
      position = await store.latest();
    } catch (error) {
      ready = undefined;
      throw error;
    }
    void loop();
  }

  /** From then on the listener misses nothing. */
  function add(owner: string | undefined, listener: Listener): Promise<void> {
    listeners.set(owner, (listeners.get(owner) ?? new Set()).add(listener));
    return (ready ??= start());
  }

  function remove(owner: string | undefined, listener: Listener): void {
    const all = listeners.get(owner);
    all?.delete(listener);
    if (all?.size === 0) listeners.delete(owner);
    if (listeners.size === 0) wake();
  }

  async function* follow({ owner, after, signal }: FollowOptions) {
    let turn = Promise.withResolvers<void>();
    const listener: Listener = { waiting: new Map(), wake: () => turn.resolve() };
    const stop = () => turn.resolve();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await add(owner, listener);
      let known = after > (await store.latest()) ? 0 : after;
      for (;;) {
        const missed = await store.changes({ after: known, limit: pageSize, owner });
        for (const change of missed) {
          if (signal.aborted) return;
          known = change.revision;
          yield change;
        }
        if (missed.length < pageSize) break;
      }
      while (!signal.aborted) {
        turn = Promise.withResolvers();
        const changes = [...listener.waiting.values()];
        listener.waiting.clear();
        for (const change of changes) {
          if (signal.aborted) return;
          // It may be ahead of changes that were not read yet.
          if (change.isAgain === true) yield { ...change, revision: known };
          if (change.isAgain === true || change.revision <= known) continue;
          known = change.revision;
          yield change;
        }
        if (changes.length === 0) await turn.promise;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      remove(owner, listener);
    }
  }

  return { follow, wake, tell: ({ job, revision }) => deliver({ job, revision, isAgain: true }) };
}
