import { checkRequest, type ProviderOptions, type VideoRequest, waitForTask } from '@vid/core';
import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';

const image = 'https://example.com/image.jpg';
const end = 'https://example.com/end.jpg';
const mask = 'https://example.com/mask.png';
const kling = createKling({ apiKey: 'x' });
const path = (points: number) => Array.from({ length: points }, (_, index) => ({ x: index, y: 2 * index }));

describe('the submit', () => {
  it.each<[string, VideoRequest, string, object]>([
    [
      'text',
      { prompt: 'a kite' },
      '/kling/v1/videos/text2video',
      { model_name: 'kling-v2-6', prompt: 'a kite', mode: 'std', aspect_ratio: '16:9', duration: '5' },
    ],
    [
      'a picture',
      { firstFrame: image, duration: 10, negativePrompt: 'blur' },
      '/kling/v1/videos/image2video',
      { model_name: 'kling-v2-6', negative_prompt: 'blur', image, mode: 'std', duration: '10' },
    ],
    [
      'sound, which only pro has',
      { prompt: 'a kite', audio: true },
      '/kling/v1/videos/text2video',
      {
        model_name: 'kling-v2-6',
        prompt: 'a kite',
        mode: 'pro',
        sound: 'on',
        aspect_ratio: '16:9',
        duration: '5',
      },
    ],
    [
      'silence, asked for',
      { prompt: 'a kite', audio: false, quality: 'standard' },
      '/kling/v1/videos/text2video',
      {
        model_name: 'kling-v2-6',
        prompt: 'a kite',
        mode: 'std',
        sound: 'off',
        aspect_ratio: '16:9',
        duration: '5',
      },
    ],
    [
      'bytes, as base64 without prefix',
      { firstFrame: { data: new Uint8Array([1, 2, 3]), mediaType: 'image/png' }, lastFrame: end },
      '/kling/v1/videos/image2video',
      { model_name: 'kling-v2-6', image: 'AQID', image_tail: end, mode: 'pro', duration: '5' },
    ],
    [
      'one camera axis, with all six sent',
      { prompt: 'a kite', cameraControl: { zoom: -4.5 } },
      '/kling/v1/videos/text2video',
      {
        model_name: 'kling-v1',
        prompt: 'a kite',
        camera_control: {
          type: 'simple',
          config: { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: -4.5 },
        },
        mode: 'std',
        aspect_ratio: '16:9',
        duration: '5',
      },
    ],
    [
      'a camera preset',
      { firstFrame: image, cameraControl: { preset: 'forward_up' } },
      '/kling/v1/videos/image2video',
      { model_name: 'kling-v2-6', image, camera_control: { type: 'forward_up' }, mode: 'std', duration: '5' },
    ],
    [
      'masks with a path',
      {
        firstFrame: image,
        motionMasks: { static: mask, dynamic: [{ mask, trajectory: path(2) }] },
        quality: 'pro',
      },
      '/kling/v1/videos/image2video',
      {
        model_name: 'kling-v2-6',
        image,
        static_mask: mask,
        dynamic_masks: [
          {
            mask,
            trajectories: [
              { x: 0, y: 0 },
              { x: 1, y: 2 },
            ],
          },
        ],
        mode: 'pro',
        duration: '5',
      },
    ],
    [
      'its own option',
      { prompt: 'a kite', providerOptions: { kling: { cfgScale: 0 } } },
      '/kling/v1/videos/text2video',
      {
        model_name: 'kling-v1',
        prompt: 'a kite',
        mode: 'std',
        cfg_scale: 0,
        aspect_ratio: '16:9',
        duration: '5',
      },
    ],
  ])('%s', (_what, request, route, body) => {
    const prepared = kling.prepare(request);
    expect(prepared.url).toBe(`https://yunwu.ai${route}`);
    expect(prepared.body).toEqual(body);
  });

  it.each<[string, VideoRequest, string]>([
    ['two camera axes', { prompt: 'a kite', cameraControl: { pan: 1, tilt: 1 } }, 'cameraControl'],
    ['no camera axis', { prompt: 'a kite', cameraControl: { pan: 0 } }, 'cameraControl'],
    [
      'a preset with a strength',
      { prompt: 'a kite', cameraControl: { preset: 'down_back', strength: 'weak' } },
      'cameraControl.strength',
    ],
    [
      'a preset that nobody has',
      { prompt: 'a kite', cameraControl: { preset: 'advanced' } },
      'cameraControl.preset',
    ],
    [
      'a camera move from text for 10 s',
      { prompt: 'a kite', cameraControl: { zoom: 1 }, duration: 10 },
      'duration',
    ],
    [
      'end frame and camera',
      { firstFrame: image, lastFrame: end, cameraControl: { zoom: 1 } },
      'cameraControl',
    ],
    [
      'end frame and masks',
      { firstFrame: image, lastFrame: end, motionMasks: { static: mask } },
      'motionMasks',
    ],
    [
      'masks and camera',
      { firstFrame: image, motionMasks: { static: mask }, cameraControl: { zoom: 1 } },
      'cameraControl',
    ],
    ['an end frame alone', { lastFrame: end }, 'firstFrame'],
    ['a ratio beside a picture', { firstFrame: image, aspectRatio: '16:9' }, 'aspectRatio'],
    [
      'a path of one point',
      { firstFrame: image, motionMasks: { dynamic: [{ mask, trajectory: path(1) }] } },
      'motionMasks.dynamic.0.trajectory',
    ],
    [
      'a path of 78 points',
      { firstFrame: image, motionMasks: { dynamic: [{ mask, trajectory: path(78) }] } },
      'motionMasks.dynamic.0.trajectory',
    ],
    [
      'half a pixel',
      {
        firstFrame: image,
        motionMasks: {
          dynamic: [
            {
              mask,
              trajectory: [
                { x: 0.5, y: 0 },
                { x: 1, y: 1 },
              ],
            },
          ],
        },
      },
      'motionMasks.dynamic.0.trajectory',
    ],
    [
      'seven masks',
      { firstFrame: image, motionMasks: { dynamic: path(7).map(() => ({ mask, trajectory: path(2) })) } },
      'motionMasks.dynamic',
    ],
    ['no mask at all', { firstFrame: image, motionMasks: {} }, 'motionMasks'],
    ['a text of 2501 units', { prompt: 'x'.repeat(2501) }, 'prompt'],
    ['an empty text', { prompt: '' }, 'prompt'],
    [
      'a picture over 10 MB',
      { firstFrame: { data: new Uint8Array(10_000_001), mediaType: 'image/png' } },
      'firstFrame.data',
    ],
    ['a GIF', { firstFrame: { data: new Uint8Array(1), mediaType: 'image/gif' } }, 'firstFrame.mediaType'],
    [
      'cfgScale above 1',
      { prompt: 'a kite', providerOptions: { kling: { cfgScale: 1.5 } } },
      'providerOptions.kling.cfgScale',
    ],
    ['a watermark', { prompt: 'a kite', watermark: true }, 'watermark'],
    ['3 s', { prompt: 'a kite', duration: 3 }, 'duration'],
  ])('refuses %s', (_what, request, field) => {
    const result = checkRequest(kling.capabilities, request);
    expect(result).toMatchObject({ fits: false, problems: [{ field }] });
    expect(() => kling.prepare(request)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it('takes paths of 2 and of 77 points', () => {
    for (const points of [2, 77]) {
      const request = { firstFrame: image, motionMasks: { dynamic: [{ mask, trajectory: path(points) }] } };
      expect(checkRequest(kling.capabilities, request).fits).toBe(true);
    }
  });

  it('sends an unchecked field where it has a place, and refuses it where it has none', () => {
    const camera = {
      prompt: 'a kite',
      model: 'kling-v2-6',
      cameraControl: { pan: 1 },
      unchecked: ['cameraControl'],
    } as const;
    expect(kling.prepare(camera).body).toMatchObject({
      model_name: 'kling-v2-6',
      camera_control: { type: 'simple' },
    });
    expect(() => kling.prepare({ prompt: 'a kite', seed: 1, unchecked: ['seed'] })).toThrow(
      'has no place for it',
    );
    expect(kling.prepare({ prompt: 'a kite', model: 'kling-v9', unchecked: ['model'] }).body).toEqual({
      model_name: 'kling-v9',
      prompt: 'a kite',
    });
    // @ts-expect-error -- a misspelt option is a type error, and refused even unchecked
    const options: ProviderOptions = { kling: { cfg: 1 } };
    const misspelt: VideoRequest = { prompt: 'x', providerOptions: options, unchecked: ['providerOptions'] };
    expect(() => kling.prepare(misspelt)).toThrow(/providerOptions\.kling/);
  });
});

describe('every known answer shape of the gateway', () => {
  const profiles = [
    'official',
    'new-api',
    'new-api-docs',
    'wrapped-flat',
    'demo-flat',
    'new-generation',
    'fork-flattened',
    'compact',
  ] as const;

  it.each(profiles)('%s', async (profile) => {
    const simulator = await startSimulator({
      speed: 0,
      profiles: { kling: profile },
      outcome: ({ body }) =>
        body['prompt'] === 'bad' ? { failed: 'Failure to pass the risk control system' } : undefined,
    });
    onTestFinished(() => simulator.close());
    const provider = createKling({ baseUrl: simulator.url, apiKey: simulator.apiKey });
    const good = await provider.generate({ prompt: 'good' });
    const bad = await provider.generate({ firstFrame: image, prompt: 'bad' });
    // The demo's shape has no word for queued.
    expect((await provider.query(good)).status).toBe(profile === 'demo-flat' ? 'running' : 'queued');
    simulator.advance(10);
    expect((await provider.query(good)).status).toBe('running');
    simulator.advance(60);
    expect(await waitForTask(provider, good, { intervalMs: 1 })).toMatchObject({
      status: 'succeeded',
      videos: [{ url: expect.stringContaining('/clips/kling-16x9-5s.mp4') }],
    });
    expect(await waitForTask(provider, bad, { intervalMs: 1 })).toMatchObject({
      status: 'failed',
      failure: { reason: 'content-policy', message: 'Failure to pass the risk control system' },
    });
    expect(simulator.tasks).toHaveLength(2);
  });
});

describe('errors', () => {
  const answering = (status: number, body: object) =>
    createKling({ apiKey: 'x', fetch: async () => Response.json(body, { status }) });

  it.each([
    // Of the account of whoever resells it.
    [401, 1000, 'provider-unavailable'],
    [401, 1002, 'provider-unavailable'],
    [401, 1004, 'provider-unavailable'],
    [429, 1100, 'provider-unavailable'],
    [429, 1101, 'provider-unavailable'],
    [429, 1102, 'provider-unavailable'],
    [403, 1103, 'provider-unavailable'],
    [429, 1304, 'provider-unavailable'],
    [400, 1201, 'invalid-request'],
    [404, 1203, 'not-found'],
    [400, 1301, 'content-policy'],
    [429, 1303, 'rate-limited'],
    [500, 5000, 'submission-unknown'],
    [503, 5001, 'submission-unknown'],
    [504, 5002, 'submission-unknown'],
  ])('HTTP %i with %i, plain or wrapped by the relay, is %s', async (status, code, expected) => {
    const own = { code, message: 'said by the vendor', request_id: 'r-1' };
    const wrapped = { code: 'fail_to_fetch_task', message: JSON.stringify(own), data: null };
    for (const body of [own, wrapped]) {
      const error: unknown = await answering(status, body)
        .generate({ prompt: 'a kite' }, { retries: 0 })
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: expected, providerCode: String(code), requestId: 'r-1' });
    }
  });

  it('reads a number above 0 in an HTTP 200 as the error that it is', async () => {
    const generate = answering(200, { code: 1301, message: 'unsafe' }).generate({ prompt: 'a kite' });
    await expect(generate).rejects.toMatchObject({ code: 'content-policy', providerCode: '1301' });
  });

  it('keeps an id that is beyond 2^53 and came as a number', async () => {
    const fetch = async () =>
      new Response('{"code":0,"data":{"task_id":900000000000000001,"task_status":"submitted"}}');
    const task = await createKling({ apiKey: 'x', fetch }).generate({ prompt: 'a kite' });
    expect(task).toMatchObject({ id: '900000000000000001', lookup: { kind: 'text2video' } });
  });

  it('hands the upstream’s refusal on in words', async () => {
    const simulator = await startSimulator({ speed: 0 });
    onTestFinished(() => simulator.close());
    const provider = createKling({ baseUrl: simulator.url, apiKey: simulator.apiKey });
    const generate = provider.generate({ prompt: 'a kite', duration: 7, unchecked: ['duration'] });
    await expect(generate).rejects.toMatchObject({
      code: 'invalid-request',
      providerCode: '400',
      httpStatus: 429,
      message: expect.stringContaining('duration'),
    });
    expect(simulator.tasks).toHaveLength(0);
  });
});
