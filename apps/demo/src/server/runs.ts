import { createHash } from 'node:crypto';
import { type CancelResult, type Candidate, isFinal, taskFromId, type VideoRequest } from '@vid/core';
import type { Chosen, ComparisonInput, Run, TaskById } from '../api.ts';
import { ApiError } from './errors.ts';
import { afterAnswer, follow as followTask } from './follow-run.ts';
import type { SpendingLimit } from './limit.ts';
import { newRun } from './new-run.ts';
import type { Connection } from './providers.ts';
import { resumptionOf } from './resume-run.ts';
import { sendTogether } from './send-runs.ts';
import type { Pictures } from './store/pictures.ts';
import type { NewRun } from './store/runs.ts';
import { runOfTask, taskFingerprint } from './task-by-id.ts';
import { createWorkers, type WorkersSettings } from './workers.ts';

interface RunsSettings extends WorkersSettings {
  readonly pictures: Pictures;
  readonly connections: readonly Connection[];
  readonly limit: SpendingLimit;
}

/** One run of a submitted comparison, once its candidate is chosen. */
export interface PlannedRun {
  readonly id: string;
  readonly model: string;
  readonly connection: Connection;
  readonly candidate: Candidate;
}

/** Equal for the same input that arrives again. */
const fingerprint = ({ request, routing }: ComparisonInput, { model, api }: Pick<Chosen, 'model' | 'api'>) =>
  createHash('sha256')
    .update(JSON.stringify([model, api, request, routing?.adapt ?? [], routing?.needs ?? []]))
    .digest('hex');

/** Runs that outlive the process: every step is on disk before the next. */
export function createRuns({ pictures, connections, limit, ...settings }: RunsSettings) {
  const { store, videos } = settings;
  const { getRun, save, work, stop, emit, follow, close, closed } = createWorkers(settings);
  const connectionOf = ({ provider: id, api, real }: Run): Connection | undefined =>
    connections.find(
      (connection) => connection.provider.id === id && connection.api === api && connection.real === real,
    );

  /** Whether there is such a run already. Throws when its id stands or stood for something else. */
  const isTaken = (id: string, wanted: string): boolean => {
    if (store.isDeleted(id)) {
      throw new ApiError('conflict', 'The run with this id was deleted; nothing was sent.');
    }
    const print = store.fingerprint(id);
    if (print !== undefined && print !== wanted) {
      throw new ApiError('conflict', 'This run id stands for another request; nothing was sent.');
    }
    return print !== undefined;
  };

  /** Told anew, so that a page that knows only the latest runs can show it. */
  const followed = (id: string, print: string): Run | undefined => {
    if (isTaken(id, print)) return getRun(id).run;
    const latest = store.latestOf(print);
    const run = latest === undefined ? undefined : getRun(latest.id).run;
    if (run?.state.phase !== 'accepted' || run.state.lastError !== undefined) return undefined;
    emit(store.put(run));
    return run;
  };

  return {
    store,
    getRun,
    follow,
    close,
    isKnown: (input: ComparisonInput, one: ComparisonInput['runs'][number]): boolean =>
      isTaken(one.id, fingerprint(input, one)),
    /**
     * Follows a task that was submitted elsewhere, once its service has confirmed it; throws what the query throws
     * otherwise. A task that is followed already, or was to its end, has its run.
     */
    async followById(input: TaskById, connection: Connection): Promise<{ run: Run; isNew: boolean }> {
      const print = taskFingerprint(input);
      const before = followed(input.id, print);
      if (before !== undefined) return { run: before, isNew: false };
      const { provider, api, task: id, lookup } = input;
      const task = await settings
        .routerOf(connection)
        .query(taskFromId({ provider, api, id, lookup }), { signal: closed });
      const meanwhile = followed(input.id, print);
      if (meanwhile !== undefined) return { run: meanwhile, isNew: false };
      const added = runOfTask(input, task, connection);
      for (const change of store.insert([added])) emit(change);
      work([{ id: input.id, connection }], async ([context]) => context && followTask(context));
      return { run: added.run, isNew: true };
    },
    /** Sends one paid request for each run in the background. Throws when the limit forbids them together. */
    start(input: ComparisonInput, request: VideoRequest, planned: readonly PlannedRun[]): void {
      const { comparison, routing = {}, allowUnknownPrice = false } = input;
      const paid = planned.filter(({ connection }) => connection.real);
      if (paid.length > 0) {
        limit.require(
          paid.map(({ candidate }) => candidate.price),
          allowUnknownPrice,
        );
      }
      const kept = pictures.keepAll(input.request);
      const startedAt = Date.now();
      const added = planned.map(({ id, model, connection, candidate }): NewRun => {
        const { api, added: needed, adjustments } = candidate;
        const changed = Object.fromEntries(adjustments.map(({ field, to }) => [field, to]));
        const chosen = { model, api, request: { ...kept, ...needed, ...changed } };
        const run = newRun(
          { id, comparison, startedAt, prompt: request.prompt, real: connection.real },
          candidate,
        );
        return { run, chosen, fingerprint: fingerprint(input, { model, api }) };
      });
      for (const change of store.insert(added)) emit(change);
      for (const together of Map.groupBy(planned, ({ connection }) => connection.real).values()) {
        work(together, (contexts) =>
          sendTogether(contexts, { request, routing, allowUnknownPrice, limit, closed }),
        );
      }
    },
    /** Goes on with whatever the last process left unfinished; sends nothing. */
    resume(): void {
      for (const left of store.open()) {
        const next = resumptionOf(left, connectionOf(left.run));
        if ('neverSent' in next) limit.release(left.run.id);
        save(left.run.id, next.save);
        if (!('work' in next)) continue;
        work(
          [{ id: left.run.id, connection: next.connection }],
          async ([context]) => context && next.work(context),
        );
      }
    },
    /** A run that has not left ends here, its task, if there is one, at the service. */
    async cancel(id: string): Promise<Omit<CancelResult, 'task'>> {
      const { run, submission } = getRun(id);
      const { state } = run;
      const connection = connectionOf(run);
      if (state.phase === 'sending' && submission === undefined) {
        stop(id);
        const error = { code: 'stopped', message: 'Stopped before the request was sent.' } as const;
        save(id, { state: { phase: 'refused', error }, endedAt: Date.now() });
        return { outcome: 'stopped', billed: 'no' };
      }
      if (state.phase !== 'accepted' || isFinal(state.task)) {
        const why =
          state.phase === 'sending' ? 'its request has left, and no answer came yet' : 'it goes on no more';
        throw new ApiError('not-cancelable', `This run cannot be stopped: ${why}.`);
      }
      if (connection?.provider.cancel === undefined) {
        const message = `${run.provider} (${run.api}) cannot stop a task: it goes on and is billed as usual.`;
        throw new ApiError('not-cancelable', message);
      }
      const { outcome, billed, task } = await settings
        .routerOf(connection)
        .cancel(state.task, { signal: closed });
      if (outcome === 'stopped') {
        stop(id);
        save(id, { ...afterAnswer(run, state, task), endedAt: Date.now() });
      }
      return { outcome, billed };
    },
    /** The row and its files. Throws while the run goes on: what is paid for is not thrown away by accident. */
    async remove(id: string): Promise<void> {
      const { run } = getRun(id);
      if (run.endedAt === undefined) {
        throw new ApiError(
          'conflict',
          'This run goes on and cannot be deleted: cancel it, or wait for its end.',
        );
      }
      stop(id);
      const chosen = store.chosen(id);
      emit(store.remove(id));
      await videos.delete(id);
      const names = chosen === undefined ? [] : pictures.namesIn(chosen.request);
      await Promise.all(names.filter((name) => !store.anyHolds(name)).map(pictures.delete));
    },
  };
}

export type Runs = ReturnType<typeof createRuns>;
