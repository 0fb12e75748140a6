import { describe, expect, test, vi } from 'vitest';
import type { Chosen, Run } from '../src/api.ts';
import { comparison, openDemo } from './demo.ts';
import { type Demo, ended, patience, runOf } from './watch.ts';

vi.setConfig({ testTimeout: 2 * patience.timeout });

const text = { prompt: 'a cat' };
/** One model at both of its apis, and a model of somebody else. */
const three = [
  ['kling:kling-v2-6', 'gateway'],
  ['kling:kling-v2-6', 'official'],
  ['jimeng:jimeng-video-3.0', 'gateway'],
] as const;

type Asked = ReturnType<typeof comparison>;

const post = ({ post }: Demo, asked: object) => post('/api/comparisons', asked);
const allEnded = (demo: Demo, { runs }: Asked): Promise<readonly Run[]> =>
  Promise.all(runs.map(({ id }) => ended(demo, id)));

describe('a comparison', () => {
  test('is one run for each model and api, however often it arrives', async () => {
    const demo = await openDemo();
    const asked = comparison(text, three);
    const answers = await Promise.all([1, 2, 3].map(async () => post(demo, asked)));
    expect(answers.map(({ status }) => status)).toEqual([202, 200, 200]);
    expect(await answers[0]?.json()).toEqual({
      comparison: asked.comparison,
      runs: asked.runs.map(({ id }) => id),
    });
    const runs = await allEnded(demo, asked);
    expect(runs).toMatchObject(
      three.map(([model, api]) => ({
        api,
        comparison: asked.comparison,
        model: model.replace(/^.*:/, ''),
        state: { phase: 'accepted', task: { api, status: 'succeeded' } },
        videos: [{ mediaType: 'video/mp4' }],
      })),
    );
    expect((await post(demo, asked)).status).toBe(200);
    expect(demo.simulator.tasks).toHaveLength(3);
  });

  test('lets no failure hide another, nor a video', async () => {
    const faults = [
      { on: 'submit', kind: 'accepted-cut', service: 'jimeng', times: 'always' },
      { on: 'submit', kind: 'rate-limited', service: 'runway', times: 'always' },
    ] as const;
    const demo = await openDemo({ faults });
    const asked = comparison(text, [...three, ['runway:gen4.5', 'official']]);
    await post(demo, asked);
    expect((await allEnded(demo, asked)).map(({ state }) => state)).toMatchObject([
      { phase: 'accepted', task: { status: 'succeeded' } },
      { phase: 'accepted', task: { status: 'succeeded' } },
      { phase: 'unknown', error: { code: 'submission-unknown' } },
      { phase: 'refused', error: { code: 'rate-limited' } },
    ]);
    expect(demo.simulator.tasks).toHaveLength(3);
  });

  test('sends what its options allow, says so, and can be run again as it was sent', async () => {
    const demo = await openDemo();
    const plain = comparison({ ...text, duration: 7 }, [['kling:kling-v2-6', 'gateway']]);
    const refused = await post(demo, plain);
    expect(refused.status).toBe(422);
    expect(demo.simulator.tasks).toHaveLength(0);
    const asked = { ...plain, routing: { adapt: ['duration'] } };
    expect((await post(demo, asked)).status).toBe(202);
    const [run] = await allEnded(demo, plain);
    expect(run).toMatchObject({ adjustments: [{ code: 'changed', field: 'duration', from: 7, to: 5 }] });
    expect(demo.simulator.tasks[0]?.body).toMatchObject({ duration: '5' });
    const again: Chosen = await (await demo.app.request(`/api/runs/${run?.id}/request`)).json();
    expect(again.request).toEqual({ ...text, duration: 5 });
    expect((await post(demo, { ...asked, routing: {} })).status).toBe(409);
  });

  test('a model of no table, knowingly, at the api that is named', async () => {
    const demo = await openDemo();
    const request = { ...text, model: 'kling:kling-v9', unchecked: ['model'] };
    const asked = comparison(request, [['kling:kling-v9', 'official']]);
    expect((await post(demo, asked)).status).toBe(202);
    const [run] = await allEnded(demo, asked);
    expect(run).toMatchObject({ api: 'official', model: 'kling-v9', evidence: 'unchecked' });
  });

  const [first] = comparison(text, three).runs;
  test.each([
    ['nobody', { runs: [] }, 400, /must name a model/],
    [
      'one model twice',
      { runs: comparison(text, [three[0], three[0]]).runs },
      400,
      /each model and api once/,
    ],
    [
      'one id twice',
      { runs: comparison(text, three).runs.map((run) => ({ ...run, id: first?.id })) },
      400,
      /id/,
    ],
    ['an option that is none', { routing: { adapt: ['prompt'] } }, 400, /adapt/],
    ['another model in the request', { request: { ...text, model: 'kling-v1' } }, 400, /request\.model/],
    ['an unknown api', { runs: comparison(text, [['kling:kling-v1', 'side']]).runs }, 404, /side/],
    [
      'one that cannot, among those that can',
      { runs: comparison(text, [...three, ['runway:runwayml-gen4_turbo-5', 'gateway']]).runs },
      422,
      /firstFrame/,
    ],
    ['a body that is too large', { request: { prompt: 'x'.repeat(60_000_000) } }, 413, /too large/],
  ])('%s: nothing is sent', async (_what, changed, status, message) => {
    const demo = await openDemo();
    const answer = await post(demo, { ...comparison(text, three), ...changed });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { message: expect.stringMatching(message) } });
    expect(demo.simulator.requests).toHaveLength(0);
    expect(await (await demo.app.request('/api/runs')).json()).toEqual({ runs: [] });
  });

  test('a real one that nobody confirmed is refused as a whole', async () => {
    const demo = await openDemo({ environment: { KLING_API_TOKEN: 'sk-simulator' }, apiKey: 'sk-simulator' });
    const asked = comparison(text, three);
    expect((await post(demo, asked)).status).toBe(409);
    expect(demo.simulator.requests).toHaveLength(0);
    expect((await post(demo, { ...asked, confirmed: true })).status).toBe(202);
    expect((await allEnded(demo, asked)).map(({ real }) => real)).toEqual([true, false, false]);
  });

  test('a service that failed five times in a row is not used, and the run says so', async () => {
    const demo = await openDemo({ faults: [{ on: 'submit', kind: 'accepted-cut', times: 'always' }] });
    for (let count = 0; count < 5; count += 1) {
      const asked = comparison(text, [['kling:kling-v2-6', 'gateway']]);
      await post(demo, asked);
      await allEnded(demo, asked);
    }
    const asked = comparison(text, [['kling:kling-v2-6', 'gateway']]);
    expect((await post(demo, asked)).status).toBe(202);
    expect((await allEnded(demo, asked))[0]?.state).toMatchObject({
      phase: 'refused',
      error: { code: 'provider-unavailable', message: expect.stringContaining('not used until') },
    });
    expect(demo.simulator.tasks).toHaveLength(5);
  });

  test('queues where a service takes one task at a time, and is never sent by another start', async () => {
    const before = await openDemo({ speed: 0 });
    const one = () => comparison(text, [['jimeng:jimeng-video-3.0', 'official']]);
    const [first, second, third] = [one(), one(), one()];
    await post(before, first);
    await vi.waitUntil(() => before.simulator.tasks.length === 1, patience);
    await post(before, second);
    await post(before, third);
    before.simulator.advance(60);
    await allEnded(before, first);
    await vi.waitUntil(() => before.simulator.tasks.length === 2, patience);
    await before.close();
    const after = await openDemo({ dataFolder: before.dataFolder });
    expect((await allEnded(after, third))[0]?.state).toMatchObject({
      phase: 'refused',
      error: { message: expect.stringContaining('never sent') },
    });
    expect(before.simulator.tasks).toHaveLength(2);
    expect(after.simulator.tasks).toHaveLength(0);
  });

  test('a start after a close goes on with each run', async () => {
    const environment = { KLING_API_TOKEN: 'sk-simulator', KLINGAI_API_KEY: 'sk-simulator' };
    const real = { environment, apiKey: 'sk-simulator' };
    const before = await openDemo({ ...real, speed: 0 });
    const asked = { ...comparison(text, three.slice(0, 2)), confirmed: true };
    await post(before, asked);
    await vi.waitUntil(() => before.simulator.tasks.length === 2, patience);
    await before.close();
    const after = await openDemo({ environment: {}, dataFolder: before.dataFolder });
    for (const { id } of asked.runs) {
      expect((await runOf(after, id)).state).toMatchObject({ phase: 'accepted', task: { status: 'queued' } });
    }
    expect(after.simulator.requests).toHaveLength(0);
  });
});
