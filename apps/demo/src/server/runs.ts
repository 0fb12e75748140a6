import {
  type CancelResult,
  modelName,
  type Router,
  taskFromId,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import type { JobStore } from '@vid/core/journal';
import { HostError, type VideoServer } from '@vid/server';
import { createPageRuns, type History, type MediaFolder, type SessionLimit } from '@vid/server/node';
import type { Chosen, ComparisonInput, Run, RunFacts, TaskById } from '../api.ts';
import { type Connection, connectionOf } from './providers.ts';
import {
  fingerprint,
  ownerOf,
  type PlannedRun,
  runOfPlan,
  runOfTask,
  sideOf,
  taskFingerprint,
} from './run-facts.ts';
import { runOf } from './run-view.ts';

interface RunsSettings {
  readonly history: History<RunFacts, Chosen>;
  readonly jobs: JobStore;
  readonly server: VideoServer;
  readonly pictures: MediaFolder;
  readonly limit: SessionLimit;
  readonly connections: readonly Connection[];
  readonly routerOf: (owner: string) => Router;
}

const pictureAddress = '/api/pictures/';

/** Runs of the page, and what is the demo's of them: the limit, pictures, and tasks that were submitted elsewhere. */
export function createRuns({ history, jobs, server, pictures, limit, connections, routerOf }: RunsSettings) {
  const runs = createPageRuns<RunFacts, Chosen, Run>({
    history,
    jobs,
    server,
    media: pictures,
    view(entry, job, timeline) {
      const connection = connectionOf(connections, entry.facts, sideOf(ownerOf(entry.facts)));
      return runOf(entry, job, { connection, timeline });
    },
  });

  /** Told anew, so that a page that knows only the latest runs can show it. */
  const followed = async (id: string, print: string): Promise<Run | undefined> => {
    if (runs.isKnown(id, print)) return runs.get(id);
    const run = await runs.latestOf(print);
    if (run?.state.phase !== 'accepted' || run.state.lastError !== undefined) return undefined;
    await server.tell(run.id);
    return run;
  };

  return {
    ...runs,
    /** What was asked for. */
    chosen: (id: string): Chosen | undefined => history.asked(runs.entry(id).id),
    isStarted: (input: ComparisonInput, one: ComparisonInput['runs'][number]): boolean =>
      runs.isKnown(one.id, fingerprint(input, one)),
    /**
     * Follows a task that was submitted elsewhere, once its service has confirmed it; throws what the query throws
     * otherwise. A task that is followed already, or was to its end, has its run.
     */
    async followById(input: TaskById, real: boolean): Promise<{ run: Run; isNew: boolean }> {
      const print = taskFingerprint(input);
      const before = await followed(input.id, print);
      if (before !== undefined) return { run: before, isNew: false };
      const { provider, api, task: id, lookup } = input;
      const owner = ownerOf({ real, byId: true });
      const task = await routerOf(owner).query(taskFromId({ provider, api, id, lookup }));
      return runs.exclusive(async () => {
        const meanwhile = await followed(input.id, print);
        if (meanwhile !== undefined) return { run: meanwhile, isNew: false };
        await runs.begin([runOfTask(input, task, real)], () =>
          server.jobsOf(owner).follow(task, { id: input.id, owner }),
        );
        return { run: await runs.get(input.id), isNew: true };
      });
    },
    /** Makes a job of each run, which is sent in the background. Throws when the limit forbids them together. */
    async start(
      input: ComparisonInput,
      request: VideoRequest,
      planned: readonly PlannedRun[],
    ): Promise<void> {
      const prices = planned.filter(({ real }) => real).map(({ candidate }) => candidate.price);
      if (prices.length > 0) await limit.require(prices, input.allowUnknownPrice ?? false);
      const kept = pictures.keep(input.request, (name) => ({ picture: `${pictureAddress}${name}` }));
      const added = planned.map((one) => runOfPlan(input, one, kept));
      await runs.begin(added, async () => {
        for (const { facts } of added) {
          const options = { ...input.routing, label: facts.comparison };
          await runs.submit(facts.id, ownerOf(facts), { ...request, model: modelName(facts) }, options);
        }
      });
    },
    /** A run that has not left ends here, its task, if there is one, at the service. */
    async cancel(id: string): Promise<Omit<CancelResult, 'task'>> {
      const { facts } = runs.entry(id);
      if ((await jobs.get(id)) === undefined)
        throw new HostError(409, 'not-cancelable', 'This run cannot be stopped: it goes on no more.');
      try {
        const { outcome, billed } = await server.jobsOf(ownerOf(facts)).cancel(id);
        return { outcome, billed };
      } catch (error) {
        if (!(error instanceof VideoError)) throw error;
        const why =
          error.code === 'unsupported'
            ? `${facts.provider} (${facts.api}) cannot stop a task: it goes on and is billed as usual.`
            : 'This run cannot be stopped: it goes on no more, or its request has left and no answer came yet.';
        if (!['unsupported', 'invalid-request'].includes(error.code)) throw error;
        throw new HostError(409, 'not-cancelable', why);
      }
    },
    /** Throws while the run goes on: what is paid for is not thrown away by accident. */
    async remove(id: string): Promise<void> {
      const { endedAt } = await runs.get(id);
      const why = 'This run goes on and cannot be deleted: cancel it, or wait for its end.';
      if (endedAt === undefined) throw new HostError(409, 'goes-on', why);
      await runs.delete(id);
    },
  };
}

export type Runs = ReturnType<typeof createRuns>;
