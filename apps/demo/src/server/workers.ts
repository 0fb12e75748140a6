import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Router } from '@vid/core';
import type { Run } from '../api.ts';
import { ApiError, toRunError } from './errors.ts';
import type { Intervals, RunContext } from './follow-run.ts';
import type { Connection } from './providers.ts';
import type { Change, RunStore, StoredRun } from './store/runs.ts';
import type { Writes } from './store/writes.ts';
import type { Videos } from './videos.ts';

export interface WorkersSettings {
  readonly store: RunStore;
  readonly writes: Writes;
  readonly videos: Videos;
  readonly intervals: Intervals;
  readonly routerOf: (connection: Connection) => Router;
}

/** How long a close waits for the answers of services. */
const patienceMs = 5_000;
const stepMs = 20;

/** With what finds a paid task at its service. */
function describe({ id, provider, api, model, state }: Run): string {
  const task = state.phase === 'accepted' ? `, task ${state.task.id} (${state.task.status})` : '';
  return `run ${id} at ${provider} (${api}) ${model}: ${state.phase}${task}`;
}

/** Whoever works for a run in the background, and whoever listens to its changes. */
export function createWorkers({ store, writes, videos, intervals, routerOf }: WorkersSettings) {
  const changes = new EventEmitter<{ change: [Change] }>().setMaxListeners(0);
  const closing = new AbortController();
  const active = new Map<string, AbortController>();
  /** What has not left yet, such as a queued run, need not be waited for. */
  const isUnderWay = (id: string) => {
    const found = store.get(id);
    return found?.run.state.phase === 'sending' && found.submission !== undefined;
  };

  /** Runs as they are now, where the disk does not hold that yet. */
  const unwritten = new Map<string, Run>();

  const getRun = (id: string): StoredRun => {
    const found = store.get(id);
    if (found !== undefined) return { ...found, run: unwritten.get(id) ?? found.run };
    throw new ApiError('no-such-run', 'There is no such run here.');
  };
  const save = (id: string, change: Partial<Run>): Run => {
    const run = { ...getRun(id).run, ...change };
    unwritten.set(id, run);
    writes.keep(describe(run), () => {
      changes.emit('change', store.put(run));
      if (unwritten.get(id) === run) unwritten.delete(id);
    });
    return run;
  };

  const begin = (id: string, connection: Connection): RunContext => {
    const own = new AbortController();
    const signal = AbortSignal.any([closing.signal, own.signal]);
    active.set(id, own);
    return {
      connection,
      router: routerOf(connection),
      signal,
      intervals,
      videos,
      now: () => getRun(id).run,
      save: (change) => {
        if (!signal.aborted) save(id, change);
      },
      journal: (submission) => store.journal(id, submission),
    };
  };

  return {
    getRun,
    save,
    closed: closing.signal,
    /** Works for runs together; each can be stopped alone. */
    work: (
      parts: readonly { readonly id: string; readonly connection: Connection }[],
      task: (contexts: readonly RunContext[]) => Promise<void>,
    ): void => {
      const contexts = parts.map(({ id, connection }) => begin(id, connection));
      void task(contexts)
        .catch((error: unknown) => void toRunError(error))
        .finally(() => parts.forEach(({ id }) => active.delete(id)));
    },
    /** Stops its polling. */
    stop: (id: string) => active.get(id)?.abort(),
    emit: (change: Change) => void changes.emit('change', change),
    /** Calls the listener with every change until the returned function is called. */
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
