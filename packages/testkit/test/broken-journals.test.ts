import {
  type Claim,
  createJournal,
  createMemoryJobStore,
  createMemoryJournal,
  horizonMs,
  type Journal,
  type JournalEntry,
  type JobStore,
  type StoredEntry,
} from '@vid/core/journal';
import { jobBookCases, jobStoreCases, journalCases, runCases } from '@vid/testkit';
import { describe, expect, it } from 'vitest';

const close = () => undefined;
const start = Date.parse('2026-12-01T00:00:00.000Z');
/** Lets whoever else is at it go first. */
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** A map that somebody wrote in a hurry. */
function openMap(write: (entries: Map<string, StoredEntry>, entry: JournalEntry, before: number) => boolean) {
  const entries = new Map<string, StoredEntry>();
  return createJournal({
    async read(key) {
      const found = entries.get(key);
      await turn();
      return found;
    },
    write: async (entry, before) => write(entries, entry, before),
  });
}

const put = (entries: Map<string, StoredEntry>, key: string, entry: JournalEntry, before: number): true => {
  entries.set(key, { entry, version: before + 1 });
  return true;
};

const inner = () => createMemoryJournal();
const brokenJournals: Readonly<Record<string, () => Journal>> = {
  'writes without a look at the version': () =>
    openMap((entries, entry, before) => put(entries, entry.key, entry, before)),
  'takes keys for one that differ by the size of letters': () => {
    const journal = inner();
    const lower = (key: string) => key.toLowerCase();
    return {
      get: (key) => journal.get(lower(key)),
      claim: (claim) => journal.claim({ ...claim, key: lower(claim.key) }),
      settle: (key, ...rest) => journal.settle(lower(key), ...rest),
    };
  },
  'claims whatever was sent before': () => {
    const journal = inner();
    return {
      ...journal,
      async claim(claim: Claim) {
        const after = (await journal.get(claim.key))?.attempts.length ?? 0;
        return (await journal.claim({ ...claim, after })) || claim.after > 0;
      },
    };
  },
  'gives a key to another request': () => {
    const journal = inner();
    return {
      ...journal,
      async claim(claim: Claim) {
        const { fingerprint = claim.fingerprint } = (await journal.get(claim.key)) ?? {};
        return journal.claim({ ...claim, fingerprint });
      },
    };
  },
  'forgets who sent it when it is settled': () => {
    const entries = new Map<string, StoredEntry>();
    const journal = createJournal({
      read: async (key) => entries.get(key),
      async write(entry, before) {
        if ((entries.get(entry.key)?.version ?? 0) !== before) return false;
        return put(entries, entry.key, entry, before);
      },
    });
    return {
      ...journal,
      async settle(key, attempt, settlement) {
        if (settlement.phase !== 'unknown') return journal.settle(key, attempt, settlement);
        const { submission: _submission, ...rest } = settlement;
        return journal.settle(key, attempt, rest);
      },
    };
  },
  'loses what an attempt of unknown outcome became': () => {
    const journal = inner();
    return {
      ...journal,
      async settle(key, attempt, settlement) {
        const last = (await journal.get(key))?.attempts[attempt];
        if (last?.phase !== 'unknown') await journal.settle(key, attempt, settlement);
      },
    };
  },
};

const innerJobs = () => createMemoryJobStore();
const brokenJobStores: Readonly<Record<string, () => JobStore>> = {
  'takes every put': () => {
    const jobs = innerJobs();
    return {
      ...jobs,
      async put(job, options) {
        const { version = 0 } = (await jobs.get(job.id)) ?? {};
        return jobs.put(job, { ...options, version });
      },
    };
  },
  'gives one job to two takers': () => {
    const jobs = innerJobs();
    return { ...jobs, due: (options) => jobs.due({ ...options, leaseMs: 0 }) };
  },
  'forgets a job that is far away': () => {
    const jobs = innerJobs();
    return {
      ...jobs,
      put: (job, { wakeAt = Infinity, ...options }) =>
        jobs.put(job, { ...options, wakeAt: wakeAt > start + horizonMs ? undefined : wakeAt }),
    };
  },
  'tells a lease as a change': () => {
    const jobs = innerJobs();
    return { ...jobs, put: (job, options) => jobs.put(job, { ...options, isChange: true }) };
  },
  'tells changes to everybody': () => {
    const jobs = innerJobs();
    return { ...jobs, changes: ({ after, limit }) => jobs.changes({ after, limit }) };
  },
  'says that there is a page after the last': () => {
    const jobs = innerJobs();
    return {
      ...jobs,
      async list(options) {
        const page = await jobs.list(options);
        return { ...page, next: page.next ?? '0' };
      },
    };
  },
  'forgets a limit': () => {
    const jobs = innerJobs();
    return { ...jobs, put: (job, { limit: _limit, ...options }) => jobs.put(job, options) };
  },
  'numbers what it did not put': () => {
    const jobs = innerJobs();
    let more = 0;
    return {
      ...jobs,
      async put(job, options) {
        const stored = await jobs.put(job, options);
        if (stored === undefined) more += 1;
        return stored;
      },
      latest: async () => (await jobs.latest()) + more,
    };
  },
  'finds a job by half of the name of its task': () => {
    const jobs = innerJobs();
    return { ...jobs, find: (task) => jobs.find({ ...task, api: 'direct' }) };
  },
  'takes a deleted id again': () => {
    const stores = [innerJobs()];
    const jobs = () => stores.at(-1) ?? innerJobs();
    return {
      ...jobs(),
      get: (id) => jobs().get(id),
      put: (job, options) => jobs().put(job, options),
      list: (options) => jobs().list(options),
      changes: (options) => jobs().changes(options),
      due: (options) => jobs().due(options),
      async delete(id, version) {
        const isDeleted = await jobs().delete(id, version);
        if (isDeleted) stores.push(innerJobs());
        return isDeleted;
      },
    };
  },
};

describe('the suites on broken stores', () => {
  it.each(Object.entries(brokenJournals))('catch a journal that %s', async (_, open) => {
    const results = await runCases(journalCases, async () => ({ journal: open(), close }));
    expect(results.filter(({ passed }) => !passed)).not.toEqual([]);
  });

  it.each(Object.entries(brokenJobStores))('catch a job store that %s', async (_, open) => {
    const results = await runCases([...jobStoreCases, ...jobBookCases], async () => ({
      jobs: open(),
      close,
    }));
    expect(results.filter(({ passed }) => !passed)).not.toEqual([]);
  });

  it('find nothing where there is nothing', async () => {
    const results = [
      ...(await runCases(journalCases, async () => ({ journal: inner(), close }))),
      ...(await runCases([...jobStoreCases, ...jobBookCases], async () => ({ jobs: innerJobs(), close }))),
    ];
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results).toHaveLength(journalCases.length + jobStoreCases.length + jobBookCases.length);
  });
});
