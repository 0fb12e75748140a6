import { sqliteMemory } from '@vid/simulator';
import type { Money } from '@vid/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { LimitState } from '../src/api.ts';
import { openDatabase } from '../src/server/database.ts';
import { comparison, newFolder, openDemo, runInput } from './demo.ts';
import { accepted, type Demo, ended, patience, runOf } from './watch.ts';

vi.setConfig({ testTimeout: 2 * patience.timeout });

const environment = { RUNWAYML_API_SECRET: 'sk-simulator', KLING_API_TOKEN: 'sk-simulator' };
const real = { environment, apiKey: 'sk-simulator' };
const usd = (amount: number): Money => ({ amount, currency: 'USD' });

/** Its price is known; the gateway's is not. */
const priced = () => ({
  ...runInput({ prompt: 'a cat', duration: 5 }, 'runway:gen4.5'),
  api: 'official',
  confirmed: true,
});
const unpriced = () => ({ ...runInput({ prompt: 'a cat' }), confirmed: true });

const limitOf = async ({ app }: Demo): Promise<LimitState> => (await app.request('/api/limit')).json();
async function priceOf(demo: Demo): Promise<number> {
  const one = priced();
  await demo.post('/api/runs', one);
  const { estimate } = await ended(demo, one.id);
  if (estimate === undefined) throw new Error('the price of this model is not known any more');
  return estimate.amount;
}

describe('a limit', () => {
  test('holds the price from before the request is sent, and refuses what is over it', async () => {
    const price = await priceOf(await openDemo({ ...real }));
    const demo = await openDemo({ ...real, speed: 0 });
    expect(await limitOf(demo)).toEqual({ limit: null, spent: [], reserved: [], unpriced: 0 });
    await demo.put('/api/limit', usd(price * 1.5));
    expect((await demo.post('/api/runs', priced())).status).toBe(202);
    expect(await limitOf(demo)).toMatchObject({ limit: usd(price * 1.5), spent: [], reserved: [usd(price)] });
    const refused = await demo.post('/api/runs', priced());
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      error: { code: 'over-limit', message: expect.stringContaining(`${price} USD`) },
    });
    await vi.waitUntil(() => demo.simulator.tasks.length === 1, patience);
    demo.simulator.advance(60);
    await vi.waitUntil(async () => (await limitOf(demo)).reserved.length === 0, patience);
    expect((await limitOf(demo)).spent[0]?.amount).toBeGreaterThan(0);
    expect((await demo.post('/api/runs', priced())).status).toBe(409);
    expect(demo.simulator.tasks).toHaveLength(1);
  });

  test('gives back what was refused, keeps what nobody knows', async () => {
    const faults = [
      { on: 'submit', kind: 'rate-limited', times: 3 },
      { on: 'submit', kind: 'accepted-cut' },
    ] as const;
    const demo = await openDemo({ ...real, faults });
    await demo.put('/api/limit', usd(100));
    const refused = priced();
    await demo.post('/api/runs', refused);
    expect((await ended(demo, refused.id)).state.phase).toBe('refused');
    expect(await limitOf(demo)).toMatchObject({ spent: [], reserved: [] });
    const lost = priced();
    await demo.post('/api/runs', lost);
    const { state, estimate } = await ended(demo, lost.id);
    expect(state.phase).toBe('unknown');
    expect(await limitOf(demo)).toMatchObject({ spent: [], reserved: [estimate] });
    await demo.app.request(`/api/runs/${lost.id}`, { method: 'DELETE' });
    await demo.close();
    const again = await openDemo({ ...real, dataFolder: demo.dataFolder });
    expect(await limitOf(again)).toMatchObject({ limit: usd(100), reserved: [estimate] });
  });

  test('counts a comparison as a whole, and holds the price of each', async () => {
    const price = await priceOf(await openDemo({ ...real }));
    const demo = await openDemo({ ...real, speed: 0 });
    const two = {
      ...comparison({ prompt: 'a cat', duration: 5 }, [
        ['runway:gen4.5', 'official'],
        ['runway:seedance2', 'official'],
      ]),
      confirmed: true,
    };
    await demo.put('/api/limit', usd(price));
    const refused = await demo.post('/api/comparisons', two);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ error: { code: 'over-limit' } });
    expect(await limitOf(demo)).toMatchObject({ reserved: [] });
    await demo.put('/api/limit', usd(100));
    expect((await demo.post('/api/comparisons', two)).status).toBe(202);
    const runs = await Promise.all(two.runs.map(({ id }) => runOf(demo, id)));
    const sum = runs.reduce((total, { estimate }) => total + (estimate?.amount ?? 0), 0);
    expect(sum).toBeGreaterThan(price);
    expect((await limitOf(demo)).reserved[0]?.amount).toBeCloseTo(sum, 6);
    await vi.waitUntil(() => demo.simulator.tasks.length === 2, patience);
  });

  test('what one process holds is spent by the one that sees the end, once', async () => {
    const services = openDatabase(newFolder());
    onTestFinished(() => services.close());
    const memory = sqliteMemory(services, 'simulator');
    const first = await openDemo({ ...real, memory, speed: 0 });
    await first.put('/api/limit', usd(100));
    const one = priced();
    await first.post('/api/runs', one);
    const { estimate } = await accepted(first, one.id);
    await first.close();
    const second = await openDemo({ ...real, memory, speed: 100, dataFolder: first.dataFolder });
    const { cost } = await ended(second, one.id);
    const after = { limit: usd(100), spent: [cost ?? estimate], reserved: [], unpriced: 0 };
    expect(await limitOf(second)).toEqual(after);
    await second.close();
    const third = await openDemo({ ...real, memory, dataFolder: first.dataFolder });
    expect(await limitOf(third)).toEqual(after);
  });

  test('a task that is stopped stays reserved where its service does not say what it costs', async () => {
    const demo = await openDemo({ ...real, speed: 0 });
    const one = priced();
    await demo.post('/api/runs', one);
    await accepted(demo, one.id);
    await demo.app.request(`/api/runs/${one.id}/cancel`, { method: 'POST' });
    const { state, cost, estimate } = await runOf(demo, one.id);
    expect(state).toMatchObject({ task: { status: 'canceled' } });
    expect(cost).toBeUndefined();
    expect(await limitOf(demo)).toMatchObject({ reserved: [estimate], spent: [] });
  });

  test('an unknown price needs a word of its own', async () => {
    const demo = await openDemo({ ...real });
    await demo.put('/api/limit', usd(100));
    const refused = await demo.post('/api/runs', unpriced());
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ error: { code: 'unknown-price' } });
    expect(demo.simulator.tasks).toHaveLength(0);
    const allowed = { ...unpriced(), allowUnknownPrice: true };
    expect((await demo.post('/api/runs', allowed)).status).toBe(202);
    await ended(demo, allowed.id);
    expect(await limitOf(demo)).toMatchObject({ unpriced: 1 });
  });

  test('simulated runs cost nothing; a limit that is removed and set again counts anew', async () => {
    const demo = await openDemo({ ...real });
    await demo.put('/api/limit', usd(0));
    const free = { ...runInput({ prompt: 'a cat' }, 'jimeng:jimeng-video-3.0') };
    expect((await demo.post('/api/runs', free)).status).toBe(202);
    expect((await demo.post('/api/runs', priced())).status).toBe(409);
    await demo.put('/api/limit', null);
    await priceOf(demo);
    expect((await limitOf(demo)).spent[0]?.amount).toBeGreaterThan(0);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1000 });
    expect(await (await demo.put('/api/limit', usd(1))).json()).toMatchObject({ limit: usd(1), spent: [] });
    vi.useRealTimers();
    await ended(demo, free.id);
  });

  test.each([
    { amount: -1, currency: 'USD' },
    { amount: 1 },
    { amount: 1, currency: 'dollar' },
    'much',
    { amount: 1, currency: 'USD', more: 1 },
  ])('%j is none', async (body) => {
    const demo = await openDemo();
    expect((await demo.put('/api/limit', JSON.stringify(body))).status).toBe(400);
    expect(await limitOf(demo)).toMatchObject({ limit: null });
  });
});

describe('the panel of faults', () => {
  const after = async (preset: string) => {
    const demo = await openDemo();
    expect(await (await demo.put('/api/faults', { preset })).json()).toEqual({ preset });
    expect(await (await demo.app.request('/api/faults')).json()).toEqual({ preset });
    const one = runInput({ prompt: 'a cat' });
    await demo.post('/api/runs', one);
    return { demo, run: await ended(demo, one.id) };
  };

  test('a lost answer: it may have been accepted, and it is not sent again', async () => {
    const { demo, run } = await after('lost-answer');
    expect(run.state).toMatchObject({
      phase: 'unknown',
      error: { code: 'submission-unknown', message: expect.stringContaining('not sent again') },
    });
    expect(demo.simulator.tasks).toHaveLength(1);
  });

  test('moderation: a task that failed, and why', async () => {
    const { run } = await after('moderation');
    expect(run.state).toMatchObject({ task: { status: 'failed', failure: { reason: 'content-policy' } } });
  });

  test.each(['none', 'slow', 'busy', 'failing-poll'])(
    '%s: the video comes, one task',
    async (preset) => {
      const { demo, run } = await after(preset);
      expect(run.state).toMatchObject({ task: { status: 'succeeded' } });
      expect(demo.simulator.tasks).toHaveLength(1);
      const struck = demo.simulator.requests.some(({ fault }) => fault !== undefined);
      expect(struck).toBe(preset !== 'none');
    },
    30_000,
  );

  test('none ends it, and what is no preset is refused', async () => {
    const { demo } = await after('lost-answer');
    await demo.put('/api/faults', { preset: 'none' });
    const one = runInput({ prompt: 'a dog' });
    await demo.post('/api/runs', one);
    expect((await ended(demo, one.id)).state).toMatchObject({ task: { status: 'succeeded' } });
    expect((await demo.put('/api/faults', { preset: 'fire' })).status).toBe(400);
  });
});
