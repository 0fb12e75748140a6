import { VideoError, type VideoRequest } from '@vid/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSeedance } from '../src/index.ts';

const ark = createSeedance({ api: 'ark' });
const modelark = createSeedance({ api: 'modelark' });
const link = (name: string) => `https://example.com/${name}`;
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function refusal(request: VideoRequest): string {
  try {
    return JSON.stringify(ark.prepare(request).body);
  } catch (error) {
    return error instanceof VideoError ? `${error.code}: ${error.message}` : String(error);
  }
}

describe('a submit', () => {
  it('says length, resolution, ratio, sound and watermark, whatever the service would choose', () => {
    expect(ark.prepare({ model: 'doubao-seedance-2-5-260628', prompt: 'a boat' })).toEqual({
      method: 'POST',
      url: 'https://ark.cn-beijing.volces.com/api/v3/contents/generations/tasks',
      headers: {
        accept: 'application/json',
        authorization: 'Bearer ***',
        'content-type': 'application/json',
      },
      body: {
        model: 'doubao-seedance-2-5-260628',
        content: [{ type: 'text', text: 'a boat' }],
        resolution: '720p',
        ratio: '16:9',
        duration: 5,
        generate_audio: true,
        watermark: false,
        safety_identifier: '{reference}',
      },
    });
  });

  it('has nothing of sound for a model of 1.0, whose videos are silent', () => {
    const { body } = modelark.prepare({ model: 'seedance-1-0-pro-250528', prompt: 'a boat', seed: 0 });
    expect(body).toEqual({
      model: 'seedance-1-0-pro-250528',
      content: [{ type: 'text', text: 'a boat' }],
      resolution: '1080p',
      ratio: '16:9',
      duration: 5,
      watermark: false,
      seed: 0,
      safety_identifier: '{reference}',
    });
  });

  it('has a role for each file, the references of each kind in their order', () => {
    const { body } = modelark.prepare({
      model: 'dreamina-seedance-2-0-260128',
      prompt: 'Image 2 walks as in Video 1',
      references: [link('a.png'), { data: png, mediaType: 'image/png' }],
      referenceVideos: [link('a.mp4')],
      referenceAudio: [{ data: new Uint8Array([0x49, 0x44, 0x33]), mediaType: 'audio/mpeg' }],
    });
    expect(body).toMatchObject({
      content: [
        { type: 'text', text: 'Image 2 walks as in Video 1' },
        { type: 'image_url', role: 'reference_image', image_url: { url: link('a.png') } },
        {
          type: 'image_url',
          role: 'reference_image',
          image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' },
        },
        { type: 'video_url', role: 'reference_video', video_url: { url: link('a.mp4') } },
        { type: 'audio_url', role: 'reference_audio', audio_url: { url: 'data:audio/mp3;base64,SUQz' } },
      ],
    });
  });

  it('edits a video on 2.5 with the length and the ratio that the service asks for', () => {
    const { body } = ark.prepare({ prompt: 'rain falls in Video 1', sourceVideo: link('a.mp4') });
    expect(body).toMatchObject({
      model: 'doubao-seedance-2-5-260628',
      content: [{ type: 'text' }, { type: 'video_url', role: 'reference_video' }],
      omni_reference_task_type: 'edit',
      ratio: 'adaptive',
      duration: -1,
    });
  });

  it('makes a clip longer by the task type', () => {
    const request = { prompt: 'it goes on', referenceVideos: [link('a.mp4')], duration: 7 };
    expect(
      ark.prepare({ ...request, providerOptions: { seedance: { taskType: 'extend' } } }).body,
    ).toMatchObject({ omni_reference_task_type: 'extend', duration: 7 });
  });

  it.each([
    'a boat --dur 12',
    '--resolution 1080p a boat',
    'a boat\n--rt 9:16',
    'a boat --seed 5',
    'a boat --cf true',
  ])('refuses a prompt with an option that the service would obey: %s', (prompt) => {
    expect(refusal({ prompt })).toMatch(/^unsupported: .*set the field instead/);
  });

  it.each(['a boat -- dur 12', 'a boat --really', 'a well--dur 9'])('takes other dashes: %s', (prompt) => {
    expect(refusal({ prompt })).toContain(JSON.stringify(prompt));
  });

  it('refuses more than one request may have, before it is sent', () => {
    const long = link(`${'a'.repeat(31_600_000)}.png`);
    expect(refusal({ prompt: 'x', references: [long, long] })).toMatch(/^unsupported: .*64 MB/);
    expect(refusal({ prompt: 'x', references: [long] })).not.toMatch(/^unsupported/);
  });

  it.each([
    [
      'a clip as bytes',
      { prompt: 'x', referenceVideos: [{ data: new Uint8Array([1]), mediaType: 'video/mp4' }] },
    ],
    ['a last frame alone', { prompt: 'x', lastFrame: link('b.png') }],
    ['frames beside references', { prompt: 'x', firstFrame: link('a.png'), references: [link('b.png')] }],
    ['a sound alone on 2.0', { model: 'doubao-seedance-2-0-260128', referenceAudio: [link('a.mp3')] }],
    ['4k on 2.5', { model: 'doubao-seedance-2-5-260628', prompt: 'x', resolution: '4k' }],
    [
      'a ratio beside the frame of 2.5',
      { model: 'doubao-seedance-2-5-260628', firstFrame: link('a.png'), aspectRatio: '1:1' },
    ],
    ['sound on 1.0', { model: 'doubao-seedance-1-0-pro-250528', prompt: 'x', audio: true }],
    [
      'a last frame on 1.0 fast',
      { model: 'doubao-seedance-1-0-pro-fast-251015', firstFrame: link('a.png'), lastFrame: link('b.png') },
    ],
    ['16 s on 2.0', { model: 'doubao-seedance-2-0-260128', prompt: 'x', duration: 16 }],
  ] as const)('refuses what no document has: %s', (_what, request) => {
    expect(refusal(request)).toMatch(/^unsupported/);
  });
});

describe('the api', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    [{}, {}, 'ark'],
    [{}, { MODELARK_API_KEY: 'k' }, 'modelark'],
    [{}, { SEEDANCE_API_TOKEN: 'k' }, 'gateway'],
    [{ apiKey: 'k' }, { SEEDANCE_API_TOKEN: 'k' }, 'ark'],
    [{ mount: '/api/v3' }, {}, 'gateway'],
    [{ api: 'modelark' }, { ARK_API_KEY: 'k' }, 'modelark'],
  ] as const)('of %j with %j in the environment is %s', (settings, variables, api) => {
    for (const name of ['ARK_API_KEY', 'MODELARK_API_KEY', 'SEEDANCE_API_TOKEN']) vi.stubEnv(name, '');
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    expect(createSeedance(settings).capabilities.models[0]?.api).toBe(api);
  });

  it('has model ids of its own in each region, and says where another one is', () => {
    expect(modelark.prepare({ prompt: 'x' })).toMatchObject({
      url: 'https://ark.ap-southeast.bytepluses.com/api/v3/contents/generations/tasks',
      body: { model: expect.stringMatching(/^dreamina-seedance-2-5/) },
    });
    expect(() => modelark.prepare({ model: 'doubao-seedance-2-5-260628', prompt: 'x' })).toThrow('ark');
  });

  it('ends of models are told, not enforced', () => {
    const ended = ark.capabilities.models.filter(({ retired }) => retired !== undefined);
    expect(ended.map(({ model, retired }) => [model, retired?.since])).toEqual([
      ['doubao-seedance-1-5-pro-251215', '2026-09-21'],
      ['doubao-seedance-1-0-pro-250528', '2026-11-24'],
      ['doubao-seedance-1-0-pro-fast-251015', '2026-11-24'],
    ]);
    expect(refusal({ model: 'doubao-seedance-1-5-pro-251215', prompt: 'x' })).toContain(
      '"doubao-seedance-1-5',
    );
  });

  it.each([
    { api: 'other' },
    { api: 'ark', mount: '/api/v3' },
    { api: 'gateway', mount: 'api/v3' },
    { api: 'gateway', mount: '/a?b' },
    { api: 'gateway', sendReference: true },
    { baseUrl: 'ark' },
  ])('refuses the settings %j', (settings) => {
    const create: (settings: never) => unknown = createSeedance;
    expect(() => Reflect.apply(create, undefined, [settings])).toThrow(/settings of seedance are not valid/);
  });
});
