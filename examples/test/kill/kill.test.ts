import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createJobs, type VideoJob } from '@vid/core/journal';
import { createRouter, taskFromId } from '@vid/core';
import { createKling } from '@vid/kling';
import { describe, expect, it } from 'vitest';
import { type DeathPoint, openHosts, openService } from './processes.ts';

/* Real processes, a real file, a real protocol: whatever dies in between, one key makes one bill, and its video comes home. */

const model = 'kling:kling-v2-6';
const one = { 'order-1': { model, prompt: 'a paper boat' } };
const many = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, nth) => [`order-${nth}`, { model, prompt: `boat ${nth}` }]),
  );

/** Every video of every job is in the folder, whole, and nothing else is. */
function expectWhole(folder: string, names: readonly string[], jobs: readonly VideoJob[]): void {
  const files = jobs.flatMap((job) => (job.phase === 'succeeded' ? job.videos.map(({ file }) => file) : []));
  expect(files.map((file) => file?.name ?? '').toSorted()).toEqual(names.toSorted());
  for (const file of files) {
    const bytes = readFileSync(join(folder, 'videos', file?.name ?? ''));
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([
      file?.bytes,
      file?.sha256,
    ]);
  }
}

describe.each(['official', 'gateway'] as const)('a host at Kling (%s)', (api) => {
  it.each<DeathPoint>(['before the claim', 'after the settlement', 'after the download'])(
    'that dies %s goes on when it is started again',
    async (dieAt) => {
      const service = await openService({ speed: 100 });
      const hosts = openHosts(service, { api });
      await hosts.start({ dieAt, requests: one }).died();
      expect(await service.bills()).toBe(dieAt === 'before the claim' ? 0 : 1);
      const again = hosts.start({ requests: one });
      const jobs = await hosts.ended(1);
      expect(jobs).toMatchObject([{ phase: 'succeeded' }]);
      expect(await service.bills()).toBe(1);
      await again.stop();
      expectWhole(hosts.folder, hosts.videos(), jobs);
    },
  );

  it('that is killed while it waits, and while it downloads, brings the video home', async () => {
    const service = await openService({ speed: 0 });
    const hosts = openHosts(service, { api });
    const first = hosts.start({ requests: one });
    await hosts.until(([job]) => job?.phase === 'polling');
    await first.kill();
    const struck = await service.fault({ on: 'clip', kind: 'slow-body', seconds: 10 });
    await service.advance(60);
    const second = hosts.start();
    await struck();
    // The half of it.
    await service.advance(5);
    await expect.poll(() => hosts.videos(), { timeout: 30_000 }).toEqual([expect.stringMatching(/\.part$/)]);
    await second.kill();
    expect(hosts.videos()).toEqual([expect.stringMatching(/\.part$/)]);
    const third = hosts.start({ requests: one });
    const jobs = await hosts.ended(1);
    await third.stop();
    expect(jobs).toMatchObject([{ phase: 'succeeded' }]);
    expect(await service.bills()).toBe(1);
    expectWhole(hosts.folder, hosts.videos(), jobs);
  });

  it('whose clock was put back by hours while it was away goes on at once', async () => {
    const service = await openService({ speed: 0 });
    const hosts = openHosts(service, { api });
    const first = hosts.start({ requests: one });
    await hosts.until(([job]) => job?.phase === 'polling');
    await first.kill();
    await service.advance(60);
    const second = hosts.start({ requests: one, shiftMs: -3 * 3_600_000 });
    const jobs = await hosts.ended(1);
    await second.stop();
    expect(jobs).toMatchObject([{ phase: 'succeeded' }]);
    expect(await service.bills()).toBe(1);
  });
});

it('finds the task of a submit during which it was killed, where the service can tell', async () => {
  const service = await openService({ speed: 100 });
  const hosts = openHosts(service);
  const struck = await service.fault({ on: 'submit', kind: 'accepted-hang' });
  const first = hosts.start({ requests: one });
  await struck();
  await first.kill();
  expect(await service.bills()).toBe(1);
  // Once more, after the answer of the look-up and before it is kept.
  await hosts.start({ dieAt: 'after the answer' }).died();
  const again = hosts.start({ requests: one });
  const jobs = await hosts.ended(1);
  await again.stop();
  expect(jobs).toMatchObject([{ phase: 'succeeded' }]);
  expect(await service.bills()).toBe(1);
  expectWhole(hosts.folder, hosts.videos(), jobs);
});

it('sends a submit that may have arrived never again, where the service cannot tell, and goes on with what was found', async () => {
  const service = await openService({ speed: 100 });
  const hosts = openHosts(service, { api: 'gateway', speed: 1_000 });
  await hosts.start({ dieAt: 'after the answer', requests: one }).died();
  const again = hosts.start({ requests: one });
  expect(await hosts.ended(1)).toMatchObject([{ phase: 'unknown', stalled: true }]);
  const [billed, ...others] = await service.tasks();
  expect(others).toEqual([]);
  const { journal, jobs: store } = hosts.store;
  const router = createRouter([
    createKling({ api: 'gateway', apiKey: 'sk-simulator', baseUrl: service.url }),
  ]);
  const task = taskFromId({ provider: 'kling', api: 'gateway', model: 'kling-v2-6', id: billed?.id ?? '' });
  await createJobs({ router, journal, store, isStored: true }).adopt('order-1', task);
  const jobs = await hosts.until(([job]) => job?.phase === 'succeeded');
  await again.stop();
  expect(await service.bills()).toBe(1);
  expectWhole(hosts.folder, hosts.videos(), jobs);
});

it('tells of a claim whose request never left, and sends nothing', async () => {
  const service = await openService({ speed: 100 });
  const hosts = openHosts(service, { speed: 1_000 });
  await hosts.start({ dieAt: 'after the claim', requests: one }).died();
  const again = hosts.start({ requests: one });
  expect(await hosts.ended(1)).toMatchObject([{ phase: 'unknown', stalled: true }]);
  await again.stop();
  expect(await service.bills()).toBe(0);
});

it('makes one task of each key with two hosts on one file, one of which is killed again and again', async () => {
  const service = await openService({ speed: 100 });
  const hosts = openHosts(service);
  for (const fault of ['rate-limited', 'accepted-cut', 'accepted-error'] as const)
    await service.fault({ on: 'submit', kind: fault, rate: 0.15 });
  await service.fault({ on: 'clip', kind: 'broken-link', rate: 0.3 });
  const requests = many(24);
  const steady = hosts.start({ requests });
  let other = hosts.start({ requests });
  // At moments that the service tells: while submits, polls and downloads of both are on their way.
  for (const bills of [1, 6, 12, 18, 24]) {
    // Or fewer, where hosts died between claims and their requests.
    const isThere = async () => {
      const all = await hosts.jobs();
      const haveLeft = all.length === 24 && all.every(({ phase }) => phase !== 'submitting');
      return haveLeft || (await service.bills()) >= bills;
    };
    await expect.poll(isThere, { timeout: 60_000, interval: 5 }).toBe(true);
    await other.kill();
    other = hosts.start({ requests });
  }
  const jobs = await hosts.ended(24);
  await Promise.all([steady.stop(), other.stop()]);
  // A host that died between its claim and its request leaves a key whose request never left: no bill, and nobody sends it.
  const succeeded = jobs.filter(({ phase }) => phase === 'succeeded');
  const tasks = await service.tasks();
  const references = tasks.map(({ body }) => String(body['external_task_id']));
  expect(references.toSorted()).toEqual(succeeded.map(({ id }) => id).toSorted());
  expect(jobs.filter(({ phase }) => phase !== 'succeeded' && phase !== 'unknown')).toEqual([]);
  expectWhole(hosts.folder, hosts.videos(), jobs);
});

it('loses nothing that it has kept on a disk that is full', async () => {
  const service = await openService({ speed: 100 });
  const hosts = openHosts(service);
  const long = 'a long wish '.repeat(150);
  const requests = Object.fromEntries(
    Object.entries(many(120)).map(([id, request]) => [id, { ...request, prompt: `${long}${id}` }]),
  );
  const full = hosts.start({ requests }, 300);
  await full.saying('ready');
  const of = (what: string) =>
    full.said.filter((line) => line.startsWith(what)).map((line) => line.slice(what.length));
  const kept = of('kept ');
  expect([kept.length > 0, of('refused ').length > 0]).toEqual([true, true]);
  await full.kill();
  const again = hosts.start();
  const jobs = await hosts.until(
    (found) => found.length >= kept.length && found.every(({ phase }) => phase === 'succeeded'),
  );
  await again.stop();
  // A put that was refused may be there all the same; what was told as kept is.
  expect(jobs.map(({ id }) => id)).toEqual(expect.arrayContaining(kept));
  expect(await service.bills()).toBe(jobs.length);
  expectWhole(hosts.folder, hosts.videos(), jobs);
});
