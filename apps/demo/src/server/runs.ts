import {
  type CancelResult,
  type Router,
  taskFromId,
  VideoError,
  type VideoEvent,
  type VideoRequest,
} from '@vid/core';
import type { JobChange, JobStore, VideoJob } from '@vid/core/journal';
import type { VideoFolder } from '@vid/core/download';
import type { HostStream, VideoServer } from '@vid/server';
import type { ComparisonInput, Run, RunFacts, RunPage, TaskById } from '../api.ts';
import { ApiError } from './errors.ts';
import type { SpendingLimit } from './limit.ts';
import { fingerprint, ownerOf, type PlannedRun, runOfPlan, runOfTask, taskFingerprint } from './new-run.ts';
import type { Connection } from './providers.ts';
import { neverSent, runOf } from './run-view.ts';
import type { Pictures } from './store/pictures.ts';
import type { NewRun, RunRow, RunStore } from './store/runs.ts';

interface RunsSettings {
  readonly rows: RunStore;
  readonly jobs: JobStore;
  readonly server: Pick<VideoServer, 'jobsOf' | 'tell'>;
  readonly pictures: Pictures;
  readonly videos: Pick<VideoFolder, 'delete'>;
  readonly limit: SpendingLimit;
  readonly connections: readonly Connection[];
  readonly routerOf: (real: boolean) => Router;
}

const notKept = 'The demo itself failed before it was sent; its console says more.';

/** Runs: jobs of the server, and what the demo knows besides. */
export function createRuns(settings: RunsSettings) {
  const { rows, jobs, server, pictures, videos, limit, connections, routerOf } = settings;
  /** How many tasks must end before a run is sent, as its router has told. */
  const ahead = new Map<string, number>();
  const connectionOf = ({ provider: id, api, real }: RunFacts): Connection | undefined =>
    connections.find(
      (connection) => connection.provider.id === id && connection.api === api && connection.real === real,
    );
  const view = (row: RunRow, job: VideoJob | undefined): Run =>
    runOf(row, job, { connection: connectionOf(row.facts), queuedBehind: ahead.get(row.facts.id) });
  const viewed = async (row: RunRow): Promise<Run> => view(row, (await jobs.get(row.facts.id))?.job);

  const rowOf = (id: string): RunRow => {
    const row = rows.get(id);
    if (row === undefined) throw new ApiError('no-such-run', 'There is no such run here.');
    return row;
  };
  const getRun = async (id: string): Promise<Run> => viewed(rowOf(id));

  /** Whether there is such a run already. Throws when its id stands or stood for something else. */
  const isTaken = (id: string, wanted: string): boolean => {
    const head = rows.headOf(id);
    if (head?.isDeleted === true)
      throw new ApiError('conflict', 'The run with this id was deleted; nothing was sent.');
    if (head !== undefined && head.fingerprint !== wanted)
      throw new ApiError('conflict', 'This run id stands for another request; nothing was sent.');
    return head !== undefined;
  };

  /** Told anew, so that a page that knows only the latest runs can show it. */
  const followed = async (id: string, print: string): Promise<Run | undefined> => {
    if (isTaken(id, print)) return getRun(id);
    const latest = rows.latestOf(print);
    const run = latest && (await viewed(latest));
    if (run?.state.phase !== 'accepted' || run.state.lastError !== undefined) return undefined;
    await server.tell(run.id);
    return run;
  };

  async function submit(
    { facts }: NewRun,
    request: VideoRequest,
    routing: ComparisonInput['routing'],
  ): Promise<void> {
    const owner = ownerOf(facts);
    try {
      const asked = { ...request, model: `${facts.provider}:${facts.model} (${facts.api})` };
      await server.jobsOf(owner).submit(asked, { ...routing, id: facts.id, owner });
    } catch (error) {
      // Its model can do it, as its plan said, but is left out for a while.
      const isOut = error instanceof VideoError && error.code === 'unsupported';
      const code = isOut ? 'provider-unavailable' : error instanceof VideoError ? error.code : 'internal';
      const message = error instanceof VideoError ? error.message : notKept;
      rows.refuse(facts.id, { code, message });
      if (!(error instanceof VideoError)) throw error;
    }
  }

  const settle = async (change: JobChange) => {
    if ('deleted' in change) return undefined;
    const row = rows.get(change.job.id);
    return row === undefined
      ? { event: 'delete', data: { id: change.job.id } }
      : { event: 'run', data: view(row, change.job) };
  };

  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: whether a run is known, and what is left of the limit, holds until it is started. */
  const exclusive = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  return {
    rows,
    getRun,
    exclusive,
    isKnown: (input: ComparisonInput, one: ComparisonInput['runs'][number]): boolean =>
      isTaken(one.id, fingerprint(input, one)),
    /** What the page is told: the latest runs first, then each change. */
    stream: {
      first: async () => ({ event: 'all', data: await Promise.all(rows.latest().map(viewed)) }),
      message: settle,
    } satisfies HostStream,
    async page(before: number, limit: number, search: string): Promise<RunPage> {
      const { rows: found, next } = rows.page(before, limit, search);
      const runs = await Promise.all(found.map(viewed));
      return { runs, ...(next !== undefined && { next }) };
    },
    /** What waits says behind how many. */
    onEvent(event: VideoEvent): void {
      if (event.type !== 'queued' && event.type !== 'submitted') return;
      const { reference } = event;
      if (reference === undefined) return;
      if (event.type === 'queued') ahead.set(reference, event.ahead);
      else if (!ahead.delete(reference)) return;
      void server.tell(reference).catch((error: unknown) => console.error(error));
    },
    /**
     * Follows a task that was submitted elsewhere, once its service has confirmed it; throws what the query throws
     * otherwise. A task that is followed already, or was to its end, has its run.
     */
    async followById(input: TaskById, { real }: Connection): Promise<{ run: Run; isNew: boolean }> {
      const print = taskFingerprint(input);
      const before = await followed(input.id, print);
      if (before !== undefined) return { run: before, isNew: false };
      const { provider, api, task: id, lookup } = input;
      const task = await routerOf(real).query(taskFromId({ provider, api, id, lookup }));
      return exclusive(async () => {
        const meanwhile = await followed(input.id, print);
        if (meanwhile !== undefined) return { run: meanwhile, isNew: false };
        const added = runOfTask(input, task, real);
        rows.insert([added]);
        const owner = ownerOf(added.facts);
        await server.jobsOf(owner).follow(task, { id: input.id, owner });
        return { run: await getRun(input.id), isNew: true };
      });
    },
    /** Makes a job of each run, which is sent in the background. Throws when the limit forbids them together. */
    async start(
      input: ComparisonInput,
      request: VideoRequest,
      planned: readonly PlannedRun[],
    ): Promise<void> {
      const { comparison, routing, allowUnknownPrice = false } = input;
      const paid = planned.filter(({ connection }) => connection.real);
      if (paid.length > 0)
        await limit.require(
          paid.map(({ candidate }) => candidate.price),
          allowUnknownPrice,
        );
      const kept = pictures.keepAll(input.request);
      const startedAt = Date.now();
      const added = planned.map(({ id, model, connection, candidate }): NewRun => {
        const { api, added: needed, adjustments } = candidate;
        const changed = Object.fromEntries(adjustments.map(({ field, to }) => [field, to]));
        const facts = runOfPlan(request, candidate, { id, comparison, startedAt, real: connection.real });
        const chosen = { model, api, request: { ...kept, ...needed, ...changed } };
        return { facts, chosen, fingerprint: fingerprint(input, { model, api }) };
      });
      rows.insert(added);
      for (const one of added) await submit(one, request, routing);
    },
    /** Before a worker begins: what another process has not sent is never sent, and what it had in hand is due. */
    async resume(): Promise<void> {
      const leaseMs = 3_600_000;
      const due = await jobs.due({ now: Date.now() + leaseMs, limit: 1_000_000, leaseMs: -leaseMs });
      for (const { job } of due) {
        if (job.phase !== 'submitting') continue;
        const isNot = await server
          .jobsOf(job.owner)
          .cancel(job.id)
          .then(
            () => true,
            () => false,
          );
        if (isNot) rows.refuse(job.id, neverSent);
      }
      for (const { facts, refused } of rows.latest())
        if (refused === undefined && (await jobs.get(facts.id)) === undefined)
          rows.refuse(facts.id, neverSent);
    },
    /** A run that has not left ends here, its task, if there is one, at the service. */
    async cancel(id: string): Promise<Omit<CancelResult, 'task'>> {
      const { facts } = rowOf(id);
      const job = (await jobs.get(id))?.job;
      if (job?.phase !== 'submitting' && job?.phase !== 'polling')
        throw new ApiError('not-cancelable', 'This run cannot be stopped: it goes on no more.');
      const { provider, api } = facts;
      if (job.phase === 'polling' && connectionOf(facts)?.provider.cancel === undefined) {
        const message = `${provider} (${api}) cannot stop a task: it goes on and is billed as usual.`;
        throw new ApiError('not-cancelable', message);
      }
      try {
        const { outcome, billed } = await server.jobsOf(job.owner).cancel(id);
        ahead.delete(id);
        return { outcome, billed };
      } catch (error) {
        if (!(error instanceof VideoError) || error.code !== 'invalid-request') throw error;
        const message = 'This run cannot be stopped: its request has left, and no answer came yet.';
        throw new ApiError('not-cancelable', message);
      }
    },
    /**
     * The row and its files. What it cost stays in the books, so its job stays. Throws while the run goes on: what is paid for
     * is not thrown away by accident.
     */
    async remove(id: string): Promise<void> {
      const run = await getRun(id);
      if (run.endedAt === undefined)
        throw new ApiError(
          'conflict',
          'This run goes on and cannot be deleted: cancel it, or wait for its end.',
        );
      const chosen = rows.chosen(id);
      rows.hide(id);
      for (let isPut = false; !isPut;) {
        const stored = await jobs.get(id);
        if (stored === undefined) break;
        const { job, version } = stored;
        // Nobody goes on with it, and every stream is told.
        isPut = (await jobs.put({ ...job, stalled: true }, { version })) !== undefined;
        if (job.phase === 'succeeded')
          for (const { file } of job.videos) if (file !== undefined) await videos.delete(file);
        if (job.phase === 'downloading')
          for (const file of Object.values(job.files)) await videos.delete(file);
      }
      const names = chosen === undefined ? [] : pictures.namesIn(chosen.request);
      await Promise.all(names.filter((name) => !rows.anyHolds(name)).map(pictures.delete));
    },
  };
}

export type Runs = ReturnType<typeof createRuns>;
