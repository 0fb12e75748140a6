import { createHash } from 'node:crypto';
import { type CancelResult, type Candidate, isFinal, type VideoRequest } from '@vid/core';
import type { Order, Run } from '../api.ts';
import { Refusal } from './errors.ts';
import { send } from './follow-run.ts';
import type { Door } from './providers.ts';
import { resumptionOf } from './resume-run.ts';
import type { Pictures } from './store/pictures.ts';
import { createWorkers, type WorkersSettings } from './workers.ts';

interface RunsSettings extends WorkersSettings {
  readonly pictures: Pictures;
  readonly doors: readonly Door[];
}

interface RunDetails {
  readonly door: Door;
  readonly candidate: Candidate;
  readonly request: VideoRequest;
}

const fingerprint = ({ model, api, request }: Order) =>
  createHash('sha256')
    .update(JSON.stringify([model, api, request]))
    .digest('hex');

/** Runs that outlive the process: every step is on disk before the next. */
export function createRuns({ pictures, doors, ...settings }: RunsSettings) {
  const { store, videos, limit } = settings;
  const { required, save, work, stop, emit, follow, close, closed } = createWorkers(settings);
  const doorOf = ({ provider: id, api, real }: Run): Door | undefined =>
    doors.find((door) => door.provider.id === id && door.api === api && door.real === real);

  return {
    store,
    required,
    follow,
    close,
    /** The run with this id if there is one. Throws when the id stands or stood for something else. */
    known(order: Order): Run | undefined {
      if (store.isDeleted(order.id)) {
        throw new Refusal('conflict', 'The run with this id was deleted; nothing was sent.');
      }
      const found = store.get(order.id);
      if (found !== undefined && store.fingerprint(order.id) !== fingerprint(order)) {
        throw new Refusal('conflict', 'This run id stands for another request; nothing was sent.');
      }
      return found?.run;
    },
    /** Sends one paid request in the background and follows its task. Throws when the limit forbids it. */
    start(order: Order, { door, candidate, request }: RunDetails): Run {
      const { provider, api, model, evidence, warnings, price } = candidate;
      if (door.real) limit.reserve(order.id, price, order.allowUnknownPrice ?? false);
      const run: Run = {
        id: order.id,
        comparison: order.comparison,
        provider,
        api,
        model,
        evidence,
        warnings,
        real: door.real,
        ...(request.prompt !== undefined && { prompt: request.prompt }),
        ...(price !== undefined && { estimate: price }),
        startedAt: Date.now(),
        state: { phase: 'sending' },
        videos: [],
      };
      const chosen = { model: order.model, api: order.api, request: pictures.keepAll(order.request) };
      emit(store.insert(run, chosen, fingerprint(order)));
      work(run.id, door, async (life) => send(life, request));
      return run;
    },
    /** Goes on with whatever the last process left unfinished; sends nothing. */
    resume(): void {
      for (const left of store.open()) {
        const next = resumptionOf(left, doorOf(left.run));
        if ('neverSent' in next) limit.release(left.run.id);
        save(left.run.id, next.save);
        if ('work' in next) work(left.run.id, next.door, next.work);
      }
    },
    async cancel(id: string): Promise<Omit<CancelResult, 'task'>> {
      const { run } = required(id);
      const { state } = run;
      const door = doorOf(run);
      if (state.phase !== 'accepted' || isFinal(state.task)) {
        const why = state.phase === 'sending' ? 'it is not accepted yet' : 'it goes on no more';
        throw new Refusal('not-cancelable', `This run cannot be stopped: ${why}.`);
      }
      if (door?.provider.cancel === undefined) {
        const message = `${run.provider} (${run.api}) cannot stop a task: it goes on and is billed as usual.`;
        throw new Refusal('not-cancelable', message);
      }
      const { outcome, billed, task } = await door.provider.cancel(state.task, { signal: closed });
      if (outcome === 'stopped') {
        stop(id);
        if (billed === 'no') limit.release(id);
        const finishedAfterMs = Date.now() - run.startedAt;
        save(id, { state: { ...state, task, finishedAfterMs }, endedAt: Date.now() });
      }
      return { outcome, billed };
    },
    /** The row and its files. Throws while the run goes on: what is paid for is not thrown away by accident. */
    async remove(id: string): Promise<void> {
      const { run } = required(id);
      if (run.endedAt === undefined) {
        throw new Refusal(
          'conflict',
          'This run goes on and cannot be deleted: cancel it, or wait for its end.',
        );
      }
      stop(id);
      const chosen = store.chosen(id);
      emit(store.remove(id));
      await videos.forget(id);
      const names = chosen === undefined ? [] : pictures.namesIn(chosen.request);
      await Promise.all(names.filter((name) => !store.anyHolds(name)).map(pictures.forget));
    },
  };
}

export type Runs = ReturnType<typeof createRuns>;
