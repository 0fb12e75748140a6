import { createRouter, VideoError, type VideoProvider, type VideoTask } from '@vid/core';
import {
  createAdvance,
  createJobs,
  createMemoryJobStore,
  createMemoryJournal,
  isEnded,
  type JobStore,
  type Journal,
  startJobWorker,
} from '@vid/core/journal';
import { expect, it } from 'vitest';
import { acme, fakeProvider, link } from './fixture.ts';
import { seededRandom, simulatedTime } from './simulated-time.ts';

/*
 * Hosts that die at any moment, a store that fails before and after it has written, a service that is slow, refuses and loses
 * answers: whatever the seed, no key makes two tasks, and no task is lost.
 */

const start = Date.parse('2026-12-01T00:00:00.000Z');
const brook = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;
const file = { name: 'a.mp4', bytes: 9, mediaType: 'video/mp4' };
const never = new Promise<never>(() => undefined);

async function run(seed: number) {
  const random = seededRandom(seed);
  const chance = (share: number) => random() < share;
  const time = simulatedTime(start, random);
  const { clock } = time;
  const [journal, store] = [createMemoryJournal(), createMemoryJobStore()];
  /** The bill: the tasks of each key. */
  const tasks = new Map<string, VideoTask[]>();

  const bill = (key: string): VideoTask => {
    const known = tasks.get(key) ?? [];
    const task: VideoTask = {
      ...brook,
      id: `${key}/${known.length}`,
      status: 'running',
      createdAt: new Date(clock.now()).toISOString(),
    };
    tasks.set(key, [...known, task]);
    return task;
  };

  function startHost() {
    let isDead = false;
    /** What a process that has died asks for is answered to nobody. */
    const alive = async <Result>(answer: Promise<Result>): Promise<Result> => {
      const found = await answer;
      return isDead ? never : found;
    };
    const shaky = async <Result>(write: () => Promise<Result>): Promise<Result> => {
      if (isDead) return never;
      if (chance(0.05)) throw new Error('the store is full');
      await clock.sleep(Math.floor(random() * 50), undefined);
      const written = await alive(write());
      if (chance(0.05)) throw new Error('the connection to the store broke');
      return written;
    };
    const ownJournal: Journal = {
      get: (key) => alive(journal.get(key)),
      claim: (claim) => shaky(() => journal.claim(claim)),
      settle: (...given) => shaky(() => journal.settle(...given)),
    };
    const ownStore: JobStore = {
      ...store,
      put: (...given) => shaky(() => store.put(...given)),
      due: (options) => alive(store.due(options)),
    };
    const generate: VideoProvider['generate'] = async (_request, { reference = '', onSubmission } = {}) => {
      const submittedAt = new Date(clock.now()).toISOString();
      await onSubmission?.({ ...brook, reference, fingerprint: 'f', submittedAt });
      // From here on the request is on its way, whoever dies.
      await clock.sleep(random() * (chance(0.2) ? 120_000 : 3_000), undefined);
      if (chance(0.25)) return alive(Promise.reject(new VideoError('rate-limited', 'No.')));
      const task = bill(reference);
      if (chance(0.25)) throw new VideoError('submission-unknown', 'The connection broke.');
      return alive(Promise.resolve(task));
    };
    const { provider } = fakeProvider(acme, {
      generate,
      query: async (task) =>
        chance(0.3)
          ? { ...brook, id: task.id, status: 'succeeded', videos: [{ url: link }] }
          : { ...task, status: 'running' },
      reconcile: async ({ reference }) => tasks.get(reference)?.at(-1),
    });
    const router = createRouter([provider], { clock, breaker: false });
    const storeVideo = async () => {
      if (chance(0.2)) throw new VideoError('network', 'The connection broke.');
      return file;
    };
    const advance = createAdvance({ router, journal: ownJournal, storeVideo, clock, submits: 50 });
    const worker = startJobWorker({
      jobs: ownStore,
      advance,
      clock,
      idleMs: 30_000,
      onError: () => undefined,
    });
    return {
      router,
      worker,
      die() {
        isDead = true;
        void worker.stop();
      },
    };
  }

  const hosts = [startHost(), startHost(), startHost()];
  const { router } = hosts[0] ?? startHost();
  const jobs = createJobs({ router, journal, store, isStored: true, clock });
  const ids = Array.from({ length: 8 }, (_, nth) => `order-${nth}`);
  for (const id of ids) await jobs.submit({ model: 'acme:brook-2', prompt: 'a kite' }, { id });
  for (let minute = 0; minute < 90; minute += 1) {
    await time.advance(60_000 * random());
    if (minute < 40 && chance(0.7)) {
      hosts.splice(Math.floor(random() * hosts.length), 1)[0]?.die();
      hosts.push(startHost());
    }
  }
  await time.advance(3 * 3_600_000);
  for (const host of hosts) host.die();
  return Promise.all(
    ids.map(async (id) => {
      const { job } = await jobs.get(id);
      const billed = (tasks.get(id) ?? []).map((task) => task.id);
      return { id, billed, job };
    }),
  );
}

it.each(Array.from({ length: 40 }, (_, nth) => nth + 1))('seed %i', async (seed) => {
  const ends = await run(seed);
  expect(ends.filter(({ billed }) => billed.length > 1)).toEqual([]);
  // Nothing was made of the others: a host died before the request left, and nobody sends it again; or a refusal came late.
  const wrong = ends.filter(({ billed: [task], job }) =>
    task === undefined
      ? !isEnded(job) || (job.phase !== 'unknown' && job.phase !== 'refused')
      : job.phase !== 'succeeded' || job.task.id !== task,
  );
  expect(wrong).toEqual([]);
});
