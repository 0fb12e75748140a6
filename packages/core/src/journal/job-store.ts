import type { VideoError } from '../contract/error.ts';
import type { Money } from '../contract/money.ts';
import type { ApiRef } from '../contract/names.ts';
import type { VideoTask } from '../contract/task.ts';
import type { JobPhase, VideoJob } from './job.ts';
import {
  committedIn,
  type CostRecord,
  costOf,
  spendingOf,
  type SpendingOptions,
  type SpendingRow,
} from './spending.ts';

/** A job as a store holds it. */
export interface StoredJob {
  /** As it was put last. */
  readonly job: VideoJob;
  /** Grows with every write, leases included; 1 for the first. */
  readonly version: number;
  /** Grows with every change in the whole store; leases do not count. */
  readonly revision: number;
}

/** On which version a job is put, and when it is due. */
export interface PutOptions {
  /** What the caller has seen; 0 for a job that is new. */
  readonly version: number;
  /** When the job is due, in milliseconds since the epoch. Default: never. */
  readonly wakeAt?: number | undefined;
  /** Whether others are told of it as a change. Default true; `false` for a job that is as it was, to renew its lease. */
  readonly isChange?: boolean | undefined;
  /** What the owner may spend: asked in the same transaction, so that no two jobs pass that do not fit together. */
  readonly limit?: PutLimit | undefined;
}

/** What an owner may spend. */
export interface PutLimit {
  /** ISO time; jobs that were created before do not count. Default: all count. */
  readonly since?: string | undefined;
  /**
   * Given what the owner's other jobs cost or may cost, those that were deleted too: why this one does not fit. Nothing is put
   * then, and the error is thrown.
   */
  readonly objection: (committed: readonly Money[]) => VideoError | undefined;
}

/** Which page of an owner's jobs. */
export interface ListOptions {
  /** Whose jobs; `''` where there is one owner only. */
  readonly owner: string;
  /** At most so many. */
  readonly limit: number;
  /** `next` of the page before. Default: the newest jobs. */
  readonly cursor?: string | undefined;
}

/** Some of an owner's jobs. */
export interface JobPage {
  /** Newest first. */
  readonly jobs: readonly StoredJob[];
  /** Missing on the last page. */
  readonly next?: string | undefined;
}

/** Which jobs are taken, and for how long. */
export interface DueOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** At most so many. */
  readonly limit: number;
  /** For how long nobody else is given them, unless they are put before. At most an hour. */
  readonly leaseMs: number;
  /** Default: all. */
  readonly phases?: readonly JobPhase[] | undefined;
  /** Only these jobs. Default: all. */
  readonly ids?: readonly string[] | undefined;
}

/** A job that was put, or one that was deleted: `'deleted' in change` tells. */
export type JobChange =
  | {
      /** That of the change in the whole store, in order. */
      readonly revision: number;
      /** As it is now. */
      readonly job: VideoJob;
    }
  | {
      readonly revision: number;
      /** Whose job it was. */
      readonly owner: string;
      /** The id of the job. */
      readonly deleted: string;
    };

/** Jobs, shared by whoever opens the same store. `testJobStore` of `@vid/testkit` is the suite that each one passes. */
export interface JobStore {
  /** The job with its version; `undefined` where there is none. */
  get(id: string): Promise<StoredJob | undefined>;
  /** Durable when it returns. `undefined`: there is another version by now, or the job was deleted. */
  put(job: VideoJob, options: PutOptions): Promise<StoredJob | undefined>;
  /** One owner's jobs, newest first, a page at a time. */
  list(options: ListOptions): Promise<JobPage>;
  /**
   * What changed after a revision, in order, each job once as it is now: nothing is left out that was put before another
   * change which is told. `owner`: only theirs.
   */
  changes(options: {
    /** Changes of later revisions than this; 0: all. */
    readonly after: number;
    /** At most so many. */
    readonly limit: number;
    /** Only those of this owner. Default: all. */
    readonly owner?: string | undefined;
  }): Promise<readonly JobChange[]>;
  /** The job of a task; of several the newest. */
  find(task: TaskName): Promise<StoredJob | undefined>;
  /** The books: newest day first, then by owner, label and currency. Deleted jobs are in them. */
  spending(options?: SpendingOptions): Promise<readonly SpendingRow[]>;
  /** The revision of the last change; 0 where there is none. */
  latest(): Promise<number>;
  /**
   * Jobs whose time has come, longest due first, each leased to the caller: due again only after `leaseMs`. One that is more
   * than two hours away is due too: whoever wrote that had another clock. One that cannot be read holds up no other: it is put
   * aside, and a later call rejects with its id, once.
   */
  due(options: DueOptions): Promise<readonly StoredJob[]>;
  /** For good: its id is not taken again. `false`: there is none, or another version by now. */
  delete(id: string, version: number): Promise<boolean>;
}

/** By what a job is found whose task is known: provider, api and the service's id. */
export type TaskName = ApiRef & Pick<VideoTask, 'id'>;

/** The task by which a job can be found. */
export function taskNameOf(job: VideoJob): string | undefined {
  const task = 'task' in job ? job.task : undefined;
  return task && nameOfTask(task);
}

/** One text for it, as a column of a table holds it. */
export const nameOfTask = ({ provider, api, id }: TaskName) => JSON.stringify([provider, api, id]);

const recordOf = (job: VideoJob): CostRecord => ({
  owner: job.owner,
  label: job.label,
  createdAt: job.createdAt,
  cost: costOf(job),
});

/** Nobody plans or leases further ahead; see `JobStore.due`. */
export const horizonMs = 2 * 3_600_000;

interface Held extends StoredJob {
  readonly number: number;
  readonly wakeAt: number | undefined;
}

/** For one process, and as long as it lives. */
export function createMemoryJobStore(): JobStore {
  const held = new Map<string, Held>();
  const deleted = new Map<string, Extract<JobChange, { readonly deleted: string }>>();
  const books = new Map<string, CostRecord>();
  let revision = 0;
  let number = 0;

  const isDue = ({ job, wakeAt }: Held, { now, phases, ids }: DueOptions): boolean =>
    wakeAt !== undefined &&
    (wakeAt <= now || wakeAt > now + horizonMs) &&
    (phases === undefined || phases.includes(job.phase)) &&
    (ids === undefined || ids.includes(job.id));

  return {
    get: async (id) => held.get(id),
    async put(job, { version, wakeAt, isChange = true, limit }) {
      const before = held.get(job.id);
      if ((before?.version ?? 0) !== version || deleted.has(job.id)) return undefined;
      if (limit !== undefined) {
        const others = [...books].filter(([id]) => id !== job.id).map(([, record]) => record);
        const objection = limit.objection(committedIn(others, job.owner, limit.since));
        if (objection !== undefined) throw objection;
      }
      const told = before === undefined || isChange ? (revision += 1) : before.revision;
      const stored = {
        job,
        version: version + 1,
        revision: told,
        wakeAt,
        number: before?.number ?? (number += 1),
      };
      held.set(job.id, stored);
      books.set(job.id, recordOf(job));
      return stored;
    },
    async list({ owner, limit, cursor }) {
      const before = cursor === undefined ? Number.POSITIVE_INFINITY : Number(cursor);
      const found = [...held.values()]
        .filter((one) => one.job.owner === owner && one.number < before)
        .toSorted((a, b) => b.number - a.number);
      const jobs = found.slice(0, limit);
      const next = found.length > limit ? jobs.at(-1)?.number : undefined;
      return { jobs, ...(next !== undefined && { next: String(next) }) };
    },
    async changes({ after, limit, owner }) {
      const all: JobChange[] = [...deleted.values(), ...held.values()];
      const ownerOf = (change: JobChange) => ('job' in change ? change.job.owner : change.owner);
      return all
        .filter((change) => change.revision > after && (owner === undefined || ownerOf(change) === owner))
        .toSorted((a, b) => a.revision - b.revision)
        .slice(0, limit);
    },
    find: async (task) => [...held.values()].findLast(({ job }) => taskNameOf(job) === nameOfTask(task)),
    spending: async (options = {}) => spendingOf(books.values(), options),
    latest: async () => revision,
    async due(options) {
      const found = [...held.values()]
        .filter((one) => isDue(one, options))
        .toSorted((a, b) => (a.wakeAt ?? 0) - (b.wakeAt ?? 0))
        .slice(0, options.limit)
        .map((one) => ({ ...one, version: one.version + 1, wakeAt: options.now + options.leaseMs }));
      for (const one of found) held.set(one.job.id, one);
      return found;
    },
    async delete(id, version) {
      const found = held.get(id);
      if (found === undefined || found.version !== version) return false;
      held.delete(id);
      revision += 1;
      deleted.set(id, { revision, owner: found.job.owner, deleted: id });
      return true;
    },
  };
}
