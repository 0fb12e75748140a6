import { describe, expect, test, vi } from 'vitest';
import type { Run, RunPage, Setup } from '../src/api.ts';
import { openDemo, runInput } from './demo.ts';
import { accepted, type Demo, ended, patience } from './watch.ts';

vi.setConfig({ testTimeout: 2 * patience.timeout });

const apis = [
  ['runway', 'gateway', 'runwayml-gen4_turbo-5'],
  ['runway', 'official', 'gen4_turbo'],
  ['kling', 'gateway', 'kling-v2-6'],
  ['kling', 'official', 'kling-v2-6'],
  ['jimeng', 'gateway', 'jimeng-video-3.0'],
  ['jimeng', 'official', 'jimeng-video-3.0'],
] as const;
const request = { prompt: 'a cat', firstFrame: 'https://example.com/image.jpg', duration: 5 };
const ask = (provider: string, api: string, task: string) => ({
  id: crypto.randomUUID(),
  provider,
  api,
  task,
  ...(provider === 'jimeng' && api === 'official' && { lookup: { reqKey: 'jimeng_i2v_first_v30' } }),
});

/** The id that a client of somebody else's got for its task. */
async function submitted(demo: Demo, provider: string, api: string, model: string): Promise<string> {
  const input = { ...runInput(request, `${provider}:${model}`), api };
  await demo.post('/api/runs', input);
  const { state } = await accepted(demo, input.id);
  return state.phase === 'accepted' ? state.task.id : '';
}

describe('a task by its id', () => {
  test.each(apis)('%s (%s): is followed to its video, and nothing is paid', async (provider, api, model) => {
    const demo = await openDemo({ speed: 0 });
    const input = ask(provider, api, await submitted(demo, provider, api, model));
    const { simulator } = demo;
    const paid = simulator.tasks.length;
    expect((await demo.post('/api/tasks', input)).status).toBe(202);
    expect((await demo.post('/api/tasks', input)).status).toBe(200);
    simulator.advance(600);
    const run = await ended(demo, input.id);
    expect(run).toMatchObject({ provider, api, byId: true, state: { task: { status: 'succeeded' } } });
    expect(run.state).not.toHaveProperty('task.unconfirmed');
    expect(run.videos).toHaveLength(1);
    expect(simulator.tasks).toHaveLength(paid);
  });

  test.each(apis)(
    '%s (%s): an id that its service does not know is refused, and no run is kept',
    async (provider, api) => {
      const demo = await openDemo();
      const input = ask(provider, api, '2f19d8a7-3b74-4fc4-af42-d0bcadbaec54');
      const answer = await demo.post('/api/tasks', input);
      expect(await answer.json()).toMatchObject({ error: { code: 'not-found' } });
      expect((await demo.app.request(`/api/runs/${input.id}`)).status).toBe(404);
      expect(demo.simulator.tasks).toHaveLength(0);
    },
  );

  test('a task that is followed already has its run, at once or later', async () => {
    const demo = await openDemo({ speed: 0 });
    const task = await submitted(demo, 'kling', 'gateway', 'kling-v2-6');
    const [first, second] = [ask('kling', 'gateway', task), ask('kling', 'gateway', task)];
    const told = await Promise.all([demo.post('/api/tasks', first), demo.post('/api/tasks', second)]);
    expect(told.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 202]);
    const [one, other]: readonly Pick<Run, 'id'>[] = await Promise.all(told.map((answer) => answer.json()));
    expect(one).toEqual(other);
    demo.simulator.advance(600);
    await ended(demo, one?.id ?? '');
    const again = await demo.post('/api/tasks', ask('kling', 'gateway', task));
    expect([again.status, await again.json()]).toEqual([200, one]);
    // The same id at another api is another task.
    expect((await demo.post('/api/tasks', ask('kling', 'official', task))).status).toBe(404);
    const { runs }: RunPage = await (await demo.app.request('/api/runs')).json();
    expect(runs.map(({ byId }) => byId)).toEqual([true, undefined]);
    expect(demo.simulator.tasks).toHaveLength(1);
  });

  test('a run that is no longer followed does not stand in the way of another', async () => {
    const demo = await openDemo({ speed: 0 });
    const task = await submitted(demo, 'kling', 'gateway', 'kling-v2-6');
    demo.simulator.fault({ on: 'clip', kind: 'html', times: 'always' });
    const first = ask('kling', 'gateway', task);
    await demo.post('/api/tasks', first);
    demo.simulator.advance(600);
    expect((await ended(demo, first.id)).state).toHaveProperty('lastError');
    demo.simulator.clearFaults();
    const second = ask('kling', 'gateway', task);
    expect((await demo.post('/api/tasks', second)).status).toBe(202);
    expect((await ended(demo, second.id)).videos).toHaveLength(1);
    expect(demo.simulator.tasks).toHaveLength(1);
  });

  test('a service that does not answer confirms nothing: no run is kept', async () => {
    const demo = await openDemo({ speed: 0 });
    const task = await submitted(demo, 'kling', 'gateway', 'kling-v2-6');
    demo.simulator.fault({ on: 'poll', kind: 'error', status: 503, times: 'always' });
    const input = ask('kling', 'gateway', task);
    const answer = await demo.post('/api/tasks', input);
    expect(await answer.json()).toMatchObject({ error: { code: 'provider-unavailable' } });
    expect((await demo.app.request(`/api/runs/${input.id}`)).status).toBe(404);
  });

  test.each([
    [{ task: '' }, 'invalid-request'],
    [{ task: ' \n' }, 'invalid-request'],
    [{ api: 'side-entrance' }, 'unknown-api'],
    [{ provider: 'nobody' }, 'unknown-api'],
  ])('%j is refused, and nothing is sent', async (part, code) => {
    const { post, simulator } = await openDemo();
    const answer = await post('/api/tasks', { ...ask('kling', 'gateway', '7'), ...part });
    expect(await answer.json()).toMatchObject({ error: { code } });
    expect(simulator.requests).toHaveLength(0);
  });

  test('what an id needs beside it is said, and the page knows its name', async () => {
    const { post, app } = await openDemo();
    const { lookup: _, ...bare } = { lookup: undefined, ...ask('jimeng', 'official', '7') };
    const answer = await post('/api/tasks', bare);
    expect(await answer.json()).toMatchObject({
      error: { code: 'invalid-request', message: expect.stringContaining('reqKey') },
    });
    const setup: Setup = await (await app.request('/api/setup')).json();
    expect(setup.connections.filter(({ lookup }) => lookup?.required === true)).toMatchObject([
      { provider: 'jimeng', api: 'official', lookup: { name: 'reqKey' } },
    ]);
  });

  test('a run id stands for one task', async () => {
    const demo = await openDemo({ speed: 0 });
    const input = ask('kling', 'gateway', await submitted(demo, 'kling', 'gateway', 'kling-v2-6'));
    await demo.post('/api/tasks', input);
    const other = await demo.post('/api/tasks', { ...input, task: 'another' });
    expect(other.status).toBe(409);
  });
});
