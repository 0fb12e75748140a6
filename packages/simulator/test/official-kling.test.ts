import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { SimulatorOptions } from '../src/index.ts';
import { gateway } from './gateway.ts';

const path = '/v1/videos/text2video';
const pictures = '/v1/videos/image2video';
const several = '/v1/videos/multi-image2video';
const text = { model_name: 'kling-v2-6', prompt: 'a tram at night', mode: 'pro', duration: '10' };
const picture = { model_name: 'kling-v2-6', image: 'https://example.com/pier.jpg' };
const image = 'https://example.com/a.png';
const extend = '/v1/videos/video-extend';
const v3 = { model_name: 'kling-v3', prompt: 'a tram at night' };
const voices = { voice_list: [{ voice_id: 'v-1' }] };
const shots = (...durations: string[]) => ({
  model_name: 'kling-v3',
  multi_shot: true,
  shot_type: 'customize',
  multi_prompt: durations.map((duration, at) => ({ index: at + 1, prompt: 'a tram', duration })),
});

/** With the models of before September 2026, whose pages are the fullest. */
const official = (options: SimulatorOptions = {}) => gateway({ retired: 'served', ...options });

describe('Kling’s own api', () => {
  it('walks submitted, processing, succeed, and says what it took', async () => {
    const { simulator, get, post, task } = await official();
    const submitted = await post(path, { ...text, sound: 'on', external_task_id: 'shot-1' });
    const { id, createdAt } = task();
    expect(id).toMatch(/^[1-9]\d{17}$/);
    const envelope = { code: 0, message: 'SUCCEED', request_id: expect.any(String) };
    const head = { task_id: id, task_info: { external_task_id: 'shot-1' }, created_at: createdAt };
    expect(submitted).toEqual({
      status: 200,
      json: { ...envelope, data: { ...head, task_status: 'submitted', updated_at: createdAt } },
    });
    expect(simulator.tasks).toMatchObject([{ service: 'kling', model: 'kling-v2-6', kind: 'text2video' }]);
    simulator.advance(2);
    expect(await get(`${path}/${id}`)).toMatchObject({
      json: { data: { task_status: 'processing', task_status_msg: '', task_result: {} } },
    });
    simulator.advance(18);
    const done = await get(`${path}/${id}`);
    expect(done.json).toEqual({
      ...envelope,
      data: {
        ...head,
        task_status: 'succeed',
        task_status_msg: '',
        updated_at: createdAt + 20_000,
        watermark_info: { enabled: false },
        final_unit_deduction: '10',
        task_result: {
          videos: [
            {
              id: expect.stringMatching(/^\d{18}$/),
              url: expect.stringContaining('/clips/kling-16x9-10s.mp4'),
              duration: '10.000',
            },
          ],
        },
      },
    });
    const byOurs = await get(`${path}/shot-1`);
    expect(byOurs.json).toMatchObject({ data: { task_id: id, task_status: 'succeed' } });
  });

  it('says SUCCEED about a task that failed, and takes nothing for it', async () => {
    const { simulator, get, post, task } = await official({
      outcome: () => ({ failed: 'Image pixel is invalid' }),
    });
    await post(pictures, picture);
    simulator.advance(20);
    const { status, json } = await get(`${pictures}/${task().id}`);
    expect({ status, json }).toMatchObject({
      status: 200,
      json: {
        code: 0,
        message: 'SUCCEED',
        data: { task_status: 'failed', task_status_msg: 'Image pixel is invalid', task_result: {} },
      },
    });
    expect(JSON.stringify(json)).not.toContain('final_unit_deduction');
  });

  it('lists what was made, the latest first, a page at a time', async () => {
    const { simulator, get, post } = await official();
    expect(await get(path)).toMatchObject({ status: 200, json: { code: 0, data: [] } });
    for (const prompt of ['a', 'b', 'c']) await post(path, { ...text, prompt, external_task_id: prompt });
    await post(pictures, picture);
    const [a, b, c] = simulator.tasks.map(({ id }) => ({ task_id: id }));
    expect(await get(path)).toMatchObject({ json: { data: [c, b, a] } });
    expect(await get(`${path}?pageNum=2&pageSize=2`)).toMatchObject({ json: { data: [a] } });
    expect(await get(`${path}?pageNum=0`)).toMatchObject({ status: 400, json: { code: 1201 } });
  });

  it('knows a task by its own kind only', async () => {
    const { get, post, task } = await official();
    await post(pictures, picture);
    const missing = (id: string) => ({
      status: 400,
      json: {
        code: 1201,
        message: `Task not found by id/external id: ${id}`,
        request_id: expect.any(String),
      },
    });
    expect(await get(`${path}/${task().id}`)).toEqual(missing(task().id));
    for (const id of ['900000000000000404', 'shot-9'])
      expect(await get(`${pictures}/${id}`)).toEqual(missing(id));
  });

  it.each([
    '/account/nothing',
    '/v1/images/generations',
    '/v1/general/presets-voices',
    '/text-to-video/kling-3.0/1',
  ])('has nothing at %s, and says so in its own way', async (unknown) => {
    const { get } = await official();
    expect(await get(unknown)).toMatchObject({ status: 404, json: { status: 404, error: 'Not Found' } });
  });

  it('answers a wrong method with its number for that', async () => {
    const { get } = await official();
    expect(await get(path, { method: 'DELETE' })).toMatchObject({ status: 404, json: { code: 1202 } });
  });

  it('answers a wrong path as its framework does', async () => {
    const { get } = await official();
    const { status, json } = await get('/v1/videos/unknown');
    expect({ status, json }).toEqual({
      status: 404,
      json: {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+0000$/),
        status: 404,
        error: 'Not Found',
        message: 'No message available',
        path: '/v1/videos/unknown',
      },
    });
  });
});

describe('who may come in', () => {
  const keys = { accessKey: 'ak-local-demo', secretKey: 'sk-local-demo-secret' };
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const good = { iss: keys.accessKey, exp: now + 1800, nbf: now - 5 };
  const jwt = (payload: object, { alg = 'HS256', secret = keys.secretKey } = {}) => {
    const unsigned = `${base64({ alg, typ: 'JWT' })}.${base64(payload)}`;
    return `Bearer ${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
  };
  /** Of the wire notes; it has long been over. */
  const vector =
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhay1sb2NhbC1kZW1vIiwiZXhwIjoxNzkwMDAxODAwLCJuYmYiOjE3ODk5OTk5OTV9.k-G7Yh3Y1O2ZvejutFbTD5i5rcdtC7qnBarHM7WJJus';
  const ask = async (authorization: string | undefined) => {
    const { simulator } = await official({ officialKling: keys });
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    const response = await fetch(simulator.url + path, { headers });
    const json: unknown = await response.json();
    return { status: response.status, json };
  };

  it('takes the api key, and a token that the pair signed', async () => {
    expect((await ask('Bearer sk-simulator')).status).toBe(200);
    expect((await ask(jwt(good))).status).toBe(200);
  });

  it('makes the token of the wire notes', () => {
    const payload = { iss: keys.accessKey, exp: 1790001800, nbf: 1789999995 };
    expect(jwt(payload)).toBe(`Bearer ${vector}`);
  });

  it.each([
    ['nothing', undefined, 1001],
    ['an unknown key', 'Bearer nobody', 1002],
    ['no bearer', 'sk-simulator', 1002],
    ['another secret', jwt(good, { secret: 'other' }), 1002],
    ['another access key', jwt({ ...good, iss: 'other' }), 1002],
    ['another algorithm', jwt(good, { alg: 'none' }), 1002],
    ['a payload that is no JSON', 'Bearer a.b.c', 1002],
    ['a token of the future', jwt({ ...good, nbf: now + 600 }), 1003],
    ['a token that is over', jwt({ ...good, exp: now - 600 }), 1004],
  ])('refuses %s, without a request id', async (_what, authorization, code) => {
    expect(await ask(authorization)).toEqual({
      status: 401,
      json: { code, message: expect.any(String) },
    });
  });
});

const camera = { camera_control: { type: 'simple', config: { zoom: 1 } } };
const preset = { camera_control: { type: 'forward_up' } };

describe('what Kling refuses', () => {
  it.each<[string, object, number, number]>([
    [path, { ...text, prompt: undefined }, 400, 1201],
    [path, { ...text, mode: 'ultra' }, 400, 1201],
    [path, { ...text, duration: 5 }, 400, 1201],
    [path, { ...text, duration: '7' }, 400, 1201],
    [path, { ...text, model_name: 'kling-v9' }, 404, 1203],
    [path, { ...text, mode: 'std', sound: 'on' }, 400, 1201],
    [path, { ...text, cfg_scale: 0.5 }, 400, 1201],
    [path, { ...text, ...camera }, 400, 1201],
    [path, { ...text, model_name: 'kling-v2-1' }, 400, 1201],
    [path, { prompt: 'x', duration: '10', ...camera }, 400, 1201],
    [pictures, { ...picture, image_tail: image }, 400, 1201],
    [pictures, { ...picture, mode: 'pro', image_tail: image, sound: 'on' }, 400, 1201],
    [pictures, { ...picture, static_mask: image }, 400, 1201],
    [pictures, { ...picture, model_name: 'kling-v1', ...camera }, 400, 1201],
    [pictures, { ...picture, model_name: 'kling-v1-5', mode: 'pro', ...preset }, 400, 1201],
    [pictures, { image_tail: image, model_name: 'kling-v2-6', mode: 'pro' }, 400, 1201],
    [several, { prompt: 'x', image_list: [] }, 400, 1201],
    [several, { prompt: 'x', image_list: Array.from({ length: 5 }, () => ({ image })) }, 400, 1201],
    [several, { prompt: 'x', image_list: [{ image }], model_name: 'kling-v2-6' }, 400, 1201],
    [path, [], 400, 1200],
    [path, { ...text, mode: '4k' }, 400, 1201],
    [path, { ...v3, mode: '4K' }, 400, 1201],
    [path, { ...text, ...voices }, 400, 1201],
    [path, { ...text, mode: 'std', sound: 'on', ...voices }, 400, 1201],
    [path, { ...text, model_name: 'kling-v2-5-turbo', ...voices }, 400, 1201],
    [
      path,
      { ...v3, sound: 'on', voice_list: Array.from({ length: 3 }, () => ({ voice_id: 'v' })) },
      400,
      1201,
    ],
    [path, { ...v3, element_list: [{ element_id: 1 }] }, 400, 1201],
    [pictures, { ...picture, element_list: [{ element_id: 1 }] }, 400, 1201],
    [pictures, { ...v3, image, element_list: [{ element_id: '1' }] }, 400, 1201],
    [pictures, { ...v3, image, sound: 'on', ...voices, element_list: [{ element_id: 1 }] }, 400, 1201],
    [pictures, { model_name: 'kling-v3', image }, 400, 1201],
    [path, { ...text, multi_shot: true, shot_type: 'intelligence' }, 400, 1201],
    [path, { ...v3, multi_shot: true }, 400, 1201],
    [path, { ...v3, shot_type: 'intelligence' }, 400, 1201],
    [path, { model_name: 'kling-v3', multi_shot: true, shot_type: 'intelligence' }, 400, 1201],
    [path, { model_name: 'kling-v3', multi_shot: true, shot_type: 'customize' }, 400, 1201],
    [path, { ...shots('5'), shot_type: 'intelligence', prompt: 'x' }, 400, 1201],
    [path, shots('2', '2'), 400, 1201],
    [path, shots('5', '0'), 400, 1201],
    [path, { ...shots('8', '8'), duration: '16' }, 400, 1201],
    [path, shots('1', '1', '1', '1', '1', '1', '1'), 400, 1201],
    [path, { ...text, static_mask: image }, 400, 1201],
    [several, { prompt: 'x', image_list: [{ image }], cfg_scale: 0.5 }, 400, 1201],
    [extend, {}, 400, 1201],
    [extend, { video_id: 'nobody’s' }, 400, 1201],
  ])('%s %j', async (route, body, status, code) => {
    const { simulator, post } = await official();
    const answer = await post(route, body);
    expect(answer).toMatchObject({ status, json: { code, request_id: expect.any(String) } });
    expect(simulator.tasks).toHaveLength(0);
  });

  it.each<[string, object]>([
    [path, { prompt: 'x', ...camera }],
    [path, { prompt: 'x', ...preset }],
    [pictures, { ...picture, model_name: 'kling-v1-5', mode: 'pro', ...camera }],
    [pictures, { ...picture, model_name: 'kling-v1', static_mask: image, mode: 'pro' }],
    [pictures, { image_tail: image, model_name: 'kling-v1-6', mode: 'pro' }],
    [path, { prompt: 'x', model_name: 'kling-v3', duration: '15', mode: '4k', sound: 'on' }],
    [several, { prompt: 'x', image_list: [{ image }] }],
    [path, { ...text, sound: 'on', ...voices }],
    [path, { ...text, multi_shot: false }],
    [pictures, { ...v3, image, sound: 'on', element_list: [{ element_id: 1 }] }],
    [path, { ...v3, multi_shot: true, shot_type: 'intelligence' }],
    [path, shots('4', '1')],
    [pictures, { ...shots('1', '2'), image, duration: '3', mode: '4k' }],
  ])('but not %s %j', async (route, body) => {
    const { post } = await official();
    expect(await post(route, body)).toMatchObject({ status: 200, json: { code: 0 } });
  });

  it('names the field in its own words', async () => {
    const { post } = await official();
    const { json } = await post(path, { ...text, mode: 'ultra' });
    expect(json).toMatchObject({ message: "mode value 'ultra' is invalid" });
  });

  it('refuses models that have ended, and a request that names none, for the default has ended too', async () => {
    const { simulator, post } = await gateway();
    for (const model of [{ model_name: 'kling-v1-6' }, {}]) {
      expect(await post(path, { prompt: 'x', ...model })).toMatchObject({
        status: 400,
        json: { code: 1201, message: expect.stringMatching(/discontinued.*no longer available/) },
      });
    }
    expect(simulator.tasks).toEqual([]);
    expect(await post(path, text)).toMatchObject({ status: 200 });
    const forgotten = await gateway({ retired: 'unknown' });
    expect(await forgotten.post(path, { prompt: 'x' })).toMatchObject({ status: 404, json: { code: 1203 } });
  });

  it('bears a ratio beside a picture, as nobody saw it refused, unless it is to be strict', async () => {
    const body = { ...picture, aspect_ratio: '16:9' };
    expect(await (await gateway()).post(pictures, body)).toMatchObject({ status: 200 });
    const strict = await gateway({ officialKling: { strict: true } });
    expect(await strict.post(pictures, body)).toMatchObject({ status: 400, json: { code: 1201 } });
  });
});

const answer = z.object({
  data: z.object({
    task_info: z.unknown(),
    final_unit_deduction: z.string(),
    task_result: z.object({
      videos: z.array(z.object({ id: z.string(), url: z.string(), duration: z.string() })),
    }),
  }),
});

describe('making a video longer', () => {
  const source = { model_name: 'kling-v1-6', prompt: 'a balloon', mode: 'pro' };
  /** Lets the last task end; its video, and what was taken for it. */
  async function finished({ simulator, get, task }: Awaited<ReturnType<typeof official>>, route = path) {
    simulator.advance(20);
    const { json } = await get(`${route}/${task().id}`);
    const { data } = answer.parse(json);
    return { video: data.task_result.videos[0], units: data.final_unit_deduction, data };
  }

  it('gives a whole new video, and tells of the one before', async () => {
    const service = await official();
    await service.post(path, source);
    const { video } = await finished(service);
    const body = { video_id: video?.id, prompt: 'it keeps rising', external_task_id: 'longer-1' };
    const submitted = await service.post(extend, body);
    expect(submitted).toMatchObject({
      status: 200,
      json: { data: { task_status: 'submitted', task_info: { external_task_id: 'longer-1' } } },
    });
    const longer = await finished(service, extend);
    expect(longer.units).toBe('3.5');
    expect(longer.video).toMatchObject({ id: expect.stringMatching(/^\d{18}$/), duration: '10.000' });
    expect(longer.video?.id).not.toBe(video?.id);
    expect(longer.data.task_info).toEqual({ external_task_id: 'longer-1', parent_video: video });
    expect(service.task()).toMatchObject({ model: 'kling-v1-6', kind: 'video-extend' });
    expect(await service.get(`${extend}/longer-1`)).toMatchObject({ json: { code: 0 } });
    expect(await service.get(`${path}/${service.task().id}`)).toMatchObject({ json: { code: 1201 } });
  });

  it('waits for the end of the source, and wants one that succeeded', async () => {
    const service = await official({ outcome: () => ({ failed: 'no' }) });
    await service.post(path, source);
    const video_id = String(BigInt(service.task().id) + 1n);
    expect(await service.post(extend, { video_id })).toMatchObject({ json: { code: 1201 } });
    service.simulator.advance(20);
    expect(await service.post(extend, { video_id })).toMatchObject({ json: { code: 1201 } });
    expect(service.simulator.tasks).toHaveLength(1);
  });

  it.each([
    ['kling-v1', 'std', {}, '1'],
    ['kling-v1', 'pro', {}, '3.5'],
    ['kling-v1-6', 'std', { negative_prompt: 'rain', cfg_scale: 0.5 }, '2'],
  ])('of %s in %s costs what its pages say', async (model_name, mode, fields, units) => {
    const service = await official();
    await service.post(path, { ...source, model_name, mode });
    const { video } = await finished(service);
    await service.post(extend, { video_id: video?.id, ...fields });
    expect((await finished(service, extend)).units).toBe(units);
  });

  it.each([{ negative_prompt: 'rain' }, { cfg_scale: 0.5 }])('of kling-v1 takes no %j', async (fields) => {
    const service = await official();
    await service.post(path, { ...source, model_name: 'kling-v1' });
    const { video } = await finished(service);
    expect(await service.post(extend, { video_id: video?.id, ...fields })).toMatchObject({
      status: 400,
      json: { code: 1201 },
    });
  });
});

describe('limits of the pack', () => {
  it.each([
    [{ ...text, duration: '5', sound: 'on', ...voices }, '6'],
    [{ ...v3, sound: 'on', ...voices }, '5.5'],
    [{ ...v3, duration: '10', mode: 'pro', sound: 'on', ...voices }, '14'],
    [{ ...v3, duration: '3', mode: '4k' }, '9'],
    [{ ...shots('4', '3'), duration: '7' }, '4.2'],
  ])('takes for %j what the price list says', async (body, units) => {
    const { simulator, get, post, task } = await official();
    await post(path, body);
    simulator.advance(20);
    const { json } = await get(`${path}/${task().id}`);
    expect(json).toMatchObject({ data: { final_unit_deduction: units } });
  });

  it('takes a reference once in the whole account, and makes no second task', async () => {
    const reference = { external_task_id: 'shot-1' };
    const { simulator, post } = await official();
    expect(await post(path, { ...text, ...reference })).toMatchObject({ status: 200 });
    for (const [route, body] of [
      [path, text],
      [pictures, picture],
    ] as const) {
      expect(await post(route, { ...body, ...reference })).toMatchObject({
        status: 400,
        json: { code: 1201, message: 'External_task_id shot-1 already exists' },
      });
      simulator.advance(3600);
    }
    expect(simulator.tasks).toHaveLength(1);
  });

  it('frees a reference after a failure only where it is told to', async () => {
    const named = { ...text, external_task_id: 'shot-1' };
    for (const [reuseAfterFailure, status] of [
      [false, 400],
      [true, 200],
    ] as const) {
      const outcome = () => ({ failed: 'no' });
      const { simulator, post } = await official({ officialKling: { reuseAfterFailure }, outcome });
      await post(path, named);
      expect(await post(path, named)).toMatchObject({ status: 400 });
      simulator.advance(20);
      expect(await post(path, named)).toMatchObject({ status });
    }
  });

  it('tells what is left in the pack', async () => {
    const { simulator, get, post } = await official({ officialKling: { units: 9 } });
    await post(path, text);
    simulator.advance(20);
    const pack = { total_quantity: 9, remaining_quantity: 4, status: 'online' };
    expect(await get('/account/costs?start_time=0&end_time=1')).toMatchObject({
      json: { code: 0, data: { code: 0, resource_pack_subscribe_infos: [pack] } },
    });
    expect(await get('/account/costs')).toMatchObject({ status: 400, json: { code: 1201 } });
    const { json } = await (await official()).get('/account/costs?start_time=0&end_time=1');
    expect(json).toMatchObject({ data: { code: 0, msg: expect.any(String) } });
    expect(JSON.stringify(json)).not.toContain('resource_pack');
  });

  it('holds so many tasks of one model at a time, and frees a slot at either end', async () => {
    const { simulator, post } = await official({
      officialKling: { parallel: 1 },
      outcome: () => ({ failed: 'no' }),
    });
    expect(await post(path, text)).toMatchObject({ status: 200 });
    expect(await post(path, text)).toMatchObject({
      status: 429,
      json: { code: 1303, message: 'parallel task over resource pack limit' },
    });
    expect(await post(path, { prompt: 'x', model_name: 'kling-v3' })).toMatchObject({ status: 200 });
    simulator.advance(20);
    expect(await post(path, text)).toMatchObject({ status: 200 });
    expect(simulator.tasks).toHaveLength(3);
  });

  it('takes units when a task succeeds, and refuses when none are left', async () => {
    const { simulator, post } = await official({ officialKling: { units: 5 } });
    for (const body of [text, text]) expect(await post(path, body)).toMatchObject({ status: 200 });
    simulator.advance(20);
    expect(await post(path, text)).toMatchObject({ status: 429, json: { code: 1102 } });
  });
});

describe('faults, in Kling’s words', () => {
  it.each([
    [{ on: 'submit', kind: 'rate-limited', retryAfter: 7 }, 429, 1302, 0],
    [{ on: 'submit', kind: 'error', status: 503, body: 'json' }, 503, 5001, 0],
    [{ on: 'submit', kind: 'accepted-error', status: 500, body: 'json' }, 500, 5000, 1],
    [{ on: 'submit', kind: 'error', status: 500, code: '5002' }, 500, 5002, 0],
    [{ on: 'submit', kind: 'accepted-error', status: 520, body: 'json' }, 520, undefined, 1],
    [{ on: 'submit', kind: 'error-with-id', status: 429 }, 429, 5000, 1],
  ] as const)('%j', async (fault, status, code, tasks) => {
    const { simulator, post } = await official({ faults: [fault] });
    const answer = await post(path, text);
    // A status that has no number of Kling's is its servers'.
    expect(answer).toMatchObject({ status, json: code === undefined ? { status, path } : { code } });
    expect(simulator.tasks).toHaveLength(tasks);
    expect(simulator.requests).toMatchObject([{ path, status, fault: fault.kind }]);
  });

  it.each([
    [
      { on: 'poll', kind: 'task-not-exist' },
      400,
      { code: 1201, message: expect.stringMatching(/not found by id/) },
    ],
    [{ on: 'poll', kind: 'unknown-status' }, 200, { data: { task_status: 'reviewing' } }],
    [{ on: 'poll', kind: 'success-without-url' }, 200, { data: { task_result: { videos: [] } } }],
    [{ on: 'poll', kind: 'failed', reason: 'risk control' }, 200, { data: { task_status: 'failed' } }],
  ] as const)('%j', async (fault, status, json) => {
    const { simulator, get, post, task } = await official({ faults: [fault] });
    await post(path, text);
    simulator.advance(20);
    expect(await get(`${path}/${task().id}`)).toMatchObject({ status, json });
  });
});
