import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Money, parseTask, type VideoTask } from '@vid/core';
import { createMemoryJobStore, type VideoJob } from '@vid/core/journal';
import { openSessionLimit } from '@vid/server/node';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './fixture.ts';

const paying = 'real';

const usd = (amount: number): Money => ({ amount, currency: 'USD' });
const cny = (amount: number): Money => ({ amount, currency: 'CNY' });
const model = { provider: 'kling', api: 'official', model: 'kling-v1' };

function openLimit(file = join(temporaryFolder(), 'limit.sqlite')) {
  const database = new DatabaseSync(file);
  onTestFinished(() => database.close());
  const jobs = createMemoryJobStore();
  const limit = openSessionLimit(database, { jobs, owner: paying });
  const add = async (job: object, at = Date.now()) => {
    const createdAt = new Date(at).toISOString();
    const id = crypto.randomUUID();
    const facts = { id, owner: paying, fingerprint: id, createdAt, updatedAt: createdAt, model, failures: 0 };
    const whole: VideoJob = JSON.parse(JSON.stringify({ ...facts, phase: 'unknown', ...job }));
    expect(await jobs.put(whole, { version: 0 })).toBeDefined();
  };
  return { limit, add };
}

const task = (part: object): VideoTask =>
  parseTask({ ...model, id: '1', createdAt: '2026-01-01T00:00:00.000Z', ...part });
const ended = (status: string, cost?: Money) => {
  const more = status === 'failed' ? { failure: { reason: 'unknown', message: 'no' } } : {};
  return task({ status, ...more, ...(cost !== undefined && { cost }) });
};
const succeeded = (cost?: Money) => ({
  phase: 'succeeded',
  task: { ...model, id: '1', status: 'succeeded', ...(cost !== undefined && { cost }) },
  videos: [],
});

test.each<readonly [string, object, object]>([
  ['a refusal', { phase: 'refused', estimate: usd(3) }, {}],
  ['a request on its way', { phase: 'submitting', estimate: usd(3) }, { reserved: [usd(3)] }],
  ['an unknown outcome', { phase: 'unknown', estimate: usd(3) }, { reserved: [usd(3)] }],
  [
    'a task that goes on',
    { phase: 'polling', task: task({ status: 'running' }), estimate: usd(3) },
    { reserved: [usd(3)] },
  ],
  ['an end that is billed as expected', { ...succeeded(), estimate: usd(3) }, { spent: [usd(3)] }],
  [
    'an end whose cost is told, more than expected',
    { ...succeeded(usd(11)), estimate: usd(3) },
    { spent: [usd(11)] },
  ],
  [
    'an end that is billed in another currency',
    { ...succeeded(cny(20)), estimate: usd(3) },
    { spent: [usd(3)] },
  ],
  [
    'a failure of which nobody knows',
    { phase: 'failed', task: ended('failed'), estimate: usd(3) },
    { reserved: [usd(3)] },
  ],
  [
    'a stop that is not billed',
    { phase: 'canceled', task: ended('canceled'), billed: 'no', estimate: usd(3) },
    {},
  ],
  ['a stop before it was sent', { phase: 'canceled', estimate: usd(3) }, {}],
  ['an unknown price', { phase: 'unknown' }, { unpriced: 1 }],
])('%s', async (_, job, expected) => {
  const { limit, add } = openLimit();
  await add(job);
  expect(await limit.state()).toEqual({ limit: null, spent: [], reserved: [], unpriced: 0, ...expected });
  await limit.set(usd(10));
  expect(await limit.state()).toMatchObject({ limit: usd(10) });
});

test('only what was started under the limit counts against it, and only what is paid from here', async () => {
  const { limit, add } = openLimit();
  await add({ estimate: usd(7) }, Date.now() - 60_000);
  await limit.set(usd(10));
  await add({ estimate: usd(2) }, Date.now() + 1_000);
  await add({ estimate: usd(5), owner: 'simulated' }, Date.now() + 1_000);
  expect(await limit.state()).toMatchObject({ reserved: [usd(2)] });
  await limit.set(null);
  expect(await limit.state()).toMatchObject({ limit: null, reserved: [usd(9)] });
});

test('what is beyond, of unknown price or in another currency is refused', async () => {
  const { limit, add } = openLimit();
  await limit.set(usd(10));
  await add({ estimate: usd(3) }, Date.now() + 1_000);
  await expect(limit.require([usd(7)], false)).resolves.toBeUndefined();
  await expect(limit.require([usd(4), usd(3.1)], false)).rejects.toMatchObject({
    code: 'over-limit',
    message: 'This costs about 7.1 USD, but 7 USD of the limit of 10 USD are left. Nothing was sent.',
  });
  await expect(limit.require([undefined], false)).rejects.toMatchObject({ code: 'unknown-price' });
  await expect(limit.require([undefined], true)).resolves.toBeUndefined();
  await expect(limit.require([usd(1), cny(1)], true)).rejects.toMatchObject({ code: 'other-currency' });
});

test('it holds after a restart, for its owner only, and not any more once it is removed', async () => {
  const file = join(temporaryFolder(), 'limit.sqlite');
  await openLimit(file).limit.set(usd(10));
  const { limit } = openLimit(file);
  expect(await limit.state()).toMatchObject({ limit: usd(10) });
  expect(await limit.limitOf(paying)).toMatchObject({ amount: usd(10), allowUnknownPrice: true });
  expect(await limit.limitOf('simulated')).toBeUndefined();
  await limit.set(null);
  expect(await openLimit(file).limit.limitOf(paying)).toBeUndefined();
});
