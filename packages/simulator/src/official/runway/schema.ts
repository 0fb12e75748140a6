// Bodies of `POST /v1/image_to_video`, `/v1/text_to_video` and `/v1/video_to_video` (runway.md 2.3 to 2.5): a union by
// model, each branch without room for another's fields. Zod's codes and words are what Runway answers with (2.10).
import * as z from 'zod';

const isHost = (text: string): boolean => {
  const host = URL.canParse(text) ? new URL(text).hostname : '';
  return host !== '' && !/^[\d.]+$/.test(host) && !host.startsWith('[');
};
/**
 * 2.3.1 and 2.15: https by name, a data URI, or an upload's. The limit of a data URI is the stricter of two for clips and
 * sounds: 16 MB in the skills of April 2026, 5 MB in the SDK of September.
 */
const uriOf = (dataUri: RegExp) =>
  z.union([
    z
      .string()
      .regex(/^https:\/\//)
      .min(13)
      .max(2048)
      .refine(isHost, 'Invalid URL: expected a host name'),
    z.string().regex(dataUri).min(13).max(5_242_880),
    z
      .string()
      .regex(/^runway:\/\//)
      .min(13)
      .max(5000),
  ]);
const uri = uriOf(/^data:image\/(?:jpeg|png|webp);base64,/);
const videoUri = uriOf(/^data:video\/[\w.+-]+;base64,/);
const audioUri = uriOf(/^data:audio\/[\w.+-]+;base64,/);

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
const referenceVideos = z.array(z.strictObject({ type: z.literal('video'), uri: videoUri })).optional();
const referenceAudio = z.array(z.strictObject({ type: z.literal('audio'), uri: audioUri })).optional();
const pictures = (count: number) => z.array(z.strictObject({ uri })).max(count).optional();
const seedance = {
  seed,
  // Only the upper end is documented, for seedance2.
  duration: z.int().min(1).max(15).optional(),
  audio: z.boolean().optional(),
  referenceAudio,
};
/** Its lengths and `mode` are newer than 2.3.2: a third-party note, and the SDK of September 2026. */
const seedance25 = {
  ...seedance,
  duration: z.int().min(4).max(30).optional(),
  promptText: units(15_000).optional(),
  ratio: z
    .enum([
      ...(['992:432', '854:480', '752:560', '640:640', '560:752', '480:854'] as const),
      ...(['1470:630', '1280:720', '1112:834', '960:960', '834:1112', '720:1280'] as const),
      ...(['2206:946', '1920:1080', '1664:1248', '1440:1440', '1248:1664', '1080:1920'] as const),
    ])
    .optional(),
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
    references: pictures(9),
    referenceVideos,
  });
const seedanceFromVideo = <const Name extends string>(
  name: Name,
  all: typeof allRatios | typeof smallRatios,
) =>
  model(name, {
    ...seedance,
    promptVideo: videoUri,
    promptText: long.optional(),
    ratio: z.enum(all).optional(),
    references: pictures(9),
    referenceVideos,
  });

const range = z.strictObject({ start_seconds: z.int().min(0), end_seconds: z.int().min(0) }).optional();
const keyframes = z
  .array(
    z.union([
      z.strictObject({ uri, seconds: z.number().min(0), range }),
      z.strictObject({ uri, at: z.number().min(0).max(1), range }),
    ]),
  )
  .max(5)
  .refine(
    (all) => new Set(all.map((one) => one.range === undefined)).size < 2,
    'Invalid input: expected a range in all keyframes or in none',
  );

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
  model('seedance2_5', { ...seedance25, promptImage: keyframesOrReferences }),
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
  model('seedance2_5', { ...seedance25, references: pictures(30), referenceVideos }),
  model('gemini_omni_flash', { ...gemini, promptText: z.string() }),
]);

export const videoToVideo = z.discriminatedUnion('model', [
  model('aleph2', {
    seed,
    contentModeration: gen4.contentModeration,
    videoUri,
    promptText: z.string().min(1).optional(),
    keyframes: keyframes.optional(),
    targetAspectRatio: z.enum(['16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '21:9']).optional(),
    // Deprecated.
    ratio: z.string().optional(),
  }),
  seedanceFromVideo('seedance2', allRatios),
  seedanceFromVideo('seedance2_fast', smallRatios),
  seedanceFromVideo('seedance2_mini', smallRatios),
  model('seedance2_5', {
    ...seedance25,
    promptVideo: videoUri,
    mode: z.enum(['reference', 'extend', 'edit']).optional(),
    references: pictures(30),
    referenceVideos,
  }),
  model('gemini_omni_flash', {
    videoUri,
    promptText: z.string().min(1),
    references: z.array(z.strictObject({ uri })).optional(),
  }),
]);
