import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import {
  type Candidate,
  isFinal,
  type Router,
  type VideoRequest,
  waitForTask,
  type WaitOptions,
  type VideoProvider,
} from '@vid/core';
import type { Order, Run } from '../api.ts';
import { Refusal, toRunError } from './errors.ts';

interface RunDetails {
  readonly provider: VideoProvider;
  readonly candidate: Candidate;
  readonly real: boolean;
  readonly request: VideoRequest;
  readonly pace: Pick<WaitOptions, 'intervalMs' | 'minIntervalMs'>;
}

export interface Runs {
  /** Oldest first. */
  list(): readonly Run[];
  /** The run with this id if there is one. Throws when the id stood for something else. */
  known(order: Order): Run | undefined;
  /** Sends one paid request in the background and follows its task. */
  start(order: Order, details: RunDetails): Run;
  /** Calls back with every change until the returned function is called. */
  follow(listener: (run: Run) => void): () => void;
  /** Ends the waiting; the tasks go on at their services. */
  close(): void;
}

const fingerprint = ({ model, api, request }: Order) =>
  createHash('sha256')
    .update(JSON.stringify([model, api, request]))
    .digest('hex');

/** Runs of this process, in memory. */
export function createRuns(router: Router): Runs {
  const runs = new Map<string, Run>();
  const fingerprints = new Map<string, string>();
  const changes = new EventEmitter<{ change: [Run] }>().setMaxListeners(0);
  const closing = new AbortController();

  const put = (run: Run): Run => {
    runs.set(run.id, run);
    changes.emit('change', run);
    return run;
  };
  const end = (run: Run) => put({ ...run, endedAt: Date.now() });

  async function submit(run: Run, { provider, request, pace }: RunDetails): Promise<void> {
    const { signal } = closing;
    let latest = run;
    try {
      const sent = performance.now();
      const task = await provider.generate(request, { signal });
      const accepted = { phase: 'accepted', acceptedAfterMs: performance.now() - sent } as const;
      latest = put({ ...run, state: { ...accepted, task } });
      await waitForTask(router, task, {
        signal,
        ...pace,
        onUpdate: (task) => {
          latest = { ...run, state: { ...accepted, task } };
          if (!isFinal(task)) put(latest);
        },
      });
    } catch (error) {
      if (signal.aborted) return;
      const { state } = latest;
      const problem = toRunError(error);
      latest = {
        ...latest,
        state:
          state.phase === 'accepted' ? { ...state, trouble: problem } : { phase: 'refused', error: problem },
      };
    }
    end(latest);
  }

  return {
    list: () => [...runs.values()],
    known(order) {
      const run = runs.get(order.id);
      if (run !== undefined && fingerprints.get(order.id) !== fingerprint(order)) {
        throw new Refusal('conflict', 'This run id stands for another request; nothing was sent.');
      }
      return run;
    },
    start(order, details) {
      const { candidate, real, request } = details;
      const { provider, api, model, evidence, warnings } = candidate;
      fingerprints.set(order.id, fingerprint(order));
      const run = put({
        id: order.id,
        comparison: order.comparison,
        provider,
        api,
        model,
        real,
        prompt: request.prompt,
        evidence,
        warnings,
        startedAt: Date.now(),
        state: { phase: 'sending' },
      });
      void submit(run, details);
      return run;
    },
    follow(listener) {
      changes.on('change', listener);
      return () => void changes.off('change', listener);
    },
    close: () => closing.abort(),
  };
}
