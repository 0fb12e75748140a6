import { describe, expect, it } from 'vitest';
import { createSeedance } from '../src/index.ts';
import { answering, connect } from './connect.ts';

const older = 'doubao-seedance-1-0-pro-250528';
const newer = 'doubao-seedance-2-0-260128';

describe('a relay', () => {
  it.each([
    [older, undefined, '/volc/v1'],
    [newer, undefined, '/api/v3'],
    [newer, '/doubao/api/v3', '/doubao/api/v3'],
    [older, '/api/v3', '/api/v3'],
  ])('has %s with the mount %s at %s, for submits and queries alike', async (model, mount, path) => {
    const { provider, simulator } = await connect('gateway', { settings: { api: 'gateway', mount } });
    const task = await provider.generate({ model, prompt: 'a boat' });
    simulator.advance(60);
    expect(await provider.query(task)).toMatchObject({ status: 'succeeded', videos: [{ duration: 5 }] });
    const own = simulator.requests.map((request) => request.path);
    const route = `/seedance${path}/contents/generations/tasks`;
    expect(own).toEqual([route, `${route}/${task.id}`]);
    expect(simulator.tasks).toMatchObject([{ model, body: { model } }]);
    expect(simulator.tasks[0]?.body).not.toHaveProperty('safety_identifier');
  });

  it('is yunwu.ai where none is named', () => {
    const { url } = createSeedance({ api: 'gateway' }).prepare({ model: newer, prompt: 'a boat' });
    expect(url).toBe('https://yunwu.ai/api/v3/contents/generations/tasks');
  });

  it('takes no field of which nobody knows what it does there', () => {
    const provider = createSeedance({ api: 'gateway' });
    const { rows = [] } = provider.capabilities.models[0] ?? {};
    const taken = new Set(
      rows.flatMap(({ accepts }) => Object.keys({ ...accepts, ...accepts.providerOptions })),
    );
    for (const name of ['callbackUrl', 'serviceTier', 'priority', 'webSearch', 'draft', 'draftTask'])
      expect(taken).not.toContain(name);
    expect(rows.every(({ evidence }) => evidence === 'claimed')).toBe(true);
  });

  it.each([
    [
      'the words of Ark',
      { id: 'task_1', status: 'succeeded', content: { video_url: 'https://a.example/v.mp4' } },
    ],
    ['other words', { id: 'task_1', status: 'completed', output: 'https://a.example/v.mp4' }],
    [
      'an envelope',
      {
        code: 'success',
        data: {
          task_id: 'task_1',
          status: 'SUCCESS',
          data: { id: 'cgt-1', status: 'succeeded', content: { video_url: 'https://a.example/v.mp4' } },
        },
      },
    ],
  ])('tells of a success in %s', async (_what, answer) => {
    const { provider } = answering('gateway', () => Response.json(answer));
    const task = {
      provider: 'seedance',
      api: 'gateway',
      model: newer,
      id: 'task_1',
      status: 'running',
    } as const;
    expect(await provider.query(task)).toMatchObject({
      status: 'succeeded',
      videos: [{ url: 'https://a.example/v.mp4' }],
    });
  });

  it('tells of an end without a video', async () => {
    const task = {
      provider: 'seedance',
      api: 'gateway',
      model: newer,
      id: 'task_1',
      status: 'running',
    } as const;
    const read = async (answer: object) =>
      answering('gateway', () => Response.json({ id: 'task_1', ...answer })).provider.query(task);
    expect(await read({ status: 'expired' })).toMatchObject({
      status: 'failed',
      failure: { reason: 'expired' },
    });
    expect(await read({ status: 'cancelled' })).toMatchObject({ status: 'canceled' });
    const error = { code: 'OutputVideoSensitiveContentDetected', message: 'no' };
    expect(await read({ status: 'failed', error })).toMatchObject({
      failure: { reason: 'content-policy', providerCode: error.code },
    });
  });

  it('that refuses in its older way hands on why, and nothing is made', async () => {
    const { provider, simulator } = await connect('gateway', { account: { notActivated: [older] } });
    await expect(provider.generate({ model: older, prompt: 'a boat' }, { retries: 0 })).rejects.toMatchObject(
      {
        code: 'unsupported',
        providerCode: 'ModelNotOpen',
      },
    );
    expect(simulator.tasks).toHaveLength(0);
  });
});
