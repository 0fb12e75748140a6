import { VideoError, type VideoRequest } from '@vid/core';
import type { JobStore, SubmitJobOptions, VideoJob } from '@vid/core/journal';
import type { VideoServer } from '../create-server.ts';
import { HostError } from '../host-error.ts';
import type { HostStream } from '../host-stream.ts';
import type { TimelineEntry } from '../timelines.ts';
import type { History, HistoryEntry, HistoryInput, HistoryPageOptions } from './history.ts';
import type { MediaFolder } from './media-folder.ts';

export interface PageRunsSettings<Facts, Asked, Run> {
  /** Of the runs, from `openHistory`. */
  readonly history: History<Facts, Asked>;
  /** The server's own. */
  readonly jobs: JobStore;
  /** Whose jobs the runs are. */
  readonly server: Pick<VideoServer, 'jobsOf' | 'retire' | 'stopUnsent' | 'timelineOf'>;
  /** Where the files of requests are; those that nobody asks for any more are deleted. Default: nowhere. */
  readonly media?: MediaFolder | undefined;
  /** What the page is told of an entry and its job, which is missing while it is written, or for good. */
  readonly view: (
    entry: HistoryEntry<Facts>,
    job: VideoJob | undefined,
    timeline: readonly TimelineEntry[] | undefined,
  ) => Run;
}

type Refusal = NonNullable<HistoryEntry<unknown>['refused']>;

/** Of the newest a page is told at once. */
const latestRuns = 100;
const neverSent = 'The server ended before the request was sent. It was never sent; start it again.';
const notKept = 'The server itself failed; nothing was sent. Its log says more.';

/** Runs of a page: entries of a history, each with the job of its id. Jobs without an entry, such as those of programs, are none. */
export function createPageRuns<Facts, Asked, Run>(settings: PageRunsSettings<Facts, Asked, Run>) {
  const { history, jobs, server, media, view } = settings;
  /** What the history could not take, as on a full disk; the next start says of these that they were never sent. */
  const unwritten = new Map<string, Refusal>();
  const refusalOf = ({ id, refused }: HistoryEntry<Facts>) => refused ?? unwritten.get(id);
  const viewOf = (entry: HistoryEntry<Facts>, job: VideoJob | undefined): Run =>
    view({ ...entry, refused: refusalOf(entry) }, job, server.timelineOf(entry.id));
  const viewed = async (entry: HistoryEntry<Facts>): Promise<Run> =>
    viewOf(entry, (await jobs.get(entry.id))?.job);
  const refuse = (id: string, message: string, code: Refusal['code'] = 'internal') => {
    try {
      history.refuse(id, { code, message });
    } catch {
      unwritten.set(id, { code, message });
    }
  };
  const refuseUnkept = async (entries: readonly HistoryEntry<Facts>[], message: string) => {
    for (const one of entries)
      if (refusalOf(one) === undefined && (await jobs.get(one.id)) === undefined) refuse(one.id, message);
  };
  const latest = () => history.latest(latestRuns);

  const entry = (id: string): HistoryEntry<Facts> => {
    const found = history.get(id);
    if (found === undefined) throw new HostError(404, 'no-such-run', 'There is no such run here.');
    return found;
  };

  let last: Promise<unknown> = Promise.resolve();

  return {
    /** Throws a `HostError` 404, `no-such-run`. */
    entry,
    /** Throws what `entry` does. */
    get: async (id: string): Promise<Run> => viewed(entry(id)),
    /** The newest with this fingerprint. */
    async latestOf(fingerprint: string): Promise<Run | undefined> {
      const found = history.latestOf(fingerprint);
      return found && viewed(found);
    },
    /** Newest first; see `page` of the history. */
    async page(
      options: HistoryPageOptions,
    ): Promise<{ readonly runs: readonly Run[]; readonly next?: number }> {
      const { entries, ...page } = history.page(options);
      return { ...page, runs: await Promise.all(entries.map(viewed)) };
    },
    /** Whether there is such a run already. Throws a `HostError` 409, `conflict`, when its id stands or stood for something else. */
    isKnown(id: string, fingerprint: string): boolean {
      const head = history.headOf(id);
      if (head?.isDeleted === true)
        throw new HostError(409, 'conflict', 'The run with this id was deleted; nothing was sent.');
      if (head !== undefined && head.fingerprint !== fingerprint)
        throw new HostError(409, 'conflict', 'This run id stands for another request; nothing was sent.');
      return head !== undefined;
    },
    /** One after the other: whether a run is known, and what is left of a limit, holds until it is started. */
    exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
      const next = last.then(work);
      last = next.catch(() => undefined);
      return next;
    },
    /** Adds entries, and makes their jobs by `work`. Throws what that throws; those that have no job then say so. */
    async begin(inputs: readonly HistoryInput<Facts, Asked>[], work: () => Promise<unknown>): Promise<void> {
      history.add(inputs);
      try {
        await work();
      } catch (error) {
        await refuseUnkept(
          inputs.flatMap(({ id }) => history.get(id) ?? []),
          notKept,
        );
        throw error;
      }
    },
    /** Makes the job of an entry. What refuses it stands in the entry; what is no `VideoError` is thrown, too. */
    async submit(id: string, owner: string, request: VideoRequest, options: SubmitJobOptions): Promise<void> {
      try {
        await server.jobsOf(owner).submit(request, { ...options, id, owner });
      } catch (error) {
        if (!(error instanceof VideoError)) {
          refuse(id, notKept);
          throw error;
        }
        // Its model can do it, as its plan said, but is left out for a while.
        const code = error.code === 'unsupported' ? 'provider-unavailable' : error.code;
        refuse(id, error.message, code);
      }
    },
    /** Before a worker begins: what another process has not sent for the page is never sent. */
    async resume(): Promise<void> {
      const unsent = await server.stopUnsent(({ id }) => history.headOf(id) !== undefined);
      for (const { id } of unsent) refuse(id, neverSent);
      await refuseUnkept(latest(), neverSent);
    },
    /** The entry, its videos and its files. What it cost stays in the books, so its job stays. */
    async delete(id: string): Promise<void> {
      // Another call may have deleted it meanwhile.
      const asked = JSON.stringify(history.asked(id) ?? {});
      history.delete(id);
      await server.retire(id);
      if (media === undefined) return;
      const names = new Set(asked.match(/\b[0-9a-f]{64}\b/g));
      for (const name of names) if (!history.anyAsks(name)) await media.delete(name);
    },
    /** For `stream` of the server: `all` with the newest runs, then `run` with each that has changed, and `delete` with an `{ id }`. */
    stream: {
      first: async () => ({ event: 'all', data: await Promise.all(latest().map(viewed)) }),
      message(change) {
        if ('deleted' in change) return undefined;
        const { id } = change.job;
        const found = history.get(id);
        if (found !== undefined) return { event: 'run', data: viewOf(found, change.job) };
        return history.headOf(id) === undefined ? undefined : { event: 'delete', data: { id } };
      },
    } satisfies HostStream,
  };
}

/** What `createPageRuns` makes: runs as a page starts, lists, stops and deletes them. */
export type PageRuns<Facts, Asked, Run> = ReturnType<typeof createPageRuns<Facts, Asked, Run>>;
