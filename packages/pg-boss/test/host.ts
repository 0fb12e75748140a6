import { readFileSync } from 'node:fs';
import { createRouter } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { createAdvance, type Journal } from '@vid/core/journal';
import { createKling } from '@vid/kling';
import { PgBoss } from 'pg-boss';
import { createVideoQueues, openPostgres, startVideoWorkers } from '../src/index.ts';
import type { HostSettings, Moment } from './processes.ts';

/*
 * A worker as an application would write one. It dies where it is told to, as in a power cut. Unless that is just what it is told,
 * nothing of it is between its claim and the answer of the service then: of what died there nobody knows whether it has left.
 */

const settings: HostSettings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const { connectionString, folder, url, dieAt, leaseMs } = settings;

let passed = 0;
/** Claimed here, and not answered. */
const underWay = new Set<string>();
let isDying = false;

async function pass(moment: Moment): Promise<void> {
  if (moment === dieAt?.moment) passed += 1;
  isDying ||= passed === dieAt?.time;
  if (!isDying) return;
  const isOpen = underWay.size > 0 && dieAt?.moment !== 'after the claim';
  if (!isOpen) process.kill(process.pid, 'SIGKILL');
  if (moment !== 'after the claim') await new Promise<never>(() => undefined);
}

const store = await openPostgres({ connectionString, connections: 4 });
const journal: Journal = {
  get: (key) => store.journal.get(key),
  async claim(claim) {
    await pass('before the claim');
    underWay.add(claim.key);
    const isOurs = await store.journal.claim(claim);
    if (isOurs) await pass('after the claim');
    else underWay.delete(claim.key);
    return isOurs;
  },
  async settle(...given) {
    underWay.delete(given[0]);
    await pass('after the answer');
    await store.journal.settle(...given);
    await pass('after the settlement');
  },
};
const boss = new PgBoss({
  connectionString,
  max: 4,
  superviseIntervalSeconds: 1,
  monitorIntervalSeconds: 1,
  useListenNotify: true,
});
boss.on('error', () => undefined);
await boss.start();
const router = createRouter(
  (['official', 'gateway'] as const).map((api) => createKling({ api, apiKey: 'sk-simulator', baseUrl: url })),
);
const videos = videoFolder(folder, { allowHosts: ['127.0.0.1'] });
const advance = createAdvance({
  router,
  journal,
  intervalMs: 300,
  minIntervalMs: 50,
  async storeVideo(video) {
    const file = await videos.storeVideo(video);
    await pass('after the download');
    return file;
  },
});
const workers = await startVideoWorkers({
  boss,
  queues: await createVideoQueues({ boss }),
  journal,
  jobs: {
    ...store.jobs,
    async put(...given) {
      await pass('before the put');
      return store.jobs.put(...given);
    },
    async due(...given) {
      const taken = await store.jobs.due(...given);
      if (taken.length > 0) await pass('after the lease');
      return taken;
    },
  },
  advance,
  leaseMs,
  sweepMs: 1_000,
  concurrency: { submit: 4, poll: 2, fetch: 4 },
  onError: () => undefined,
  onLost: ({ id }, attempt) => console.log(`lost ${id} ${attempt?.phase}`),
});
console.log('ready');
process.stdin.resume().once('end', () => {
  void workers
    .stop()
    .then(() => boss.stop())
    .then(() => store.close());
});
