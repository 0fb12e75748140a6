import { type Clock, systemClock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import type { Money } from '../contract/money.ts';
import { modelOf } from '../contract/names.ts';
import type { CancelResult } from '../contract/provider.ts';
import type { VideoRequest } from '../contract/request.ts';
import { requestFromJson, requestToJson } from '../contract/request-json.ts';
import type { VideoTask } from '../contract/task.ts';
import type { Router } from '../routing/router.ts';
import type { Journal } from './entry.ts';
import { requestFingerprint } from './fingerprint.ts';
import { inState, isEnded, type JobOptions, type VideoJob, withTask } from './job.ts';
import { type JobStore, nameOfTask, type StoredJob } from './job-store.ts';
import { objectionTo, type SpendingLimit } from './spending-limit.ts';
import { adoptTask, stopKey } from './submit-once.ts';

/** Who sends the jobs and where they are kept. */
export interface JobsSettings {
  /** Plans a job before it is kept; a job that no model can do is refused. */
  readonly router: Router;
  /** The same as that of the workers. */
  readonly journal: Journal;
  /** The same as that of the workers. */
  readonly store: JobStore;
  /** Whether the workers have a `storeVideo`. */
  readonly isStored?: boolean | undefined;
  /** Called with what was put here, so that a worker of this process wakes. What it throws is ignored: the job is kept. */
  readonly onChange?: ((stored: StoredJob) => void) | undefined;
  /**
   * What the jobs of an owner may cost together. It is computed from the store, so it holds over restarts and for all processes that
   * share it; a service may still bill more than its prices say. Default: nothing is limited.
   */
  readonly limitOf?: LimitOf | undefined;
  /** Default: the real clock. */
  readonly clock?: Clock | undefined;
}

/** The limit of an owner, asked at each submit; `undefined`: none. */
export type LimitOf = (owner: string) => SpendingLimit | undefined | Promise<SpendingLimit | undefined>;

/** How one job is kept and sent; the routing options among them must be plain JSON. */
export interface SubmitJobOptions extends JobOptions {
  /** Yours, for this one video: letters, digits, `.`, `_`, `:` and `-`, at most 128. Default: a new UUID. */
  readonly id?: string | undefined;
  /** Default `''`. */
  readonly owner?: string | undefined;
  /** What its owner files it under. */
  readonly label?: string | undefined;
  /** What its host keeps beside it. */
  readonly note?: Readonly<Record<string, string>> | undefined;
}

/** What a host does with jobs; workers take them further. */
export interface Jobs {
  /**
   * Keeps a request as a job; on the disk when it returns, and sent by a worker. The same id with the same request is the
   * same job; one that was refused, which is proof that no task exists, is sent again. Throws `VideoError`: `unsupported` with the
   * plan when no model can, `quota-exhausted` where its price does not fit the owner's limit, `invalid-request` for a request
   * that is none, and where the id stands for another one.
   */
  submit(request: VideoRequest, options?: SubmitJobOptions): Promise<StoredJob>;
  /**
   * Takes up a task that was submitted elsewhere; nothing is sent, and what it costs is in the books once it is billed. The same
   * id with the same task is the same job. Throws `invalid-request` where the id stands for something else.
   */
  follow(task: VideoTask, options?: Pick<SubmitJobOptions, 'id' | 'owner' | 'label'>): Promise<StoredJob>;
  /** Throws `VideoError('not-found')`. */
  get(id: string): Promise<StoredJob>;
  /**
   * Stops a job: before its request has left, without a bill; later by the service, where that can cancel. Throws
   * `unsupported` where it cannot, and `invalid-request` for a job that has ended or whose request is on its way.
   */
  cancel(id: string): Promise<Omit<CancelResult, 'task'> & { readonly stored: StoredJob }>;
  /** Goes on with a task that is this job's, where that was unknown; see `adoptTask`. */
  adopt(id: string, task: VideoTask): Promise<StoredJob>;
  /** Asks its service at once, which has called; nothing happens where there is nothing to ask. */
  wake(id: string): Promise<void>;
  /** Goes on with a job that is stalled. */
  resume(id: string): Promise<StoredJob>;
  /**
   * Deletes a job that is over. Throws `invalid-request` while it goes on, and where it is stalled: its task may be billed, and
   * what is paid for is not thrown away by accident.
   */
  delete(id: string, options?: DeleteJobOptions): Promise<void>;
}

/** Whether what may be paid for is thrown away. */
export interface DeleteJobOptions {
  /**
   * Deletes a job that is stalled, too. Its task may go on and be billed, which stays in the books, and its video is lost: nothing
   * here knows the task any more. Default false.
   */
  readonly abandon?: boolean | undefined;
}

function requireId(id: string): void {
  if (/^[\w.:-]{1,128}$/.test(id)) return;
  throw new VideoError(
    'invalid-request',
    `id must be 1 to 128 letters, digits, ".", "_", ":" or "-"; got ${JSON.stringify(id)}. Nothing was sent.`,
  );
}

/** A function would be gone from the job, and another model chosen in silence. */
function requireJson(options: JobOptions): void {
  const lost = Object.entries(options).find(([, value]) => typeof value === 'function');
  if (lost === undefined) return;
  const message = `${lost[0]} is a function, which a job cannot keep. Nothing was sent; name models or an order instead.`;
  throw new VideoError('invalid-request', message);
}

/** Jobs over a router, a journal and a store. Sends nothing itself: run `startJobWorker`, or a queue, beside it. */
export function createJobs(settings: JobsSettings): Jobs {
  const { router, journal, store, isStored = false, limitOf, clock = systemClock } = settings;
  const onChange = (stored: StoredJob) => {
    try {
      settings.onChange?.(stored);
    } catch {
      // Whoever is told that their submit failed would send it under another key.
    }
  };

  const get = async (id: string): Promise<StoredJob> => {
    const stored = await store.get(id);
    if (stored === undefined) throw new VideoError('not-found', `There is no job "${id}".`);
    return stored;
  };

  /** Puts what `change` makes of the job as it is at that moment; due at once where it goes on. */
  const update = async (id: string, change: (job: VideoJob) => VideoJob): Promise<StoredJob> => {
    for (;;) {
      const before = await get(id);
      const now = clock.now();
      const job = { ...change(before.job), updatedAt: new Date(now).toISOString() };
      const wakeAt = isEnded(job) ? undefined : now;
      const stored = await store.put(job, { version: before.version, wakeAt });
      if (stored === undefined) continue;
      onChange(stored);
      return stored;
    }
  };

  return {
    get,
    async submit(request, { id = crypto.randomUUID(), owner = '', label, note, ...options } = {}) {
      requireId(id);
      requireJson(options);
      const json = await requestToJson(request);
      const read = requestFromJson(json);
      const fingerprint = await requestFingerprint(read);
      const same = (stored: StoredJob): StoredJob => {
        if (stored.job.fingerprint === fingerprint && stored.job.owner === owner) return stored;
        const message = `The id "${id}" stands for another request. Nothing was sent; take a new id for a new request.`;
        throw new VideoError('invalid-request', message);
      };
      const known = await store.get(id);
      if (known !== undefined && same(known).job.phase !== 'refused') return known;
      const candidate = router.select(read, options);
      const spendable = await limitOf?.(owner);
      const limit = spendable && {
        since: spendable.since === undefined ? undefined : new Date(spendable.since).toISOString(),
        objection: (committed: readonly Money[]) =>
          objectionTo(candidate.price, candidate, committed, spendable),
      };
      const now = clock.now();
      const createdAt = new Date(now).toISOString();
      const facts = {
        id,
        owner,
        fingerprint,
        createdAt,
        updatedAt: createdAt,
        label,
        note,
        estimate: candidate.price,
        isLimited: limit === undefined ? undefined : true,
        model: modelOf(candidate),
      } as const;
      const job = inState(facts, { phase: 'submitting', input: { request: json, options } });
      const stored = await store.put(job, { version: known?.version ?? 0, wakeAt: now, limit });
      if (stored === undefined) {
        const other = await store.get(id);
        if (other !== undefined) return same(other);
        throw new VideoError('invalid-request', `The job "${id}" was deleted. Nothing was sent.`);
      }
      onChange(stored);
      return stored;
    },
    async follow(task, { id = crypto.randomUUID(), owner = '', label } = {}) {
      requireId(id);
      const fingerprint = nameOfTask(task);
      const now = clock.now();
      const at = new Date(now).toISOString();
      const facts = { id, owner, fingerprint, createdAt: at, updatedAt: at, label, model: modelOf(task) };
      const job = withTask(facts, task, isStored);
      const stored = await store.put(job, { version: 0, wakeAt: isEnded(job) ? undefined : now });
      if (stored === undefined) {
        const known = await store.get(id);
        if (known?.job.fingerprint === fingerprint && known.job.owner === owner) return known;
        throw new VideoError('invalid-request', `The id "${id}" stands for something else.`);
      }
      onChange(stored);
      return stored;
    },
    async cancel(id) {
      const { job } = await get(id);
      if (job.phase === 'submitting') {
        if (!(await stopKey(journal, id, job.fingerprint)))
          throw new VideoError(
            'invalid-request',
            'The request of this job is on its way. Cancel it in a moment.',
          );
        const stored = await update(id, (now) => inState(now, { phase: 'canceled' }));
        return { outcome: 'stopped', billed: 'no', stored };
      }
      if (job.phase !== 'polling')
        throw new VideoError('invalid-request', `This job cannot be canceled: it is ${job.phase}.`);
      const { task, ...result } = await router.cancel(job.task);
      const { billed } = result;
      const stored = await update(id, (now) => {
        const next = now.phase === 'polling' ? withTask(now, task, isStored) : now;
        return next.phase === 'canceled' && billed !== 'unknown' ? { ...next, billed } : next;
      });
      return { ...result, stored };
    },
    async adopt(id, task) {
      await adoptTask(journal, id, task);
      return update(id, (job) => (job.phase === 'unknown' ? withTask(job, task, isStored) : job));
    },
    async wake(id) {
      for (;;) {
        const { job, version } = await get(id);
        const hasQuestion = job.phase === 'polling' || job.phase === 'unknown';
        if (!hasQuestion || isEnded(job)) return;
        const stored = await store.put(job, { version, wakeAt: clock.now(), isChange: false });
        if (stored === undefined) continue;
        return onChange(stored);
      }
    },
    resume: (id) => update(id, ({ stalled: _stalled, ...job }) => ({ ...job, failures: 0 })),
    async delete(id, { abandon = false } = {}) {
      for (;;) {
        const { job, version } = await get(id);
        if (!isEnded(job))
          throw new VideoError(
            'invalid-request',
            `This job goes on and cannot be deleted: it is ${job.phase}.`,
          );
        const isOpen = !isEnded({ ...job, stalled: undefined });
        if (isOpen && !abandon)
          throw new VideoError(
            'invalid-request',
            `This job is stalled and may be billed: it is ${job.phase}. Resume it, or pass "abandon" to lose its video.`,
          );
        if (await store.delete(id, version)) return;
      }
    },
  };
}
