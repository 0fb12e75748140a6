import { experimental_generateVideo as generateVideo, experimental_startVideo as startVideo } from 'ai';
import type { Experimental_VideoModelV4 as VideoModelV4 } from '@ai-sdk/provider';
import { type RouterGenerateOptions, type VideoRequest, VideoError } from '@vid/core';
import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { createVid, type VidOptions } from '../src/index.ts';
import { openVid, reasonOf } from './open-vid.ts';

/* A call of the AI SDK in the words of a request: everything that it says arrives, or is refused by name. */

vi.stubGlobal('AI_SDK_LOG_WARNINGS', false);

type Call = Omit<Parameters<typeof startVideo>[0], 'model'>;

/** The requests that reach a router, which then sends none. */
async function openCapturing(modelId?: string) {
  const { router, simulator } = await openVid();
  const captured: { readonly request: VideoRequest; readonly options: RouterGenerateOptions | undefined }[] =
    [];
  const vid = createVid({
    ...router,
    generate: async (request, options) => {
      captured.push({ request, options });
      throw new VideoError('invalid-request', 'captured');
    },
  });
  const capture = async (call: Call) => {
    const reason = await reasonOf(startVideo({ model: vid.video(modelId), ...call }));
    if (reason instanceof VideoError && reason.message !== 'captured') throw reason;
    return captured.at(-1);
  };
  return { capture, simulator };
}

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
const base64 = Buffer.from(png).toString('base64');
const picture = 'https://example.com/a.png';
const bytes = { data: png, mediaType: 'image/png' };

describe('a call', () => {
  it.each<readonly [what: string, call: Call, request: VideoRequest]>([
    ['a text', { prompt: 'a boat' }, { prompt: 'a boat' }],
    ['an empty text', { prompt: '' }, { prompt: '' }],
    ['seed 0', { prompt: 'a boat', seed: 0 }, { prompt: 'a boat', seed: 0 }],
    ['a length', { prompt: 'a boat', duration: 5 }, { prompt: 'a boat', duration: 5 }],
    ['no sound', { prompt: 'a boat', generateAudio: false }, { prompt: 'a boat', audio: false }],
    ['a ratio', { prompt: 'a boat', aspectRatio: '9:16' }, { prompt: 'a boat', aspectRatio: '9:16' }],
    ['a picture', { prompt: { image: picture, text: 'a boat' } }, { prompt: 'a boat', firstFrame: picture }],
    ['a picture alone', { prompt: { image: picture } }, { firstFrame: picture }],
    ['bytes', { prompt: { image: png, text: 'a boat' } }, { prompt: 'a boat', firstFrame: bytes }],
    ['base64', { prompt: { image: base64, text: 'a boat' } }, { prompt: 'a boat', firstFrame: bytes }],
    [
      'frames',
      {
        prompt: 'a boat',
        frameImages: [
          { image: picture, frameType: 'first_frame' },
          { image: png, frameType: 'last_frame' },
        ],
      },
      { prompt: 'a boat', firstFrame: picture, lastFrame: bytes },
    ],
    [
      'references by their kind',
      {
        prompt: 'a boat',
        inputReferences: [
          picture,
          { data: 'https://example.com/b', mediaType: 'video/mp4' },
          'https://example.com/c.mov?v=2',
          { data: 'https://example.com/d', mediaType: 'audio/mpeg' },
          png,
        ],
      },
      {
        prompt: 'a boat',
        references: [picture, bytes],
        referenceVideos: ['https://example.com/b', 'https://example.com/c.mov?v=2'],
        referenceAudio: ['https://example.com/d'],
      },
    ],
    [
      'a webhook',
      { prompt: 'a boat', webhookUrl: 'https://hooks.example/1' },
      { prompt: 'a boat', callbackUrl: 'https://hooks.example/1' },
    ],
    [
      'fields that the AI SDK has no name for',
      {
        prompt: 'a boat',
        providerOptions: {
          vid: {
            negativePrompt: 'rain',
            resolution: '720p',
            watermark: false,
            quality: 'pro',
            cameraControl: { zoom: 2 },
            unchecked: ['quality'],
          } satisfies VidOptions,
        },
      },
      {
        prompt: 'a boat',
        negativePrompt: 'rain',
        resolution: '720p',
        watermark: false,
        quality: 'pro',
        cameraControl: { zoom: 2 },
        unchecked: ['quality'],
      },
    ],
    [
      'options of one service',
      { prompt: 'a boat', providerOptions: { kling: { cfgScale: 0.5 } } },
      { prompt: 'a boat', providerOptions: { kling: { cfgScale: 0.5 } } },
    ],
  ])('arrives whole: %s', async (_what, call, request) => {
    const { capture, simulator } = await openCapturing();
    expect((await capture(call))?.request).toEqual(request);
    expect(simulator.requests).toEqual([]);
  });

  it('has its model, its name and its routing', async () => {
    const { capture } = await openCapturing('kling:kling-v2-6');
    const maxCost = { amount: 2, currency: 'USD' };
    const found = await capture({
      prompt: 'a boat',
      headers: { 'idempotency-key': 'shot-7', 'x-team': 'boats' },
      providerOptions: { vid: { prefer: 'cheapest', maxCost, adapt: ['duration'], fallback: 2, retries: 0 } },
    });
    expect(found?.request).toEqual({ prompt: 'a boat', model: 'kling:kling-v2-6' });
    expect(found?.options).toMatchObject({
      reference: 'shot-7',
      prefer: 'cheapest',
      maxCost,
      adapt: ['duration'],
      fallback: 2,
      retries: 0,
    });
    expect(found?.options?.headers).toEqual({
      'x-team': 'boats',
      'user-agent': expect.stringMatching(/^ai\//),
    });
  });

  const pixels = { prompt: 'a boat', resolution: '1280x720' } as const;
  const jimeng = 'jimeng:jimeng-video-3.0';
  it.each<readonly [model: string, call: Call, request: VideoRequest, needs: readonly string[] | undefined]>([
    ['gen4.5', pixels, { size: '1280x720' }, undefined],
    [jimeng, pixels, { aspectRatio: '16:9', resolution: '720p' }, undefined],
    [jimeng, { ...pixels, aspectRatio: '16:9' }, { aspectRatio: '16:9', resolution: '720p' }, undefined],
    ['kling-v3', { ...pixels, resolution: '1080x1920' }, { aspectRatio: '9:16' }, ['1080p']],
  ])('has its pixels as %s takes them: %j', async (model, call, request, needs) => {
    const { capture } = await openCapturing(model);
    const found = await capture(call);
    expect(found?.request).toEqual({ model, prompt: 'a boat', ...request });
    expect(found?.options?.needs).toEqual(needs);
  });

  it('leaves the ratio open for a model that follows the picture', async () => {
    const { capture } = await openCapturing('kling-v2-6');
    const found = await capture({ prompt: { image: picture, text: 'a boat' }, aspectRatio: 'adaptive' });
    expect(found?.request).toEqual({ model: 'kling-v2-6', prompt: 'a boat', firstFrame: picture });
    expect(found?.options?.only).toContain('kling:kling-v2-6 (official)');
  });
});

describe('is refused by name, before anything is sent', () => {
  const frame = (name: string, frameType: 'first_frame' | 'last_frame') =>
    ({ image: `https://example.com/${name}.png`, frameType }) as const;
  it.each<readonly [field: string, call: Call]>([
    ['fps', { fps: 24, prompt: 'a boat' }],
    ['prompt', { prompt: 'a boat', providerOptions: { vid: { prompt: 'a ship' } } }],
    [
      'frameImages (last_frame)',
      { prompt: '', frameImages: [frame('a', 'last_frame'), frame('b', 'last_frame')] },
    ],
    ['negativePromt', { prompt: 'a boat', providerOptions: { vid: { negativePromt: 'rain' } } }],
    ['firstFrame', { prompt: { image: 'http://example.com/a.png', text: 'a boat' } }],
    ['fal', { prompt: 'a boat', providerOptions: { fal: { motion: 1 } } }],
    ['prefered', { prompt: 'a boat', providerOptions: { vid: { prefered: 'cheapest' } } }],
    ['aspectRatio', { prompt: 'a boat', resolution: '1280x720', aspectRatio: '9:16' }],
    ['aspectRatio', { prompt: 'a boat', resolution: '1280x720', aspectRatio: 'adaptive' }],
    [
      'providerOptions.vid.resolution',
      { prompt: 'a boat', resolution: '1280x720', providerOptions: { vid: { resolution: '720p' } } },
    ],
    [
      'providerOptions.vid.size',
      { prompt: 'a boat', resolution: '1280x720', providerOptions: { vid: { size: '1280x720' } } },
    ],
    ['providerOptions.vid.model', { prompt: 'a boat', providerOptions: { vid: { model: 'kling-v2-6' } } }],
    [
      'providerOptions.vid.providerOptions',
      { prompt: 'a boat', providerOptions: { vid: { providerOptions: { kling: { cfgScale: 1 } } } } },
    ],
    ['size', { prompt: 'a boat', resolution: '1234x5678' }],
    ['maxCost', { prompt: 'a boat', providerOptions: { vid: { maxCost: 5 } } }],
  ])('%s of %j', async (field, call) => {
    const { vid, simulator } = await openVid();
    const reason = await reasonOf(startVideo({ model: vid.video(), ...call }));
    expect(reason).toMatchObject({ name: 'VideoError', message: expect.stringContaining(field) });
    expect(reason).toMatchObject({ message: expect.stringContaining('othing was sent') });
    expect(simulator.requests).toEqual([]);
  });

  it('a ratio of what goes in, where nothing does', async () => {
    const { vid, simulator } = await openVid();
    const call = { model: vid.video('h3_max'), prompt: 'a boat', aspectRatio: 'adaptive' } as const;
    expect(await reasonOf(startVideo(call))).toMatchObject({ problems: [{ field: 'aspectRatio' }] });
    expect(simulator.requests).toEqual([]);
  });

  it('more than one video in one call', async () => {
    const { vid, usual, simulator } = await openVid();
    const call = { model: vid.video(), prompt: 'a boat', n: 3, maxVideosPerCall: 3, ...usual };
    expect(await reasonOf(generateVideo(call))).toMatchObject({
      message: expect.stringContaining('n: must be 1'),
    });
    expect(simulator.tasks).toEqual([]);
  });

  it('an unknown model, with the nearest name', async () => {
    const { vid } = await openVid();
    const reason = await reasonOf(startVideo({ model: vid.video('kling-v2-7'), prompt: 'a boat' }));
    expect(reason).toMatchObject({ message: expect.stringContaining('Did you mean "kling') });
  });

  it('options of a single file', async () => {
    const { vid, simulator } = await openVid();
    const image = { type: 'url', url: picture, providerOptions: { fal: { mask: true } } } as const;
    const call = { ...open, image };
    expect(await reasonOf(start(vid.video(), call))).toMatchObject({
      problems: [{ code: 'unknown-field', field: 'image.providerOptions' }],
    });
    const other = { type: 'url', url: 'https://example.com/b.png' } as const;
    const frames = { ...open, image: other, frameImages: [{ image, frameType: 'first_frame' as const }] };
    expect(await reasonOf(start(vid.video(), frames))).toMatchObject({
      problems: [{ code: 'set-twice' }, { field: 'frameImages.0.image.providerOptions' }],
    });
    expect(simulator.requests).toEqual([]);
  });
});

type Asked = Parameters<NonNullable<VideoModelV4['doStart']>>[0];

const open: Asked = {
  prompt: 'a boat',
  n: 1,
  aspectRatio: undefined,
  resolution: undefined,
  duration: undefined,
  fps: undefined,
  seed: undefined,
  generateAudio: undefined,
  image: undefined,
  frameImages: undefined,
  inputReferences: undefined,
  providerOptions: {},
};

const start = async (model: VideoModelV4, call: Asked) => model.doStart?.(call);

it('fits the AI SDK’s own types', () => {
  expectTypeOf<ReturnType<ReturnType<typeof createVid>['video']>>().toExtend<
    Exclude<Parameters<typeof generateVideo>[0]['model'], string>
  >();
});
