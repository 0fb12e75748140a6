import { pathToFileURL } from 'node:url';
import {
  defineRequest,
  type MediaInput,
  type ModelRequests,
  type VideoProvider,
  type VideoRequest,
} from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling, type KlingModelRequests } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import '../src/own-provider.ts';

const firstFrame = 'https://example.com/cat.jpg';
const bytes = { data: new Uint8Array(4), mediaType: 'image/png' };

describe('defineRequest', () => {
  it('adds the model, keeps what is set, and the guard takes it', () => {
    const turbo = defineRequest('runway:runwayml-gen4_turbo-5', { firstFrame, duration: 5, seed: 0 });
    expect(turbo).toEqual({ model: 'runway:runwayml-gen4_turbo-5', firstFrame, duration: 5, seed: 0 });
    expectTypeOf(turbo).toEqualTypeOf<VideoRequest>();
    const kling = defineRequest('kling:kling-v1', {
      prompt: 'a boat',
      cameraControl: { preset: 'forward_up' },
      providerOptions: { kling: { cfgScale: 0.5 } },
    });
    const jimeng = defineRequest('jimeng:jimeng-video-3.0', {
      prompt: 'a boat',
      firstFrame: bytes,
      cameraControl: { preset: 'robo_arm', strength: 'weak' },
    });
    const made = [
      createRunway({ api: 'gateway' }).prepare(turbo),
      createKling({ api: 'gateway' }).prepare(kling),
      createJimeng({ api: 'official' }).prepare(jimeng),
    ];
    expect(made.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
  });

  it('says what is wrong where it is written', () => {
    const wrong = [
      // @ts-expect-error -- this model makes 5 s
      () => defineRequest('runway:runwayml-gen4_turbo-5', { firstFrame, duration: 10 }),
      // @ts-expect-error -- 5 or 10 s at either api
      () => defineRequest('kling:kling-v2-6', { prompt: 'a boat', duration: 7 }),
      // @ts-expect-error -- it takes no last frame
      () => defineRequest('runway:gen4_turbo', { firstFrame, lastFrame: firstFrame }),
      // @ts-expect-error -- it needs a first frame
      () => defineRequest('runway:gen4_turbo', { prompt: 'a boat' }),
      // @ts-expect-error -- the ratio is none of its own
      () => defineRequest('kling:kling-v3', { prompt: 'a boat', aspectRatio: '4:3' }),
      // @ts-expect-error -- the option is called cfgScale
      () => defineRequest('kling:kling-v1', { prompt: 'a boat', providerOptions: { kling: { cfgScal: 1 } } }),
      // @ts-expect-error -- nobody is called so
      () => defineRequest('kling:kling-v1', { prompt: 'a boat', providerOptions: { klimg: {} } }),
      // @ts-expect-error -- its presets have a strength
      () => defineRequest('jimeng:jimeng-video-3.0', { prompt: '', cameraControl: { preset: 'robo_arm' } }),
      // @ts-expect-error -- a preset of somebody else
      () => defineRequest('kling:kling-v1', { prompt: 'a boat', cameraControl: { preset: 'robo_arm' } }),
      // @ts-expect-error -- the field is called duration
      () => defineRequest('kling:kling-v1', { prompt: 'a boat', duratoin: 5 }),
      // @ts-expect-error -- no such model
      () => defineRequest('kling:kling-v2-7', { prompt: 'a boat' }),
      // @ts-expect-error -- the provider is left out, and two might sell it
      () => defineRequest('kling-v2-6', { prompt: 'a boat' }),
      // @ts-expect-error -- unchecked fields are for plain requests
      () => defineRequest('kling:kling-v2-6', { prompt: 'a boat', unchecked: ['duration'] }),
    ];
    expect(wrong.map((define) => typeof define().model)).toEqual(wrong.map(() => 'string'));
  });

  it('takes a file for a model that takes links, which is refused before anything is sent where no store makes one', async () => {
    const model = 'runway:runwayml-gen4_turbo-5';
    type FirstFrame = ModelRequests[typeof model]['firstFrame'];
    expectTypeOf<FirstFrame>().toEqualTypeOf<MediaInput>();
    const forms = [
      bytes,
      new Blob([bytes.data], { type: bytes.mediaType }),
      new Blob([bytes.data]).stream(),
      new URL(firstFrame),
      pathToFileURL(import.meta.filename),
    ] satisfies readonly FirstFrame[];
    const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.reject(new Error('nothing is to be sent')));
    const mediaStore = { name: 'mine', put: async () => ({ url: firstFrame }) };
    const settings = { api: 'gateway', apiKey: 'a key', fetch } as const;
    const isValid = (runway: VideoProvider) =>
      forms.map((form) => runway.validateRequest(defineRequest(model, { firstFrame: form })).valid);
    // The last is no picture, which its first bytes tell.
    expect(isValid(createRunway({ ...settings, mediaStore }))).toEqual([true, true, true, true, false]);
    const storeless = createRunway(settings);
    expect(isValid(storeless)).toEqual([false, false, false, true, false]);
    const refused = storeless.generate(defineRequest(model, { firstFrame: bytes }));
    await expect(refused).rejects.toMatchObject({ code: 'unsupported' });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('leaves a way for models that are newer than the tables', () => {
    const newer: VideoRequest = { model: 'kling:kling-v9', prompt: 'a boat', unchecked: ['model'] };
    const prepare = (request: VideoRequest) => createKling({ api: 'gateway' }).prepare(request);
    expect(prepare(newer).body).toMatchObject({ model_name: 'kling-v9' });
    expect(() => prepare({ ...newer, unchecked: [] })).toThrow(/Did you mean/);
  });

  it('takes the models of other packages', () => {
    const request = defineRequest('acme:acme-1', { prompt: 'a boat', duration: 8 });
    expect(request.model).toBe('acme:acme-1');
    // @ts-expect-error -- 4 or 8 s
    const wrong = () => defineRequest('acme:acme-1', { prompt: 'a boat', duration: 5 });
    expectTypeOf(wrong).toBeFunction();
  });
});

describe('ModelRequests', () => {
  it('lists the models, for an editor to offer', () => {
    expectTypeOf<keyof KlingModelRequests>().toExtend<keyof ModelRequests>();
    expectTypeOf<'kling:kling-v2-6'>().toExtend<keyof ModelRequests>();
    expectTypeOf<'runway:gen4.5'>().toExtend<keyof ModelRequests>();
    expectTypeOf<'jimeng:jimeng-video-3.0'>().toExtend<keyof ModelRequests>();
    expectTypeOf<'kling-v2-6'>().not.toExtend<keyof ModelRequests>();
  });

  it('lists the lengths', () => {
    type Duration = ModelRequests['kling:kling-v2-6']['duration'];
    expectTypeOf<Duration>().toEqualTypeOf<5 | 10 | undefined>();
    expectTypeOf<ModelRequests['runway:runwayml-gen4_turbo-10']['duration']>().toEqualTypeOf<
      10 | undefined
    >();
  });

  it('allows no more than a request does', () => {
    const plain = (request: ModelRequests[keyof ModelRequests]): VideoRequest => request;
    expect(plain({ prompt: 'a boat' })).toEqual({ prompt: 'a boat' });
  });
});
