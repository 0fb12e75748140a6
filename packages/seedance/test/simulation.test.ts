import { describe, expect, it } from 'vitest';
import * as z from '@vid/core/zod';
import { createSeedance } from '../src/index.ts';
import { connect } from './connect.ts';

/* The simulation by its own routes, as the notes on the wire have them. */

const text = { type: 'text', text: 'a boat' } as const;
const newest = 'doubao-seedance-2-5-260628';
const two = 'doubao-seedance-2-0-260128';
const tasks = '/contents/generations/tasks';

const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), param: z.string(), type: z.string() }),
});
const refusalIn = async (answer: Response) => {
  const { code, param } = z.parse(errorBody, await answer.json()).error;
  return [answer.status, code, param];
};
const idIn = async (answer: Response) => z.parse(z.strictObject({ id: z.string() }), await answer.json()).id;
const jsonOf = async (answer: Response): Promise<unknown> => answer.json();

describe('a create', () => {
  it.each([
    [{ model: two, content: [text], camera_fixed: false }, 'camera_fixed'],
    [{ model: two, content: [text], service_tier: 'default' }, 'service_tier'],
    [{ model: two, content: [text], draft: false }, 'draft'],
    [{ model: 'doubao-seedance-1-0-pro-250528', content: [text], priority: 0 }, 'priority'],
    [{ model: two, content: [text], nonsense: 1 }, 'nonsense'],
    [{ model: two, content: [text], duration: 16 }, 'duration'],
    [{ model: two, content: [{ type: 'text', text: 'a boat --dur 99' }] }, 'contents[0].text.duration'],
    [{ model: two, content: [{ type: 'image_url', image_url: { url: 'http:' } }] }, 'content[0].image_url'],
    [
      {
        model: two,
        content: [
          { type: 'video_url', role: 'reference_video', video_url: { url: 'data:video/mp4;base64,AA==' } },
        ],
      },
      'content[0].video_url',
    ],
    [
      {
        model: two,
        content: [
          { type: 'audio_url', role: 'reference_audio', audio_url: { url: 'https://a.example/a.mp3' } },
        ],
      },
      'content',
    ],
  ])('refuses %j for %s', async (body, param) => {
    const { post, simulator } = await connect('ark');
    expect(await refusalIn(await post(body))).toEqual([400, 'InvalidParameter', param]);
    expect(simulator.tasks).toHaveLength(0);
  });

  it('does not look at framespersecond, obeys options in the text, and is billed', async () => {
    const { post, simulator, call } = await connect('ark');
    const content = [{ type: 'text', text: 'a boat --dur 7 --rs 480p --foo 1' }];
    const id = await idIn(await post({ model: two, content, framespersecond: 99 }));
    simulator.advance(60);
    expect(await jsonOf(await call(`${tasks}/${id}`))).toMatchObject({ duration: 7, resolution: '480p' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('makes a video of a draft that is done, and of nothing else', async () => {
    const { post, simulator } = await connect('ark');
    const draft = { model: newest, content: [text], draft: true };
    expect(await refusalIn(await post({ ...draft, resolution: '720p' }))).toContain('resolution');
    const id = await idIn(await post({ ...draft, resolution: '480p' }));
    const final = { model: newest, content: [{ type: 'draft_task', draft_task: { id } }] };
    expect(await refusalIn(await post(final))).toEqual([400, 'InvalidParameter', 'content']);
    simulator.advance(60);
    expect(await refusalIn(await post({ ...final, seed: 5 }))).toEqual([400, 'InvalidParameter', 'seed']);
    expect((await post({ ...final, watermark: true })).status).toBe(200);
  });

  it('is the account’s: its regions, endpoints and activations', async () => {
    const { provider, post, simulator } = await connect('ark', {
      account: { endpoints: { 'ep-1': two }, endpointsOnly: true, notActivated: ['ep-2'] },
    });
    const body = { content: [text] };
    expect(await refusalIn(await post({ ...body, model: two }))).toContain(
      'InvalidEndpointOrModel.ModelIDAccessDisabled',
    );
    expect(await refusalIn(await post({ ...body, model: 'ep-9' }))).toContain(
      'InvalidEndpointOrModel.NotFound',
    );
    expect((await post({ ...body, model: 'ep-1' })).status).toBe(200);
    await expect(provider.generate({ model: two, prompt: 'x' })).rejects.toMatchObject({
      code: 'authentication',
    });
    const { apiKey = '' } = simulator.settingsFor('seedance', 'modelark') ?? {};
    const { baseUrl = '' } = simulator.settingsFor('seedance', 'ark') ?? {};
    const foreign = createSeedance({ api: 'ark', baseUrl, apiKey });
    await expect(foreign.generate({ model: two, prompt: 'x' })).rejects.toMatchObject({ code: 'not-found' });
    const endpoint = createSeedance({ api: 'ark', baseUrl, apiKey: 'sk-other' });
    await expect(endpoint.generate({ model: two, prompt: 'x' })).rejects.toMatchObject({
      code: 'authentication',
    });
  });

  it('has no models that the vendor has ended, unless it is told to serve them', async () => {
    const request = { model: 'doubao-seedance-1-5-pro-251215', prompt: 'a boat' };
    await expect((await connect('ark')).provider.generate(request)).rejects.toMatchObject({
      code: 'not-found',
    });
    const served = await connect('ark', { retired: 'served' });
    expect(await served.provider.generate(request)).toMatchObject({ status: 'queued' });
  });
});

describe('a delete', () => {
  it('stops what waits, refuses what runs, and erases what has ended for good', async () => {
    const { post, call, simulator } = await connect('ark');
    const remove = (id: string) => call(`${tasks}/${id}`, { method: 'DELETE' });
    const body = { model: two, content: [text] };
    const waiting = await idIn(await post(body));
    expect(await jsonOf(await remove(waiting))).toEqual({});
    expect(await jsonOf(await call(`${tasks}/${waiting}`))).toMatchObject({ status: 'cancelled' });
    expect(await refusalIn(await remove(waiting))).toContain('InvalidAction');
    const running = await idIn(await post(body));
    simulator.advance(5);
    expect(await refusalIn(await remove(running))).toEqual([409, 'InvalidAction.RunningTaskDeletion', '']);
    simulator.advance(60);
    expect((await remove(running)).status).toBe(200);
    expect((await call(`${tasks}/${running}`)).status).toBe(404);
    simulator.advance(86_400);
    expect((await call(`${tasks}/${waiting}`)).status).toBe(404);
  });
});

describe('the list', () => {
  const list = z.object({
    total: z.number(),
    items: z.array(z.object({ id: z.string(), status: z.string() })),
  });

  it('has the tasks of the key, the newest first, and flex only where it is asked for', async () => {
    const { post, call, simulator } = await connect('ark');
    const listed = async (query = '') => {
      const { total, items } = z.parse(list, await jsonOf(await call(`${tasks}${query}`)));
      return [total, ...items.map(({ id }) => id)];
    };
    const older = { model: 'doubao-seedance-1-0-pro-250528', content: [text] };
    const a = await idIn(await post({ model: two, content: [text] }));
    const b = await idIn(await post(older));
    const flex = await idIn(await post({ ...older, service_tier: 'flex' }));
    expect(flex).toMatch(/^cgt-batch-\d{14}-[a-z0-9]{5}$/);
    expect(await listed()).toEqual([2, b, a]);
    expect(await listed('?page_num=2&page_size=1')).toEqual([2, a]);
    expect(await listed('?filter.service_tier=flex')).toEqual([1, flex]);
    expect(await listed(`?filter.task_ids=${a}&filter.task_ids=${b}`)).toEqual([2, b, a]);
    expect(await listed(`?filter.model=${two}&filter.status=queued`)).toEqual([1, a]);
    simulator.advance(7 * 86_400 + 1);
    expect(await listed()).toEqual([0]);
  });

  it('is answered once a second where the account is limited', async () => {
    const { call, simulator } = await connect('ark', { account: { listsPerSecond: 1 } });
    expect((await call(tasks)).status).toBe(200);
    expect(await refusalIn(await call(tasks))).toContain(429);
    simulator.advance(1);
    expect((await call(tasks)).status).toBe(200);
  });
});

describe('a task', () => {
  /** Of 16:9, as the notes have them. */
  const measured = [
    ['720p', 4, newest, 87_300],
    ['720p', 5, newest, 108_900],
    ['720p', 30, newest, 648_900],
    ['480p', 4, newest, 38_830],
    ['480p', 5, newest, 48_437],
    ['480p', 4, two, 40_594],
    ['480p', 5, two, 50_638],
    ['1080p', 4, two, 196_425],
    ['1080p', 5, 'doubao-seedance-1-0-pro-250528', 246_840],
  ] as const;

  it.each(measured)(
    'of %s and %d s by %s uses the tokens that were measured',
    async (resolution, duration, model, tokens) => {
      const { post, simulator, call } = await connect('ark', { account: { numbersAsText: true } });
      const id = await idIn(await post({ model, content: [text], resolution, duration, ratio: '16:9' }));
      const before = await jsonOf(await call(`${tasks}/${id}`));
      expect(before).not.toHaveProperty('usage');
      simulator.advance(60);
      expect(await jsonOf(await call(`${tasks}/${id}`))).toMatchObject({
        status: 'succeeded',
        usage: { completion_tokens: String(tokens) },
      });
    },
  );

  it('expires where it has not ended in its time', async () => {
    const { provider, simulator, post } = await connect('ark', { seconds: { running: 5000 } });
    const id = await idIn(await post({ model: two, content: [text], execution_expires_after: 3600 }));
    simulator.advance(6000);
    const task = { provider: 'seedance', api: 'ark', model: two, id, status: 'queued' } as const;
    expect(await provider.query(task)).toMatchObject({ status: 'failed', failure: { reason: 'expired' } });
  });

  it('goes on in a simulator that is started again with the same memory, stopped ones as stopped', async () => {
    const entries = new Map<string, Map<string, unknown>>();
    const memory = {
      read: (kind: string) => [...(entries.get(kind) ?? [])],
      write(kind: string, key: string, value: unknown) {
        entries.set(kind, (entries.get(kind) ?? new Map()).set(key, structuredClone(value)));
      },
    };
    const first = await connect('ark', { memory });
    const task = await first.provider.generate({ prompt: 'a boat' });
    await first.provider.cancel?.(task);
    const again = await connect('ark', { memory });
    expect(await again.provider.query(task)).toMatchObject({ status: 'canceled' });
  });
});
