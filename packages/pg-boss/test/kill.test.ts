import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouter, taskFromId } from '@vid/core';
import { createJobs, type VideoJob } from '@vid/core/journal';
import { createKling } from '@vid/kling';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createVideoQueues, openPostgres } from '../src/index.ts';
import { isPostgresThere, type Postgres, startPostgres } from './postgres.ts';
import { type HostSettings, startHost, startService, temporaryFolder } from './processes.ts';

/* Real processes, a real server, a real protocol: whatever dies in between, one key makes one bill, and its video comes home. */

/** All but one: what dies between its claim and its request leaves a key that nobody sends. */
const moments = [
  'before the claim',
  'after the answer',
  'after the settlement',
  'before the put',
  'after the download',
  'after the lease',
] as const;
/** One refuses a name twice and can be asked for it; the other knows no names, and takes whatever is sent. */
const apis = ['official', 'gateway'] as const;
const promptOf = (id: string) => `boat ${id}`;
/** Generous, as the limits of the tests: they only decide how long one that fails takes, on a busy machine as on an idle one. */
const patience = { timeout: 300_000, interval: 100 };

/** Numbers that are the same each time. */
function seeded(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function expectWhole(folder: string, jobs: readonly VideoJob[]): void {
  const files = jobs.flatMap((job) => (job.phase === 'succeeded' ? job.videos.map(({ file }) => file) : []));
  expect(files.map((file) => file?.name ?? '').toSorted()).toEqual(readdirSync(folder).toSorted());
  for (const file of files) {
    const bytes = readFileSync(join(folder, file?.name ?? ''));
    const sum = createHash('sha256').update(bytes).digest('hex');
    expect([bytes.length, sum]).toEqual([file?.bytes, file?.sha256]);
  }
}

describe.skipIf(!isPostgresThere)('workers that are killed', () => {
  let postgres: Postgres | undefined;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres?.stop());

  /** A host that submits and does not die, in a database of its own. */
  async function openSubmitter(name: string) {
    const connectionString = await postgres?.createDatabase(name);
    if (connectionString === undefined) throw new Error('There is no PostgreSQL.');
    const service = await startService();
    const folder = temporaryFolder();
    const store = await openPostgres({ connectionString });
    const boss = new PgBoss({ connectionString, supervise: false, schedule: false });
    await boss.start();
    onTestFinished(async () => {
      await boss.stop();
      await store.close();
    });
    const router = createRouter(
      apis.map((api) => createKling({ api, apiKey: 'sk-simulator', baseUrl: service.url })),
    );
    const { announce } = await createVideoQueues({ boss });
    const { journal } = store;
    const jobs = createJobs({ router, journal, store: store.jobs, isStored: true, onChange: announce });
    const settings: HostSettings = { connectionString, folder, url: service.url, leaseMs: 2_000 };
    return {
      service,
      folder,
      store,
      jobs,
      submit: (id: string, api: (typeof apis)[number]) =>
        jobs.submit({ model: `kling:kling-v2-6 (${api})`, prompt: promptOf(id) }, { id }),
      start: (dieAt?: HostSettings['dieAt']) =>
        startHost({ ...settings, ...(dieAt !== undefined && { dieAt }) }),
      all: async () => (await store.jobs.list({ owner: '', limit: 1_000 })).jobs.map(({ job }) => job),
    };
  }

  it('make one bill and one whole file of each of 200 jobs, two of them killed again and again', async () => {
    const { service, folder, jobs: host, submit, start, all } = await openSubmitter('many');
    const ids = Array.from({ length: 200 }, (_, nth) => `order-${nth}`);
    const random = seeded(20_261_129);
    const deaths = [...moments, ...moments].map((moment) => ({ moment, time: 1 + random(12) }));
    for (const [nth] of deaths.entries()) deaths.push(...deaths.splice(random(deaths.length - nth), 1));
    const live = async () => {
      for (let death = deaths.pop(); death !== undefined; death = deaths.pop()) await start(death).died();
      return start();
    };
    const living = [live(), live()];
    await Promise.all(ids.map((id, nth) => submit(id, apis[nth % 2] ?? 'official')));
    const hosts = await Promise.all(living);
    const jobs = await vi.waitUntil(async () => {
      const found = await all();
      // What nobody can look up is found by a person, who sees the service's own list.
      const unknown = found.filter(({ phase, model }) => phase === 'unknown' && model.api === 'gateway');
      const tasks = unknown.length > 0 ? await service.tasks() : [];
      for (const { id, model } of unknown) {
        const task = tasks.find(({ body }) => body['prompt'] === promptOf(id));
        if (task !== undefined) await host.adopt(id, taskFromId({ ...model, id: task.id }));
      }
      return found.every(({ phase }) => phase === 'succeeded') ? found : undefined;
    }, patience);
    await Promise.all(hosts.map((host) => host.stop()));
    const prompts = (await service.tasks()).map(({ body }) => String(body['prompt']));
    expect(prompts.toSorted()).toEqual(ids.map(promptOf).toSorted());
    expect(jobs.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expectWhole(folder, jobs);
  }, 600_000);

  it('leave a claim whose request never left, which is told of, looked up, and not sent', async () => {
    const { service, store, submit, start } = await openSubmitter('claim');
    await submit('order-1', 'official');
    await start({ moment: 'after the claim', time: 1 }).died();
    const other = start();
    expect(await other.saying('lost')).toBe('lost order-1 sending');
    await vi.waitUntil(async () => {
      const stored = await store.jobs.get('order-1');
      return stored?.job.phase === 'unknown' && stored.job.failures > 0;
    }, patience);
    await other.stop();
    expect(await service.tasks()).toEqual([]);
  }, 600_000);
});
