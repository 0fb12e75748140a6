import type { Capabilities, CapabilityRow, FeatureRules, ModelCapabilities } from '@vid/core';
import { seededRandom } from './simulated-time.ts';

export interface TableSize {
  readonly providers: number;
  /** Of each provider. */
  readonly models: number;
  /** Of each model. */
  readonly rows: number;
  /** Default false: rows share a handful of limits, as services do. True: no two rows have the same limits. */
  readonly isEachRowDifferent?: boolean;
}

const picture = {
  from: ['url', 'data'],
  mediaTypes: ['image/png', 'image/jpeg'],
  maxBytes: 10_000_000,
} as const;

/** An invented table; the same size is the same table. */
export function largeTable({ providers, models, rows, isEachRowDifferent = false }: TableSize): Capabilities {
  const random = seededRandom(7);
  const pick = <Value>(...values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random() * values.length)] ?? values[0];
  let made = 0;
  /** Of the row that was made last; a model has the one of its own last row. */
  let perSecond: number | undefined;

  const row = (index: number): CapabilityRow => {
    made += 1;
    const own = isEachRowDifferent ? made : 0;
    const seconds = pick([5, 10], [4, 6, 8], [5], [6, 10]);
    const accepts: FeatureRules = {
      prompt: { maxLength: pick(500, 800, 1_000, 1_500, 2_000, 2_500) + own },
      negativePrompt: { maxLength: pick(500, 2_500) + own },
      duration:
        own === 0 ? pick({ oneOf: seconds }, { min: 2, max: pick(10, 12) }) : { min: 2, max: 10 + own },
      aspectRatio: { oneOf: pick(['16:9', '9:16', '1:1'], ['16:9', '9:16'], ['16:9', '4:3', '3:4']) },
      resolution: { oneOf: pick(['720p', '1080p'], ['480p', '720p']) },
      quality: { oneOf: [pick('standard', 'pro')] },
      ...(random() < 0.3 && { watermark: { oneOf: pick([false, true], [true]) } }),
      ...(random() < 0.5 && { seed: { min: 0, max: pick(2 ** 31, 2 ** 32) - 1 + own } }),
      ...(random() < 0.5 && { callbackUrl: 'any' }),
    };
    const evidence = pick('documented', 'documented', 'claimed');
    perSecond = random() < 0.7 ? pick(0.028, 0.05, 0.14, 0.35) : undefined;
    const said = {
      evidence,
      source: `row ${made} of an invented map`,
      defaults: { duration: seconds[0] ?? 5, aspectRatio: '16:9', watermark: false },
      ...(random() < 0.5 && { typicalTime: { seconds: pick(60, 90, 180), source: 'nobody' } }),
    } as const;
    switch (index % 8) {
      case 0:
      case 1:
      case 2:
        return { ...said, mode: 'text-to-video', requires: ['prompt'], accepts };
      case 3: {
        const camera = { axes: ['pan', 'zoom', 'tilt'], oneAxis: true, presets: ['orbit'] } as const;
        const requires = ['prompt', 'cameraControl'] as const;
        const narrow = { ...accepts, duration: { oneOf: [5] }, cameraControl: camera };
        return { ...said, mode: 'text-to-video', requires, accepts: narrow };
      }
      case 4:
      case 5:
        return {
          ...said,
          mode: 'image-to-video',
          requires: ['firstFrame'],
          accepts: { ...accepts, firstFrame: picture },
        };
      case 6:
        return {
          ...said,
          mode: 'image-to-video',
          requires: ['firstFrame'],
          atMostOne: [['lastFrame', 'seed']],
          accepts: { ...accepts, firstFrame: picture, lastFrame: picture },
        };
      default:
        return {
          ...said,
          mode: 'reference-to-video',
          requires: ['prompt', 'references'],
          accepts: { ...accepts, references: { ...picture, maxItems: pick(3, 4, 7) } },
        };
    }
  };
  const pricesOf = (amount: number | undefined): Pick<ModelCapabilities, 'prices'> => {
    if (amount === undefined) return {};
    const terms = { currency: 'USD', source: 'an invented list' };
    return {
      prices: [
        { ...terms, when: { quality: ['pro'] }, perSecond: 2 * amount },
        { ...terms, perSecond: amount },
      ],
    };
  };
  const model = (provider: number, index: number): ModelCapabilities => ({
    provider: `service-${provider}`,
    api: 'direct',
    model: `model-${provider}-${index}`,
    ...(random() < 0.1 && { retired: { since: '2027-01-31', source: 'an invented notice' } }),
    rows: Array.from({ length: rows }, (_, each) => row(each)),
    ...pricesOf(perSecond),
  });
  return {
    models: Array.from({ length: providers }, (_, provider) =>
      Array.from({ length: models }, (_, index) => model(provider, index)),
    ).flat(),
  };
}
