import type { Capabilities, ModelCapabilities } from '@vid/core';

/**
 * Pixels by ratio: the six values of Runway's own gen4_turbo [doc: runwayml/sdk-node, July 2026].
 * 1584:672 is Runway's answer to 21:9.
 */
export const pixels: Readonly<Record<string, string>> = {
  '16:9': '1280:720',
  '9:16': '720:1280',
  '4:3': '1104:832',
  '1:1': '960:960',
  '3:4': '832:1104',
  '21:9': '1584:672',
};

const documentedSizes = Object.values(pixels).map((ratio) => ratio.replace(':', 'x'));

/**
 * Three models in name, one model at Runway. The guide has a model for each length, as price lists do; by the source of
 * yunwu's relay and what it answered in August 2026 the body names the model itself, and the gateway makes the other name of
 * it and the length [client]. Which of the two a gateway takes, its owner decides.
 */
const gen4Turbo = (
  model: string,
  lengths: readonly [number, ...number[]],
  source = '',
): ModelCapabilities => {
  const accepts = {
    /** Counted in UTF-16 units [doc]; that the gateway has the same limit is a guess. */
    prompt: { maxLength: 1000 },
    firstFrame: { from: ['url'] },
    duration: { oneOf: lengths },
    aspectRatio: { oneOf: Object.keys(pixels) },
    /** Listed by one sibling [relay-doc]. */
    seed: { min: 0, max: 4_294_967_295 },
  } as const;
  const shared = {
    mode: 'image-to-video',
    requires: ['firstFrame'],
    atMostOne: [['size', 'aspectRatio']],
    /** The six sizes are Runway's 720p set by its newer models' names for them [doc]. */
    output: { resolution: '720p' },
    defaults: { prompt: '', watermark: false, duration: lengths[0], aspectRatio: '16:9' },
  } as const;
  return {
    provider: 'runway',
    api: 'gateway',
    model,
    checkedOn: '2026-07-23',
    rows: [
      {
        ...shared,
        evidence: 'documented',
        source: `Runway's API reference, July 2026: gen4_turbo makes video from an image in six sizes, without a watermark${source}`,
        accepts: { ...accepts, size: { oneOf: documentedSizes }, watermark: { oneOf: [false] } },
      },
      {
        ...shared,
        evidence: 'claimed',
        source: `the gateway's guide says that watermark and any size work; Runway's own gen4_turbo has no watermark and takes six sizes${source}`,
        accepts: { ...accepts, size: 'any', watermark: { oneOf: [false, true] } },
      },
    ],
  };
};

export const capabilities: Capabilities = {
  models: [
    gen4Turbo('runwayml-gen4_turbo-5', [5]),
    gen4Turbo('runwayml-gen4_turbo-10', [10]),
    gen4Turbo(
      'gen4_turbo',
      [5, 10],
      "; that a gateway takes this name: a client of August 2026 that cites yunwu's relay",
    ),
  ],
  polling: [
    {
      provider: 'runway',
      api: 'gateway',
      minIntervalMs: 5_000,
      source:
        "Runway's SDK, July 2026: ask no faster than every 5 s about one task; the gateway itself names no limit",
    },
  ],
};
