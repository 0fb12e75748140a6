import { type DurationRule, estimateCost, rangeValues, type VideoRequest } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { image, official, opened } from './official-fixture.ts';

const last = 'https://example.com/last.jpg';
const png = { data: new Uint8Array([0x89, 0x50]), mediaType: 'image/png' };
const first = { uri: image, position: 'first' };
const clip = 'https://example.com/take3.mp4';
const sound = 'https://example.com/drums.mp3';

const fromFrame = { firstFrame: image, prompt: 'a boat' };
const edit: VideoRequest = {
  model: 'seedance2_5',
  sourceVideo: clip,
  prompt: 'winter',
  providerOptions: { runway: { mode: 'edit' } },
};
/** Callers without types send all sorts of words. */
const inFormat = (model: string, runway: object): VideoRequest => ({
  model,
  prompt: 'a boat',
  ...(model === 'aleph2' && { sourceVideo: clip }),
  providerOptions: JSON.parse(JSON.stringify({ runway })),
});

function lengthsOf(rule: DurationRule | undefined): readonly (number | 'auto')[] {
  if (typeof rule !== 'object') return [];
  const named = 'oneOf' in rule ? rule.oneOf : (rangeValues(rule) ?? []);
  return [...named, ...(rule.auto === true ? (['auto'] as const) : [])];
}

describe('a length that the model chooses', () => {
  it.each(['gen4_turbo', 'veo3.1', 'gemini_omni_flash'])('is refused by %s', (model) => {
    expect(() => official.prepare({ model, firstFrame: image, duration: 'auto' })).toThrow(
      /duration: \S+ takes [^;]*; got "auto"[^]*What would fit: without duration/,
    );
  });

  it('costs what the longest costs at most, which is billed first', () => {
    const asked = { model: 'seedance2', firstFrame: image, resolution: '720p' } as const;
    expect(estimateCost(official.capabilities, { ...asked, duration: 5 })).toMatchObject({ amount: 1.8 });
    expect(estimateCost(official.capabilities, { ...asked, duration: 'auto' })).toMatchObject({
      amount: 5.4,
    });
  });
});

describe('what is sent', () => {
  it('the reference’s example, byte for byte', () => {
    const prepared = official.prepare({
      model: 'gen4_turbo',
      firstFrame: 'https://cdn.example.org/frames/shot-014.png',
      prompt: 'Slow push-in on the lighthouse while the fog thins',
      aspectRatio: '16:9',
      duration: 5,
      seed: 918273645,
      providerOptions: { runway: { publicFigureThreshold: 'auto' } },
    });
    expect(prepared).toEqual({
      method: 'POST',
      url: 'https://api.dev.runwayml.com/v1/image_to_video',
      headers: {
        accept: 'application/json',
        authorization: 'Bearer ***',
        'content-type': 'application/json',
        'x-runway-version': '2024-11-06',
      },
      body: {
        model: 'gen4_turbo',
        promptImage: [{ uri: 'https://cdn.example.org/frames/shot-014.png', position: 'first' }],
        promptText: 'Slow push-in on the lighthouse while the fog thins',
        ratio: '1280:720',
        duration: 5,
        seed: 918273645,
        contentModeration: { publicFigureThreshold: 'auto' },
      },
    });
  });

  it.each<[string, VideoRequest, string, object]>([
    [
      'text alone',
      { prompt: 'a boat' },
      'text_to_video',
      { model: 'gen4.5', promptText: 'a boat', ratio: '1280:720', duration: 5 },
    ],
    [
      'a picture alone',
      { firstFrame: image },
      'image_to_video',
      { model: 'gen4_turbo', promptImage: [first], ratio: '1280:720', duration: 5 },
    ],
    [
      'a length that the model chooses',
      { model: 'seedance2_mini', firstFrame: image, duration: 'auto' },
      'image_to_video',
      { model: 'seedance2_mini', promptImage: [first], ratio: '1280:720', duration: 'auto' },
    ],
    [
      'first and last frame, sound off',
      { model: 'veo3.1', firstFrame: image, lastFrame: last, audio: false, resolution: '1080p', seed: 0 },
      'image_to_video',
      {
        model: 'veo3.1',
        promptImage: [first, { uri: last, position: 'last' }],
        ratio: '1920:1080',
        duration: 4,
        seed: 0,
        audio: false,
      },
    ],
    [
      'sound left open, silent where it has a price',
      { model: 'veo3.1', prompt: 'a boat' },
      'text_to_video',
      { model: 'veo3.1', promptText: 'a boat', ratio: '1280:720', duration: 4, audio: false },
    ],
    [
      'a video to change, without a word on its shape',
      { sourceVideo: clip, prompt: 'the street in winter', seed: 4 },
      'video_to_video',
      { model: 'aleph2', promptText: 'the street in winter', videoUri: clip, seed: 4 },
    ],
    [
      'a video to continue beyond its sides, steered by pictures',
      {
        model: 'aleph2',
        sourceVideo: clip,
        aspectRatio: '21:9',
        providerOptions: {
          runway: {
            keyframes: [
              { uri: image, seconds: 0, range: { start_seconds: 0, end_seconds: 2 } },
              { uri: last, at: 1, range: { start_seconds: 2, end_seconds: 4 } },
            ],
            publicFigureThreshold: 'low',
          },
        },
      },
      'video_to_video',
      {
        model: 'aleph2',
        videoUri: clip,
        keyframes: [
          { uri: image, seconds: 0, range: { start_seconds: 0, end_seconds: 2 } },
          { uri: last, at: 1, range: { start_seconds: 2, end_seconds: 4 } },
        ],
        targetAspectRatio: '21:9',
        contentModeration: { publicFigureThreshold: 'low' },
      },
    ],
    [
      'a video to change by pictures, clips and sounds',
      {
        model: 'seedance2_5',
        prompt: 'she dances to this',
        sourceVideo: clip,
        references: [image, last],
        referenceVideos: [clip],
        referenceAudio: [sound],
        size: '854x480',
        duration: 30,
        audio: true,
        seed: 0,
      },
      'video_to_video',
      {
        model: 'seedance2_5',
        promptText: 'she dances to this',
        promptVideo: clip,
        references: [{ uri: image }, { uri: last }],
        referenceVideos: [{ type: 'video', uri: clip }],
        referenceAudio: [{ type: 'audio', uri: sound }],
        ratio: '854:480',
        duration: 30,
        seed: 0,
        audio: true,
      },
    ],
    [
      'clips and sounds to take up, and a picture',
      { prompt: 'a dance', references: [image], referenceVideos: [clip], referenceAudio: [sound] },
      'text_to_video',
      {
        model: 'seedance2',
        promptText: 'a dance',
        references: [{ uri: image }],
        referenceVideos: [{ type: 'video', uri: clip }],
        referenceAudio: [{ type: 'audio', uri: sound }],
        ratio: '1280:720',
        duration: 5,
      },
    ],
    [
      'a sound beside frames',
      { prompt: 'a dance', firstFrame: image, lastFrame: last, referenceAudio: [sound] },
      'image_to_video',
      {
        model: 'seedance2',
        promptText: 'a dance',
        promptImage: [first, { uri: last, position: 'last' }],
        referenceAudio: [{ type: 'audio', uri: sound }],
        ratio: '1280:720',
        duration: 5,
      },
    ],
    [
      'a video for gemini to edit',
      { model: 'gemini_omni_flash', sourceVideo: clip, prompt: 'rain' },
      'video_to_video',
      { model: 'gemini_omni_flash', promptText: 'rain', videoUri: clip },
    ],
    [
      'an empty negative prompt',
      { model: 'veo3', prompt: 'a boat', negativePrompt: '', aspectRatio: '9:16' },
      'text_to_video',
      { model: 'veo3', promptText: 'a boat', negativePrompt: '', ratio: '720:1280', duration: 8 },
    ],
    [
      'reference pictures, no position',
      { references: [image, last], duration: 15 },
      'image_to_video',
      { model: 'seedance2', promptImage: [{ uri: image }, { uri: last }], ratio: '1280:720', duration: 15 },
    ],
    [
      '4K by name',
      { model: 'seedance2', prompt: 'a boat', resolution: '4k', aspectRatio: '21:9' },
      'text_to_video',
      { model: 'seedance2', promptText: 'a boat', ratio: '3840:1646', duration: 5 },
    ],
    [
      '4K by size',
      { model: 'seedance2', prompt: 'a boat', size: '2880x3840' },
      'text_to_video',
      { model: 'seedance2', promptText: 'a boat', ratio: '2880:3840', duration: 5 },
    ],
    [
      'a picture whose ratio decides',
      { model: 'happyhorse_1_0', firstFrame: image, resolution: '1080p' },
      'image_to_video',
      { model: 'happyhorse_1_0', promptImage: [first], resolution: '1080p', duration: 5 },
    ],
    [
      'a happyhorse of its own size',
      { model: 'happyhorse_1_0', prompt: 'a horse', aspectRatio: '4:3', resolution: '1080p' },
      'text_to_video',
      { model: 'happyhorse_1_0', promptText: 'a horse', ratio: '1662:1248', duration: 5 },
    ],
    [
      'a file for the grading room',
      inFormat('gen4.5', { outputFormat: 'prores', proresProfile: '422 HQ' }),
      'text_to_video',
      {
        model: 'gen4.5',
        promptText: 'a boat',
        ratio: '1280:720',
        duration: 5,
        outputFormat: 'prores',
        proresProfile: '422 HQ',
      },
    ],
    [
      'an edit in place, as long as its source',
      edit,
      'video_to_video',
      { model: 'seedance2_5', promptVideo: clip, promptText: 'winter', mode: 'edit', duration: 'auto' },
    ],
    [
      'words of hailuo3',
      { model: 'hailuo3', prompt: 'a boat', aspectRatio: '21:9', resolution: '2k' },
      'text_to_video',
      { model: 'hailuo3', promptText: 'a boat', ratio: '21:9', resolution: '2k', duration: 5 },
    ],
    [
      'hailuo3 in the shape of its pictures',
      { model: 'hailuo3', prompt: 'a boat', references: [image], aspectRatio: 'adaptive' },
      'text_to_video',
      {
        model: 'hailuo3',
        promptText: 'a boat',
        references: [{ uri: image }],
        ratio: 'adaptive',
        resolution: '768p',
        duration: 5,
      },
    ],
    [
      'a prompt that h3_max leaves as it is',
      {
        model: 'h3_max',
        ...fromFrame,
        seed: 0,
        providerOptions: { runway: { promptExpansionMode: 'disabled' } },
      },
      'image_to_video',
      {
        model: 'h3_max',
        promptImage: [first],
        promptText: 'a boat',
        resolution: '768p',
        duration: 5,
        seed: 0,
        promptExpansionMode: 'disabled',
      },
    ],
    [
      'wan3 in the shape of its first frame',
      { model: 'wan3', ...fromFrame, resolution: '1080p', audio: false },
      'image_to_video',
      {
        model: 'wan3',
        promptImage: [first],
        promptText: 'a boat',
        ratio: 'auto_1080p',
        duration: 5,
        audio: false,
      },
    ],
    [
      'a clip and a sound beside a first frame of wan3',
      { model: 'wan3', ...fromFrame, referenceVideos: [clip], referenceAudio: [sound] },
      'image_to_video',
      {
        model: 'wan3',
        promptImage: [first],
        promptText: 'a boat',
        referenceVideos: [{ type: 'video', uri: clip }],
        referenceAudio: [{ type: 'audio', uri: sound }],
        ratio: 'auto_720p',
        duration: 5,
      },
    ],
    [
      'wan3 in pixels',
      { model: 'wan3_prime', prompt: 'a boat', aspectRatio: '4:3', resolution: '480p' },
      'text_to_video',
      { model: 'wan3_prime', promptText: 'a boat', ratio: '720:544', duration: 5 },
    ],
    [
      'grok by pictures and sounds',
      {
        model: 'grok_imagine_1_5',
        prompt: 'a boat',
        references: [image],
        referenceAudio: [sound],
        aspectRatio: '2:3',
      },
      'text_to_video',
      {
        model: 'grok_imagine_1_5',
        promptText: 'a boat',
        references: [{ uri: image }],
        referenceAudio: [{ type: 'audio', uri: sound }],
        ratio: '2:3',
        resolution: '720p',
        duration: 5,
      },
    ],
    [
      'gemini of the newer kind by a clip, which it takes without a type',
      {
        model: 'gemini_omni_flash_1.1',
        prompt: 'a boat',
        referenceVideos: [clip],
        resolution: '360p',
        duration: 'auto',
      },
      'text_to_video',
      {
        model: 'gemini_omni_flash_1.1',
        promptText: 'a boat',
        referenceVideos: [{ uri: clip }],
        ratio: '640:360',
        duration: 'auto',
      },
    ],
    [
      'bytes as a data URI',
      { model: 'gen4_turbo', firstFrame: png, seed: 0 },
      'image_to_video',
      {
        model: 'gen4_turbo',
        promptImage: [{ uri: 'data:image/png;base64,iVA=', position: 'first' }],
        ratio: '1280:720',
        duration: 5,
        seed: 0,
      },
    ],
  ])('%s', async (_what, request, route, body) => {
    const { simulator, provider } = await opened();
    const prepared = provider.prepare(request);
    expect(prepared.url).toBe(`${simulator.url}/v1/${route}`);
    expect(prepared.body).toEqual(body);
    // The service, read a second time from the same document, takes it.
    expect((await provider.generate(request)).api).toBe('official');
    expect(simulator.tasks).toMatchObject([{ kind: route, body }]);
  });

  it.each(official.capabilities.models)(
    'every row of $model is taken with the least that it asks for, in every size and every length',
    async ({ model, rows }) => {
      const { simulator, provider } = await opened();
      const known: VideoRequest = {
        prompt: 'a boat',
        firstFrame: image,
        references: [image],
        referenceVideos: [clip],
        referenceAudio: [sound],
        sourceVideo: clip,
        audio: true,
      };
      let sent = 0;
      for (const { accepts, requires = [] } of rows) {
        const needed = Object.entries(known).filter(([field]) => requires.some((one) => one === field));
        const base: VideoRequest = { model, ...Object.fromEntries(needed) };
        const sizes = typeof accepts.size === 'object' ? accepts.size.oneOf : [];
        const ratios = typeof accepts.aspectRatio === 'object' ? accepts.aspectRatio.oneOf : [];
        const lengths = lengthsOf(accepts.duration);
        const variants: readonly VideoRequest[] = [
          {},
          ...sizes.map((size) => ({ size })),
          ...ratios.map((aspectRatio) => ({ aspectRatio })),
          ...lengths.map((duration) => ({ duration })),
        ];
        for (const variant of variants) {
          await provider.generate({ ...base, ...variant });
          sent += 1;
        }
      }
      expect(sent).toBeGreaterThanOrEqual(rows.length);
      expect(simulator.tasks).toHaveLength(sent);
    },
  );

  it.each<[string, VideoRequest, string]>([
    ['a watermark, which only the gateway has', { firstFrame: image, watermark: false }, 'watermark'],
    ['a text for gen4_turbo', { model: 'gen4_turbo', prompt: 'a boat' }, 'firstFrame'],
    ['4.5 s', { model: 'gen4.5', prompt: 'a boat', duration: 4.5 }, 'duration'],
    ['5 s of veo', { model: 'veo3.1', prompt: 'a boat', duration: 5 }, 'duration'],
    ['1280x768, the gateway’s size', { model: 'gen4_turbo', firstFrame: image, size: '1280x768' }, 'size'],
    [
      'a square of gen4.5 from text',
      { model: 'gen4.5', prompt: 'a boat', aspectRatio: '1:1' },
      'aspectRatio',
    ],
    ['a text of 1001 units', { model: 'gen4.5', prompt: `${'🏮'.repeat(500)}x` }, 'prompt'],
    ['an empty text', { model: 'gen4_turbo', firstFrame: image, prompt: '' }, 'prompt'],
    ['a lone last frame', { model: 'veo3.1', lastFrame: last }, 'firstFrame'],
    ['a last frame of gen4', { model: 'gen4_turbo', firstFrame: image, lastFrame: last }, 'lastFrame'],
    ['a seed of veo3', { model: 'veo3', prompt: 'a boat', seed: 0 }, 'seed'],
    ['an empty text of seedance', { model: 'seedance2', prompt: '' }, 'prompt'],
    ['sound of gen4', { model: 'gen4.5', prompt: 'a boat', audio: false }, 'audio'],
    [
      '1080p of the small seedance',
      { model: 'seedance2_mini', prompt: 'a', resolution: '1080p' },
      'resolution',
    ],
    ['16 s of happyhorse', { model: 'happyhorse_1_0', prompt: 'a', duration: 16 }, 'duration'],
    ['a shape of wan3 beside a frame', { model: 'wan3', ...fromFrame, aspectRatio: '16:9' }, 'aspectRatio'],
    [
      'frames in a .zip',
      inFormat('gen4.5', { outputFormat: 'png_sequence' }),
      'providerOptions.runway.outputFormat',
    ],
    ['HDR of aleph2', inFormat('aleph2', { outputFormat: 'hdr10' }), 'providerOptions.runway.outputFormat'],
    [
      'a profile of an .mp4',
      inFormat('gen4.5', { proresProfile: '422' }),
      'providerOptions.runway.proresProfile',
    ],
    [
      'a small profile of HDR ProRes',
      inFormat('gen4.5', { outputFormat: 'hdr_prores', proresProfile: '422 LT' }),
      'providerOptions.runway.proresProfile',
    ],
    ['a length of an edit', { ...edit, duration: 5 }, 'providerOptions.runway.mode'],
    ['a shape of an edit', { ...edit, aspectRatio: '16:9' }, 'providerOptions.runway.mode'],
    ['an edit without a word', { ...edit, prompt: undefined }, 'providerOptions.runway.mode'],
    ['a shape of h3_max', { model: 'h3_max', prompt: 'a', aspectRatio: '16:9' }, 'aspectRatio'],
    [
      'hailuo3’s own shape from text',
      { model: 'hailuo3', prompt: 'a', aspectRatio: 'adaptive' },
      'aspectRatio',
    ],
    [
      '1080p of grok by pictures',
      { model: 'grok_imagine_1_5', prompt: 'a', references: [image], resolution: '1080p' },
      'resolution',
    ],
    [
      'a sound of grok without a picture',
      { model: 'grok_imagine_1_5', prompt: 'a', referenceAudio: [sound] },
      'references',
    ],
    [
      'a GIF',
      { model: 'gen4_turbo', firstFrame: { ...png, mediaType: 'image/gif' } },
      'firstFrame.mediaType',
    ],
    [
      'bytes beyond an upload',
      { model: 'gen4_turbo', firstFrame: { ...png, data: new Uint8Array(209_715_201) } },
      'firstFrame.data',
    ],
    ['a picture where a clip belongs', { model: 'aleph2', sourceVideo: png }, 'sourceVideo.mediaType'],
    ['gen4.5 from a picture without a word', { model: 'gen4.5', firstFrame: image }, 'prompt'],
    ['a sound without a word', { model: 'seedance2', referenceAudio: [sound] }, 'prompt'],
    [
      'ten pictures',
      { model: 'seedance2', prompt: 'a', references: Array.from({ length: 10 }, () => image) },
      'references',
    ],
    ['a length of aleph2', { model: 'aleph2', sourceVideo: clip, duration: 5 }, 'duration'],
    ['a first frame beside a video', { model: 'aleph2', sourceVideo: clip, firstFrame: image }, 'firstFrame'],
    [
      'a moderation of veo',
      { model: 'veo3.1', prompt: 'a', providerOptions: { runway: { publicFigureThreshold: 'low' } } },
      'providerOptions.runway.publicFigureThreshold',
    ],
  ])('refuses %s', (_what, request, field) => {
    expect(() => official.prepare(request)).toThrow(
      expect.objectContaining({
        name: 'VideoError',
        code: 'unsupported',
        problems: expect.arrayContaining([expect.objectContaining({ field })]),
      }),
    );
  });

  it('refuses a link that is too long', () => {
    const long = `https://example.com/${'x'.repeat(2048)}`;
    expect(() => official.prepare({ model: 'gen4_turbo', firstFrame: long })).toThrow('at most 2048');
    expect(() => official.prepare({ model: 'aleph2', sourceVideo: long })).toThrow('at most 2048');
  });

  it.each<[string, readonly object[]]>([
    [
      'a range in some keyframes only',
      [
        { uri: image, at: 0 },
        { uri: image, at: 1, range: { start_seconds: 0, end_seconds: 1 } },
      ],
    ],
    ['a keyframe at two times', [{ uri: image, at: 0, seconds: 0 }]],
    ['a keyframe beyond the end', [{ uri: image, at: 1.5 }]],
    ['a keyframe that is no https link', [{ uri: 'runway://upload/somebody-elses', at: 0 }]],
    ['six keyframes', Array.from({ length: 6 }, () => ({ uri: image, at: 0 }))],
    ['no keyframe in a list', []],
  ])('refuses %s', (_what, keyframes) => {
    // Callers without types send such things.
    const prepare: (request: never) => unknown = (wrong) => official.prepare(wrong);
    const request = { model: 'aleph2', sourceVideo: clip, providerOptions: { runway: { keyframes } } };
    expect(() => Reflect.apply(prepare, undefined, [request])).toThrow(/providerOptions\.runway/);
  });

  it('gives nothing a place that it has not, unchecked or not', () => {
    const unchecked = ['firstFrame', 'lastFrame', 'referenceVideos', 'sourceVideo', 'references'] as const;
    const beside = (request: VideoRequest) => () =>
      official.prepare({ model: 'seedance2', prompt: 'a', ...request, unchecked });
    expect(beside({ sourceVideo: clip, firstFrame: image })).toThrow('firstFrame');
    expect(beside({ sourceVideo: clip, lastFrame: image })).toThrow('lastFrame');
    expect(beside({ firstFrame: image, referenceVideos: [clip] })).toThrow('referenceVideos');
    expect(beside({ firstFrame: image, references: [image] })).toThrow('references');
    const wide: VideoRequest = {
      model: 'aleph2',
      sourceVideo: clip,
      aspectRatio: '16:9',
      resolution: '1080p',
    };
    expect(() => official.prepare({ ...wide, unchecked: ['resolution'] })).toThrow('resolution');
  });

  it('names the end user where an account must', async () => {
    const { provider } = await opened({}, { onBehalfOf: 'user-7' });
    expect(provider.prepare({ prompt: 'a boat' }).headers).toMatchObject({
      'x-runway-on-behalf-of': 'user-7',
    });
  });
});

describe('money', () => {
  it.each<[VideoRequest, number | undefined]>([
    [{ model: 'gen4_turbo', firstFrame: image, duration: 10 }, 0.5],
    [{ model: 'gen4.5', prompt: 'a boat' }, 0.6],
    [{ model: 'veo3.1', prompt: 'a boat', duration: 8, audio: true }, 3.2],
    [{ model: 'veo3.1', prompt: 'a boat', duration: 8, audio: false }, 1.6],
    [{ model: 'veo3.1', prompt: 'a boat', duration: 8 }, 1.6],
    [{ model: 'seedance2', sourceVideo: 'https://example.com/take3.mp4' }, undefined],
    [{ model: 'aleph2', sourceVideo: 'https://example.com/take3.mp4' }, undefined],
    [{ model: 'veo3.1_fast', firstFrame: image, duration: 4, audio: true }, 0.6],
    [{ model: 'seedance2', prompt: 'a boat', duration: 5 }, 1.8],
    [{ model: 'seedance2', prompt: 'a boat', size: '1440x1440' }, 2],
    [{ model: 'seedance2', prompt: 'a boat', resolution: '4k' }, 7.5],
    [{ model: 'seedance2', prompt: 'a boat', referenceVideos: ['https://example.com/take3.mp4'] }, undefined],
    [{ model: 'happyhorse_1_0', prompt: 'a horse', resolution: '1080p' }, 1.5],
    [{ model: 'seedance2_fast', prompt: 'a boat' }, 1.45],
    // At least 64 and 80 credits.
    [{ model: 'seedance2_mini', prompt: 'a boat', duration: 4 }, 0.64],
    [{ model: 'seedance2_5', prompt: 'a boat', resolution: '480p', duration: 4 }, 0.8],
    [{ model: 'seedance2_5', prompt: 'a boat' }, 1.5],
    [{ model: 'seedance2_5', prompt: 'a boat', duration: 'auto' }, 9],
    [inFormat('gen4.5', { outputFormat: 'mp4' }), 0.6],
    [inFormat('gen4.5', { outputFormat: 'prores' }), 0.85],
    [inFormat('gen4.5', { outputFormat: 'hdr_prores', proresProfile: '422' }), 1.6],
    [{ model: 'hailuo3', prompt: 'a boat', resolution: '2k' }, 0.75],
    // What goes in costs, too, and no document says how much.
    [{ model: 'hailuo3', prompt: 'a boat', references: [image] }, undefined],
    [{ model: 'h3_max', prompt: 'a boat' }, 0.4],
    [{ model: 'wan3', prompt: 'a boat', resolution: '480p' }, 0.25],
    [{ model: 'wan3_prime', firstFrame: image, prompt: 'a boat', resolution: '480p' }, 0.34],
    [{ model: 'grok_imagine_1_5', prompt: 'a boat', resolution: '1080p' }, 1.45],
    [{ model: 'grok_imagine_1_5', prompt: 'a boat', references: [image, last] }, 0.82],
    [{ model: 'gemini_omni_flash', prompt: 'a boat' }, 0.5],
    [{ model: 'gemini_omni_flash', firstFrame: image }, 0.51],
    [{ model: 'gemini_omni_flash_1.1', prompt: 'a boat' }, undefined],
  ])('of %j is %s', (request, amount) => {
    const money = amount === undefined ? undefined : { amount, currency: 'USD' };
    expect(estimateCost(official.capabilities, request)).toEqual(money);
  });

  it('is on the task from the start, and as the service reports it at the end', async () => {
    const { simulator, provider } = await opened({
      outcome: ({ body }) =>
        body['promptText'] === 'broken' ? { failed: 'it broke', code: 'INTERNAL' } : undefined,
    });
    const cost = { amount: 0.6, currency: 'USD' };
    const good = await provider.generate({ model: 'gen4.5', prompt: 'a boat' });
    const bad = await provider.generate({ model: 'gen4.5', prompt: 'broken' });
    expect([good.cost, bad.cost]).toEqual([cost, cost]);
    simulator.advance(60);
    expect(await provider.query(good)).toMatchObject({ status: 'succeeded', cost });
    expect(await provider.query(bad)).toMatchObject({ status: 'failed', cost: { amount: 0 } });
  });
});
