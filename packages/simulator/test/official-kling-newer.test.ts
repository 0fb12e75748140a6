import { describe, expect, it } from 'vitest';
import { type SimulatorOptions, startSimulator } from '../src/index.ts';
import { gateway } from './gateway.ts';

const image = 'https://example.com/a.png';
const clip = 'https://example.com/a.mp4';
const [text, frames, omni, motion] = [
  '/text-to-video/kling-3.0',
  '/image-to-video/kling-3.0',
  '/omni-video/kling-3.0-omni',
  '/motion-control/kling-3.0',
];
const hook = 'https://hooks.example.com/kling';
const options = (external_task_id: string) => ({ options: { external_task_id } });
const prompt = (words: string) => ({ type: 'prompt', text: words });
const first = { type: 'first_frame', url: image };
const last = { type: 'last_frame', url: image };
const refer = (id: string) => ({ type: 'refer_image', url: image, id });
const element = (id: string) => ({ type: 'element', element_id: '81', id });
const feature = { type: 'feature_video', url: clip, id: 'video_1' };
const base = { type: 'base_video', url: clip, id: 'video_1' };
const danced = { type: 'video', url: clip };
const looks = { type: 'image', url: image };
const many = (count: number, item: (id: string) => object) =>
  Array.from({ length: count }, (_, index) => item(`name-${index}`));

/** Ids in the order in which they stand in an answer. */
const idsIn = (json: unknown) =>
  Array.from(JSON.stringify(json).matchAll(/"id":"(\d{18})","status"/g), ([, id]) => id);

describe('Kling’s newer generation', () => {
  it('walks submitted, processing, succeeded, and says what it took', async () => {
    const { simulator, get, post, task } = await gateway();
    const body = { prompt: 'a fox', settings: { duration: 8, audio: 'native' }, ...options('shot-1') };
    const submitted = await post(text, body);
    const { id, createdAt } = task();
    const envelope = { code: 0, message: 'SUCCEED', request_id: expect.any(String) };
    const head = { id, create_time: createdAt, external_id: 'shot-1' };
    expect(submitted).toEqual({
      status: 200,
      json: { ...envelope, data: { ...head, status: 'submitted', update_time: createdAt } },
    });
    expect(task()).toMatchObject({ model: 'kling-3.0', kind: 'text-to-video', cost: { amount: 7.2 }, body });
    simulator.advance(2);
    expect(await get(`/tasks?task_ids=${id}`)).toMatchObject({
      json: { data: [{ status: 'processing', outputs: [], billing: [], message: '' }] },
    });
    simulator.advance(18);
    expect((await get(`/tasks?external_task_ids=shot-1`)).json).toEqual({
      ...envelope,
      data: [
        {
          ...head,
          status: 'succeeded',
          message: '',
          update_time: createdAt + 20_000,
          outputs: [
            {
              type: 'video',
              id: expect.stringMatching(/^\d{18}$/),
              url: expect.stringContaining('/clips/kling-16x9-8s.mp4'),
              watermark_url: '',
              duration: '8.0',
            },
          ],
          billing: [{ charge_type: 'unit', package_type: 'video', amount: '7.2' }],
        },
      ],
    });
  });

  it('tells a failure in the task, and takes nothing for it', async () => {
    const { simulator, get, post, task } = await gateway({ outcome: () => ({ failed: 'risk control' }) });
    await post(text, { prompt: 'x' });
    simulator.advance(20);
    expect(await get(`/tasks?task_ids=${task().id}`)).toMatchObject({
      json: {
        message: 'SUCCEED',
        data: [{ status: 'failed', message: 'risk control', outputs: [], billing: [] }],
      },
    });
  });

  it.each<[string, string, object, number]>([
    ['sound that is always made', '/text-to-video/kling-3.0-turbo', { prompt: 'x' }, 4],
    ['4k', text, { prompt: 'x', settings: { resolution: '4k' } }, 15],
    ['a frame', frames, { contents: [prompt('x'), first], settings: { resolution: '1080p' } }, 4],
    ['pictures', omni, { contents: [prompt('x'), refer('a')], settings: { audio: 'native' } }, 4],
    ['a clip', omni, { contents: [prompt('x'), feature] }, 4.5],
    ['a clip in 4k', omni, { contents: [prompt('x'), base], settings: { resolution: '4k' } }, 15],
    ['pure text of O1', '/omni-video/kling-o1', { contents: [prompt('x')], settings: { duration: 10 } }, 6],
    ['a movement', motion, { contents: [looks, danced], settings: { character_orientation: 'image' } }, 4.5],
    [
      'voices',
      '/image-to-video/kling-2.6',
      {
        contents: [first, { type: 'voice', voice_id: 'v', id: 'voice_1' }],
        settings: { resolution: '1080p', audio: 'native' },
      },
      6,
    ],
  ])('takes %s', async (_what, path, body, units) => {
    const { post, task } = await gateway();
    expect(await post(path, body)).toMatchObject({ status: 200, json: { code: 0 } });
    expect(task().cost).toEqual({ amount: units, unit: 'unit' });
  });

  const set = (settings: object, ...contents: readonly object[]) => ({
    contents: [prompt('x'), ...contents],
    settings,
  });
  it.each<[string, string, object]>([
    ['no words', text, {}],
    ['empty words', text, { prompt: '' }],
    ['words beside contents', text, { prompt: 'x', contents: [prompt('x')] }],
    ['too many words', '/text-to-video/kling-2.6', { prompt: 'x'.repeat(2501) }],
    ['a length as text', text, { prompt: 'x', settings: { duration: '5' } }],
    ['a fraction', text, { prompt: 'x', settings: { duration: 5.5 } }],
    ['a length that 2.6 has not', '/text-to-video/kling-2.6', { prompt: 'x', settings: { duration: 7 } }],
    ['an unknown setting', text, { prompt: 'x', settings: { mode: 'pro' } }],
    ['an option of the legacy routes', text, { prompt: 'x', external_task_id: 'a' }],
    ['4k of 3.0 Turbo', '/text-to-video/kling-3.0-turbo', { prompt: 'x', settings: { resolution: '4k' } }],
    [
      'a word on the sound of 3.0 Turbo',
      '/text-to-video/kling-3.0-turbo',
      { prompt: 'x', settings: { audio: 'off' } },
    ],
    ['no frame', frames, set({})],
    ['two first frames', frames, set({}, first, first)],
    ['a ratio beside a frame', frames, set({ aspect_ratio: '16:9' }, first)],
    ['four elements', frames, set({}, first, ...many(4, element))],
    [
      'a picture with a data: prefix',
      frames,
      set({}, { type: 'first_frame', url: 'data:image/png;base64,AA' }),
    ],
    ['a clip as base64', omni, set({}, { ...base, url: 'AAAA' })],
    ['eight pictures', omni, set({}, ...many(8, refer))],
    ['eight pictures and elements', omni, set({}, ...many(4, refer), ...many(4, (id) => element(`e-${id}`)))],
    ['five beside a clip', omni, set({}, base, ...many(5, refer))],
    ['two clips', omni, set({}, base, { ...feature, id: 'video_2' })],
    ['frames to edit', omni, set({}, base, first)],
    ['native sound beside a clip to edit', omni, set({ audio: 'native' }, base)],
    ['the sound of a clip for style', omni, set({ audio: 'original' }, feature)],
    ['one shot of a clip for style', omni, set({ multi_shot: false }, feature)],
    ['an id that begins another', omni, set({}, refer('a'), refer('ab'))],
    ['7 s of pure text of O1', '/omni-video/kling-o1', set({ duration: 7 })],
    ['a last frame beside pictures of O1', '/omni-video/kling-o1', set({}, first, last, refer('a'))],
    ['sound in 720p', '/text-to-video/kling-2.6', { prompt: 'x', settings: { audio: 'native' } }],
    ['a last frame in 720p', '/image-to-video/kling-2.5-turbo', { contents: [first, last] }],
    ['no word on the facing', motion, { contents: [looks, danced] }],
    ['shots that do not fill the video', text, { prompt: 'shot 1, 3, a; shot 2, 3, b;' }],
  ])('refuses %s, and makes nothing', async (_what, path, body) => {
    const { simulator, post } = await gateway();
    expect(await post(path, body)).toMatchObject({ status: 400, json: { code: 1201 } });
    expect(simulator.tasks).toEqual([]);
  });

  it('knows a model by its own route only', async () => {
    const { post, get } = await gateway();
    const unknown = { status: 404, json: { code: 1203 } };
    for (const path of ['/text-to-video/kling-v3', '/text-to-video/kling-o1', '/image-to-video/kling-4.0'])
      expect(await post(path, { prompt: 'x' })).toMatchObject(unknown);
    expect(await get(text)).toMatchObject({ status: 404, json: { code: 1202 } });
    expect(await post('/text-to-video', {})).toMatchObject({ status: 404, json: { error: 'Not Found' } });
  });

  it('has one name space, one pack and its slots beside the legacy generation', async () => {
    const { simulator, post } = await gateway({ officialKling: { parallel: 1, units: 3 } });
    await post('/v1/videos/text2video', { model_name: 'kling-v3', prompt: 'x', external_task_id: 'shot-1' });
    expect(await post(text, { prompt: 'x', ...options('shot-1') })).toMatchObject({
      status: 400,
      json: { code: 1201, message: 'External_task_id shot-1 already exists' },
    });
    expect(await post(text, { prompt: 'x' })).toMatchObject({ status: 200 });
    expect(await post(text, { prompt: 'x' })).toMatchObject({ status: 429, json: { code: 1303 } });
    simulator.advance(60);
    expect(await post(text, { prompt: 'x' })).toMatchObject({ status: 429, json: { code: 1102 } });
    expect(simulator.tasks).toHaveLength(2);
  });

  it('opens to an api key alone', async () => {
    const { get, post } = await gateway();
    for (const path of [text, '/tasks'])
      for (const [Authorization, code] of [
        ['Bearer a.b.c', 1002],
        ['Bearer garbage', 1002],
        ['', 1001],
      ] as const)
        expect(await post(path, {}, { headers: { Authorization } })).toMatchObject({
          status: 401,
          json: { code },
        });
    const { json } = await get('/tasks?task_ids=1', { headers: { Authorization: 'Bearer garbage' } });
    expect(json).toEqual({ code: 1002, message: expect.stringContaining('does not support AK/SK') });
  });
});

describe('GET /tasks', () => {
  async function three(simulatorOptions: SimulatorOptions = {}) {
    const account = await gateway(simulatorOptions);
    await account.post(text, { prompt: 'a', ...options('a') });
    await account.post('/v1/videos/text2video', {
      model_name: 'kling-v3',
      prompt: 'b',
      external_task_id: 'b',
    });
    await account.post(text, { prompt: 'c', ...options('c') });
    const [a = '', b = '', c = ''] = account.simulator.tasks.map(({ id }) => id);
    return { ...account, ids: { a, b, c } };
  }

  it('tells of both generations, in an order of its own, and of no id that it does not know', async () => {
    const { simulator, get, ids } = await three();
    simulator.advance(60);
    const { json } = await get(`/tasks?task_ids=${ids.a},900000000000000404,${ids.b},${ids.c}`);
    expect(idsIn(json)).toEqual([ids.c, ids.b, ids.a]);
    expect(json).toMatchObject({ data: [{}, { external_id: 'b', billing: [{ amount: '3' }] }, {}] });
    expect((await get('/tasks?external_task_ids=a,b,nobody')).json).toMatchObject({
      data: [{ id: ids.b }, { id: ids.a }],
    });
    expect((await get('/tasks?task_ids=1,2')).json).toMatchObject({ code: 0, data: [] });
  });

  it('takes up to 20 ids, of one kind', async () => {
    const { get } = await three();
    const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1).join(',');
    expect(await get(`/tasks?task_ids=${ids(20)}`)).toMatchObject({ status: 200, json: { data: [] } });
    expect(await get(`/tasks?task_ids=${ids(21)}`)).toMatchObject({
      status: 400,
      json: { code: 1201, message: 'task_ids and external_task_ids cannot exceed 20 in total' },
    });
    expect(await get('/tasks')).toMatchObject({
      status: 400,
      json: { code: 1201, message: 'task_ids or external_task_ids is required' },
    });
    expect(await get('/tasks?task_ids=1&external_task_ids=a')).toMatchObject({ json: { code: 1201 } });
  });

  it('lets the fault of one task be its own, among others', async () => {
    const { simulator, get, ids } = await three();
    simulator.advance(60);
    simulator.fault({ on: 'poll', kind: 'unknown-status', task: ids.a });
    simulator.fault({ on: 'poll', kind: 'task-not-exist', task: ids.b });
    const asked = `/tasks?task_ids=${ids.a},${ids.b},${ids.c}`;
    expect((await get(asked)).json).toMatchObject({
      data: [
        { id: ids.c, status: 'succeeded' },
        { id: ids.a, status: 'reviewing' },
      ],
    });
    simulator.fault({ on: 'poll', kind: 'rate-limited', task: ids.c });
    expect(await get(asked)).toMatchObject({ status: 429, json: { code: 1302 } });
    expect(idsIn((await get(asked)).json)).toHaveLength(3);
  });

  it('has no such task where a fault says so of the only one', async () => {
    const { simulator, get, ids } = await three();
    simulator.fault({ on: 'poll', kind: 'task-not-exist' });
    expect(await get(`/tasks?task_ids=${ids.a}`)).toMatchObject({ status: 200, json: { data: [] } });
    simulator.fault({ on: 'poll', kind: 'list-other-first' });
    const { json } = await get(`/tasks?task_ids=${ids.a}`);
    expect(json).toMatchObject({ data: [{ status: 'succeeded' }, { id: ids.a, status: 'submitted' }] });
  });
});

describe('POST /tasks', () => {
  it('lists what was made, a page after the other', async () => {
    const { simulator, post } = await gateway();
    for (const words of ['a', 'b', 'c', 'd']) await post(text, { prompt: words });
    await post('/v1/videos/text2video', { model_name: 'kling-v3', prompt: 'e' });
    const ids = simulator.tasks.map(({ id }) => id).toReversed();
    const firstPage = await post('/tasks', { limit: 3 });
    expect(idsIn(firstPage.json)).toEqual(ids.slice(0, 3));
    expect(firstPage).toMatchObject({ json: { data: { count: 3, has_more: true } } });
    const [, cursor] = /"next_cursor":"([^"]+)"/.exec(JSON.stringify(firstPage.json)) ?? [];
    const secondPage = await post('/tasks', { cursor, limit: 3, start_time: 0 });
    expect(idsIn(secondPage.json)).toEqual(ids.slice(3));
    expect(secondPage).toMatchObject({ json: { data: { count: 2, has_more: false, next_cursor: '' } } });
  });

  it('asks for times and words', async () => {
    const { simulator, post, task } = await gateway();
    await post(text, { prompt: 'a' });
    const { id, createdAt } = task();
    simulator.advance(60);
    await post(text, { prompt: 'b' });
    const made = async (body: object) => idsIn((await post('/tasks', body)).json);
    expect(await made({ filters: [{ key: 'status', values: ['succeeded'] }] })).toEqual([id]);
    expect(await made({ filters: [{ key: 'product_type', values: ['image'] }] })).toEqual([]);
    expect(await made({ end_time: String(createdAt) })).toEqual([id]);
    expect(await made({ start_time: createdAt + 1, end_time: createdAt + 2 })).toEqual([]);
    for (const wrong of [{ limit: 501 }, { cursor: '?' }, { filters: [{ key: 'model', values: ['x'] }] }])
      expect(await post('/tasks', wrong)).toMatchObject({ status: 400, json: { code: 1201 } });
  });
});

describe('a callback of the newer generation', () => {
  it('is the bare task in its own shape', async () => {
    const posts: unknown[] = [];
    const { simulator, post, task } = await gateway({
      deliver: async (request) => {
        posts.push(await request.json());
        return new Response();
      },
    });
    await post(text, { prompt: 'x', options: { callback_url: hook, external_task_id: 'shot-1' } });
    simulator.advance(60);
    await simulator.callbacksSettled();
    const { id } = task();
    expect(posts).toMatchObject([
      { id, status: 'processing', external_id: 'shot-1', outputs: [] },
      { id, status: 'succeeded', outputs: [{ type: 'video' }], billing: [{ amount: '3' }] },
    ]);
  });
});

it('remembers what was made before the simulator was closed', async () => {
  const written = new Map<string, Map<string, unknown>>();
  const memory = {
    read: (kind: string) => [...(written.get(kind) ?? [])],
    write: (kind: string, key: string, value: unknown) =>
      void written.set(kind, (written.get(kind) ?? new Map<string, unknown>()).set(key, value)),
  };
  const run = async (call: (url: string, apiKey: string) => Promise<Response>) => {
    const simulator = await startSimulator({ speed: 0, memory });
    try {
      const response = await call(simulator.url, simulator.apiKey);
      return { status: response.status, json: await response.json() };
    } finally {
      await simulator.close();
    }
  };
  const submit = (url: string, apiKey: string) =>
    fetch(`${url}${text}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ prompt: 'x', ...options('shot-1') }),
    });
  expect(await run(submit)).toMatchObject({ status: 200 });
  expect(await run(submit)).toMatchObject({
    status: 400,
    json: { message: 'External_task_id shot-1 already exists' },
  });
  const look = (url: string, apiKey: string) =>
    fetch(`${url}/tasks?external_task_ids=shot-1`, { headers: { Authorization: `Bearer ${apiKey}` } });
  expect(await run(look)).toMatchObject({ json: { data: [{ external_id: 'shot-1' }] } });
});
