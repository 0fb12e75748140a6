import type { Price, PriceCondition } from '@vid/core';

/*
 * What the vendor charges for a million tokens, in the money of each region. Sources: BytePlus's price page of summer 2026 by a
 * mirror, of 2.5 confirmed to 2026-10-08; Volcengine's page of 2026-08-19 by a reader, and later notes [doc, second hand].
 * Promotions that have ended are left out.
 */

const sources = {
  modelark: "BytePlus's price page, summer 2026, by a mirror; only what succeeds is billed",
  ark: "Volcengine's price page of 2026-08-19, second hand, and later notes; only what succeeds is billed",
} as const;
type Region = keyof typeof sources;
const currencies = { modelark: 'USD', ark: 'CNY' } as const satisfies Record<Region, string>;

/** USD at ModelArk and CNY at Ark. */
type Rate = readonly [modelark: number, ark: number];

interface Rates {
  readonly resolutions?: readonly string[];
  readonly audio?: boolean;
  readonly plain: Rate;
  /** With a clip among what goes in, whose seconds are billed, too; none: the model takes no clip. */
  readonly withClip?: Rate;
}

const hd = ['480p', '720p'];
const rates = {
  'seedance-2-5-260628': [
    { resolutions: hd, plain: [10.7, 70], withClip: [6.4, 42] },
    { resolutions: ['1080p'], plain: [11.7, 77], withClip: [7, 46] },
  ],
  'seedance-2-0-260128': [
    { resolutions: hd, plain: [7, 46], withClip: [4.3, 28] },
    { resolutions: ['1080p'], plain: [7.7, 51], withClip: [4.7, 31] },
    { resolutions: ['4k'], plain: [4, 26], withClip: [2.4, 16] },
  ],
  'seedance-2-0-fast-260128': [{ plain: [5.6, 37], withClip: [3.3, 22] }],
  'seedance-2-0-mini-260615': [{ plain: [3.5, 23], withClip: [2.1, 14] }],
  'seedance-1-5-pro-251215': [
    { audio: true, plain: [2.4, 16] },
    { audio: false, plain: [1.2, 8] },
  ],
  'seedance-1-0-pro-250528': [{ plain: [2.5, 15] }],
  'seedance-1-0-pro-fast-251015': [{ plain: [1, 4.2] }],
} as const satisfies Readonly<Record<string, readonly Rates[]>>;

/** The models that have a price, by their ids without a region's prefix. */
export type PricedModel = keyof typeof rates;

/** Every video has 24 frames a second, and one frame more is billed than its seconds have [client, observed]. */
const tokens = { framesPerSecond: 24, extraFrames: 1, pixelsPerToken: 1024 } as const;
/** With a clip there is no such frame, and at least 5/3 of what comes out is billed [client, observed; doc]. */
const tokensWithClip = { framesPerSecond: 24, pixelsPerToken: 1024 } as const;
const atLeastTimes = 5 / 3;

/** Half the price at leisure [doc]. */
const flex = { when: { options: { serviceTier: ['flex'] } }, times: 0.5 } as const;

/** `longestClips`: seconds that all clips together may have; a single one has two at least [doc]. */
export function pricesOf(id: PricedModel, region: Region, longestClips: number): readonly Price[] {
  const currency = currencies[region];
  const source = sources[region];
  const of = (rate: Rate) => rate[region === 'modelark' ? 0 : 1];
  const all: readonly Rates[] = rates[id];
  return all.flatMap(({ resolutions, audio, plain, withClip }): readonly Price[] => {
    const what: PriceCondition = {
      ...(resolutions !== undefined && { resolution: resolutions }),
      ...(audio !== undefined && { audio: [audio] }),
    };
    const terms = { currency, source };
    return [
      ...(withClip === undefined
        ? []
        : [
            {
              ...terms,
              when: { ...what, given: { referenceVideos: true } },
              perMillionTokens: of(withClip),
              tokens: tokensWithClip,
              inputSeconds: { min: 2, max: longestClips, atLeastTimes },
            },
          ]),
      {
        ...terms,
        // How long a video is that is changed, nobody knows.
        when: {
          ...what,
          given: { referenceVideos: false, sourceVideo: false },
          options: { frames: false },
        },
        perMillionTokens: of(plain),
        tokens,
        ...(withClip === undefined && { factors: [flex] }),
      },
    ];
  });
}
