import { describe, expect, it } from 'vitest';
import type { KlingProfile } from '../src/index.ts';
import { gateway, requests } from './gateway.ts';

const { text2video, image2video } = requests;
const failing = () => ({ failed: 'Image pixel is invalid' });
const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

describe('Kling, official answers', () => {
  it('walks submitted, processing, succeed', async () => {
    const { simulator, get, post, task } = await gateway();
    const submitted = await post(text2video.path, { ...text2video.body, external_task_id: 'shot-1' });
    const { id, createdAt } = task();
    expect(id).toMatch(/^[1-9]\d{17}$/);
    const head = { task_id: id, task_info: { external_task_id: 'shot-1' }, created_at: createdAt };
    const envelope = { code: 0, message: 'SUCCEED', request_id: expect.any(String) };
    expect(submitted).toEqual({
      status: 200,
      json: { ...envelope, data: { ...head, task_status: 'submitted', updated_at: createdAt } },
    });
    expect(simulator.tasks).toMatchObject([{ service: 'kling', model: 'kling-v2-6', kind: 'text2video' }]);

    const poll = () => get(`${text2video.path}/${id}`).then(({ json }) => json);
    const idle = { ...head, task_status_msg: '', task_result: {} };
    expect(await poll()).toEqual({
      ...envelope,
      data: { ...idle, task_status: 'submitted', updated_at: createdAt },
    });
    simulator.advance(2);
    expect(await poll()).toEqual({
      ...envelope,
      data: { ...idle, task_status: 'processing', updated_at: createdAt + 2000 },
    });
    simulator.advance(18);
    const url = `${simulator.url}/clips/kling-9x16-10s.mp4?task=${id}&signature=simulated`;
    expect(await poll()).toEqual({
      ...envelope,
      data: {
        ...idle,
        task_status: 'succeed',
        updated_at: createdAt + 20_000,
        watermark_info: { enabled: false },
        task_result: { videos: [{ id: expect.stringMatching(/^\d{18}$/), url, duration: '10.000' }] },
      },
    });
  });

  it('says SUCCEED about a task that failed; only task_status_msg knows', async () => {
    const { simulator, get, post, task } = await gateway({ outcome: failing });
    await post(image2video.path, image2video.body);
    simulator.advance(20);
    expect(await get(`${image2video.path}/${task().id}`)).toMatchObject({
      status: 200,
      json: {
        code: 0,
        message: 'SUCCEED',
        data: { task_status: 'failed', task_status_msg: 'Image pixel is invalid', task_result: {} },
      },
    });
  });

  it('adds a watermarked copy on request', async () => {
    const { simulator, get, post, task } = await gateway();
    await post(text2video.path, { ...text2video.body, watermark_info: { enabled: true } });
    simulator.advance(20);
    const { json } = await get(`${text2video.path}/${task().id}`);
    expect(json).toMatchObject({
      data: {
        watermark_info: { enabled: true },
        task_result: { videos: [{ watermark_url: expect.any(String) }] },
      },
    });
  });

  it('does not know a task by another kind', async () => {
    const { get, post, task } = await gateway();
    await post(image2video.path, image2video.body);
    expect(await get(`${text2video.path}/${task().id}`)).toMatchObject({
      status: 400,
      json: { code: 'task_not_exist' },
    });
  });

  it('takes kling-v1 for a body without model_name, whatever model says', async () => {
    const { post, task } = await gateway();
    await post(text2video.path, { prompt: 'a tram', model: 'kling-v9' });
    expect(task().model).toBe('kling-v1');
  });
});

describe('Kling, the other profiles', () => {
  const link = expect.stringMatching(/^http:.*\/clips\/kling-9x16-10s\.mp4\?/);
  const shapes: {
    readonly [P in Exclude<KlingProfile, 'official'>]: {
      readonly id: RegExp;
      readonly submit: (id: string, createdAt: number) => object;
      readonly running: object;
      readonly succeeded: object;
      readonly failed: object;
    };
  } = {
    'new-api': {
      id: /^task_\w{32}$/,
      submit: (id, createdAt) => ({
        id,
        task_id: id,
        object: 'video',
        model: 'kling-v2-6',
        status: 'queued',
        progress: 0,
        created_at: seconds(createdAt),
      }),
      running: {
        code: 'success',
        data: {
          status: 'IN_PROGRESS',
          progress: '30%',
          data: { code: 0, data: { task_status: 'processing' } },
        },
      },
      succeeded: {
        data: {
          status: 'SUCCESS',
          progress: '100%',
          fail_reason: link,
          result_url: link,
          data: {
            data: { task_id: expect.stringMatching(/^\d{18}$/), task_result: { videos: [{ url: link }] } },
          },
        },
      },
      failed: { data: { status: 'FAILURE', fail_reason: 'Image pixel is invalid', result_url: '' } },
    },
    'new-api-docs': {
      id: /^task_\w{32}$/,
      submit: (id) => ({ id, task_id: id, status: 'queued' }),
      running: { status: 'in_progress', url: '', error: null },
      succeeded: { status: 'completed', url: link, format: 'mp4', metadata: { duration: 10 }, error: null },
      failed: { status: 'failed', error: { message: 'Image pixel is invalid' } },
    },
    'wrapped-flat': {
      id: /^task_\w{32}$/,
      submit: (id) => ({ code: 'success', data: { task_id: id, status: 'queued' } }),
      running: { code: 'success', data: { status: 'processing', url: '' } },
      succeeded: { code: 'success', data: { status: 'succeeded', url: link, metadata: null } },
      failed: { code: 'success', data: { status: 'failed', error: { message: 'Image pixel is invalid' } } },
    },
    'demo-flat': {
      id: /^\d{18}$/,
      submit: (id) => ({ task_id: id, status: 'processing' }),
      running: { status: 'processing', progress: 50 },
      succeeded: { status: 'completed', progress: 100, video_url: link, duration: '10' },
      failed: { status: 'failed', error: 'Image pixel is invalid' },
    },
    'new-generation': {
      id: /^\d{18}$/,
      submit: (id, createdAt) => ({ code: 0, data: { id, status: 'submitted', create_time: createdAt } }),
      running: { code: 0, data: { status: 'processing' } },
      succeeded: {
        data: { status: 'succeeded', outputs: [{ type: 'video', url: link, duration: '10.000' }] },
      },
      failed: { code: 0, data: { status: 'failed', message: 'Image pixel is invalid' } },
    },
    compact: {
      id: /^task_\w{32}$/,
      submit: (id) => ({ task_id: id, status: 'QUEUED', model: 'kling-v2-6' }),
      running: { status: 'IN_PROGRESS', model: 'kling-v2-6' },
      succeeded: { status: 'SUCCESS', video_url: link, duration: 10, request_id: expect.any(String) },
      failed: { status: 'FAILURE', message: 'Image pixel is invalid' },
    },
    'fork-flattened': {
      id: /^\d{18}$/,
      submit: (id) => ({ task_id: id, message: '', task_status: 'succeed' }),
      running: { task_status: 'processing' },
      succeeded: { task_status: 'succeed', task_result: { videos: [{ url: link }] } },
      failed: { task_status: 'failed', message: 'Image pixel is invalid' },
    },
  };

  it.each(Object.entries(shapes))('%s', async (name, shape) => {
    const kling = Object.keys(shapes).find((key): key is keyof typeof shapes => key === name) ?? 'official';
    const { simulator, get, post, task } = await gateway({ profiles: { kling } });
    const { json } = await post(text2video.path, text2video.body);
    const { id, createdAt } = task();
    expect(id).toMatch(shape.id);
    expect(json).toMatchObject(shape.submit(id, createdAt));
    const poll = () => get(`${text2video.path}/${id}`).then((answer) => answer.json);
    simulator.advance(11);
    expect(await poll()).toMatchObject(shape.running);
    simulator.advance(9);
    expect(await poll()).toMatchObject(shape.succeeded);

    const other = await gateway({ profiles: { kling }, outcome: failing });
    await other.post(text2video.path, text2video.body);
    other.simulator.advance(20);
    const failed = await other.get(`${text2video.path}/${other.task().id}`);
    expect(failed).toMatchObject({ status: 200, json: shape.failed });
  });
});

const simple = (config: object) => ({ camera_control: { type: 'simple', config } });
const axes = { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: 0 };
const mask = (points: number) => ({
  dynamic_masks: [
    {
      mask: 'https://example.com/m.png',
      trajectories: Array.from({ length: points }, (_, x) => ({ x, y: 1 })),
    },
  ],
});
const tail = { image_tail: 'https://example.com/end.jpg' };

describe('Kling, what is refused', () => {
  const refused = [
    ['text2video', { prompt: undefined }, 'prompt is required'],
    ['text2video', { mode: 'ultra' }, "mode value 'ultra' is invalid"],
    ['text2video', { duration: 5 }, "duration value '5' is invalid"],
    ['text2video', { duration: '7' }, "duration value '7' is invalid"],
    ['text2video', { cfg_scale: 1.1 }, "cfg_scale value '1.1' is invalid"],
    ['text2video', { aspect_ratio: '4:3' }, "aspect_ratio value '4:3' is invalid"],
    ['text2video', { sound: '' }, "sound value '' is invalid"],
    ['text2video', { voice_list: [{ voiceId: 'a' }] }, 'voice_list.0.voice_id is required'],
    ['text2video', { voice_list: [{ voice_id: 'a' }] }, 'voice_list needs sound on'],
    [
      'text2video',
      { camera_control: { type: 'advanced' } },
      "camera_control.type value 'advanced' is invalid",
    ],
    ['text2video', { camera_control: { type: 'simple' } }, 'camera_control.config is required'],
    [
      'text2video',
      { camera_control: { type: 'forward_up', config: axes } },
      'camera_control.config is only for type simple',
    ],
    ['text2video', simple({ ...axes, zoom: 10.5 }), "camera_control.config.zoom value '10.5' is invalid"],
    ['text2video', simple(axes), 'camera_control.config of type simple must have exactly one non-zero value'],
    [
      'text2video',
      simple({ ...axes, zoom: 1, pan: 1 }),
      'camera_control.config of type simple must have exactly one non-zero value',
    ],
    ['image2video', { image: undefined }, 'at least one of image and image_tail is required'],
    ['image2video', { image: 'data:image/png;base64,AAAA' }, 'base64 images must not have a data: prefix'],
    [
      'image2video',
      { ...tail, ...mask(2) },
      'only one of image_tail, dynamic_masks/static_mask and camera_control can be used',
    ],
    [
      'image2video',
      { ...tail, ...simple({ ...axes, zoom: 1 }) },
      'only one of image_tail, dynamic_masks/static_mask and camera_control can be used',
    ],
    [
      'image2video',
      { ...mask(2), ...simple({ ...axes, zoom: 1 }) },
      'only one of image_tail, dynamic_masks/static_mask and camera_control can be used',
    ],
    ['image2video', mask(1), 'dynamic_masks.0.trajectories value'],
    ['image2video', mask(78), 'dynamic_masks.0.trajectories value'],
  ] as const;

  it.each(refused.map(([kind, change, text]) => ({ kind, change, text })))('$kind: $text', async (row) => {
    const { kind, change, text } = row;
    const { simulator, post } = await gateway();
    const { status, json } = await post(requests[kind].path, { ...requests[kind].body, ...change });
    expect({ status, json }).toEqual({
      status: 429,
      json: { code: 400, message: expect.stringContaining(text) },
    });
    expect(simulator.tasks).toEqual([]);
  });

  it.each(refused.slice(0, 2).map(([kind, change, text]) => ({ kind, change, text })))(
    'elsewhere the vendor’s words stand in the relay’s: $text',
    async ({ kind, change, text }) => {
      const { simulator, post } = await gateway({ profiles: { refusals: 'upstream' } });
      const { status, json } = await post(requests[kind].path, { ...requests[kind].body, ...change });
      expect(status).toBe(400);
      expect(json).toEqual({ code: 'fail_to_fetch_task', message: expect.any(String), data: null });
      if (typeof json !== 'object' || json === null || !('message' in json)) throw new Error('no message');
      expect(JSON.parse(String(json.message))).toEqual({
        code: 1201,
        message: expect.stringContaining(text),
        request_id: expect.any(String),
      });
      expect(simulator.tasks).toEqual([]);
    },
  );

  const allowed = [
    ['an axis at its end', 'text2video', simple({ ...axes, zoom: -10 })],
    ['a camera move without config', 'text2video', { camera_control: { type: 'down_back' } }],
    ['the words of kling-v3', 'text2video', { model_name: 'kling-v3', mode: '4k', duration: '15' }],
    ['camera control of kling-v2-6', 'image2video', simple({ ...axes, pan: 4.5 })],
    ['a voice with sound', 'text2video', { voice_list: [{ voice_id: 'a' }], sound: 'on' }],
    ['2 points', 'image2video', mask(2)],
    ['77 points and a still mask', 'image2video', { ...mask(77), static_mask: 'https://example.com/s.png' }],
    ['an end frame, cfg_scale 0', 'image2video', { ...tail, cfg_scale: 0 }],
    ['bare Base64, cfg_scale 1', 'image2video', { image: 'iVBORw0KGgo', cfg_scale: 1 }],
  ] as const;

  it.each(allowed)('but not %s', async (_name, kind, change) => {
    const { post } = await gateway();
    expect(await post(requests[kind].path, { ...requests[kind].body, ...change })).toMatchObject({
      status: 200,
    });
  });
});
