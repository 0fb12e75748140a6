import { planRequest, planSize, type VideoRequest } from '@vid/core';
import { describe, expect, it } from 'vitest';
import {
  createOpenaiVideos,
  type DeclaredModel,
  type DialectName,
  type OpenaiVideosSettings,
} from '../src/index.ts';
import { errorOf, providerAt } from './planted.ts';

/* What each dialect is sent (openai-videos.md 3.1, 4.2, 14), as data; `planted` services get it as bytes. */

const at = (dialect: DialectName, settings: OpenaiVideosSettings = {}) =>
  createOpenaiVideos({
    dialect,
    baseUrl: 'https://videos.example',
    apiKey: 'k',
    models: ['film-1'],
    ...settings,
  });
const bodyOf = (dialect: DialectName, request: VideoRequest, settings?: OpenaiVideosSettings) =>
  at(dialect, settings).prepare(request).body;

const prompt = 'a boat';
const link = 'https://example.com/a.png';
const png = {
  data: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  mediaType: 'image/png',
};
const dataUri = 'data:image/png;base64,iVBORw0KGgo=';

describe('the wire', () => {
  it.each<readonly [DialectName, object]>([
    ['openai', { seconds: '8' }],
    ['new-api', { seconds: '8' }],
    // For `seconds: "10"` one plugin renders 5 s and bills 10 s.
    ['new-api-plugin', { duration: 8 }],
    ['litellm', { seconds: '8' }],
    ['vllm-omni', { seconds: '8' }],
    ['sglang', { seconds: 8 }],
    ['vid', { seconds: '8' }],
  ])('%s has its own word for a length', (dialect, expected) => {
    expect(bodyOf(dialect, { prompt, duration: 8 })).toEqual({ model: 'film-1', prompt, ...expected });
  });

  it.each<readonly [DialectName, object, object]>([
    ['openai', { input_reference: { image_url: link } }, { input_reference: dataUri }],
    ['new-api', { images: [link] }, { images: [dataUri] }],
    ['new-api-plugin', { images: [link] }, { images: [dataUri] }],
    ['litellm', { input_reference: link }, { input_reference: dataUri }],
    ['vllm-omni', { image_reference: `{"image_url":"${link}"}` }, { input_reference: dataUri }],
    ['sglang', { input_reference: link }, { input_reference: dataUri }],
    ['vid', { input_reference: { image_url: link } }, { input_reference: dataUri }],
  ])('%s has its own place for a picture', (dialect, byLink, byBytes) => {
    expect(bodyOf(dialect, { prompt, firstFrame: link })).toEqual({ model: 'film-1', prompt, ...byLink });
    expect(bodyOf(dialect, { prompt, firstFrame: png })).toEqual({ model: 'film-1', prompt, ...byBytes });
  });

  it.each<readonly [DialectName, boolean, boolean]>([
    ['openai', false, true],
    ['new-api', false, false],
    ['new-api-plugin', false, false],
    ['litellm', false, true],
    ['vllm-omni', true, true],
    ['sglang', false, true],
    ['vid', false, true],
  ])('%s is sent forms only where it must be', async (dialect, forText, forBytes) => {
    const json = { id: 'video_1', status: 'queued' };
    const { provider, asked } = await providerAt(dialect, { 'POST /v1/videos': { json } });
    await provider.generate({ prompt });
    await provider.generate({ prompt, firstFrame: png });
    expect(asked.map(({ type }) => type.startsWith('multipart/form-data; boundary='))).toEqual([
      forText,
      forBytes,
    ]);
    const part =
      'Content-Disposition: form-data; name="input_reference"; filename="input_reference.png"\r\n' +
      'Content-Type: image/png\r\n\r\n\x89PNG';
    expect(asked[1]?.body.includes(part)).toBe(forBytes);
  });

  it('keeps what is falsy: a seed of 0 and no sound, in a form as texts', () => {
    const rows = [
      { mode: 'text-to-video', accepts: { prompt: {}, seed: 'any', audio: { oneOf: [true, false] } } },
    ] as const;
    const models = [{ model: 'film-1', rows }];
    expect(bodyOf('vllm-omni', { prompt, seed: 0, audio: false }, { models })).toEqual({
      model: 'film-1',
      prompt,
      seed: '0',
      generate_sound: 'false',
    });
    expect(bodyOf('sglang', { prompt, seed: 0 })).toMatchObject({ seed: 0 });
  });

  it('says the model’s own name, and names it always', () => {
    const models = [{ model: 'film', wireModel: 'vendor/film-2026' }];
    expect(bodyOf('litellm', { prompt }, { models })).toEqual({ model: 'vendor/film-2026', prompt });
  });
});

describe('pixels', () => {
  it.each([
    ['720p', '16:9', '1280x720'],
    ['720p', '9:16', '720x1280'],
    ['480p', '16:9', '854x480'],
    ['1080p', '1:1', '1080x1080'],
    ['1080p', '21:9', '2520x1080'],
    ['2k', '16:9', '2560x1440'],
    ['4k', '16:9', '3840x2160'],
  ])('%s and %s are %s', (resolution, aspectRatio, size) => {
    expect(bodyOf('openai', { prompt, resolution, aspectRatio })).toMatchObject({ size });
    expect(bodyOf('openai', { prompt, size })).toMatchObject({ size });
  });

  it('are the model’s own where it says so', () => {
    const models = [{ model: 'film-1', sizes: { '480p': { '16:9': '832x480' } } }];
    const request = { prompt, resolution: '480p', aspectRatio: '16:9' };
    expect(bodyOf('vllm-omni', request, { models })).toMatchObject({ size: '832x480' });
  });

  it('need both words, and not a size beside them', () => {
    for (const odd of [
      { resolution: '720p' },
      { aspectRatio: '16:9' },
      { size: '1280x720', resolution: '720p' },
    ])
      expect(at('openai').validateRequest({ prompt, ...odd }).valid).toBe(false);
  });

  it('are planned for whoever speaks pixels only, as a size or as a tier that a model has', () => {
    const rows = [
      {
        mode: 'text-to-video',
        accepts: { prompt: {}, resolution: { oneOf: ['720p'] }, aspectRatio: { oneOf: ['16:9'] } },
      },
    ] as const;
    const provider = at('openai', { models: [{ model: 'tiers', rows }] });
    const planner = { plan: (request: VideoRequest) => planRequest(provider.capabilities, request) };
    const { request } = planSize({ prompt, size: '1280x720' }, planner);
    expect(request).toMatchObject({ resolution: '720p', aspectRatio: '16:9' });
    expect(provider.prepare(request).body).toMatchObject({ size: '1280x720' });
  });
});

describe('what a service would lose', () => {
  it.each(['kling-v1', 'kling-v1-6', 'kling-v2-master'])(
    'a picture for %s behind the plugins is refused, and goes to the older relay',
    async (model) => {
      const { provider, asked } = await providerAt('new-api-plugin', {}, { models: [model] });
      const error = await errorOf(provider.generate({ prompt, firstFrame: link }));
      expect([error.code, asked.length]).toEqual(['unsupported', 0]);
      expect(bodyOf('new-api', { prompt, firstFrame: link }, { models: [model] })).toMatchObject({
        images: [link],
      });
    },
  );

  it('fields of its own for kling behind the plugins are refused, and go to the older relay', () => {
    const asked = { prompt, providerOptions: { 'openai-videos': { extra: { metadata: { a: 1 } } } } };
    const models = ['kling-v1'];
    expect(at('new-api-plugin', { models }).validateRequest(asked).valid).toBe(false);
    expect(bodyOf('new-api', asked, { models })).toMatchObject({ metadata: { a: 1 } });
    const row = {
      mode: 'text-to-video',
      accepts: { prompt: {}, providerOptions: { extra: 'any' } },
    } as const;
    const declared = () => at('new-api-plugin', { models: [{ model: 'kling-v1', rows: [row] }] });
    expect(declared).toThrow(/providerOptions/);
  });

  it('a last frame for grok behind the plugins, where a second picture makes both references, is refused', () => {
    const row = {
      mode: 'image-to-video',
      accepts: { prompt: {}, firstFrame: { from: ['url'] }, lastFrame: { from: ['url'] } },
      requires: ['firstFrame'],
    } as const;
    const declared = (dialect: 'new-api' | 'new-api-plugin', model: string) => () =>
      at(dialect, { models: [{ model, rows: [row] }] });
    expect(declared('new-api-plugin', 'grok-imagine-video-1.5')).toThrow(/lastFrame/);
    expect(declared('new-api-plugin', 'doubao-seedance-1-0-pro-250528')).not.toThrow();
    expect(declared('new-api', 'grok-imagine-video-1.5')).not.toThrow();
  });

  it('is found behind another name, too', () => {
    const models = [{ model: 'my-film', wireModel: 'kling-v1' }];
    expect(at('new-api-plugin', { models }).validateRequest({ prompt, firstFrame: link }).valid).toBe(false);
  });

  it('a fraction of a second is refused where only whole ones are read', () => {
    for (const dialect of ['vllm-omni', 'sglang'] as const)
      expect(at(dialect).validateRequest({ prompt, duration: 7.5 }).valid).toBe(false);
    expect(bodyOf('litellm', { prompt, duration: 7.5 })).toMatchObject({ seconds: '7.5' });
  });

  const own = (extra: Readonly<Record<string, unknown>>) => ({
    prompt,
    providerOptions: { 'openai-videos': { extra } },
  });

  it('nothing of its own fields: they go as they are, in a form as JSON', () => {
    const extra = { metadata: { resolution: '1080p' }, watermark: false };
    expect(bodyOf('new-api', own(extra))).toEqual({ model: 'film-1', prompt, ...extra });
    expect(
      bodyOf('vllm-omni', own({ num_inference_steps: 30, lora: { name: 'x' }, quality: 'high' })),
    ).toEqual({
      model: 'film-1',
      prompt,
      num_inference_steps: '30',
      lora: '{"name":"x"}',
      quality: 'high',
    });
  });

  it.each(['model', 'prompt', 'seconds', 'duration', 'images', 'input_reference', 'size'])(
    'not even by saying %s twice',
    (name) => {
      expect(at('openai').validateRequest(own({ [name]: 'x' })).valid).toBe(false);
    },
  );

  it('a word for a field that only other dialects have is a field like any, a seed of 0 too', () => {
    const extra = { seed: 0, negative_prompt: 'rain' };
    for (const dialect of ['openai', 'new-api', 'new-api-plugin', 'litellm', 'vid'] as const)
      expect(bodyOf(dialect, own(extra))).toEqual({ model: 'film-1', prompt, ...extra });
    for (const dialect of ['vllm-omni', 'localai'] as const)
      for (const name of ['seed', 'negative_prompt'])
        expect(at(dialect).validateRequest(own({ [name]: '7' })).valid).toBe(false);
    expect(at('sglang').validateRequest(own({ seed: 7 })).valid).toBe(false);
  });
});

describe('a declared row', () => {
  const row = { mode: 'text-to-video', accepts: { prompt: {} } } as const;
  const declare = (dialect: DialectName, rows: DeclaredModel['rows']) => () =>
    at(dialect, { models: [{ model: 'film-1', ...(rows !== undefined && { rows }) }] });

  it.each<readonly [string, DialectName, DeclaredModel['rows'], RegExp]>([
    [
      'camera moves',
      'openai',
      [{ ...row, accepts: { cameraControl: { axes: ['pan'], presets: [] } } }],
      /cameraControl/,
    ],
    ['a seed at OpenAI', 'openai', [{ ...row, accepts: { seed: 'any' } }], /seed/],
    ['a default without a place', 'openai', [{ ...row, defaults: { quality: 'pro' } }], /quality/],
    [
      'a default length that the model chooses',
      'openai',
      [{ ...row, accepts: { duration: 'any' }, defaults: { duration: 'auto' } }],
      /auto/,
    ],
    [
      'frames and references',
      'new-api',
      [
        {
          ...row,
          mode: 'reference-to-video',
          accepts: { firstFrame: { from: ['url'] }, references: { from: ['url'], maxItems: 2 } },
        },
      ],
      /which is which|which picture/,
    ],
    ['a webhook', 'vid', [{ ...row, accepts: { callbackUrl: 'any' } }], /callbackUrl/],
    [
      'an option without a place',
      'openai',
      [{ ...row, accepts: { providerOptions: { style: 'any' } } }],
      /style/,
    ],
    ['any length in whole seconds', 'sglang', [{ ...row, accepts: { duration: 'any' } }], /fractions/],
    [
      'halves in whole seconds',
      'vllm-omni',
      [{ ...row, accepts: { duration: { oneOf: [2.5] } } }],
      /fractions/,
    ],
    [
      'a length that the model chooses',
      'openai',
      [{ ...row, accepts: { duration: { oneOf: [4], auto: true } } }],
      /auto/,
    ],
    ['a tier without a ratio', 'openai', [{ ...row, accepts: { resolution: 'any' } }], /alone/],
    [
      'a default tier without a ratio',
      'openai',
      [{ ...row, accepts: { resolution: 'any', aspectRatio: 'any' }, defaults: { resolution: '720p' } }],
      /alone/,
    ],
    [
      'a lone last frame',
      'new-api',
      [{ ...row, mode: 'image-to-video', accepts: { lastFrame: { from: ['url'] } } }],
      /firstFrame/,
    ],
    [
      'a picture that the plugin loses',
      'new-api-plugin',
      [{ ...row, mode: 'image-to-video', accepts: { firstFrame: { from: ['url'] } } }],
      /firstFrame/,
    ],
  ])('with %s is refused before anything can be sent', (_what, dialect, rows, words) => {
    const models = [{ model: 'kling-v1', ...(rows !== undefined && { rows }) }];
    const create = () =>
      at(dialect, {
        models:
          dialect === 'new-api-plugin' ? models : [{ model: 'film-1', ...(rows !== undefined && { rows }) }],
      });
    expect(create).toThrow(
      expect.objectContaining({ code: 'invalid-request', message: expect.stringMatching(words) }),
    );
  });

  it('is documented by its user, and one that is only named is claimed', () => {
    const provider = at('openai', { models: ['named', { model: 'known', rows: [row] }] });
    const evidence = provider.capabilities.models.map(({ model, rows }) => [
      model,
      rows.map((one) => one.evidence),
    ]);
    expect(evidence).toEqual([
      ['named', ['claimed', 'claimed']],
      ['known', ['documented']],
    ]);
    const { candidates } = planRequest(provider.capabilities, { prompt });
    expect(candidates.map(({ model }) => model)).toEqual(['known', 'named']);
    expect(declare('openai', [])).toThrow(/models/);
  });

  it('has its price in the plan', () => {
    const prices = [{ perSecond: 0.1, currency: 'USD' }] as const;
    const rows = [
      { ...row, accepts: { prompt: {}, duration: { oneOf: [4, 8] } }, defaults: { duration: 4 } },
    ];
    const provider = at('openai', { models: [{ model: 'film-1', rows, prices }] });
    const [candidate] = planRequest(provider.capabilities, { prompt, duration: 8 }).candidates;
    expect(candidate?.price).toEqual({ amount: 0.8, currency: 'USD' });
  });
});
