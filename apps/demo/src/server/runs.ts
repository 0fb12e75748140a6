import { type CancelResult, type Router, taskFromId, VideoError, type VideoRequest } from '@vid/core';
import type { JobChange, JobStore, VideoJob } from '@vid/core/journal';
import type { HostStream, VideoServer } from '@vid/server';
import type { History, HistoryEntry, MediaFolder } from '@vid/server/node';
import type { Chosen, ComparisonInput, Run, RunFacts, RunPage, TaskById } from '../api.ts';
import { ApiError } from './errors.ts';
import type { SpendingLimit } from './limit.ts';
import type { Connection } from './providers.ts';
import {
  fingerprint,
  type NewRun,
  ownerOf,
  type PlannedRun,
  remote,
  runOfPlan,
  runOfTask,
  taskFingerprint,
} from './run-facts.ts';
import { neverSent, runOf } from './run-view.ts';

export type RunHistory = History<RunFacts, Chosen>;

interface RunsSettings {
  readonly history: RunHistory;
  readonly jobs: JobStore;
  readonly server: Pick<VideoServer, 'jobsOf' | 'tell' | 'timelineOf' | 'stopUnsent' | 'retire'>;
  readonly pictures: MediaFolder;
  readonly limit: SpendingLimit;
  readonly connections: readonly Connection[];
  readonly routerOf: (owner: string) => Router;
}

const pictureAddress = '/api/pictures/';
const notKept = 'The demo itself failed before it was sent; its console says more.';
/** Of the newest runs a page is told at once. */
const latestRuns = 100;

/** Runs: jobs of the server, and what was asked for. */
export function createRuns(settings: RunsSettings) {
  const { history, jobs, server, pictures, limit, connections, routerOf } = settings;
  const connectionOf = ({ provider: id, api, real }: RunFacts): Connection | undefined =>
    connections.find((one) => one.provider.id === id && one.api === api && one.real === real);
  const view = (entry: HistoryEntry<RunFacts>, job: VideoJob | undefined): Run => {
    const { facts } = entry;
    return runOf(entry, job, { connection: connectionOf(facts), timeline: server.timelineOf(facts.id) });
  };
  const viewed = async (entry: HistoryEntry<RunFacts>): Promise<Run> =>
    view(entry, (await jobs.get(entry.facts.id))?.job);

  const entryOf = (id: string): HistoryEntry<RunFacts> => {
    const entry = history.get(id);
    if (entry === undefined) throw new ApiError('no-such-run', 'There is no such run here.');
    return entry;
  };
  const getRun = async (id: string): Promise<Run> => viewed(entryOf(id));

  /** Whether there is such a run already. Throws when its id stands or stood for something else. */
  const isTaken = (id: string, wanted: string): boolean => {
    const head = history.headOf(id);
    if (head?.isDeleted === true)
      throw new ApiError('conflict', 'The run with this id was deleted; nothing was sent.');
    if (head !== undefined && head.fingerprint !== wanted)
      throw new ApiError('conflict', 'This run id stands for another request; nothing was sent.');
    return head !== undefined;
  };

  /** Told anew, so that a page that knows only the latest runs can show it. */
  const followed = async (id: string, print: string): Promise<Run | undefined> => {
    if (isTaken(id, print)) return getRun(id);
    const latest = history.latestOf(print);
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
    const { id, comparison: label } = facts;
    const owner = ownerOf(facts);
    try {
      const asked = { ...request, model: `${facts.provider}:${facts.model} (${facts.api})` };
      await server.jobsOf(owner).submit(asked, { ...routing, id, owner, label });
    } catch (error) {
      // Its model can do it, as its plan said, but is left out for a while.
      const isOut = error instanceof VideoError && error.code === 'unsupported';
      const code = isOut ? 'provider-unavailable' : error instanceof VideoError ? error.code : 'internal';
      history.refuse(id, { code, message: error instanceof VideoError ? error.message : notKept });
      if (!(error instanceof VideoError)) throw error;
    }
  }

  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: whether a run is known, and what is left of the limit, holds until it is started. */
  const exclusive = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };

  return {
    getRun,
    exclusive,
    /** What was asked for. */
    chosen: (id: string): Chosen | undefined => history.asked(entryOf(id).facts.id),
    isKnown: (input: ComparisonInput, one: ComparisonInput['runs'][number]): boolean =>
      isTaken(one.id, fingerprint(input, one)),
    /** What the page is told: the latest runs first, then each change. */
    stream: {
      first: async () => ({ event: 'all', data: await Promise.all(history.latest(latestRuns).map(viewed)) }),
      message(change: JobChange) {
        if ('deleted' in change || change.job.owner === remote) return undefined;
        const { id } = change.job;
        const entry = history.get(id);
        return entry === undefined
          ? { event: 'delete', data: { id } }
          : { event: 'run', data: view(entry, change.job) };
      },
    } satisfies HostStream,
    async page(options: Parameters<RunHistory['page']>[0]): Promise<RunPage> {
      const { entries, ...page } = history.page(options);
      return { ...page, runs: await Promise.all(entries.map(viewed)) };
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
      const owner = ownerOf({ real, byId: true });
      const task = await routerOf(owner).query(taskFromId({ provider, api, id, lookup }));
      return exclusive(async () => {
        const meanwhile = await followed(input.id, print);
        if (meanwhile !== undefined) return { run: meanwhile, isNew: false };
        history.add([runOfTask(input, task, real)]);
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
      const prices = planned.flatMap(({ connection, candidate: { price } }) =>
        connection.real ? [price] : [],
      );
      if (prices.length > 0) await limit.require(prices, input.allowUnknownPrice ?? false);
      const kept = pictures.keep(input.request, (name) => ({ picture: `${pictureAddress}${name}` }));
      const startedAt = Date.now();
      const added = planned.map((one) => runOfPlan(input, one, kept, startedAt));
      history.add(added);
      for (const one of added) await submit(one, request, input.routing);
    },
    /** Before a worker begins: what another process has not sent for the page is never sent. */
    async resume(): Promise<void> {
      const unsent = await server.stopUnsent(({ owner }) => owner !== remote);
      for (const { id } of unsent) history.refuse(id, neverSent);
      for (const { facts, refused } of history.latest(latestRuns))
        if (refused === undefined && (await jobs.get(facts.id)) === undefined)
          history.refuse(facts.id, neverSent);
    },
    /** A run that has not left ends here, its task, if there is one, at the service. */
    async cancel(id: string): Promise<Omit<CancelResult, 'task'>> {
      const { facts } = entryOf(id);
      const job = (await jobs.get(id))?.job;
      if (job?.phase !== 'submitting' && job?.phase !== 'polling')
        throw new ApiError('not-cancelable', 'This run cannot be stopped: it goes on no more.');
      if (job.phase === 'polling' && connectionOf(facts)?.provider.cancel === undefined) {
        const message = `${facts.provider} (${facts.api}) cannot stop a task: it goes on and is billed as usual.`;
        throw new ApiError('not-cancelable', message);
      }
      try {
        const { outcome, billed } = await server.jobsOf(job.owner).cancel(id);
        return { outcome, billed };
      } catch (error) {
        if (!(error instanceof VideoError) || error.code !== 'invalid-request') throw error;
        const message = 'This run cannot be stopped: its request has left, and no answer came yet.';
        throw new ApiError('not-cancelable', message);
      }
    },
    /**
     * The entry and its files. What it cost stays in the books, so its job stays. Throws while the run goes on: what is paid for
     * is not thrown away by accident.
     */
    async remove(id: string): Promise<void> {
      const run = await getRun(id);
      if (run.endedAt === undefined)
        throw new ApiError(
          'conflict',
          'This run goes on and cannot be deleted: cancel it, or wait for its end.',
        );
      const asked = JSON.stringify(history.asked(id));
      history.delete(id);
      await server.retire(id);
      const names = Array.from(asked.matchAll(/"\/api\/pictures\/([0-9a-f]{64})"/g), ([, name = '']) => name);
      await Promise.all(names.filter((name) => !history.anyAsks(name)).map((name) => pictures.delete(name)));
    },
  };
}

export type Runs = ReturnType<typeof createRuns>;
