// Requests of Kling's own api: the vocabulary that the gateway hands through, and the capability map that it does not
// know (kling.md 1.3 to 1.7).
import * as z from 'zod';
import { requests as legacy } from '../../gateway/kling/schema.ts';
import type { JsonObject } from '../../state/task.ts';

export const kinds = ['text2video', 'image2video', 'multi-image2video', 'video-extend'] as const;
export type Kind = (typeof kinds)[number];
/** The kinds that make a video from nothing but the request. */
export type FreshKind = Exclude<Kind, 'video-extend'>;

const image = z
  .string()
  .min(1)
  .refine((value) => !value.startsWith('data:'), { error: 'base64 images must not have a data: prefix' });

const multiImage = z.object({
  model_name: z.string().default('kling-v1-6'),
  prompt: z.string().min(1).max(2500),
  negative_prompt: z.string().max(2500).optional(),
  image_list: z.array(z.object({ image })).min(1).max(4),
  mode: z.enum(['std', 'pro']).default('std'),
  duration: z.enum(['5', '10']).default('5'),
  aspect_ratio: z.enum(['16:9', '9:16', '1:1']).default('16:9'),
  watermark_info: z.object({ enabled: z.boolean() }).optional(),
  callback_url: z.string().optional(),
  external_task_id: z.string().optional(),
});

/** Of a submit that makes a finished video longer (1.7); it has no model, mode or length of its own. */
export const extensionSchema = z.object({
  video_id: z.string().min(1),
  prompt: z.string().max(2500).optional(),
  negative_prompt: z.string().max(2500).optional(),
  cfg_scale: z.number().min(0).max(1).optional(),
  callback_url: z.string().optional(),
  external_task_id: z.string().optional(),
});

/** What every kind has after parsing; an extension takes model, mode and ratio from its source. */
export const acceptedSchema = z.object({
  model_name: z.string(),
  prompt: z.string().default(''),
  mode: z.string(),
  duration: z.string(),
  aspect_ratio: z.string(),
  sound: z.enum(['on', 'off']).default('off'),
  voice_list: z.array(z.unknown()).readonly().default([]),
  external_task_id: z.string().optional(),
  callback_url: z.string().optional(),
});

export type Accepted = z.output<typeof acceptedSchema>;

export const schemas = {
  text2video: legacy.text2video,
  image2video: legacy.image2video,
  'multi-image2video': multiImage,
} as const satisfies Record<FreshKind, z.ZodType>;

/** Mode and seconds, `s5` for std 5 s, as the map writes them. */
type Cells = readonly string[] | 'any';

type Column =
  | 'text'
  | 'image'
  | 'endFrame'
  | 'endOnly'
  | 'brush'
  | 'camera'
  | 'sound'
  | 'voices'
  | 'shots'
  | 'elements'
  | 'references';

const four = ['s5', 's10', 'p5', 'p10'];
const pro = ['p5', 'p10'];

/** The map, row by row (1.6). Whether a mode may be named for the masters is open; it passes [guess]. */
const map: Readonly<Record<string, Partial<Record<Column, Cells>>>> = {
  'kling-v1': {
    text: four,
    image: four,
    endFrame: ['s5', 'p5'],
    brush: ['s5', 'p5'],
    camera: ['s5'],
  },
  'kling-v1-5': { image: four, endFrame: pro, endOnly: pro, brush: ['p5'], camera: ['p5'] },
  'kling-v1-6': { text: four, image: four, endFrame: pro, endOnly: pro, references: four },
  'kling-v2-master': { text: four, image: four },
  'kling-v2-1': { image: four, endFrame: pro },
  'kling-v2-1-master': { text: four, image: four },
  'kling-v2-5-turbo': { text: four, image: four, endFrame: pro },
  'kling-v2-6': { text: four, image: four, endFrame: pro, sound: pro, voices: pro },
  'kling-v3': {
    text: 'any',
    image: 'any',
    endFrame: 'any',
    sound: 'any',
    voices: 'any',
    shots: 'any',
    elements: 'any',
  },
};

/** Ended on 2026-09-15 (section 0, point 2). */
export const ended: ReadonlySet<string> = new Set([
  'kling-v1',
  'kling-v1-5',
  'kling-v1-6',
  'kling-v2-master',
  'kling-v2-1',
  'kling-v2-1-master',
]);

export const isModel = (name: string): boolean => Object.hasOwn(map, name);

const frames = ['image', 'image_tail', 'static_mask', 'dynamic_masks', 'element_list'];

/** What the pages say is no parameter here and three of four clients send, unrefused as far as anybody saw (1.4). */
const tolerated: Partial<Record<FreshKind, string>> = { image2video: 'aspect_ratio' };

/** What the other routes have (1.3, 1.4, 1.7). That Kling minds is [guess]; a client that sends it is wrong. */
const foreign: Readonly<Record<FreshKind, readonly string[]>> = {
  text2video: [...frames, 'image_list'],
  image2video: ['aspect_ratio', 'image_list'],
  'multi-image2video': [
    ...frames,
    'camera_control',
    'sound',
    'voice_list',
    'cfg_scale',
    'multi_shot',
    'shot_type',
    'multi_prompt',
  ],
};

const takesCfg: ReadonlySet<string> = new Set(['kling-v1', 'kling-v1-5', 'kling-v1-6']);

function columnsOf(kind: FreshKind, body: JsonObject, { sound }: Accepted): readonly Column[] {
  const has = (...fields: string[]) => fields.some((field) => body[field] !== undefined);
  const columns: Column[] = [];
  if (kind === 'text2video') columns.push('text');
  if (kind === 'image2video') columns.push(has('image') ? 'image' : 'endOnly');
  if (kind === 'multi-image2video') columns.push('references');
  if (has('image') && has('image_tail')) columns.push('endFrame');
  if (has('static_mask', 'dynamic_masks')) columns.push('brush');
  if (has('camera_control')) columns.push('camera');
  if (sound === 'on') columns.push('sound');
  if (has('voice_list')) columns.push('voices');
  if (has('element_list')) columns.push('elements');
  // `multi_shot: false` is what every model does.
  if (body['multi_shot'] === true || has('shot_type', 'multi_prompt')) columns.push('shots');
  return columns;
}

/** kling-v1 has camera control from text only, kling-v1-5 from a picture only, and no presets. */
function isWrongCamera(kind: FreshKind, model: string, camera: unknown): boolean {
  if (camera === undefined) return false;
  if (model === 'kling-v1') return kind !== 'text2video';
  const isSimple =
    typeof camera === 'object' && camera !== null && 'type' in camera && camera.type === 'simple';
  return kind !== 'image2video' || !isSimple;
}

const shotsSchema = z
  .object({
    multi_shot: z.boolean().default(false),
    shot_type: z.enum(['customize', 'intelligence']).optional(),
    multi_prompt: z
      .array(z.object({ prompt: z.string().min(1), duration: z.string().regex(/^[1-9]\d*$/) }))
      .min(1)
      .optional(),
    prompt: z.string().min(1).optional(),
    duration: z.string().default('5'),
  })
  .loose();

/** The rules of shots (1.3), and who may go without a prompt (1.3, 1.4). */
function shotsMisuse(kind: FreshKind, body: JsonObject, model: string): string | undefined {
  const parsed = shotsSchema.safeParse(body);
  if (!parsed.success) return `${parsed.error.issues[0]?.path.join('.') ?? 'multi_prompt'} is invalid`;
  const { multi_shot, shot_type, multi_prompt, prompt, duration } = parsed.data;
  const isCustom = multi_shot && shot_type === 'customize';
  if (!multi_shot && (shot_type ?? multi_prompt) !== undefined) return 'multi_shot is required';
  if (multi_shot && shot_type === undefined) return 'shot_type is required';
  if (multi_prompt !== undefined && !isCustom) return 'multi_prompt is only for shot_type customize';
  const needsPrompt = kind === 'text2video' || model === 'kling-v3';
  if (!isCustom) return needsPrompt && prompt === undefined ? 'prompt is required' : undefined;
  if (multi_prompt === undefined) return 'multi_prompt is required';
  const sum = multi_prompt.reduce((seconds, shot) => seconds + Number(shot.duration), 0);
  return sum === Number(duration) ? undefined : 'the durations of multi_prompt must sum to duration';
}

/** What the map has against a request whose vocabulary is right; the sentences are [guess]. */
export function misuse(
  kind: FreshKind,
  body: JsonObject,
  accepted: Accepted,
  strict: boolean,
): string | undefined {
  const { model_name: model, mode, duration, sound } = accepted;
  const columns = map[model] ?? {};
  const cell = `${mode.slice(0, 1)}${duration}`;
  const wrong = columnsOf(kind, body, accepted).find((column) => {
    const cells = columns[column] ?? [];
    return cells !== 'any' && !cells.includes(cell);
  });
  if (wrong !== undefined) {
    return `model/mode/duration(${model}/${mode}/${duration}) is not supported with ${wrong}`;
  }
  if (isWrongCamera(kind, model, body['camera_control'])) {
    return `camera_control is not supported with ${model} ${kind}`;
  }
  if (model === 'kling-v2-6' && sound === 'on' && body['image_tail'] !== undefined) {
    return 'sound is not supported with image_tail';
  }
  if (body['cfg_scale'] !== undefined && !takesCfg.has(model))
    return `cfg_scale is not supported with ${model}`;
  const borne = strict ? undefined : tolerated[kind];
  const stray = foreign[kind].find((field) => field !== borne && body[field] !== undefined);
  if (stray !== undefined) return `${stray} is not a parameter`;
  return kind === 'multi-image2video' ? undefined : shotsMisuse(kind, body, model);
}

const unitsForFive: Readonly<Record<string, Partial<Record<string, number>>>> = {
  'kling-v1': { std: 1, pro: 3.5 },
  'kling-v1-5': { std: 2, pro: 3.5 },
  'kling-v1-6': { std: 2, pro: 3.5 },
  'kling-v2-1': { std: 2, pro: 3.5 },
  'kling-v2-master': { std: 10, pro: 10 },
  'kling-v2-1-master': { std: 10, pro: 10 },
  'kling-v2-5-turbo': { std: 1.5, pro: 2.5 },
  'kling-v2-6': { std: 1.5, pro: 2.5, 'pro with sound': 5, 'pro with voices': 6 },
  // 4k with voices is in no list [guess].
  'kling-v3': {
    std: 3,
    'std with sound': 4.5,
    'std with voices': 5.5,
    pro: 4,
    'pro with sound': 6,
    'pro with voices': 7,
    '4k': 15,
    '4k with sound': 15,
    '4k with voices': 15,
  },
};

/** What a task costs when it succeeds (1.13). An extension costs what 5 s of its source do. */
export function unitsOf(kind: Kind, { model_name, mode, duration, sound, voice_list }: Accepted): number {
  const extras = voice_list.length > 0 ? ' with voices' : ' with sound';
  const five = unitsForFive[model_name]?.[sound === 'on' ? `${mode}${extras}` : mode] ?? 0;
  return kind === 'video-extend' ? five : Number(((five * Number(duration)) / 5).toFixed(3));
}
