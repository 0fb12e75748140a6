import type {
  Capabilities,
  CapabilityRow,
  FeatureRules,
  ModelCapabilities,
  PixelSizes,
  Price,
} from '@vid/core';

declare module '@vid/core' {
  interface ProviderOptions {
    readonly ember?: { readonly draft?: boolean; readonly tier?: 'default' | 'flex' };
  }
}

/* A service that bills tokens, as Seedance's notes have them (seedance.md 5): the prices of 2.x, by its own pixels. */

const small: PixelSizes = {
  '480p': {
    '16:9': '864x496',
    '4:3': '752x560',
    '1:1': '640x640',
    '3:4': '560x752',
    '9:16': '496x864',
    '21:9': '992x432',
  },
  '720p': {
    '16:9': '1280x720',
    '4:3': '1112x834',
    '1:1': '960x960',
    '3:4': '834x1112',
    '9:16': '720x1280',
    '21:9': '1470x630',
  },
};
const hd = {
  '16:9': '1920x1080',
  '4:3': '1664x1248',
  '1:1': '1440x1440',
  '3:4': '1248x1664',
  '9:16': '1080x1920',
  '21:9': '2206x946',
};
const fourK = {
  '16:9': '3840x2160',
  '4:3': '3326x2494',
  '1:1': '2880x2880',
  '3:4': '2494x3326',
  '9:16': '2160x3840',
  '21:9': '4398x1886',
};

const link = { from: ['url'] } as const;
const seconds = (from: number, to: number) => ({
  oneOf: Array.from({ length: to - from + 1 }, (_, index) => from + index),
});

interface Tier {
  readonly resolutions: readonly string[];
  /** Of a million tokens. */
  readonly plain: number;
  /** Where a clip goes in. */
  readonly withClip: number;
}

interface Size {
  readonly name: string;
  readonly sizes: PixelSizes;
  readonly longest: number;
  readonly tiers: readonly Tier[];
  readonly inputs: number;
  readonly rows?: readonly CapabilityRow[];
}

const currency = 'USD';
const source = 'a price page of summer 2026';
const tokens = { framesPerSecond: 24, pixelsPerToken: 1024 } as const;

/** A clip is billed too, and costs the extra frame. What it is long, nobody knows before. */
const pricesOf = ({ tiers, inputs }: Size): readonly Price[] =>
  tiers.flatMap(({ resolutions: resolution, plain, withClip }): readonly Price[] => [
    {
      when: { resolution, given: { referenceVideos: true } },
      perMillionTokens: withClip,
      currency,
      source,
      tokens,
      inputSeconds: { min: 2, max: inputs, atLeastTimes: 5 / 3 },
    },
    {
      when: { resolution },
      perMillionTokens: plain,
      currency,
      source,
      tokens: { ...tokens, extraFrames: 1 },
    },
  ]);

function model(size: Size): ModelCapabilities {
  const { name, sizes, longest, rows = [] } = size;
  const common: FeatureRules = {
    duration: seconds(4, longest),
    resolution: { oneOf: Object.keys(sizes) },
    audio: { oneOf: [true, false] },
  };
  const ratio = { aspectRatio: { oneOf: Object.keys(small['720p'] ?? {}) } };
  const prompt = { maxLength: 4000 };
  const row = (
    mode: CapabilityRow['mode'],
    requires: CapabilityRow['requires'],
    accepts: FeatureRules,
    defaults: CapabilityRow['defaults'] = {},
  ): CapabilityRow => ({
    mode,
    evidence: 'documented',
    source: 'made from notes',
    requires: requires ?? [],
    accepts: { ...common, prompt, ...accepts },
    defaults: { duration: 5, resolution: '720p', audio: true, ...defaults },
  });
  return {
    provider: 'ember',
    api: 'official',
    model: name,
    sizes,
    prices: pricesOf(size),
    rows: [
      row('text-to-video', ['prompt'], ratio, { aspectRatio: '16:9' }),
      // The picture decides the ratio.
      row('image-to-video', ['firstFrame'], { firstFrame: link, lastFrame: link }),
      row(
        'reference-to-video',
        ['references'],
        {
          ...ratio,
          references: { ...link, maxItems: 9 },
          referenceVideos: { ...link, maxItems: 3 },
          referenceAudio: { ...link, maxItems: 3 },
        },
        { aspectRatio: '16:9' },
      ),
      ...rows,
    ],
  };
}

const low = ['480p', '720p'];
const soundAlone: CapabilityRow = {
  mode: 'reference-to-video',
  evidence: 'documented',
  source: 'made from notes',
  requires: ['referenceAudio'],
  accepts: {
    prompt: { maxLength: 4000 },
    referenceAudio: { ...link, maxItems: 10 },
    duration: seconds(4, 30),
    resolution: { oneOf: [...low, '1080p'] },
    aspectRatio: { oneOf: ['16:9'] },
  },
  defaults: { duration: 5, resolution: '720p', aspectRatio: '16:9' },
};

export const ember: Capabilities = {
  models: [
    model({
      name: 'ember-2-5',
      sizes: {
        '480p': { ...small['480p'], '16:9': '854x480', '9:16': '480x854' },
        '720p': small['720p'] ?? {},
        '1080p': hd,
      },
      longest: 30,
      inputs: 30,
      tiers: [
        { resolutions: low, plain: 10.7, withClip: 6.4 },
        { resolutions: ['1080p'], plain: 11.7, withClip: 7 },
      ],
      rows: [soundAlone],
    }),
    model({
      name: 'ember-2-0',
      sizes: { ...small, '1080p': hd, '4k': fourK },
      longest: 15,
      inputs: 15,
      tiers: [
        { resolutions: low, plain: 7, withClip: 4.3 },
        { resolutions: ['1080p'], plain: 7.7, withClip: 4.7 },
        { resolutions: ['4k'], plain: 4, withClip: 2.4 },
      ],
    }),
    model({
      name: 'ember-2-0-fast',
      sizes: small,
      longest: 15,
      inputs: 15,
      tiers: [{ resolutions: low, plain: 5.6, withClip: 3.3 }],
    }),
    model({
      name: 'ember-2-0-mini',
      sizes: small,
      longest: 15,
      inputs: 15,
      tiers: [{ resolutions: low, plain: 3.5, withClip: 2.1 }],
    }),
  ],
};
