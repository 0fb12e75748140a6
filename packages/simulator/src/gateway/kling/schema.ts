// Requests of `POST /kling/v1/videos/{text2video,image2video}`: the official legacy fields (kling.md 1.3 to 1.5, 3.2).
// The vocabulary is checked, the capability map (1.6) is not: camera control on kling-v2-6 passes.
import * as z from 'zod';
import { type Refusal, refusal, type RefusalStyle } from '../errors.ts';

// Every id of 1.6. Whether a gateway still has the ones announced as retired is unknown (section 0, point 2).
export const models: ReadonlySet<string> = new Set([
  'kling-v1',
  'kling-v1-5',
  'kling-v1-6',
  'kling-v2-master',
  'kling-v2-1',
  'kling-v2-1-master',
  'kling-v2-5-turbo',
  'kling-v2-6',
  'kling-v3',
]);

/** What an absent `model_name` means, and so what `model` means, which is ignored (1.3). */
const defaultModel = 'kling-v1';

// Only kling-v3 speaks of 4k and of other lengths than 5 and 10 (1.3).
const modes: Readonly<Record<string, readonly string[]>> = { 'kling-v3': ['std', 'pro', '4k'] };
const durations: Readonly<Record<string, readonly string[]>> = {
  'kling-v3': Array.from({ length: 13 }, (_, index) => String(index + 3)),
};

const axis = z.number().min(-10).max(10).default(0);

const cameraControl = z
  .object({
    type: z.enum(['simple', 'down_back', 'forward_up', 'right_turn_forward', 'left_turn_forward']),
    // That an axis may be left out is [guess] (1.5).
    config: z
      .object({ horizontal: axis, vertical: axis, pan: axis, tilt: axis, roll: axis, zoom: axis })
      .nullish(),
  })
  .refine(({ type, config }) => type !== 'simple' || (config !== undefined && config !== null), {
    error: 'camera_control.config is required',
    abort: true,
  })
  .refine(({ type, config }) => type === 'simple' || config === undefined || config === null, {
    error: 'camera_control.config is only for type simple',
    abort: true,
  })
  .refine(
    ({ type, config }) =>
      type !== 'simple' || Object.values(config ?? {}).filter((value) => value !== 0).length === 1,
    { error: 'camera_control.config of type simple must have exactly one non-zero value' },
  );

/** A link or bare Base64 (1.4). An empty text counts as given, and as wrong [guess] (3.2). */
const image = z
  .string()
  .min(1)
  .refine((value) => !value.startsWith('data:'), { error: 'base64 images must not have a data: prefix' });

const point = z.object({ x: z.int(), y: z.int() });

const shared = {
  model_name: z.string().default(defaultModel),
  negative_prompt: z.string().max(2500).optional(),
  sound: z.enum(['on', 'off']).optional(),
  cfg_scale: z.number().min(0).max(1).optional(),
  mode: z.string().default('std'),
  camera_control: cameraControl.optional(),
  // Not a parameter of image2video (1.4), but circulating payloads carry it (3.2).
  aspect_ratio: z.enum(['16:9', '9:16', '1:1']).default('16:9'),
  duration: z.string().default('5'),
  multi_shot: z.boolean().optional(),
  shot_type: z.enum(['customize', 'intelligence']).optional(),
  multi_prompt: z
    .array(z.object({ index: z.int(), prompt: z.string().max(512), duration: z.string() }))
    .max(6)
    .optional(),
  voice_list: z
    .array(z.object({ voice_id: z.string().min(1) }))
    .max(2)
    .optional(),
  watermark_info: z.object({ enabled: z.boolean() }).optional(),
  callback_url: z.string().optional(),
  external_task_id: z.string().optional(),
};

type Vocabulary = {
  readonly model_name: string;
  readonly mode: string;
  readonly duration: string;
  readonly sound?: 'on' | 'off' | undefined;
  readonly voice_list?: readonly object[] | undefined;
};

const known = <Schema extends z.ZodType<Vocabulary>>(schema: Schema): Schema =>
  schema.check(({ value, issues }) => {
    const words = [
      ['mode', modes[value.model_name] ?? ['std', 'pro']],
      ['duration', durations[value.model_name] ?? ['5', '10']],
    ] as const;
    for (const [field, values] of words) {
      if (values.includes(value[field])) continue;
      issues.push({ code: 'invalid_value', values: [...values], input: value[field], path: [field] });
    }
    if (value.voice_list !== undefined && value.sound !== 'on') {
      issues.push({
        code: 'custom',
        input: value,
        path: ['voice_list'],
        message: 'voice_list needs sound on',
      });
    }
  });

// `prompt` may be left out only where multi_prompt tells the story (1.3).
const text = z
  .object({ ...shared, prompt: z.string().min(1).max(2500).optional() })
  .refine((body) => body.prompt !== undefined || body.multi_prompt !== undefined, {
    error: 'prompt is required',
  });

const picture = z
  .object({
    ...shared,
    prompt: z.string().max(2500).optional(),
    image: image.optional(),
    image_tail: image.optional(),
    static_mask: image.optional(),
    dynamic_masks: z
      .array(z.object({ mask: image, trajectories: z.array(point).min(2).max(77) }))
      .min(1)
      .max(6)
      .optional(),
    element_list: z
      .array(z.object({ element_id: z.int() }))
      .max(3)
      .optional(),
  })
  .refine((body) => body.image !== undefined || body.image_tail !== undefined, {
    error: 'at least one of image and image_tail is required',
  })
  .refine(
    ({ image_tail, static_mask, dynamic_masks, camera_control }) =>
      [image_tail, static_mask ?? dynamic_masks, camera_control].filter((part) => part !== undefined)
        .length <= 1,
    { error: 'only one of image_tail, dynamic_masks/static_mask and camera_control can be used' },
  )
  .refine((body) => body.element_list === undefined || body.voice_list === undefined, {
    error: 'element_list cannot be combined with voice_list',
  });

export const requests = { text2video: known(text), image2video: known(picture) } as const;

/** Code 1201 in Kling's own form `mode value 'ultra' is invalid` (1.10, observed); the other texts are [guess]. */
export function refuse(style: RefusalStyle, requestId: string, issues: readonly z.core.$ZodIssue[]): Refusal {
  const [issue] = issues;
  const message = issue === undefined ? 'invalid parameters' : issueText(issue);
  return refusal(style, message, { code: 1201, message, request_id: requestId });
}

/** The vendor's sentence about the first thing that is wrong. */
export function issueText(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.');
  if (issue.code === 'custom') return issue.message;
  if (issue.input === undefined) return `${field} is required`;
  const value = typeof issue.input === 'string' ? issue.input : JSON.stringify(issue.input);
  return `${field} value '${value.slice(0, 60)}' is invalid`;
}
