import { createHash } from 'node:crypto';
import { type CancelResult, type Candidate, isFinal, type VideoRequest } from '@vid/core';
import type { Chosen, ComparisonOrder, Run } from '../api.ts';
import { Refusal } from './errors.ts';
import { afterAnswer } from './follow-run.ts';
import type { SpendingLimit } from './limit.ts';
import { newRun } from './new-run.ts';
import type { Door } from './providers.ts';
import { resumptionOf } from './resume-run.ts';
import { sendTogether } from './send-runs.ts';
import type { Pictures } from './store/pictures.ts';
import type { NewRun } from './store/runs.ts';
import { createWorkers, type WorkersSettings } from './workers.ts';

interface RunsSettings extends WorkersSettings {
  readonly pictures: Pictures;
  readonly doors: readonly Door[];
  readonly limit: SpendingLimit;
}

/** One run of an order, once it is known who does it. */
export interface PlannedRun {
  readonly id: string;
  readonly model: string;
  readonly door: Door;
  readonly candidate: Candidate;
}

/** Equal for the same order that arrives again. */
const fingerprint = ({ request, routing }: ComparisonOrder, { model, api }: Pick<Chosen, 'model' | 'api'>) =>
  createHash('sha256')
    .update(JSON.stringify([model, api, request, routing?.adapt ?? [], routing?.needs ?? []]))
    .digest('hex');

/** Runs that outlive the process: every step is on disk before the next. */
export function createRuns({ pictures, doors, limit, ...settings }: RunsSettings) {
  const { store, videos } = settings;
  const { required, save, work, stop, emit, follow, close, closed } = createWorkers(settings);
  const doorOf = ({ provider: id, api, real }: Run): Door | undefined =>
    doors.find((door) => door.provider.id === id && door.api === api && door.real === real);

  return {
    store,
    required,
    follow,
    close,
    /** Whether there is such a run already. Throws when its id stands or stood for something else. */
    isKnown(order: ComparisonOrder, one: ComparisonOrder['runs'][number]): boolean {
      if (store.isDeleted(one.id)) {
        throw new Refusal('conflict', 'The run with this id was deleted; nothing was sent.');
      }
      const print = store.fingerprint(one.id);
      if (print !== undefined && print !== fingerprint(order, one)) {
        throw new Refusal('conflict', 'This run id stands for another request; nothing was sent.');
      }
      return print !== undefined;
    },
    /** Sends one paid request for each run in the background. Throws when the limit forbids them together. */
    start(order: ComparisonOrder, request: VideoRequest, planned: readonly PlannedRun[]): void {
      const { comparison, routing = {}, allowUnknownPrice = false } = order;
      const paid = planned.filter(({ door }) => door.real);
      if (paid.length > 0) {
        limit.require(
          paid.map(({ candidate }) => candidate.price),
          allowUnknownPrice,
        );
      }
      const kept = pictures.keepAll(order.request);
      const startedAt = Date.now();
      const added = planned.map(({ id, model, door, candidate }): NewRun => {
        const { api, added: needed, adjustments } = candidate;
        const changed = Object.fromEntries(adjustments.map(({ field, to }) => [field, to]));
        const chosen = { model, api, request: { ...kept, ...needed, ...changed } };
        const run = newRun({ id, comparison, startedAt, prompt: request.prompt, real: door.real }, candidate);
        return { run, chosen, fingerprint: fingerprint(order, { model, api }) };
      });
      for (const change of store.insert(added)) emit(change);
      for (const together of Map.groupBy(planned, ({ door }) => door.real).values()) {
        work(together, (lives) =>
          sendTogether(lives, { request, routing, allowUnknownPrice, limit, closed }),
        );
      }
    },
    /** Goes on with whatever the last process left unfinished; sends nothing. */
    resume(): void {
      for (const left of store.open()) {
        const next = resumptionOf(left, doorOf(left.run));
        if ('neverSent' in next) limit.release(left.run.id);
        save(left.run.id, next.save);
        if (!('work' in next)) continue;
        work([{ id: left.run.id, door: next.door }], async ([life]) => life && next.work(life));
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
      const { outcome, billed, task } = await settings.routerOf(door).cancel(state.task, { signal: closed });
      if (outcome === 'stopped') {
        stop(id);
        save(id, { ...afterAnswer(run, state, task), endedAt: Date.now() });
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
