import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Router } from '@vid/core';
import type { Run } from '../api.ts';
import { Refusal, toRunError } from './errors.ts';
import type { Intervals, RunLife } from './follow-run.ts';
import type { Door } from './providers.ts';
import type { Change, RunStore, StoredRun } from './store/runs.ts';
import type { Videos } from './videos.ts';

export interface WorkersSettings {
  readonly store: RunStore;
  readonly videos: Videos;
  readonly intervals: Intervals;
  readonly routerOf: (door: Door) => Router;
}

/** How long a close waits for the answers of services. */
const patienceMs = 5_000;
const stepMs = 20;

/** Whoever works for a run in the background, and whoever listens to its changes. */
export function createWorkers({ store, videos, intervals, routerOf }: WorkersSettings) {
  const changes = new EventEmitter<{ change: [Change] }>().setMaxListeners(0);
  const closing = new AbortController();
  const active = new Map<string, AbortController>();
  /** What has not left yet, such as a queued run, need not be waited for. */
  const isUnderWay = (id: string) => {
    const found = store.get(id);
    return found?.run.state.phase === 'sending' && found.submission !== undefined;
  };

  const required = (id: string): StoredRun => {
    const found = store.get(id);
    if (found !== undefined) return found;
    throw new Refusal('no-such-run', 'There is no such run here.');
  };
  const save = (id: string, change: Partial<Run>): Run => {
    const run = { ...required(id).run, ...change };
    changes.emit('change', store.put(run));
    return run;
  };

  const begin = (id: string, door: Door): RunLife => {
    const own = new AbortController();
    const signal = AbortSignal.any([closing.signal, own.signal]);
    active.set(id, own);
    return {
      door,
      router: routerOf(door),
      signal,
      intervals,
      videos,
      now: () => required(id).run,
      save: (change) => {
        if (!signal.aborted) save(id, change);
      },
      journal: (submission) => store.journal(id, submission),
    };
  };

  return {
    required,
    save,
    closed: closing.signal,
    /** Works for runs together; each can be stopped alone. */
    work: (
      parts: readonly { readonly id: string; readonly door: Door }[],
      task: (lives: readonly RunLife[]) => Promise<void>,
    ): void => {
      const lives = parts.map(({ id, door }) => begin(id, door));
      void task(lives)
        .catch((error: unknown) => void toRunError(error))
        .finally(() => parts.forEach(({ id }) => active.delete(id)));
    },
    /** Nobody asks after it any more. */
    stop: (id: string) => active.get(id)?.abort(),
    emit: (change: Change) => void changes.emit('change', change),
    /** Calls back with every change until the returned function is called. */
    follow: (listener: (change: Change) => void): (() => void) => {
      changes.on('change', listener);
      return () => void changes.off('change', listener);
    },
    /** Lets answers that are under way arrive, then ends the waiting; the tasks go on at their services. */
    close: async (): Promise<void> => {
      for (let waited = 0; waited < patienceMs; waited += stepMs) {
        if (![...active.keys()].some(isUnderWay)) break;
        await setTimeout(stepMs);
      }
      closing.abort();
    },
  };
}
