// Bodies of `POST /v1/image_to_video` and its kin (runway.md 2.3 to 2.5, 2.18): a union by
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

// veo3.1 and seedance take one since the SDK of September 2026.
const seed = z.int().min(0).max(4_294_967_295).optional();
/** Whole seconds; where the SDK has no limits they are a third party's quotation of the docs (2.3.2). */
const seconds = (from: number, to: number) => z.int().min(from).max(to).optional();
/** Or the model chooses. */
const secondsOrAuto = (from: number, to: number) =>
  z.union([z.int().min(from).max(to), z.literal('auto')]).optional();
const files = {
  outputFormat: z
    .enum([
      ...([
        'mp4',
        'prores',
        'png_sequence',
        'sdr_rec709_10bit',
        'hdr10',
        'hlg',
        'hdr_pq_12bit_master',
      ] as const),
      ...(['hdr_prores', 'hdr_png_sequence', 'hdr_exr_sequence'] as const),
      ...(['hdr_exr_acescg_sequence_1_3', 'hdr_exr_acescg_sequence_2_0'] as const),
    ])
    .optional(),
  proresProfile: z.enum(['422', '422 Proxy', '422 LT', '422 HQ', '4444', '4444 XQ']).optional(),
};
const fewerFiles = {
  ...files,
  outputFormat: z.enum(['mp4', 'prores', 'png_sequence', 'sdr_rec709_10bit']).optional(),
};
/** 2.3.3: a profile belongs to ProRes. */
const rightProfile = ({
  outputFormat,
  proresProfile,
}: {
  outputFormat?: string | undefined;
  proresProfile?: string | undefined;
}) => proresProfile === undefined || outputFormat === 'prores' || outputFormat === 'hdr_prores';
const profileIssue = {
  path: ['proresProfile'],
  error: 'Invalid input: proresProfile needs outputFormat prores or hdr_prores',
};
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
/** Left the union; served only where the account says so. */
const veo3 = { duration: z.literal(8), ratio: veoRatios, negativePrompt: z.string().optional() };
const referenceVideos = z.array(z.strictObject({ type: z.literal('video'), uri: videoUri })).optional();
const referenceAudio = z.array(z.strictObject({ type: z.literal('audio'), uri: audioUri })).optional();
const pictures = (count: number) => z.array(z.strictObject({ uri })).max(count).optional();
const seedance = {
  seed,
  duration: secondsOrAuto(4, 15),
  audio: z.boolean().optional(),
  referenceAudio,
};
const seedance25 = {
  ...seedance,
  duration: secondsOrAuto(4, 30),
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
const hailuo = {
  promptText: z.string().min(1),
  duration: seconds(5, 15),
  ratio: ratios('adaptive', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16').optional(),
  // The capitals are deprecated and still parse.
  resolution: z.enum(['768p', '2k', '768P', '2K']).optional(),
  referenceAudio,
};
const h3 = {
  promptText: z.string().min(1),
  duration: seconds(5, 15),
  resolution: z.enum(['480p', '768p']).optional(),
  promptExpansionMode: z.enum(['disabled', 'balanced', 'quality']).optional(),
  seed,
};
const wanSizes = [
  ...(['832:480', '720:544', '624:624', '544:720', '480:832'] as const),
  ...(['1280:720', '1104:832', '960:960', '832:1104', '720:1280'] as const),
  ...(['1920:1080', '1648:1248', '1440:1440', '1248:1648', '1080:1920'] as const),
] as const;
const autoSizes = ['auto_480p', 'auto_720p', 'auto_1080p'] as const;
const wan = {
  promptText: z.string().min(1),
  duration: seconds(1, 30),
  ratio: z.enum([...wanSizes, ...autoSizes]).optional(),
  audio: z.boolean().optional(),
  referenceAudio,
  referenceVideos,
};
const grok = { duration: seconds(1, 15), resolution: z.enum(['480p', '720p', '1080p']).optional() };
const gemini11 = {
  promptText: z.string().min(1),
  duration: secondsOrAuto(3, 10),
  ratio: ratios(
    ...(['640:360', '360:640', '1280:720', '720:1280'] as const),
    ...(['1920:1080', '1080:1920', '3840:2160', '2160:3840'] as const),
  ).optional(),
};
const seedance25Video = { ...seedance25, promptVideo: videoUri, references: pictures(30), referenceVideos };

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

/** 2.3.2: keyframes take their shape from the pictures. */
const wanFromImage = <const Name extends string>(name: Name) =>
  model(name, { ...wan, promptImage: keyframesOrReferences }).refine(
    ({ promptImage, ratio = 'auto_720p' }) => {
      const isKeyframe = typeof promptImage === 'string' || promptImage.some((one) => 'position' in one);
      return !isKeyframe || autoSizes.some((size) => size === ratio);
    },
    { path: ['ratio'], error: 'Invalid option: keyframes need an auto ratio' },
  );

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
  model('gen4.5', { ...gen4, ...files, promptImage: first, promptText: prompt, ratio: gen4Ratios }).refine(
    rightProfile,
    profileIssue,
  ),
  model('gen4_turbo', {
    ...gen4,
    duration: gen4.duration.optional(),
    promptImage: first,
    promptText: prompt.optional(),
    ratio: gen4Ratios,
  }),
  model('veo3.1', { ...veo31, promptImage: firstAndLast, promptText: prompt.optional() }),
  model('veo3.1_fast', { ...veo31, promptImage: firstAndLast, promptText: prompt.optional() }),
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
  model('gemini_omni_flash_1.1', { ...gemini11, promptImage: firstAndLast }),
  model('hailuo3', { ...hailuo, promptImage: keyframesOrReferences }),
  model('h3_max', { ...h3, promptImage: firstAndLast }),
  wanFromImage('wan3'),
  wanFromImage('wan3_prime'),
  model('grok_imagine_1_5', { ...grok, promptImage: first, promptText: z.string().optional() }),
]);

/** Of a model that has left the unions. */
export const retiredFromImage = z.discriminatedUnion('model', [
  model('veo3', { ...veo3, promptImage: first, promptText: prompt.optional() }),
]);

export const textToVideo = z.discriminatedUnion('model', [
  model('gen4.5', { ...gen4, ...files, promptText: prompt, ratio: twoRatios }).refine(
    rightProfile,
    profileIssue,
  ),
  model('veo3.1', { ...veo31, promptText: prompt }),
  model('veo3.1_fast', { ...veo31, promptText: prompt }),
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
  model('gemini_omni_flash_1.1', {
    ...gemini11,
    references: pictures(Infinity),
    referenceVideos: z.array(z.strictObject({ uri: videoUri })).optional(),
  }),
  model('hailuo3', { ...hailuo, references: pictures(9), referenceVideos }).refine(
    ({ ratio, references, referenceVideos: clips }) =>
      ratio !== 'adaptive' || (references ?? clips) !== undefined,
    { path: ['ratio'], error: 'Invalid input: adaptive needs references' },
  ),
  model('h3_max', h3),
  model('wan3', { ...wan, references: pictures(10) }),
  model('wan3_prime', { ...wan, references: pictures(10) }),
  model('grok_imagine_1_5', {
    ...grok,
    promptText: z.string().min(1),
    ratio: ratios('1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3').optional(),
    references: pictures(Infinity),
    referenceAudio,
  })
    .refine(({ references, resolution }) => references === undefined || resolution !== '1080p', {
      path: ['resolution'],
      error: 'Invalid input: references go up to 720p',
    })
    .refine((body) => body.referenceAudio === undefined || body.references !== undefined, {
      path: ['referenceAudio'],
      error: 'Invalid input: referenceAudio needs references',
    }),
]);

export const retiredFromText = z.discriminatedUnion('model', [
  model('veo3', { ...veo3, promptText: prompt }),
]);

export const videoToVideo = z.discriminatedUnion('model', [
  model('aleph2', {
    ...fewerFiles,
    seed,
    contentModeration: gen4.contentModeration,
    videoUri,
    promptText: z.string().min(1).optional(),
    keyframes: keyframes.optional(),
    targetAspectRatio: z.enum(['16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '21:9']).optional(),
    // Deprecated.
    ratio: z.string().optional(),
  }).refine(rightProfile, profileIssue),
  seedanceFromVideo('seedance2', allRatios),
  seedanceFromVideo('seedance2_fast', smallRatios),
  seedanceFromVideo('seedance2_mini', smallRatios),
  model('seedance2_5', { ...seedance25Video, mode: z.enum(['reference', 'extend', 'edit']).optional() })
    // 2.5: an edit is as long as its source, and neither it nor an extension has a size of its own.
    .refine(({ mode, duration }) => mode !== 'edit' || duration === 'auto', {
      path: ['duration'],
      error: 'Invalid input: expected "auto" in edit mode',
    })
    .refine(({ mode = 'reference', ratio }) => mode === 'reference' || ratio === undefined, {
      path: ['ratio'],
      error: 'Invalid input: ratio is not supported in this mode',
    })
    .refine(({ mode = 'reference', promptText }) => mode === 'reference' || (promptText ?? '') !== '', {
      path: ['promptText'],
      error: 'Invalid input: promptText is required in this mode',
    }),
  model('gemini_omni_flash', {
    videoUri,
    promptText: z.string().min(1),
    references: z.array(z.strictObject({ uri })).optional(),
  }),
  model('hailuo3', { ...hailuo, promptVideo: videoUri, references: pictures(9), referenceVideos }),
  model('gemini_omni_flash_1.1', {
    ...gemini11,
    videoUri,
    mode: z.enum(['reference', 'extend', 'edit']).optional(),
    references: pictures(Infinity),
  }),
]);

/** 2.18. */
export const characterPerformance = z.discriminatedUnion('model', [
  model('act_two', {
    character: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('image'), uri }),
      z.strictObject({ type: z.literal('video'), uri: videoUri }),
    ]),
    reference: z.strictObject({ type: z.literal('video'), uri: videoUri }),
    bodyControl: z.boolean().optional(),
    expressionIntensity: z.int().min(1).max(5).optional(),
    ratio: gen4Ratios.optional(),
    contentModeration: gen4.contentModeration,
    seed,
  }),
]);

export const videoToHdr = z.discriminatedUnion('model', [
  model('ruby', {
    videoUri,
    outputFormat: z
      .enum([
        ...(['hdr10', 'hlg', 'hdr_prores', 'hdr_exr_sequence'] as const),
        ...(['hdr_exr_acescg_sequence_1_3', 'hdr_exr_acescg_sequence_2_0'] as const),
      ])
      .optional(),
    proresProfile: z.enum(['422', '4444', '422 HQ']).optional(),
  }).refine(rightProfile, profileIssue),
]);

export const videoUpscale = z.discriminatedUnion('model', [
  model('magnific_video_upscaler_creative', {
    videoUri,
    resolution: z.enum(['720p', '1k', '2k', '4k']).optional(),
    flavor: z.enum(['vivid', 'natural']).optional(),
    fpsBoost: z.boolean().optional(),
    // 0 to 100 as a third party has it [guess].
    creativity: z.number().min(0).max(100).optional(),
    sharpen: z.number().min(0).max(100).optional(),
    smartGrain: z.number().min(0).max(100).optional(),
  }),
  model('enhance_frame_rate', {
    videoUri,
    targetFramerate: z.enum(['24', '25', '30', '48', '50', '60', '120', '23_98', '29_97', '59_94']),
  }),
]);

/** 2.17: a model router's; the service picks the model. */
export const routed = z.strictObject({
  configId: z.string().min(1),
  input: z.strictObject({
    promptText: z.string().min(1).optional(),
    negativePrompt: z.string().optional(),
    aspectRatio: z.enum(['16:9', '9:16', '1:1', '4:3', '3:4', '21:9']).optional(),
    resolution: z.enum(['480p', '720p', '1080p', '4k']).optional(),
    duration: z.int().min(1).optional(),
    audio: z.boolean().optional(),
    seed,
    referenceImages: z
      .array(z.strictObject({ uri, role: z.enum(['first', 'last', 'reference']) }))
      .optional(),
    referenceVideos: z
      .array(z.strictObject({ uri: videoUri, role: z.enum(['source', 'reference']) }))
      .optional(),
    referenceAudio: z.array(z.strictObject({ uri: audioUri })).optional(),
    keyframes: keyframes.optional(),
    contentModeration: gen4.contentModeration,
  }),
});

export type RoutedInput = z.output<typeof routed>['input'];
