import { describe, expect, it } from 'vitest';
import * as z from '@vid/core/zod';
import { errorOf, openWan } from './fixture.ts';

/* What the notes say of the service (wan.md 12), on the wire itself. */

const boat = { model: 'wan3.0-video', input: { prompt: 'a boat' }, parameters: { duration: 5 } };
const made = z.object({ output: z.object({ task_id: z.string() }), request_id: z.string() });
const list = z.object({
  total: z.number(),
  total_page: z.number(),
  data: z.array(z.looseObject({ task_id: z.string(), gmt_create: z.number(), request_id: z.string() })),
});
const media = (...types: readonly string[]) =>
  types.map((type) => ({ type, url: `https://example.com/${type}` }));
const wan3 = (...types: readonly string[]) => ({ model: 'wan3.0-video', input: { media: media(...types) } });
const frames = {
  model: 'wan2.2-kf2v-flash',
  input: { first_frame_url: 'https://example.com/a.png', last_frame_url: 'https://example.com/b.png' },
};

describe('a submit', () => {
  it('without the asynchronous header is refused', async () => {
    const { call, simulator } = await openWan();
    const answer = await call('/services/aigc/video-generation/video-synthesis', boat);
    expect(answer).toMatchObject({ status: 403, json: { code: 'AccessDenied' } });
    expect(simulator.tasks).toEqual([]);
  });

  it('with the key of another region is refused', async () => {
    const { call } = await openWan();
    const headers = { authorization: 'Bearer sk-of-beijing', 'x-dashscope-async': 'enable' };
    const answer = await call('/services/aigc/video-generation/video-synthesis', boat, headers);
    expect(answer).toMatchObject({ status: 401, json: { code: 'InvalidApiKey' } });
  });

  it('has the id of its call in the answer’s head and body, and in the list', async () => {
    const { call, submit } = await openWan();
    const { json, requestId } = await submit(boat);
    const { output, request_id } = made.parse(json);
    expect(requestId).toBe(request_id);
    const listed = list.parse((await call('/tasks/')).json);
    expect(listed.data).toMatchObject([{ task_id: output.task_id, request_id, status: 'PENDING' }]);
  });

  it.each([
    ['first and last frame of Wan 2.2 by the usual route', frames, 'video-generation', 400],
    ['first and last frame of Wan 2.2 by its own', frames, 'image2video', 200],
    ['everything else by that one', boat, 'image2video', 400],
    ['a model that is none', { ...boat, model: 'wan9' }, 'video-generation', 404],
    ['lower case', { ...boat, parameters: { resolution: '720p' } }, 'video-generation', 400],
    ['upper case', { ...boat, parameters: { resolution: '720P' } }, 'video-generation', 200],
    ['an unknown key', { ...boat, parameters: { negative_prompt: 'x' } }, 'video-generation', 400],
    ['a length that the model chooses', { ...boat, parameters: { duration: -1 } }, 'video-generation', 200],
    ['the last frame alone', wan3('last_frame'), 'video-generation', 400],
    ['both frames', wan3('first_frame', 'last_frame'), 'video-generation', 200],
    ['a frame beside a reference', wan3('first_frame', 'reference_image'), 'video-generation', 400],
    [
      'all references',
      wan3('reference_image', 'reference_video', 'reference_audio'),
      'video-generation',
      200,
    ],
    ['eleven pictures', wan3(...Array<string>(11).fill('reference_image')), 'video-generation', 400],
    ['a document and a page', wan3('file', 'link'), 'video-generation', 400],
    ['a document', wan3('file'), 'video-generation', 200],
    ['neither prompt nor media', { ...boat, input: {} }, 'video-generation', 400],
    [
      'a clip as bytes',
      { ...boat, input: { media: [{ type: 'reference_video', url: 'data:video/mp4;base64,AAAA' }] } },
      'video-generation',
      400,
    ],
    [
      'a ratio beside a picture of Wan 2.7',
      { model: 'wan2.7-i2v', input: { media: media('first_frame') }, parameters: { ratio: '16:9' } },
      'video-generation',
      400,
    ],
    [
      'six pictures of Wan 2.7',
      {
        model: 'wan2.7-r2v',
        input: { prompt: 'x', media: media(...Array<string>(6).fill('reference_image')) },
      },
      'video-generation',
      400,
    ],
    [
      'a stored file without the header that resolves it',
      { ...boat, input: { media: [{ type: 'first_frame', url: 'oss://a/b.png' }] } },
      'video-generation',
      400,
    ],
  ])('with %s', async (_what, body, route, status) => {
    const { submit, simulator } = await openWan();
    expect((await submit(body, route)).status).toBe(status);
    expect(simulator.tasks).toHaveLength(status === 200 ? 1 : 0);
  });
});

describe('a task', () => {
  it('is told of in Beijing’s time, and with usage at its end', async () => {
    const { call, submit, simulator } = await openWan();
    const { output } = made.parse((await submit(boat)).json);
    simulator.advance(60);
    const created = simulator.tasks[0]?.createdAt ?? 0;
    const end = new Date(created + 20_000 + 8 * 3_600_000).toISOString().slice(0, -1).replace('T', ' ');
    expect((await call(`/tasks/${output.task_id}`)).json).toMatchObject({
      output: { task_status: 'SUCCEEDED', end_time: end, video_url: expect.stringContaining('/clips/') },
      usage: { video_count: 1, output_video_duration: 5, SR: 1080, fps: 30 },
    });
  });

  it.each([
    ['nobody’s', 0],
    ['one that is gone', 86_400 + 60],
  ])('is UNKNOWN with HTTP 200: %s', async (_what, seconds) => {
    const { call, submit, simulator } = await openWan();
    const { output } = made.parse((await submit(boat)).json);
    simulator.advance(seconds);
    const id = seconds === 0 ? '7f31' : output.task_id;
    expect(await call(`/tasks/${id}`)).toMatchObject({
      status: 200,
      json: { output: { task_id: id, task_status: 'UNKNOWN' } },
    });
    expect(list.parse((await call(`/tasks/?task_id=${id}`)).json).total).toBe(0);
  });

  it('is stopped while it is pending, once', async () => {
    const { call, submit, simulator } = await openWan();
    const { output } = made.parse((await submit(boat)).json);
    const cancel = () => call(`/tasks/${output.task_id}/cancel`, {});
    expect(await cancel()).toMatchObject({ status: 200, json: { request_id: expect.any(String) } });
    expect(await cancel()).toMatchObject({ status: 400, json: { code: 'UnsupportedOperation' } });
    simulator.advance(60);
    expect((await call(`/tasks/${output.task_id}`)).json).toMatchObject({
      output: { task_status: 'CANCELED' },
    });
  });

  it('that failed may say nothing of why', async () => {
    const { call, submit, simulator } = await openWan({ outcome: () => ({ failed: '' }) });
    const { output } = made.parse((await submit(boat)).json);
    simulator.advance(60);
    const { json } = await call(`/tasks/${output.task_id}`);
    expect(json).toMatchObject({ output: { task_status: 'FAILED' } });
    expect(json).not.toHaveProperty('output.code');
  });

  it('outlives the simulator with its memory: the id of its call, and that it was stopped', async () => {
    const kinds = new Map<string, Map<string, unknown>>();
    const memory = {
      read: (kind: string) => kinds.get(kind) ?? [],
      write(kind: string, key: string, value: unknown) {
        kinds.set(kind, (kinds.get(kind) ?? new Map<string, unknown>()).set(key, value));
      },
    };
    const before = await openWan({ memory });
    const { output, request_id } = made.parse((await before.submit(boat)).json);
    await before.call(`/tasks/${output.task_id}/cancel`, {});
    await before.simulator.close();
    const after = await openWan({ memory });
    expect(list.parse((await after.call('/tasks/')).json).data).toMatchObject([
      { task_id: output.task_id, request_id, status: 'CANCELED' },
    ]);
  });
});

describe('the list', () => {
  const stamp = (time: number) =>
    new Date(time + 8 * 3_600_000).toISOString().replaceAll(/\D/g, '').slice(0, 14);

  it('is paged from 1, the newest first, and asked by model, status and time', async () => {
    const { call, submit, simulator } = await openWan();
    for (let tasks = 0; tasks < 12; tasks += 1) await submit(boat);
    simulator.advance(60);
    await submit({ ...boat, model: 'wan3.0-video-prime' });
    const read = async (query: string) => list.parse((await call(`/tasks/?${query}`)).json);
    expect(await read('')).toMatchObject({ total: 13, total_page: 2, data: { length: 10 } });
    expect(await read('page_no=2')).toMatchObject({ data: { length: 3 } });
    expect(await read('page_no=1&page_size=5')).toMatchObject({ total_page: 3, data: { length: 5 } });
    expect((await read('page_size=1')).data[0]).toMatchObject({ model_name: 'wan3.0-video-prime' });
    expect(await read('model_name=wan3.0-video')).toMatchObject({ total: 12 });
    expect(await read('status=PENDING')).toMatchObject({ total: 1 });
    const [first, last] = [simulator.tasks[0]?.createdAt ?? 0, simulator.tasks.at(-1)?.createdAt ?? 0];
    expect(await read(`start_time=${stamp(first - 1_000)}&end_time=${stamp(last - 1_000)}`)).toMatchObject({
      total: 12,
    });
  });

  it('is of 24 hours at most', async () => {
    const { call } = await openWan();
    const now = Date.now();
    const span = (hours: number) =>
      call(`/tasks/?start_time=${stamp(now)}&end_time=${stamp(now + hours * 3_600_000)}`);
    expect((await span(24)).status).toBe(200);
    expect(await span(25)).toMatchObject({ status: 400, json: { code: 'InvalidParameter' } });
    expect((await call('/tasks/?page_no=0')).status).toBe(400);
  });
});

it('answers with 429 and 500 in its own words, and with nothing', async () => {
  const { submit, simulator } = await openWan();
  simulator.fault({ on: 'submit', kind: 'rate-limited' });
  expect(await submit(boat)).toMatchObject({ status: 429, json: { code: 'Throttling.RateQuota' } });
  simulator.fault({ on: 'submit', kind: 'error', status: 500 });
  expect(await submit(boat)).toMatchObject({ status: 500, json: { code: 'InternalError' } });
  simulator.fault({ on: 'submit', kind: 'accepted-cut' });
  expect(await errorOf(submit(boat))).toBeInstanceOf(TypeError);
  expect(simulator.tasks).toHaveLength(1);
});
