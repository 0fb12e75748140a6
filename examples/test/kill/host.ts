import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, createRouter } from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { createAdvance, createJobs, type Journal, startJobWorker } from '@vid/core/journal';
import { openSqlite } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import type { DeathPoint, HostSettings } from './processes.ts';

/*
 * A host as an application would write one: a file, a worker, a folder. It dies where it is told to, as in a power cut, and
 * its time goes by faster. Prints `kept ID` and `refused ID`, then `ready`; ends well when its input ends.
 */

const { api, dieAt, folder, url, apiKey, epoch, speed, shiftMs, requests }: HostSettings = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
);
const die = (point: DeathPoint) => {
  if (point === dieAt) process.kill(process.pid, 'SIGKILL');
};

const clock: Clock = {
  now: () => epoch + (Date.now() - epoch) * speed + shiftMs,
  monotonic: () => performance.now() * speed,
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds / speed);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds / speed);
    return () => clearTimeout(timer);
  },
};

const store = openSqlite(join(folder, 'jobs.sqlite'), { clock });
const journal: Journal = {
  get: (key) => store.journal.get(key),
  async claim(claim) {
    die('before the claim');
    const isOurs = await store.journal.claim(claim);
    if (isOurs) die('after the claim');
    return isOurs;
  },
  async settle(...given) {
    die('after the answer');
    await store.journal.settle(...given);
    die('after the settlement');
  },
};
const router = createRouter([createKling({ api, apiKey, baseUrl: url })], { clock });
const videos = videoFolder(join(folder, 'videos'), { allowHosts: ['127.0.0.1'] });
const advance = createAdvance({
  router,
  journal,
  clock,
  async storeVideo(video) {
    const file = await videos.storeVideo(video);
    die('after the download');
    return file;
  },
});
const worker = startJobWorker({ jobs: store.jobs, advance, clock, onError: () => undefined });
const jobs = createJobs({ router, journal, store: store.jobs, isStored: true, clock, onChange: worker.wake });
for (const [id, { firstFrame, ...request }] of Object.entries(requests)) {
  const data = Buffer.from(firstFrame ?? '', 'base64');
  const picture = { data: new Uint8Array(data), mediaType: 'image/png' };
  const kept = jobs.submit({ ...request, ...(firstFrame !== undefined && { firstFrame: picture }) }, { id });
  console.log(
    await kept.then(
      () => `kept ${id}`,
      () => `refused ${id}`,
    ),
  );
}
console.log('ready');
process.stdin.resume().once('end', () => void worker.stop().then(() => store.close()));
