/*
 * What both apis of Kling share: the fields of the vendor's legacy generation, `/v1/videos/{kind}`.
 * Sources, 2026-11, none tested live: [doc] mirrors of klingai.com/document-api.
 */
import * as z from '@vid/core/zod';

const axis = z.number();

/** Empty fields are left out: an empty `sound` or `image_tail` may be refused [guess]. */
export const submitShape = {
  /** Not `model`: the vendor ignores that name and picks its default model [doc]. */
  model_name: z.string(),
  prompt: z.optional(z.string()),
  negative_prompt: z.optional(z.string()),
  /** URL, or base64 without `data:` prefix [doc]. */
  image: z.optional(z.string()),
  image_tail: z.optional(z.string()),
  static_mask: z.optional(z.string()),
  /** Pixels of the picture, origin at the bottom left [doc]. */
  dynamic_masks: z.optional(
    z.array(
      z.strictObject({ mask: z.string(), trajectories: z.array(z.strictObject({ x: z.int(), y: z.int() })) }),
    ),
  ),
  camera_control: z.optional(
    z.strictObject({
      type: z.string(),
      config: z.optional(
        z.strictObject({ horizontal: axis, vertical: axis, pan: axis, tilt: axis, roll: axis, zoom: axis }),
      ),
    }),
  ),
  mode: z.optional(z.enum(['std', 'pro'])),
  sound: z.optional(z.enum(['on', 'off'])),
  cfg_scale: z.optional(z.number()),
  /** The prompt cites them as `<<<voice_1>>>` [doc]. */
  voice_list: z.optional(z.array(z.strictObject({ voice_id: z.string() }))),
  aspect_ratio: z.optional(z.string()),
  /** Seconds, as text [doc]. */
  duration: z.optional(z.string()),
};

export const submitBodySchema = z.strictObject(submitShape);

export type SubmitBody = z.infer<typeof submitBodySchema>;

const some = z.minLength(1, 'must hold at least one');

const shot = z.strictObject({
  prompt: z
    .string()
    .check(
      z.minLength(1, 'must not be empty'),
      z.maxLength(512, 'must be at most 512 UTF-16 units; only the prompt of a whole video may be longer'),
    ),
  duration: z.int('must be whole seconds').check(z.gte(1, 'must be at least 1 second')),
});

/** How long a video of these shots is. */
export const secondsOf = (shots: readonly KlingShot[]) =>
  shots.reduce((sum, { duration }) => sum + duration, 0);

/** One shot of a video that has several. */
export interface KlingShot {
  /** What the shot shows, 1 to 512 UTF-16 units. */
  readonly prompt: string;
  /** Whole seconds, at least 1. */
  readonly duration: number;
}

/** Kling's own options. What each model takes stands in the table. */
export interface KlingOptions {
  /** How closely the video follows the prompt, 0 to 1, the vendor's default 0.5 [doc]. */
  readonly cfgScale?: number | undefined;
  /**
   * Ids of at most 2 voices, which the prompt cites as `<<<voice_1>>>`, `<<<voice_2>>>`, for kling-2.6 as `@voice_1`,
   * `@voice_2`; `audio: true` only [doc].
   */
  readonly voices?: readonly string[] | undefined;
  /**
   * Ids of elements to keep in the picture, whole numbers or their digits as text; how many, the model's row says. Not beside
   * `voices`. The newer models' prompts cite them as `@element_1` [doc].
   */
  readonly elements?: readonly (string | number)[] | undefined;
  /** Motion control only, which needs it: whose facing is kept, the picture's (10 s at most) or the clip's (30 s) [doc]. */
  readonly characterOrientation?: 'image' | 'video' | undefined;
  /**
   * The service cuts the prompt into shots itself; off by default for kling-v3, on for the newer models, whose prompt may say
   * them: `shot 1, 3, a door opens; shot 2, 2, rain on glass;` [doc].
   */
  readonly multiShot?: boolean | undefined;
  /**
   * 1 to 6 shots in their order, in the place of `prompt` and `duration`. A prompt has at most 512 UTF-16 units; all
   * shots together take 3 to 15 s [doc].
   */
  readonly shots?: readonly KlingShot[] | undefined;
}

export const klingOptionsSchema: z.ZodMiniType<KlingOptions> = z
  .strictObject({
    cfgScale: z.optional(z.number()),
    voices: z.optional(
      z.readonly(z.array(z.string().check(z.minLength(1, 'must not be empty'))).check(some)),
    ),
    elements: z.optional(
      z.readonly(
        z
          .array(
            z.union([z.int(), z.string().check(z.regex(/^\d+$/))], 'must be a whole number, or its digits'),
          )
          .check(some),
      ),
    ),
    characterOrientation: z.optional(z.enum(['image', 'video'])),
    multiShot: z.optional(z.boolean()),
    shots: z.optional(
      z.readonly(
        z.array(z.readonly(shot)).check(
          some,
          z.refine((shots) => secondsOf(shots) >= 3 && secondsOf(shots) <= 15, {
            error: 'must take 3 to 15 seconds in all, which is what one video can be',
          }),
        ),
      ),
    ),
  })
  .check(
    z.refine(
      ({ shots, multiShot }) => shots === undefined || multiShot === undefined,
      'takes shots or multiShot, not both',
    ),
  );
