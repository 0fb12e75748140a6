import { describe, expect, test, vi } from 'vitest';
import type { LimitState } from '../src/api.ts';
import { comparison, openDemo, runInput } from './demo.ts';
import { type Demo, ended, patience, runOf, until } from './watch.ts';

vi.setConfig({ testTimeout: 2 * patience.timeout });

const request = { prompt: 'a cat' };
/** Its account has room for one task. */
const jimeng = ['jimeng:jimeng-video-3.0', 'official'] as const;
const lost = { on: 'submit', kind: 'accepted-cut', service: 'jimeng' } as const;
const one = () => ({ ...runInput(request, jimeng[0]), api: jimeng[1] });

const cancel = async (demo: Demo, id: string) => {
  const answer = await demo.post(`/api/runs/${id}/cancel`, {});
  return { status: answer.status, body: await answer.json() };
};
const queuedBehind = (demo: Demo, id: string, wanted: number) =>
  until(demo, id, ({ state }) => state.phase === 'sending' && state.queuedBehind === wanted);

/** A run of unknown outcome, which may be the one task that the account has room for. */
async function openFull(options: Parameters<typeof openDemo>[0] = {}) {
  const demo = await openDemo({ speed: 0, faults: [lost], ...options });
  const first = { ...one(), confirmed: true };
  await demo.post('/api/runs', first);
  await until(demo, first.id, ({ state }) => state.phase === 'unknown');
  return demo;
}

describe('a run that waits for others', () => {
  test('says behind how many, and is stopped alone, unsent and unpaid', async () => {
    const demo = await openFull();
    const second = one();
    const third = comparison(request, [jimeng, ['kling:kling-v2-6', 'gateway']]);
    const [behind = expect.fail(), beside = expect.fail()] = third.runs;
    await demo.post('/api/runs', second);
    await queuedBehind(demo, second.id, 1);
    await demo.post('/api/comparisons', third);
    await queuedBehind(demo, behind.id, 2);

    expect(await cancel(demo, second.id)).toEqual({
      status: 200,
      body: { outcome: 'stopped', billed: 'no' },
    });
    expect((await ended(demo, second.id)).state).toMatchObject({
      phase: 'refused',
      error: { code: 'stopped' },
    });
    await queuedBehind(demo, behind.id, 1);
    await until(demo, beside.id, ({ state }) => state.phase === 'accepted');
    await cancel(demo, behind.id);
    demo.simulator.advance(600);
    expect((await ended(demo, beside.id)).videos).toHaveLength(1);
    expect((await runOf(demo, behind.id)).state).toMatchObject({ error: { code: 'stopped' } });
    expect((await cancel(demo, behind.id)).status).toBe(409);
    expect(demo.simulator.tasks.map(({ service }) => service)).toEqual(['jimeng', 'kling']);
  });

  test('gives back what was reserved for it', async () => {
    const { accessKey, secretKey } = (await openDemo()).simulator.volcengine;
    const demo = await openFull({ environment: { VOLC_ACCESSKEY: accessKey, VOLC_SECRETKEY: secretKey } });
    const limit = async (): Promise<LimitState> => (await demo.app.request('/api/limit')).json();
    const before = await limit();
    const second = { ...one(), confirmed: true };
    await demo.post('/api/runs', second);
    await queuedBehind(demo, second.id, 1);
    expect(await limit()).not.toEqual(before);
    await cancel(demo, second.id);
    await vi.waitFor(async () => expect(await limit()).toEqual(before), patience);
    expect(demo.simulator.tasks).toHaveLength(1);
  });

  test('is no longer queued once its turn has come', async () => {
    const demo = await openDemo({ speed: 0 });
    const [first, second] = [one(), one()];
    await demo.post('/api/runs', first);
    await until(demo, first.id, ({ state }) => state.phase === 'accepted');
    await demo.post('/api/runs', second);
    await queuedBehind(demo, second.id, 1);
    demo.simulator.fault({ on: 'submit', kind: 'slow-body', seconds: 50 });
    demo.simulator.advance(600);
    await vi.waitUntil(() => demo.simulator.tasks.length === 2, patience);
    expect((await runOf(demo, second.id)).state).toEqual({ phase: 'sending' });
    demo.simulator.advance(60);
    await until(demo, second.id, ({ state }) => state.phase === 'accepted');
    demo.simulator.advance(600);
    expect((await ended(demo, second.id)).state).toMatchObject({ task: { status: 'succeeded' } });
    expect(demo.simulator.tasks).toHaveLength(2);
  });

  test('cannot be stopped once its request has left', async () => {
    const demo = await openDemo({ speed: 0, faults: [{ on: 'submit', kind: 'slow-body', seconds: 50 }] });
    const first = one();
    await demo.post('/api/runs', first);
    await vi.waitUntil(() => demo.simulator.tasks.length === 1, patience);
    expect(await cancel(demo, first.id)).toMatchObject({
      status: 409,
      body: { error: { code: 'not-cancelable', message: expect.stringContaining('has left') } },
    });
    demo.simulator.advance(60);
    await until(demo, first.id, ({ state }) => state.phase === 'accepted');
  });
});

test('a run tells what happened to it on its way, also that it is sent again', async () => {
  const faults = [{ on: 'submit', kind: 'rate-limited', retryAfter: 1 }] as const;
  const demo = await openDemo({ faults });
  const first = runInput(request);
  await demo.post('/api/runs', first);
  const { timeline = [] } = await ended(demo, first.id);
  const types = timeline.map(({ type }) => type).filter((type, nth, all) => type !== all[nth - 1]);
  expect(types).toEqual(['submitted', 'retrying', 'accepted', 'polled', 'finished', 'downloaded']);
  expect(timeline.find(({ type }) => type === 'retrying')).toMatchObject({
    code: 'rate-limited',
    httpStatus: 429,
    inMs: expect.any(Number),
  });
  expect(demo.simulator.tasks).toHaveLength(1);
});
