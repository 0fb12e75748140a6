// Bodies of Kling's newer generation (kling.md 2.2 to 2.5). Sentences are [guess], but for those that were seen.
import * as z from 'zod';
import { issueText } from '../../../gateway/kling/schema.ts';
import type { JsonObject } from '../../../state/task.ts';
import { type Billed, type InputType, type Route, type Use, unitsOf, uses } from './models.ts';

const media = z
  .string()
  .min(1)
  .refine((value) => !value.startsWith('data:'), { error: 'base64 images must not have a data: prefix' });
const link = z.string().regex(/^https?:\/\//);
const id = z.string().min(1);

const content = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('prompt'), text: z.string().min(1) }),
  z.strictObject({
    type: z.literal(['first_frame', 'last_frame', 'refer_image', 'image']),
    url: media,
    id: id.optional(),
  }),
  z.strictObject({ type: z.literal(['feature_video', 'base_video', 'video']), url: link, id: id.optional() }),
  z.strictObject({ type: z.literal('element'), element_id: z.string().min(1), id }),
  z.strictObject({ type: z.literal('voice'), voice_id: z.string().min(1), id }),
]);

const settings = z.strictObject({
  resolution: z.string().default('720p'),
  aspect_ratio: z.enum(['16:9', '9:16', '1:1']).optional(),
  duration: z.int().optional(),
  audio: z.enum(['native', 'original', 'off']).optional(),
  multi_shot: z.boolean().optional(),
  character_orientation: z.enum(['image', 'video']).optional(),
});

const options = z.strictObject({
  callback_url: z.string().optional(),
  external_task_id: z.string().min(1).optional(),
  watermark_info: z.strictObject({ enabled: z.boolean() }).optional(),
});

const parts = { settings: settings.prefault({}), options: options.prefault({}) };
const fromText = z.strictObject({ prompt: z.string().min(1), ...parts });
const fromContents = z.strictObject({ contents: z.array(content).min(1), ...parts });

/** A submit that is right, as far as the task needs it. */
export type NewerSubmit = {
  readonly prompt: string;
  readonly seconds: number;
  readonly ratio: string;
  readonly units: number;
  readonly external: string | undefined;
  readonly callback: string | undefined;
};

/** How long what follows a clip is: nobody looks into it. */
const secondsOfClip = 5;

type Read = {
  readonly use: Use;
  readonly model: string;
  readonly route: Route;
  readonly prompt: string | undefined;
  readonly counts: Readonly<Partial<Record<InputType, number>>>;
  readonly names: readonly string[];
  readonly settings: z.output<typeof settings>;
};

const count = ({ counts }: Read, ...types: readonly InputType[]) =>
  types.reduce((sum, type) => sum + (counts[type] ?? 0), 0);

function wrongSetting({ use, settings: said }: Read): string | undefined {
  const { resolution, aspect_ratio, duration, audio, multi_shot, character_orientation } = said;
  if (!use.resolutions.includes(resolution))
    return `settings.resolution must be ${use.resolutions.join(' or ')}`;
  if (duration !== undefined && use.seconds?.includes(duration) !== true)
    return `settings.duration value '${duration}' is invalid`;
  if (audio !== undefined && use.audio?.includes(audio) !== true)
    return `settings.audio value '${audio}' is invalid`;
  if (aspect_ratio !== undefined && use.hasRatio !== true) return 'settings.aspect_ratio is not a parameter';
  if (multi_shot !== undefined && use.hasShots !== true) return 'settings.multi_shot is not a parameter';
  if ((character_orientation !== undefined) !== (use.hasOrientation === true))
    return use.hasOrientation === true
      ? 'settings.character_orientation is required'
      : 'settings.character_orientation is not a parameter';
  return undefined;
}

function wrongInput(read: Read): string | undefined {
  const { use, prompt, route, counts, names } = read;
  for (const type of use.needs)
    if (counts[type] === undefined) return `contents must include at least one ${type} item`;
  for (const [type, found] of Object.entries(counts)) {
    const most = Object.entries(use.inputs).find(([name]) => name === type)?.[1] ?? 0;
    if (found > most) return `contents may include at most ${most} ${type} items`;
  }
  if (prompt === undefined && route === 'omni-video') return 'contents must include a prompt item';
  if (prompt !== undefined && prompt.length > use.prompt) return 'prompt is too long';
  // One must not be the beginning of another (2.3).
  const isBeginning = names.some((name, at) =>
    names.some((other, index) => index !== at && other.startsWith(name)),
  );
  return isBeginning ? 'contents ids must be unique and not prefixes of each other' : undefined;
}

/** 2.4, with every element taken for one of several pictures: no id tells of which kind it is. */
function wrongCount(read: Read): string | undefined {
  const { model, settings: said } = read;
  const [first, last] = [count(read, 'first_frame'), count(read, 'last_frame')];
  const [feature, base] = [count(read, 'feature_video'), count(read, 'base_video')];
  const [images, elements] = [count(read, 'refer_image'), count(read, 'element')];
  if (last > 0 && first === 0) return 'last_frame needs a first_frame';
  if (feature + base > 1) return 'contents may include at most one video';
  if (feature + base > 0 && images + elements > 4) return 'refer_image and element items exceed 4';
  if (images + elements > 7) return 'refer_image and element items exceed 7';
  if (base > 0 && first + last > 0) return 'base_video excludes first_frame and last_frame';
  if (base > 0 && (said.audio === 'native' || said.multi_shot !== undefined))
    return 'base_video excludes native audio and multi_shot';
  if (feature > 0 && ((said.audio ?? 'off') !== 'off' || said.multi_shot === false))
    return 'feature_video allows neither audio nor multi_shot false';
  if (feature + base === 0 && said.audio === 'original') return 'audio original needs a video';
  if (model === 'kling-3.0-omni')
    // Nothing is said of pictures and clips beside frames; a client that sends them is ahead of the pages.
    return first > 0 && (elements > 3 || images + feature > 0)
      ? 'first_frame allows at most 3 elements'
      : undefined;
  if (last > 0 && images + elements + feature > 0) return 'last_frame excludes references';
  const isPlain = images + elements + feature + base === 0;
  return isPlain && said.duration !== undefined && ![5, 10].includes(said.duration)
    ? `settings.duration value '${said.duration}' is invalid`
    : undefined;
}

/** 2.2: of 2.6 and 2.5 Turbo. */
function wrongTogether(read: Read): string | undefined {
  const { model, settings: said } = read;
  const isOld = model === 'kling-2.6' || model === 'kling-2.5-turbo';
  if (!isOld || read.route === 'motion-control') return undefined;
  const [isNative, hasLast] = [said.audio === 'native', count(read, 'last_frame') > 0];
  if ((isNative || hasLast) && said.resolution !== '1080p') return 'settings.resolution must be 1080p';
  if (isNative && hasLast) return 'native audio is not supported with last_frame';
  return count(read, 'voice') > 0 && !isNative ? 'voice needs native audio' : undefined;
}

/** Shots that a prompt names must fill the video (2.5). */
function wrongShots({ use, model, prompt = '', settings: said }: Read): string | undefined {
  const takesShots = (use.hasShots === true || model === 'kling-3.0-turbo') && said.multi_shot !== false;
  const shots = [...prompt.matchAll(/shot (\d+), (\d+), ([^;]+);/g)];
  if (!takesShots || shots.length === 0 || !prompt.startsWith('shot 1,')) return undefined;
  const sum = shots.reduce((total, [, , seconds]) => total + Number(seconds), 0);
  if (shots.length > 6 || shots.some(([, , , words = '']) => words.length > 512))
    return 'a prompt has at most 6 shots of 512 characters';
  return sum === (said.duration ?? 5) ? undefined : 'the seconds of the shots must sum to duration';
}

function billedAs(read: Read): Billed {
  if (read.route === 'motion-control') return 'motion';
  if (count(read, 'feature_video', 'base_video') > 0) return 'video';
  if (count(read, 'voice') > 0) return 'voices';
  return read.settings.audio === 'native' ? 'native' : 'silent';
}

/** What is asked for, or what is wrong with it; `undefined`: the route has no such model. */
export function readNewer(route: Route, model: string, body: JsonObject): NewerSubmit | string | undefined {
  const use = Object.entries(uses[route]).find(([name]) => name === model)?.[1];
  if (use === undefined) return undefined;
  const parsed = (route === 'text-to-video' ? fromText : fromContents).safeParse(body, { reportInput: true });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return issue === undefined ? 'invalid parameters' : issueText(issue);
  }
  const { settings: said, options: asked } = parsed.data;
  const contents = 'contents' in parsed.data ? parsed.data.contents : [];
  const prompts = contents.flatMap((item) => (item.type === 'prompt' ? [item.text] : []));
  if (prompts.length > 1) return 'contents may include at most one prompt item';
  const counts: Partial<Record<InputType, number>> = {};
  for (const { type } of contents) if (type !== 'prompt') counts[type] = (counts[type] ?? 0) + 1;
  const read: Read = {
    use,
    model,
    route,
    prompt: 'prompt' in parsed.data ? parsed.data.prompt : prompts[0],
    counts,
    names: contents.flatMap((item) => ('id' in item && item.id !== undefined ? [item.id] : [])),
    settings: said,
  };
  const wrong =
    wrongInput(read) ??
    wrongSetting(read) ??
    (route === 'omni-video' ? wrongCount(read) : undefined) ??
    wrongTogether(read) ??
    wrongShots(read);
  if (wrong !== undefined) return wrong;
  const followsClip = use.seconds === undefined || count(read, 'base_video') > 0;
  const seconds = followsClip ? (said.duration ?? secondsOfClip) : (said.duration ?? 5);
  return {
    prompt: read.prompt ?? '',
    seconds,
    ratio: said.aspect_ratio ?? '16:9',
    units: unitsOf(model, billedAs(read), said.resolution, seconds),
    external: asked.external_task_id,
    callback: asked.callback_url,
  };
}
