import { createRouter } from '@vid/core';
import { createAdvance, createJobs, type StoredJob } from '@vid/core/journal';
import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createVideoQueues,
  openPostgres,
  startVideoWorkers,
  type VideoWorkersSettings,
} from '../src/index.ts';
import { isPostgresThere, type Postgres, startPostgres } from './postgres.ts';

const request = { model: 'kling:kling-v2-6', prompt: 'a paper boat' };
const patience = { timeout: 60_000, interval: 50 };

describe.skipIf(!isPostgresThere)('workers by the messages of pg-boss', () => {
  let postgres: Postgres | undefined;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres?.stop());

  async function open(name: string) {
    const connectionString = await postgres?.createDatabase(name);
    if (connectionString === undefined) throw new Error('There is no PostgreSQL.');
    const simulator = await startSimulator({ speed: 100 });
    const { journal, jobs: store, close } = await openPostgres({ connectionString });
    const boss = new PgBoss({ connectionString, schedule: false, useListenNotify: true });
    await boss.start();
    const router = createRouter([
      createKling({ api: 'official', apiKey: simulator.apiKey, baseUrl: simulator.url }),
    ]);
    const queues = await createVideoQueues({ boss });
    const advance = createAdvance({ router, journal, intervalMs: 200, minIntervalMs: 50 });
    const stops: (() => Promise<void>)[] = [];
    onTestFinished(async () => {
      for (const stop of stops) await stop();
      await boss.stop();
      await close();
      await simulator.close();
    });
    return {
      simulator,
      boss,
      store,
      queues,
      jobs: createJobs({ router, journal, store, onChange: queues.announce }),
      work: async (settings: Partial<VideoWorkersSettings> = {}) => {
        const workers = await startVideoWorkers({ boss, queues, journal, jobs: store, advance, ...settings });
        stops.push(() => workers.stop());
        return workers;
      },
      ended: (id: string) =>
        vi.waitUntil(async () => (await store.get(id))?.job.phase === 'succeeded', patience),
    };
  }

  it('go on with what the queue has lost', async () => {
    const { boss, jobs, work, ended, simulator } = await open('lost');
    await jobs.submit(request, { id: 'order-1' });
    await vi.waitUntil(
      async () => (await boss.findJobs('vid-submit', { key: 'order-1 1' })).length === 1,
      patience,
    );
    await boss.deleteAllJobs();
    await work({ sweepMs: 200 });
    await ended('order-1');
    expect(simulator.tasks).toHaveLength(1);
  });

  it('make one step for many messages, and a job out of turn when it is woken', async () => {
    const { jobs, store, queues, work, ended, simulator } = await open('many');
    const changes: StoredJob[] = [];
    await work({ onChange: (stored) => changes.push(stored) });
    const { version } = await jobs.submit(request, { id: 'order-1' });
    await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        queues.send('submit', { id: 'order-1', version: version + nth }, 0),
      ),
    );
    await vi.waitUntil(async () => (await store.get('order-1'))?.job.phase !== 'submitting', patience);
    await jobs.wake('order-1');
    await ended('order-1');
    expect(simulator.tasks).toHaveLength(1);
    expect(changes.map(({ job }) => job.phase).filter((phase) => phase === 'succeeded')).toHaveLength(1);
  });

  it('leave what is not theirs to others, and take nothing more once they are stopped', async () => {
    const { jobs, store, work, ended, simulator } = await open('stop');
    const submitter = await work({ concurrency: { poll: 0, fetch: 0 } });
    await jobs.submit(request, { id: 'order-1' });
    await vi.waitUntil(async () => (await store.get('order-1'))?.job.phase === 'polling', patience);
    simulator.advance(60);
    await submitter.stop();
    await jobs.submit(request, { id: 'order-2' });
    await work({ concurrency: { submit: 0 } });
    await ended('order-1');
    expect((await store.get('order-2'))?.job.phase).toBe('submitting');
    expect(simulator.tasks).toHaveLength(1);
  });

  it('that could not all begin have none that works on', async () => {
    const { jobs, store, work, simulator } = await open('begin');
    const steps: unknown[] = [];
    const begun = work({
      concurrency: { fetch: 1.5 },
      advance: async (job) => {
        steps.push(job);
        return { job };
      },
    });
    await expect(begun).rejects.toThrow('localConcurrency');
    await jobs.submit(request, { id: 'order-1' });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(steps).toEqual([]);
    expect((await store.get('order-1'))?.job.phase).toBe('submitting');
    expect(simulator.tasks).toEqual([]);
  });

  describe('whatever a listener throws', () => {
    const broken = (): never => {
      throw new Error('the listener broke');
    };
    const openLog = () => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      onTestFinished(() => log.mockRestore());
      return () => log.mock.calls.map(([error]) => String(error));
    };

    /** A job that waits, and whose message is gone. */
    async function openWaiting(name: string) {
      const opened = await open(name);
      const { boss, jobs } = opened;
      const { version } = await jobs.submit(request, { id: 'order-1' });
      const messages = () => boss.findJobs('vid-submit', { key: `order-1 ${version}` });
      await vi.waitUntil(async () => (await messages()).length === 1, patience);
      await boss.deleteAllJobs();
      return { ...opened, version, messages };
    }

    it('look up what a dead worker had', async () => {
      const log = openLog();
      const { boss, work, version, messages } = await openWaiting('listener');
      await boss.insert('vid-lost', [{ data: { id: 'order-1', version: version - 1 } }]);
      await work({ concurrency: { submit: 0 }, sweepMs: 60_000, onLost: broken, onError: broken });
      await vi.waitUntil(async () => (await messages()).length === 1, patience);
      expect(log()).toContain('Error: the listener broke');
    });

    it('look again after a store that failed', async () => {
      const log = openLog();
      const { store, work, ended, simulator } = await openWaiting('sweep');
      let asked = 0;
      const overdue: typeof store.overdue = async (options) => {
        asked += 1;
        if (asked === 1) throw new Error('the store is away');
        return store.overdue(options);
      };
      await work({ jobs: { ...store, overdue }, sweepMs: 200, onError: broken });
      await ended('order-1');
      expect(log()).toContain('Error: the listener broke');
      expect(simulator.tasks).toHaveLength(1);
    });

    it('take a job whose message the queue does not take', async () => {
      const log = openLog();
      const { jobs, store } = await open('announce');
      const queues = await createVideoQueues({
        boss: {
          createQueue: async () => undefined,
          insert: async () => broken(),
          work: async () => '',
          offWork: async () => undefined,
        },
        onError: broken,
      });
      queues.announce(await jobs.submit(request, { id: 'order-1' }));
      await vi.waitUntil(() => log().length > 0, patience);
      expect(await store.get('order-1')).toBeDefined();
    });
  });
});
