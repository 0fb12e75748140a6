// Bodies of `POST /v1/image_to_video` and `/v1/text_to_video` (runway.md 2.3 and 2.4): a union by model, each branch
// without room for another's fields. Zod's codes and words are what Runway answers with (2.10).
import * as z from 'zod';

const isHost = (text: string): boolean => {
  const host = URL.canParse(text) ? new URL(text).hostname : '';
  return host !== '' && !/^[\d.]+$/.test(host) && !host.startsWith('[');
};
/** 2.3.1 and 2.15: https by name, a data URI, or an upload's. */
const uri = z.union([
  z
    .string()
    .regex(/^https:\/\//)
    .min(13)
    .max(2048)
    .refine(isHost, 'Invalid URL: expected a host name'),
  z
    .string()
    .regex(/^data:image\/(?:jpeg|png|webp);base64,/)
    .min(13)
    .max(5_242_880),
  z
    .string()
    .regex(/^runway:\/\//)
    .min(13)
    .max(5000),
]);

const at = (...positions: readonly ('first' | 'last')[]) =>
  z.union([
    uri,
    z
      .array(z.strictObject({ uri, position: z.enum(positions) }))
      .min(1)
      // That a position stands at most once is [guess]; that a lone `last` is refused is documented for veo3.1.
      .refine(
        (frames) =>
          frames[0] !== undefined &&
          new Set(frames.map(({ position }) => position)).size === frames.length &&
          frames.some(({ position }) => position === 'first'),
        'Invalid input: expected one first frame and at most one of each position',
      ),
  ]);
const first = at('first');
const firstAndLast = at('first', 'last');
/** Keyframes, or references without a position; never both. */
const keyframesOrReferences = z.union([firstAndLast, z.array(z.strictObject({ uri })).min(1)]);

/** In UTF-16 units (2.3.2); zod's own `max` counts an emoji once. */
const units = (maximum: number) =>
  z.string().check(({ value, issues }) => {
    if (value.length <= maximum) return;
    const message = `Too big: expected string to have <=${maximum} characters`;
    issues.push({ code: 'too_big', origin: 'string', maximum, inclusive: true, input: value, message });
  });
const prompt = units(1000).min(1);
const ratios = <const Ratio extends string>(...options: readonly Ratio[]) => z.enum(options);
const gen4Ratios = ratios('1280:720', '720:1280', '1104:832', '960:960', '832:1104', '1584:672');
const twoRatios = ratios('1280:720', '720:1280');
const veoRatios = ratios('1280:720', '720:1280', '1080:1920', '1920:1080');
const smallRatios = [
  ...(['992:432', '864:496', '752:560', '640:640', '560:752', '496:864'] as const),
  ...(['1470:630', '1280:720', '1112:834', '960:960', '834:1112', '720:1280'] as const),
] as const;
const allRatios = [
  ...smallRatios,
  ...(['2206:946', '1920:1080', '1664:1248', '1440:1440', '1248:1664', '1080:1920'] as const),
  ...(['3840:1646', '3840:2160', '3840:2880', '3840:3840', '2880:3840', '2160:3840'] as const),
] as const;

// The range is [guess]. veo3.1 and seedance take one since the SDK of September 2026.
const seed = z.int().min(0).max(4_294_967_295).optional();
const gen4 = {
  duration: z.int().min(2).max(10),
  seed,
  contentModeration: z.strictObject({ publicFigureThreshold: z.enum(['auto', 'low']).optional() }).optional(),
};
const veo31 = {
  seed,
  duration: z.union([z.literal(4), z.literal(6), z.literal(8)]).optional(),
  ratio: veoRatios,
  negativePrompt: z.string().optional(),
  audio: z.boolean().optional(),
};
const veo3 = { duration: z.literal(8), ratio: veoRatios, negativePrompt: z.string().optional() };
const media = (type: 'audio' | 'video') =>
  z.array(z.strictObject({ type: z.literal(type), uri: z.string().min(13) })).optional();
const seedance = {
  seed,
  // Only the upper end is documented, for seedance2.
  duration: z.int().min(1).max(15).optional(),
  audio: z.boolean().optional(),
  referenceAudio: media('audio'),
};
const long = units(3500);
const gemini = { duration: z.int().min(3).max(10).optional(), ratio: twoRatios.optional() };
// No length is documented.
const happyhorse = { duration: z.int().min(1).optional() };

const model = <const Name extends string, Shape extends z.core.$ZodLooseShape>(name: Name, shape: Shape) =>
  z.strictObject({ model: z.literal(name), ...shape });

const seedanceFromImage = <const Name extends string>(
  name: Name,
  all: typeof allRatios | typeof smallRatios,
) =>
  model(name, {
    ...seedance,
    promptImage: keyframesOrReferences,
    promptText: long.optional(),
    ratio: z.enum(all).optional(),
  });
const seedanceFromText = <const Name extends string>(
  name: Name,
  all: typeof allRatios | typeof smallRatios,
) =>
  model(name, {
    ...seedance,
    promptText: long.min(1),
    ratio: z.enum(all).optional(),
    references: z.array(z.strictObject({ uri })).max(9).optional(),
    referenceVideos: media('video'),
  });

export const imageToVideo = z.discriminatedUnion('model', [
  model('gen4.5', { ...gen4, promptImage: first, promptText: prompt, ratio: gen4Ratios }),
  model('gen4_turbo', {
    ...gen4,
    duration: gen4.duration.optional(),
    promptImage: first,
    promptText: prompt.optional(),
    ratio: gen4Ratios,
  }),
  model('veo3.1', { ...veo31, promptImage: firstAndLast, promptText: prompt.optional() }),
  model('veo3.1_fast', { ...veo31, promptImage: firstAndLast, promptText: prompt.optional() }),
  model('veo3', { ...veo3, promptImage: first, promptText: prompt.optional() }),
  model('happyhorse_1_0', {
    ...happyhorse,
    promptImage: first,
    promptText: units(2500).optional(),
    resolution: z.enum(['720p', '1080p', '720P', '1080P']).optional(),
  }),
  seedanceFromImage('seedance2', allRatios),
  seedanceFromImage('seedance2_fast', smallRatios),
  seedanceFromImage('seedance2_mini', smallRatios),
  model('gemini_omni_flash', { ...gemini, promptImage: first, promptText: z.string().optional() }),
]);

export const textToVideo = z.discriminatedUnion('model', [
  model('gen4.5', { ...gen4, promptText: prompt, ratio: twoRatios }),
  model('veo3.1', { ...veo31, promptText: prompt }),
  model('veo3.1_fast', { ...veo31, promptText: prompt }),
  model('veo3', { ...veo3, promptText: prompt }),
  model('happyhorse_1_0', {
    ...happyhorse,
    promptText: units(2500).min(1),
    ratio: z
      .enum([
        ...(['1280:720', '720:1280', '960:960', '1108:832', '832:1108'] as const),
        ...(['1920:1080', '1080:1920', '1440:1440', '1662:1248', '1248:1662'] as const),
      ])
      .optional(),
  }),
  seedanceFromText('seedance2', allRatios),
  seedanceFromText('seedance2_fast', smallRatios),
  seedanceFromText('seedance2_mini', smallRatios),
  model('gemini_omni_flash', { ...gemini, promptText: z.string() }),
]);
