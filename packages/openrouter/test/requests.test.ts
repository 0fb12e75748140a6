import type { VideoRequest } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { createOpenrouter } from '../src/index.ts';
import { start } from './start.ts';

const provider = createOpenrouter();
const picture = 'https://example.com/a.png';
const clip = 'https://example.com/a.mp4';
const bytes = (mediaType: string, head: readonly number[]) => ({
  data: new Uint8Array([...head, 1, 2]),
  mediaType,
});
const png = bytes('image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const ask = (model: string, request: VideoRequest = {}) => ({
  prompt: 'a boat',
  ...request,
  model: `openrouter:${model}`,
});
const bodyOf = (model: string, request?: VideoRequest) => provider.prepare(ask(model, request)).body;
const refusalOf = (model: string, request: VideoRequest) => {
  const result = provider.validateRequest(ask(model, request));
  return result.valid ? undefined : result.problems.map(({ code, field }) => `${code} ${field}`);
};

describe('what is sent', () => {
  it('is the body of the pages', () => {
    const request = {
      duration: 5,
      resolution: '720p',
      aspectRatio: '16:9',
      seed: 7,
      audio: false,
      firstFrame: picture,
      lastFrame: png,
      callbackUrl: 'https://app.example/hook',
      providerOptions: { openrouter: { slug: 'alibaba', negative_prompt: 'rain' } },
    } as const;
    expect(provider.prepare(ask('alibaba/wan-2.7', request))).toMatchObject({
      method: 'POST',
      url: 'https://openrouter.ai/api/v1/videos',
      body: {
        model: 'alibaba/wan-2.7',
        prompt: 'a boat',
        duration: 5,
        resolution: '720p',
        aspect_ratio: '16:9',
        seed: 7,
        generate_audio: false,
        frame_images: [
          { type: 'image_url', image_url: { url: picture }, frame_type: 'first_frame' },
          {
            type: 'image_url',
            image_url: { url: expect.stringMatching(/^data:image\/png;base64,/) },
            frame_type: 'last_frame',
          },
        ],
        callback_url: 'https://app.example/hook',
        provider: { options: { alibaba: { negative_prompt: 'rain' } } },
      },
    });
  });

  it('has tiers as the service writes them', () => {
    expect(bodyOf('google/veo-3.1', { resolution: '4k' })).toMatchObject({ resolution: '4K' });
    expect(bodyOf('minimax/hailuo-3', { resolution: '2k' })).toMatchObject({ resolution: '2K' });
  });

  it('says the sound that the service would make, and the plan shows it', () => {
    expect(bodyOf('google/veo-3.1')).toMatchObject({ generate_audio: true });
  });

  it('says nothing of sound and seed where the row has null', () => {
    expect(Object.keys(Object(bodyOf('x-ai/grok-imagine-video')))).toEqual(['model', 'prompt']);
    expect(refusalOf('x-ai/grok-imagine-video', { audio: false })).toEqual(['not-accepted audio']);
    expect(refusalOf('x-ai/grok-imagine-video', { seed: 0 })).toEqual(['not-accepted seed']);
  });

  it('sends a seed of 0 and upscalers their numbers', () => {
    expect(bodyOf('google/veo-3.1', { seed: 0 })).toMatchObject({ seed: 0 });
    const upscaled = {
      sourceVideo: clip,
      providerOptions: { openrouter: { upscaleFactor: 2, creativity: 0 } },
    };
    expect(bodyOf('black-forest-labs/flux-video-upscale', upscaled)).toMatchObject({
      upscale_factor: 2,
      creativity: 0,
      input_references: [{ type: 'video_url', video_url: { url: clip } }],
    });
  });
});

describe('what would get lost is refused', () => {
  it.each([
    ['a lone last frame, which fails later', 'google/veo-3.1', { lastFrame: picture }],
    [
      'references beside a frame, which wins',
      'bytedance/seedance-2.0',
      { firstFrame: picture, references: [picture] },
    ],
    ['a clip for a model that ignores it', 'google/veo-3.1', { referenceVideos: [clip] }],
    [
      'a sound for a model that ignores it',
      'alibaba/wan-2.7',
      { references: [picture], referenceAudio: [clip] },
    ],
    ['a clip as data', 'bytedance/seedance-2.0', { referenceVideos: [bytes('video/mp4', [0, 0, 0, 0x10])] }],
    ['a size beside a resolution', 'google/veo-3.1', { size: '1280x720', resolution: '720p' }],
    ['a size beside a ratio', 'google/veo-3.1', { size: '1280x720', aspectRatio: '16:9' }],
    ['pixels as a resolution', 'google/veo-3.1', { resolution: '1280x720', aspectRatio: '16:9' }],
    ['a length of an editor', 'runway/aleph-2', { sourceVideo: clip, duration: 5 }],
    ['a text for an editor alone', 'runway/aleph-2', {}],
    ['sound of a model that makes none', 'runway/gen-4.5', { audio: true }],
    [
      'a negative prompt, which only some providers behind know',
      'alibaba/wan-2.7',
      { negativePrompt: 'rain' },
    ],
    ['a job to go on with', 'black-forest-labs/flux-3-video', { extendVideo: 'gen-vid-1' }],
    [
      'a parameter nobody knows',
      'alibaba/wan-2.7',
      { providerOptions: { openrouter: { slug: 'alibaba', mood: 'ink' } } },
    ],
    [
      'a parameter that is an input',
      'alibaba/wan-2.7',
      { providerOptions: { openrouter: { slug: 'alibaba', images: [picture] } } },
    ],
    [
      'a parameter without its provider',
      'alibaba/wan-2.7',
      { providerOptions: { openrouter: { negative_prompt: 'x' } } },
    ],
    [
      'a provider without a parameter',
      'alibaba/wan-2.7',
      { providerOptions: { openrouter: { slug: 'alibaba' } } },
    ],
  ] as const)('%s', (_what, model, request) => {
    expect(refusalOf(model, request)).not.toBeUndefined();
  });

  it('also where the table is not asked', () => {
    const unchecked = [
      'references',
      'lastFrame',
      'firstFrame',
      'size',
      'resolution',
      'providerOptions',
    ] as const;
    const refused = (model: string, request: VideoRequest) => refusalOf(model, { ...request, unchecked });
    expect(refused('google/veo-3.1', { lastFrame: picture })).toEqual(['no-place lastFrame']);
    expect(refused('google/veo-3.1', { firstFrame: picture, references: [picture] })).toEqual([
      'no-place references',
    ]);
    expect(refused('google/veo-3.1', { size: '1280x720', resolution: '720p' })).toEqual(['no-place size']);
  });

  it('as the service does, which drops parameters and inputs without a word', async () => {
    const { simulator, baseUrl, apiKey } = await start();
    const answer = await fetch(`${baseUrl}/videos`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({
        model: 'google/veo-3.1',
        prompt: 'a boat',
        input_references: [{ type: 'video_url', video_url: { url: clip } }],
        provider: { options: { google: { mood: 'ink' } } },
      }),
    });
    expect(answer.status).toBe(202);
    expect(simulator.tasks[0]?.body).toEqual({ model: 'google/veo-3.1', prompt: 'a boat' });
  });

  it('as the service does with a lone last frame, which it takes and fails', async () => {
    const { simulator, baseUrl, apiKey, provider: own } = await start();
    await fetch(`${baseUrl}/videos`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({
        model: 'google/veo-3.1',
        prompt: 'a boat',
        frame_images: [{ type: 'image_url', image_url: { url: picture }, frame_type: 'last_frame' }],
      }),
    });
    simulator.advance(60);
    const [task] = simulator.tasks;
    if (task === undefined) throw new Error('no task');
    const known = {
      provider: 'openrouter',
      api: 'official',
      model: task.model,
      id: task.id,
      status: 'queued',
    } as const;
    expect(await own.query(known)).toMatchObject({ status: 'failed' });
  });
});
