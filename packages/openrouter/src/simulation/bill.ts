import { modelOf, type Submitted } from './body.ts';

/* What a job costs by the skus of its model (openrouter.md 5), in USD. */

/** Pixels that came out of a tier, the largest of its ratios. */
const areas: Readonly<Record<string, number>> = {
  '480p': 864 * 496,
  '720p': 1470 * 630,
  '1080p': 2206 * 946,
  '4k': 3840 * 2160,
};
/** A job of 4 s was one of 4.04. */
const overrun = 1.01;
/** Of a clip that goes in, which nothing here looks into. */
const clipSeconds = 4;

export const countsTokens = (body: Submitted): boolean => modelOf(body)?.skus['video_tokens'] !== undefined;

/** `undefined`: the catalogue has no price for it. */
export function billOf(body: Submitted): number | undefined {
  const model = modelOf(body);
  if (model === undefined) return undefined;
  const { skus } = model;
  const { frame_images: frames = [], input_references: references = [] } = body;
  const tier = (body.resolution ?? model.tiers?.[0] ?? '').toLowerCase();
  const sound = (body.generate_audio ?? model.sound) === true ? 'with_audio' : 'without_audio';
  const seconds = body.duration ?? model.seconds?.[0] ?? clipSeconds;
  const hasClip = references.some(({ type }) => type === 'video_url');
  const read = (bases: readonly string[]) => {
    const names = bases.flatMap((base) =>
      [`_${tier}_${sound}`, `_${tier}`, `_${sound}`, ''].map((end) => base + end),
    );
    const name = names.find((one) => skus[one] !== undefined);
    return name === undefined ? undefined : Number(skus[name]) * (name.startsWith('cents') ? 0.01 : 1);
  };
  const perToken = read([hasClip ? 'video_tokens_with_video_input' : 'video_tokens']);
  const tokens = ((areas[tier] ?? 0) * seconds * overrun * 24) / 1024;
  const perSecond = read([
    ...(hasClip ? ['cents_per_second_video_continuation'] : []),
    ...(references.length > 0 ? ['reference_duration_seconds'] : []),
    frames.length > 0 ? 'image_to_video_duration_seconds' : 'text_to_video_duration_seconds',
    'duration_seconds',
    'cents_per_video_output_second',
    'cents_per_second_output',
  ]);
  const billed = perToken === undefined ? perSecond : perToken * (tokens / seconds);
  if (billed === undefined) return undefined;
  const images = frames.length + references.filter(({ type }) => type === 'image_url').length;
  const each = Number(skus['cents_per_image_input'] ?? 0) / 100;
  const perReference = Number(skus['reference_images'] ?? 0);
  const extra = images * each + (images - frames.length) * perReference;
  const least = Number(skus['minimum_cents_per_generation'] ?? 0) / 100;
  return Math.max(seconds * billed, least) + extra;
}
