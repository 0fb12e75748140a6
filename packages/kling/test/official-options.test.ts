import { checkRequest, estimateCost, planRequest, type VideoRequest } from '@vid/core';
import { createKling, type KlingOptions } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';

const image = 'https://example.com/image.jpg';
const kling = createKling({ api: 'official', apiKey: 'x' });
const v3 = 'kling-v3';
const own = (options: KlingOptions) => ({ providerOptions: { kling: options } });
const shot = (duration: number, prompt = 'a kite') => ({ prompt, duration });
const common = { model_name: v3, external_task_id: '{reference}' };
const refusal = (message: RegExp, code = 'unsupported') =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('kling’s own options', () => {
  it.each<[string, VideoRequest, string, object]>([
    [
      'voices on the model that is asked for first',
      { prompt: '<<<voice_1>>> hums', audio: true, ...own({ voices: ['v-1'] }) },
      'text2video',
      {
        model_name: 'kling-v2-6',
        prompt: '<<<voice_1>>> hums',
        mode: 'pro',
        sound: 'on',
        duration: '5',
        aspect_ratio: '16:9',
        voice_list: [{ voice_id: 'v-1' }],
      },
    ],
    [
      'elements in a picture',
      { model: v3, prompt: 'a kite', firstFrame: image, ...own({ elements: [0, 7] }) },
      'image2video',
      {
        prompt: 'a kite',
        image,
        mode: 'std',
        duration: '5',
        element_list: [{ element_id: 0 }, { element_id: 7 }],
      },
    ],
    [
      'shots that the service cuts',
      { prompt: 'a kite', ...own({ multiShot: true }) },
      'text2video',
      {
        prompt: 'a kite',
        mode: 'std',
        duration: '5',
        aspect_ratio: '16:9',
        multi_shot: true,
        shot_type: 'intelligence',
      },
    ],
    [
      'one shot, said aloud',
      { prompt: 'a kite', ...own({ multiShot: false }) },
      'text2video',
      { prompt: 'a kite', mode: 'std', duration: '5', aspect_ratio: '16:9', multi_shot: false },
    ],
    [
      'shots of ours, with their sum as the length',
      { aspectRatio: '1:1', ...own({ shots: [shot(1), shot(14, 'it falls')] }) },
      'text2video',
      {
        mode: 'std',
        duration: '15',
        aspect_ratio: '1:1',
        multi_shot: true,
        shot_type: 'customize',
        multi_prompt: [
          { index: 1, prompt: 'a kite', duration: '1' },
          { index: 2, prompt: 'it falls', duration: '14' },
        ],
      },
    ],
    [
      'shots from a picture with voices, in pro',
      {
        firstFrame: image,
        audio: true,
        quality: 'pro',
        ...own({ shots: [shot(3)], voices: ['v-1', 'v-2'] }),
      },
      'image2video',
      {
        image,
        mode: 'pro',
        sound: 'on',
        duration: '3',
        voice_list: [{ voice_id: 'v-1' }, { voice_id: 'v-2' }],
        multi_shot: true,
        shot_type: 'customize',
        multi_prompt: [{ index: 1, prompt: 'a kite', duration: '3' }],
      },
    ],
    [
      '4k, which stands in the place of a quality',
      { prompt: 'a kite', resolution: '4k', duration: 3 },
      'text2video',
      { prompt: 'a kite', mode: '4k', duration: '3', aspect_ratio: '16:9' },
    ],
  ])('%s', (_what, request, kind, body) => {
    const prepared = kling.prepare(request);
    expect(prepared.url).toMatch(new RegExp(`/${kind}$`));
    expect(prepared.body).toEqual({ ...common, ...body });
  });

  it.each<[string, VideoRequest, string]>([
    ['voices without sound', { model: v3, prompt: 'x', ...own({ voices: ['v'] }) }, 'providerOptions'],
    [
      'three voices',
      { model: v3, prompt: 'x', audio: true, ...own({ voices: ['a', 'b', 'c'] }) },
      'providerOptions.kling.voices',
    ],
    [
      'voices in std on kling-v2-6',
      { model: 'kling-v2-6', prompt: 'x', audio: true, quality: 'standard', ...own({ voices: ['v'] }) },
      'quality',
    ],
    [
      'elements beside voices',
      { model: v3, prompt: 'x', firstFrame: image, audio: true, ...own({ voices: ['v'], elements: [1] }) },
      'providerOptions.kling',
    ],
    [
      'elements without a picture',
      { model: v3, prompt: 'x', ...own({ elements: [1] }) },
      'providerOptions.kling.elements',
    ],
    ['shots beside a prompt', { model: v3, prompt: 'x', ...own({ shots: [shot(5)] }) }, 'providerOptions'],
    ['shots beside a length', { model: v3, duration: 5, ...own({ shots: [shot(5)] }) }, 'duration'],
    [
      'shots beside multiShot',
      { model: v3, ...own({ shots: [shot(5)], multiShot: true }) },
      'providerOptions.kling.multiShot',
    ],
    [
      'seven shots',
      { model: v3, ...own({ shots: Array.from({ length: 7 }, () => shot(1)) }) },
      'providerOptions.kling.shots',
    ],
    ['shots on kling-v2-6', { model: 'kling-v2-6', ...own({ shots: [shot(5)] }) }, 'prompt'],
    ['nothing to show', { model: v3, ...own({}) }, 'prompt'],
    ['720p, which no row takes', { model: v3, prompt: 'x', resolution: '720p' }, 'resolution'],
    ['4k in pro', { model: v3, prompt: 'x', resolution: '4k', quality: 'pro' }, 'resolution'],
    ['4k on kling-v2-6', { model: 'kling-v2-6', prompt: 'x', resolution: '4k' }, 'resolution'],
  ])('refuses %s by the table', (_what, request, field) => {
    const result = checkRequest(kling.capabilities, request);
    const problem = expect.objectContaining({ field: expect.stringMatching(`^${field}`) });
    expect(result).toMatchObject({ fits: false, problems: expect.arrayContaining([problem]) });
    expect(() => kling.prepare(request)).toThrow(refusal(/^Nothing was sent/));
  });

  it.each<[string, KlingOptions, RegExp]>([
    ['a shot of half a second', { shots: [shot(3), shot(0.5)] }, /shots\.1\.duration: must be whole seconds/],
    ['a shot of no length', { shots: [shot(3), shot(0)] }, /shots\.1\.duration: must be at least 1 second/],
    ['shots of 2 s', { shots: [shot(1), shot(1)] }, /shots: must take 3 to 15 seconds in all/],
    ['shots of 16 s', { shots: [shot(8), shot(8)] }, /shots: must take 3 to 15 seconds in all/],
    ['a shot of 513', { shots: [shot(3, 'a'.repeat(513))] }, /shots\.0\.prompt: must be at most 512/],
    ['a shot without words', { shots: [shot(3, '')] }, /shots\.0\.prompt: must not be empty/],
    ['no shots', { shots: [] }, /shots: must hold at least one/],
  ])('refuses %s and says what would work', (_what, options, message) => {
    expect(() => kling.prepare(own(options))).toThrow(refusal(message));
  });

  it('takes a shot of 512', () => {
    expect(() => kling.prepare(own({ shots: [shot(3, 'a'.repeat(512))] }))).not.toThrow();
  });

  it.each<[string, KlingOptions, RegExp]>([
    ['half an element', { elements: [1.5] }, /elements\.0: must be a whole number/],
    ['no elements', { elements: [] }, /elements: must hold at least one/],
    ['a voice without a name', { voices: [''] }, /voices\.0: must not be empty/],
    ['no voices', { voices: [] }, /voices: must hold at least one/],
  ])('refuses %s', (_what, options, message) => {
    const audio = options.voices !== undefined;
    const request = { model: v3, prompt: 'x', firstFrame: image, audio, ...own(options) };
    expect(() => kling.prepare(request)).toThrow(refusal(message));
  });

  it('never lets one option push another off the wire, unchecked or not', () => {
    const unchecked = { model: v3, unchecked: ['providerOptions', 'prompt', 'duration'] } as const;
    const both = own({ shots: [shot(5)], multiShot: false });
    expect(() => kling.prepare({ ...unchecked, prompt: 'x', ...both })).toThrow(refusal(/not both/));
    const twice = { ...unchecked, duration: 5, ...own({ shots: [shot(5)] }) };
    expect(() => kling.prepare(twice)).toThrow(refusal(/already fills its place/));
  });
});

describe('prices of what a video is made with', () => {
  const costs = (request: VideoRequest) => estimateCost(kling.capabilities, request)?.amount;

  it.each<[VideoRequest, number | undefined]>([
    [{ prompt: 'x', audio: true, ...own({ voices: ['v'] }) }, 0.84],
    [{ model: v3, prompt: 'x', audio: true, ...own({ voices: ['v'] }) }, undefined],
    [{ model: v3, prompt: 'x', audio: true, quality: 'pro', ...own({ voices: ['v'] }) }, undefined],
    [{ model: v3, prompt: 'x', firstFrame: image, ...own({ elements: [1] }) }, 0.42],
    [{ prompt: 'x', resolution: '4k', duration: 10 }, 4.2],
    [{ prompt: 'x', resolution: '4k', audio: true }, 2.1],
    [{ prompt: 'x', resolution: '4k', audio: true, ...own({ voices: ['v'] }) }, undefined],
    [own({ shots: [shot(3)] }), undefined],
    [{ extendVideo: '900000000000000555' }, undefined],
  ])('%j costs %s USD', (request, amount) => {
    expect(checkRequest(kling.capabilities, request).fits).toBe(true);
    expect(costs(request)).toBe(amount);
  });
});

describe('a model that no table has', () => {
  it.each([
    ['kling-4.0', /\/text-to-video\/kling-4\.0$/],
    ['kling-v4', /\/v1\/videos\/text2video$/],
  ])('goes where models of its name go, knowingly only: %s', (model, address) => {
    const request = { model: `kling:${model}`, prompt: 'x' };
    expect(() => kling.prepare(request)).toThrow(refusal(/unchecked: \["model"\]/));
    expect(kling.prepare({ ...request, unchecked: ['model'] }).url).toMatch(address);
  });

  it.each(['kling-4.0', 'kling-v4'])('is unknown there, and nothing is made: %s', async (model) => {
    const simulator = await startSimulator({ speed: 0 });
    onTestFinished(() => simulator.close());
    const { url: baseUrl, apiKey } = simulator;
    const request = { model: `kling:${model}`, prompt: 'x', unchecked: ['model'] } as const;
    const generate = createKling({ api: 'official', baseUrl, apiKey }).generate(request);
    await expect(generate).rejects.toMatchObject({ code: 'not-found', providerCode: '1203' });
    expect(simulator.tasks).toHaveLength(0);
  });
});

it('voices from text are claimed: the map gives kling-v2-6 them from a picture only', () => {
  const evidence = (request: VideoRequest) =>
    planRequest(kling.capabilities, {
      model: 'kling-v2-6',
      audio: true,
      ...own({ voices: ['v-1'] }),
      ...request,
    }).candidates.map(({ warnings }) => warnings.map(({ code }) => code));
  expect(evidence({ prompt: '<<<voice_1>>> hums' })).toEqual([['claimed']]);
  expect(evidence({ firstFrame: image })).toEqual([[]]);
});

describe('the gateway', () => {
  const gateway = createKling({ api: 'gateway', apiKey: 'x' });

  it('takes voices on a reseller’s word, and says so', () => {
    const request = { prompt: 'x', audio: true, ...own({ voices: ['v-1'] }) };
    expect(gateway.prepare(request).body).toMatchObject({
      model_name: 'kling-v2-6',
      mode: 'pro',
      sound: 'on',
      voice_list: [{ voice_id: 'v-1' }],
    });
    const [candidate] = planRequest(gateway.capabilities, request).candidates;
    expect(candidate?.warnings).toEqual([
      { code: 'claimed', source: expect.stringContaining('the gateway') },
    ]);
  });

  it.each<KlingOptions>([{ elements: [1] }, { multiShot: true }, { shots: [shot(5)] }])(
    'refuses %j, unchecked or not',
    (options) => {
      const request = { prompt: 'x', firstFrame: image, ...own(options) };
      expect(() => gateway.prepare(request)).toThrow(refusal(/providerOptions/));
      const unchecked = { ...request, unchecked: ['providerOptions'] } as const;
      expect(() => gateway.prepare(unchecked)).toThrow(refusal(/providerOptions: .*the gateway api/));
    },
  );

  it('has no way to make a video longer and no 4k', () => {
    expect(() => gateway.prepare({ extendVideo: '1' })).toThrow(refusal(/extendVideo/));
    expect(() => gateway.prepare({ prompt: 'x', resolution: '4k' })).toThrow(refusal(/resolution/));
  });
});
