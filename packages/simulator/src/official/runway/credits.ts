// Credits (runway.md 2.14 and 2.11). Every submit names the most that its task may cost (2.2).
type Tier = '480p' | '720p' | '768p' | '1080p' | '2k' | '4k';

/** What a price depends on, of any route's body. */
export type Settings = {
  readonly model: string;
  readonly duration?: number | 'auto' | undefined;
  readonly audio?: boolean | undefined;
  /** Pixels, words or a ratio. */
  readonly ratio?: string | undefined;
  readonly resolution?: string | undefined;
  readonly outputFormat?: string | undefined;
  /** How many pictures go in, and how many of them are `references`. */
  readonly pictures?: number | undefined;
  readonly references?: number | undefined;
};

/** Per second of output; `loud` where sound has its own price, `least` for a whole task. */
type Rate = {
  readonly silent: number | Partial<Record<Tier, number>>;
  readonly loud?: number;
  readonly least?: number;
  /** The longest, which is charged first where the model chooses. */
  readonly longest?: number;
  /** For each picture that goes in; a first frame counts, too, where it is not told apart [guess]. */
  readonly perPicture?: number;
  /** The same for `references` alone. */
  readonly perReference?: number;
};

const rates: Readonly<Record<string, Rate>> = {
  gen4_turbo: { silent: 5 },
  'gen4.5': { silent: 12 },
  aleph2: { silent: 28, least: 56 },
  act_two: { silent: 5 },
  veo3: { silent: 40 },
  'veo3.1': { silent: 20, loud: 40 },
  'veo3.1_fast': { silent: 10, loud: 15 },
  seedance2: { silent: { '480p': 36, '720p': 36, '1080p': 40, '4k': 150 }, longest: 15 },
  seedance2_fast: { silent: 29, longest: 15 },
  seedance2_mini: { silent: 16, least: 64, longest: 15 },
  seedance2_5: { silent: { '480p': 20, '720p': 30, '1080p': 68 }, least: 80, longest: 30 },
  hailuo3: { silent: { '768p': 10, '2k': 15 } },
  h3_max: { silent: { '480p': 5, '768p': 8 } },
  wan3: { silent: { '480p': 5, '720p': 10, '1080p': 20 } },
  wan3_prime: { silent: { '480p': 6.8, '720p': 14, '1080p': 28 } },
  grok_imagine_1_5: { silent: { '480p': 10, '720p': 16, '1080p': 29 }, perReference: 1 },
  gemini_omni_flash: { silent: 10, perPicture: 1 },
  // From 3.4 to 30 by resolution; the steps between are [guess].
  'gemini_omni_flash_1.1': { silent: { '480p': 3.4, '720p': 10, '1080p': 16, '4k': 30 }, longest: 10 },
  happyhorse_1_0: { silent: { '720p': 15, '1080p': 30 } },
  // Not printed anywhere [guess].
  ruby: { silent: 20 },
  magnific_video_upscaler_creative: { silent: 20 },
  enhance_frame_rate: { silent: 5 },
};

/** What is made when the length is open: 10 s for gen4_turbo by one relay, 8 s for veo and 5 s else [guess]. */
export const secondsOf = ({ model, duration }: Settings): number => {
  if (typeof duration === 'number') return duration;
  return model === 'gen4_turbo' ? 10 : model.startsWith('veo') ? 8 : 5;
};

/** By pixels, whose areas are apart by far; 720p is what most models make. */
function tierOf({ ratio, resolution }: Settings): string {
  if (resolution !== undefined) return resolution.toLowerCase();
  const [, word] = /^auto_(\d+p)$/.exec(ratio ?? '') ?? [];
  if (word !== undefined) return word;
  const [, width, height] = /^(\d{3,4}):(\d{3,4})$/.exec(ratio ?? '') ?? [];
  const area = Number(width) * Number(height);
  if (area < 600_000) return '480p';
  return area > 4_000_000 ? '4k' : area > 1_500_000 ? '1080p' : '720p';
}

/** The dearest where a tier has no price of its own. */
function perSecond(asked: Settings, { silent, loud = 0 }: Rate): number {
  // [guess] An open `audio` is taken for sound, the dearer of the two.
  if (typeof silent === 'number') return asked.audio === false ? silent : Math.max(silent, loud);
  const prices: Readonly<Record<string, number>> = silent;
  return prices[tierOf(asked)] ?? Math.max(...Object.values(prices));
}

/** 2.3.3. Above 4 megapixels it would be twice as much: no ratio here is as large. */
const surcharge = ({ outputFormat = 'mp4' }: Settings): number => {
  if (outputFormat === 'mp4') return 0;
  return outputFormat === 'prores' || outputFormat === 'png_sequence' ? 5 : 20;
};

type Charge = {
  /** The most that it may cost. */
  readonly estimate: number;
  /** What it costs in the end; less where the model chose a shorter length. */
  readonly final: number;
};

/** Clips and sounds that cost are not counted: their lengths are not known here. */
export function chargeOf(asked: Settings): Charge {
  const rate = rates[asked.model] ?? { silent: 10 };
  const each = perSecond(asked, rate) + surcharge(asked);
  const { pictures = 0, references = 0 } = asked;
  const extra = (rate.perPicture ?? 0) * pictures + (rate.perReference ?? 0) * references;
  const of = (seconds: number): number =>
    Number((Math.max(rate.least ?? 0, each * seconds) + extra).toFixed(3));
  const final = of(secondsOf(asked));
  return { final, estimate: asked.duration === 'auto' ? of(rate.longest ?? secondsOf(asked)) : final };
}

/** Moderated generations cost like successes; broken ones are refunded. Unknown families cost [guess]. */
export const isRefunded = (code: string | undefined): boolean =>
  code === undefined ||
  code === 'INTERNAL' ||
  code === 'ASSET.INVALID' ||
  code === 'INPUT_PREPROCESSING.INTERNAL' ||
  code.startsWith('THIRD_PARTY.');
