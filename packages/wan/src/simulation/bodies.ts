import * as z from '@vid/core/zod';

/* What the service takes, model by model (wan.md 3), read without the provider's table. */

const link = z.string().check(z.regex(/^(https?|oss):\/\/\S+$/));
const picture = z.union([link, z.string().check(z.regex(/^data:image\/(jpe?g|png|bmp|webp);base64,\S+$/))]);
const item = <Type extends string>(type: Type, url: typeof link | typeof picture = picture) =>
  z.strictObject({ type: z.literal(type), url });
const text = (length: number) => z.optional(z.string().check(z.maxLength(length)));
const seconds = (from: number, to: number) => z.int().check(z.gte(from), z.lte(to));

const common = {
  watermark: z.optional(z.boolean()),
  seed: z.optional(z.int().check(z.gte(0), z.lte(2_147_483_647))),
};
const rewriting = { prompt_extend: z.optional(z.boolean()) };
const usualRatios = ['16:9', '9:16', '1:1', '4:3', '3:4'] as const;
const ratio = { ratio: z.optional(z.enum(usualRatios)) };
const tiers = (...names: readonly [string, ...string[]]) => ({ resolution: z.optional(z.enum([...names])) });
const sized = (from: number, to: number) => ({ duration: z.optional(seconds(from, to)) });

export interface Spec {
  readonly models: RegExp;
  /** The end of its route. Default: `video-generation`. */
  readonly route?: 'image2video';
  readonly input: z.ZodMiniType<object>;
  readonly parameters: z.ZodMiniType<object>;
  /** What of media goes together: how many of each type at least and at most. Default: none goes in. */
  readonly media?: readonly Readonly<Record<string, readonly [min: number, max: number]>>[];
  readonly maxMedia?: number;
  /** Prompt or media must be there. Default: the prompt. */
  readonly promptless?: boolean;
}

const wan3Media = [
  item('first_frame'),
  item('last_frame'),
  item('reference_image'),
  item('reference_video', link),
  item('reference_audio', link),
  item('file', link),
  item('link', link),
] as const;
const references = { reference_image: [0, 10], reference_video: [0, 5], reference_audio: [0, 5] } as const;
const wan27Input = { prompt: text(5_000), negative_prompt: text(500) };
const wan27 = { ...common, ...rewriting, ...tiers('720P', '1080P') };
const happy = { ...common, ...tiers('720P', '1080P') };
const nine = { ratio: z.optional(z.enum([...usualRatios, '4:5', '5:4', '9:21', '21:9'])) };
const audioSetting = { audio_setting: z.optional(z.enum(['auto', 'origin'])) };

export const specs: readonly Spec[] = [
  {
    models: /^wan3\.0-video(-prime)?$/,
    input: z.strictObject({
      prompt: text(20_000),
      media: z.optional(z.array(z.discriminatedUnion('type', wan3Media))),
    }),
    parameters: z.strictObject({
      ...common,
      ...rewriting,
      ...tiers('480P', '720P', '1080P'),
      ratio: z.optional(z.enum(['adaptive', ...usualRatios])),
      duration: z.optional(z.union([z.literal(-1), seconds(2, 30)])),
      audio: z.optional(z.boolean()),
    }),
    media: [
      { first_frame: [1, 1], last_frame: [0, 1] },
      { ...references, file: [0, 1] },
      { ...references, link: [0, 1] },
    ],
    promptless: true,
  },
  {
    models: /^wan2\.7-t2v$/,
    input: z.strictObject({ ...wan27Input, audio_url: z.optional(link) }),
    parameters: z.strictObject({ ...wan27, ...ratio, ...sized(2, 15) }),
  },
  {
    models: /^wan2\.7-i2v$/,
    input: z.strictObject({
      ...wan27Input,
      media: z.array(
        z.discriminatedUnion('type', [
          item('first_frame'),
          item('last_frame'),
          item('driving_audio', link),
          item('first_clip', link),
        ]),
      ),
    }),
    parameters: z.strictObject({ ...wan27, ...sized(2, 15) }),
    media: [
      { first_frame: [1, 1], last_frame: [0, 1], driving_audio: [0, 1] },
      { first_clip: [1, 1], last_frame: [0, 1] },
    ],
    promptless: true,
  },
  {
    models: /^wan2\.7-r2v$/,
    input: z.strictObject({
      ...wan27Input,
      media: z.array(
        z.discriminatedUnion('type', [
          item('reference_image'),
          item('reference_video', link),
          item('first_frame'),
        ]),
      ),
    }),
    parameters: z.strictObject({ ...wan27, ...ratio, ...sized(2, 15) }),
    media: [{ reference_image: [0, 5], reference_video: [0, 5], first_frame: [0, 1] }],
    maxMedia: 5,
  },
  {
    models: /^wan2\.7-videoedit$/,
    input: z.strictObject({
      ...wan27Input,
      media: z.array(z.discriminatedUnion('type', [item('video', link), item('reference_image')])),
    }),
    parameters: z.strictObject({ ...wan27, ...ratio, ...sized(0, 10), ...audioSetting }),
    media: [{ video: [1, 1], reference_image: [0, 4] }],
  },
  {
    models: /^happyhorse-1\.[01]-t2v$/,
    input: z.strictObject({ prompt: text(5_000) }),
    parameters: z.strictObject({ ...happy, ...nine, ...sized(3, 15) }),
  },
  {
    models: /^happyhorse-1\.[01]-i2v$/,
    input: z.strictObject({ prompt: text(5_000), media: z.array(item('first_frame')) }),
    parameters: z.strictObject({ ...happy, ...sized(3, 15) }),
    media: [{ first_frame: [1, 1] }],
    promptless: true,
  },
  {
    models: /^happyhorse-1\.[01]-r2v$/,
    input: z.strictObject({ prompt: text(5_000), media: z.array(item('reference_image')) }),
    parameters: z.strictObject({ ...happy, ...nine, ...sized(3, 15) }),
    media: [{ reference_image: [1, 9] }],
  },
  {
    models: /^happyhorse-1\.0-video-edit$/,
    input: z.strictObject({
      prompt: text(5_000),
      media: z.array(z.discriminatedUnion('type', [item('video', link), item('reference_image')])),
    }),
    parameters: z.strictObject({ ...happy, ...audioSetting }),
    media: [{ video: [1, 1], reference_image: [0, 5] }],
  },
  {
    models: /^wan2\.2-kf2v-flash$/,
    route: 'image2video',
    input: z.strictObject({
      prompt: text(800),
      negative_prompt: text(500),
      first_frame_url: picture,
      last_frame_url: picture,
    }),
    parameters: z.strictObject({
      ...common,
      ...rewriting,
      ...tiers('480P', '720P', '1080P'),
      duration: z.optional(z.literal(5)),
    }),
    promptless: true,
  },
];

export const envelope = z.strictObject({
  model: z.string(),
  input: z.looseObject({
    prompt: z.optional(z.string()),
    media: z.optional(z.array(z.looseObject({ type: z.string() }))),
  }),
  parameters: z.optional(
    z.looseObject({
      duration: z.optional(z.number()),
      ratio: z.optional(z.string()),
      resolution: z.optional(z.string()),
      prompt_extend: z.optional(z.boolean()),
    }),
  ),
});
type Submitted = z.infer<typeof envelope>;

/** Why the service does not take a body; `undefined`: it does. */
export function flawOf({ input, parameters = {} }: Submitted, spec: Spec): string | undefined {
  for (const [schema, part] of [
    [spec.input, input],
    [spec.parameters, parameters],
  ] as const) {
    const issue = z.safeParse(schema, part).error?.issues[0];
    if (issue !== undefined) return `${issue.path.join('.') || 'body'}: ${issue.message}`;
  }
  const { prompt = '', media = [] } = input;
  if (prompt === '' && spec.promptless !== true) return 'prompt is required';
  if (prompt === '' && media.length === 0 && spec.media !== undefined) return 'prompt or media is required';
  if (media.length > (spec.maxMedia ?? Infinity)) return `at most ${spec.maxMedia} media`;
  const counts = Map.groupBy(media, ({ type }) => type);
  const fits = (combination: Readonly<Record<string, readonly [number, number]>>) =>
    [...counts.keys()].every((type) => Object.hasOwn(combination, type)) &&
    Object.entries(combination).every(([type, [min, max]]) => {
      const count = counts.get(type)?.length ?? 0;
      return count >= min && count <= max;
    });
  const mayBeMissing = spec.promptless === true && prompt !== '' && spec.route === undefined;
  const needsNone = media.length === 0 && mayBeMissing && /wan3/.test(spec.models.source);
  if (spec.media !== undefined && !needsNone && !spec.media.some(fits)) return 'media do not go together';
  // A clip lasts a second at least, and what goes in and comes out 30 at most.
  if (
    /wan3/.test(spec.models.source) &&
    (counts.get('reference_video')?.length ?? 0) + (parameters.duration ?? 5) > 30
  )
    return 'input and output take more than 30 seconds';
  if (parameters.prompt_extend === false && (counts.has('file') || counts.has('link')))
    return 'prompt_extend must be true with file or link';
  return undefined;
}
