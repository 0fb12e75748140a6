import { randomBytes } from 'node:crypto';
import { createRouter } from '@vid/core';
import { submitOnce } from '@vid/core/journal';
import { createKling } from '@vid/kling';
import { expect, it } from 'vitest';
import { openHosts, openService } from './processes.ts';

/* What a host must not keep is in no byte of its files: the database, its log, its index, the folder of videos. */

const model = 'kling:kling-v2-6';
const prompt = 'a planted wish of a paper boat at dawn';
const apiKey = 'sk-planted-key-0123456789';
/** A head that says 512 × 512, and noise that a file holds nowhere else. */
const picture = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\0\0\0\x02\0\b\x02\0\0\0', 'latin1'),
  randomBytes(60_000),
]);
const base64 = picture.toString('base64');
const middle = base64.slice(40_000, 40_060);
const request = { model, prompt, firstFrame: base64 };

it('forgets prompt and picture with the submit and links with the file, also where it is killed in between', async () => {
  const service = await openService({ speed: 0, apiKey, linkSeconds: 86_400 });
  const hosts = openHosts(service, { apiKey });
  const gone = async (text: string | Buffer) => {
    await expect.poll(() => hosts.filesWith(text), { timeout: 30_000 }).toEqual([]);
  };
  const inputs = [prompt, middle, picture.subarray(30_000, 30_050)];

  const sent = await service.fault({ on: 'submit', kind: 'accepted-hang' });
  const first = hosts.start({ requests: { 'order-1': request } });
  await sent();
  expect([prompt, middle].map((text) => hosts.filesWith(text).length > 0)).toEqual([true, true]);
  await first.kill();

  // Killed as soon as the submit is settled: what was overwritten is in the log still.
  const second = hosts.start();
  await hosts.until(([job]) => job?.phase === 'polling');
  await second.kill();
  const third = hosts.start();
  for (const text of inputs) await gone(text);

  const struck = await service.fault({ on: 'clip', kind: 'slow-body', seconds: 10 });
  await service.advance(60);
  await struck();
  const [job] = await hosts.until(([one]) => one?.phase === 'downloading');
  const link = job?.phase === 'downloading' ? new URL(job.task.videos[0]?.url ?? '') : undefined;
  const secrets = [link?.search ?? '', link?.pathname ?? ''];
  expect(link?.search).toContain('expires=');
  expect(secrets.map((text) => hosts.filesWith(text).length > 0)).toEqual([true, true]);
  await third.kill();
  const fourth = hosts.start();
  await hosts.until(([one]) => one?.phase === 'succeeded');
  await fourth.kill();
  const fifth = hosts.start();
  for (const text of [...secrets, ...inputs, apiKey]) await gone(text);
  await fifth.stop();
  expect(hosts.filesWith('order-1').length).toBeGreaterThan(0);
  expect([...secrets, ...inputs, apiKey].flatMap((text) => hosts.filesWith(text))).toEqual([]);
  expect(await service.bills()).toBe(1);
});

it('keeps no key and no header of a call, whatever becomes of it', async () => {
  const service = await openService({ speed: 0, apiKey });
  const hosts = openHosts(service, { apiKey });
  const header = 'planted-header-0123456789';
  const { journal } = hosts.store;
  const kinds = ['accepted-cut', 'rate-limited', 'quota-403', 'error-with-id', 'moderation-504'] as const;
  for (const kind of [...kinds, undefined]) {
    await service.clearFaults();
    if (kind !== undefined) await service.fault({ on: 'submit', kind, times: 'always' });
    const router = createRouter([createKling({ api: 'gateway', apiKey, baseUrl: service.url })]);
    const options = { key: `order-${kind}`, journal, retries: 0, headers: { 'X-Trace': header } };
    await submitOnce(router, { model, prompt }, options).catch(() => undefined);
    expect(await journal.get(`order-${kind}`)).toMatchObject({ attempts: [{}] });
  }
  expect(hosts.filesWith('order-accepted-cut').length).toBeGreaterThan(0);
  expect([apiKey, header, prompt].flatMap((text) => hosts.filesWith(text))).toEqual([]);
});
