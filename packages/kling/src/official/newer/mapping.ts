import { type MediaInput, type Submission, type TaskFailure, VideoError, type VideoTask } from '@vid/core';
import {
  type AcceptedRequest,
  append,
  type CallbackReading,
  carriedBy,
  type FieldWriters,
  type FoundTask,
  inSeconds,
  linkOf,
  mediaText,
  noReason,
  readOptions,
  referencePlaceholder,
  type SubmitRequest,
  type TaskReading,
  type WireRequest,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import { klingOptionsSchema } from '../../schema.ts';
import { type Account, dollarsOf, expiryOf, reasonOf } from '../readings.ts';
import {
  type Content,
  type FlatBody,
  flatBodySchema,
  listSchema,
  type NewerTask,
  oneSchema,
  optionsSchema,
  settingsSchema,
  taskIn,
} from './schema.ts';

/** `kling-3.0`, `kling-o1`; the legacy routes say `kling-v3`, `kling-video-o1`. */
const newerName = /^kling-o?\d/;
/** Whether a model is asked for at a route of its own; one that no table has by its name. */
export const isNewer = ({ model }: Pick<AcceptedRequest, 'model'>): boolean => newerName.test(model);

const omniName = /omni|^kling-o\d/;
export const routes = ['text-to-video', 'image-to-video', 'omni-video', 'motion-control'] as const;
type Route = (typeof routes)[number];
const modes = {
  'text-to-video': 'text-to-video',
  'image-to-video': 'image-to-video',
  'reference-to-video': 'omni-video',
  'video-to-video': 'omni-video',
} as const satisfies Partial<Record<AcceptedRequest['mode'], Route>>;

function routeOf({ model, mode, request }: AcceptedRequest): Route {
  if (mode === 'video-extension')
    throw new VideoError(
      'unsupported',
      `kling has no route to extend a video with ${model}. Nothing was sent.`,
      {
        provider: 'kling',
      },
    );
  if (request.providerOptions?.kling?.characterOrientation !== undefined) return 'motion-control';
  return omniName.test(model) ? 'omni-video' : modes[mode];
}

const image = (media: MediaInput) => mediaText(media, 'base64');
const item = (content: Content) => ({ contents: append(content) });
const items = (contents: readonly Content[]) => ({ contents: append(...contents) });

/** Its sound is its own doing: there is no field for it [doc]. */
const alwaysSounding = 'kling-3.0-turbo';

function audioOf(isOn: boolean, accepted: AcceptedRequest, route: Route): FlatBody['audio'] {
  if (!isOn) return 'off';
  const keepsOriginal = route === 'motion-control' || accepted.mode === 'video-to-video';
  return keepsOriginal ? 'original' : 'native';
}

const writersFor = (route: Route): FieldWriters<FlatBody> => ({
  prompt: (text) => (route === 'text-to-video' ? { prompt: text } : item({ type: 'prompt', text })),
  firstFrame: (media) => item({ type: 'first_frame', url: image(media) }),
  lastFrame: (media) => item({ type: 'last_frame', url: image(media) }),
  references: (all) =>
    items(
      all.map((media, index) =>
        route === 'motion-control'
          ? { type: 'image', url: image(media) }
          : { type: 'refer_image', url: image(media), id: `image_${index + 1}` },
      ),
    ),
  referenceVideos: (all) =>
    items(
      all.map((media, index) =>
        route === 'motion-control'
          ? { type: 'video', url: mediaText(media, 'base64') }
          : { type: 'feature_video', url: mediaText(media, 'base64'), id: `video_${index + 1}` },
      ),
    ),
  sourceVideo: (media) => item({ type: 'base_video', url: mediaText(media, 'base64'), id: 'video_1' }),
  duration: inSeconds((duration) => ({ duration })),
  aspectRatio: (aspect_ratio) => ({ aspect_ratio }),
  resolution: (resolution) => ({ resolution }),
  audio: (isOn, accepted) => {
    if (accepted.model !== alwaysSounding) return { audio: audioOf(isOn, accepted, route) };
    return isOn ? carriedBy('model') : undefined;
  },
  watermark: (enabled) => ({ watermark_info: { enabled } }),
  callbackUrl: (callback_url) => ({ callback_url }),
  providerOptions: ({ kling = {} }, accepted) => {
    const { multiShot, characterOrientation, elements, voices, ...legacy } = readOptions(
      klingOptionsSchema,
      kling,
      accepted,
    );
    if (Object.values(legacy).some((value) => value !== undefined)) return undefined;
    const contents: readonly Content[] = [
      ...(elements ?? []).map((id, index): Content => ({
        type: 'element',
        element_id: String(id),
        id: `element_${index + 1}`,
      })),
      ...(voices ?? []).map((voice_id, index): Content => ({
        type: 'voice',
        voice_id,
        id: `voice_${index + 1}`,
      })),
    ];
    return {
      ...(multiShot !== undefined && { multi_shot: multiShot }),
      ...(characterOrientation !== undefined && { character_orientation: characterOrientation }),
      ...(contents.length > 0 && items(contents)),
    };
  },
});

/** Tasks of every route are asked for at one address. */
export const lookup = { kind: 'tasks' } as const;

/** The submit for a request that the table has accepted. */
export function toSubmit(accepted: AcceptedRequest): SubmitRequest {
  const route = routeOf(accepted);
  const fixed = { external_task_id: referencePlaceholder };
  const flat = writeBody(flatBodySchema, fixed, writersFor(route), accepted);
  const { prompt, contents } = flat;
  const settings = z.parse(settingsSchema, flat);
  const body = {
    ...(prompt !== undefined && { prompt }),
    ...(contents !== undefined && { contents }),
    ...(Object.keys(settings).length > 0 && { settings }),
    options: z.parse(optionsSchema, flat),
  };
  return { path: `/${route}/${encodeURIComponent(accepted.wireModel)}`, body, lookup };
}

/** A look-up takes a list of references, parted by commas. */
export function requireListable(reference: string): void {
  if (!reference.includes(',')) return;
  const message = 'options.reference must hold no comma, or kling could not look it up. Nothing was sent.';
  throw new VideoError('invalid-request', message, { provider: 'kling' });
}

/** Of ids in one question the table says the most. */
export const toQuery = (ids: readonly string[]): WireRequest => ({
  path: `/tasks?task_ids=${ids.map(encodeURIComponent).join(',')}`,
});
export const toLookup = ({ reference }: Submission): WireRequest => ({
  path: `/tasks?external_task_ids=${encodeURIComponent(reference)}`,
});

/** Where a marked copy was asked for it comes first, then the plain video, as of the legacy routes. */
const videosOf = ({ outputs, update_time: changed }: NewerTask): TaskReading['videos'] =>
  outputs
    .filter(({ type }) => type === 'video')
    .flatMap(({ id, url, watermark_url, duration }) =>
      [watermark_url, url]
        .filter((link) => linkOf(link) !== undefined)
        .map((link) => ({
          url: link,
          ...(id !== undefined && { id }),
          ...(duration !== undefined && { duration }),
          ...expiryOf(changed),
        })),
    );

const total = (rows: NewerTask['billing']) =>
  Number(rows.reduce((sum, { amount = 0 }) => sum + amount, 0).toFixed(6));

/**
 * What it cost and what was counted. Rows of one kind add up [doc]; of units beside money no page says whether the one is the
 * other, and what a test balance pays is nobody's money: then no cost is told.
 */
function billOf({ billing }: NewerTask, { inDollars }: Account): Pick<TaskReading, 'cost' | 'usage'> {
  const paid = billing.filter(({ amount = 0 }) => amount > 0);
  const cash = paid.filter(({ charge_type: type }) => type === 'cash');
  const units = total(paid.filter(({ charge_type: type }) => type === 'unit'));
  const usage = units > 0 ? ({ amount: units, unit: 'units' } as const) : undefined;
  if (cash.length === 0) return { usage, cost: inDollars && units > 0 ? dollarsOf(units) : undefined };
  const [currency, ...others] = new Set(cash.map((row) => row.currency));
  const isOne = others.length === 0 && units === 0 && cash.every((row) => row.cash_type !== 'test_balance');
  return { usage, cost: isOne && currency !== undefined ? { amount: total(cash), currency } : undefined };
}

/** The reason of a failure is the task's own, as everywhere at Kling. */
const failureOf = ({ message }: NewerTask): TaskFailure =>
  message === undefined ? noReason : { reason: reasonOf(message), message };

const readingOf = (task: NewerTask, account: Account): TaskReading => ({
  id: task.id,
  status: task.status,
  videos: videosOf(task),
  failure: failureOf(task),
  ...billOf(task, account),
});

/** The task that a submit made; the legacy routes' answers have none of this shape. */
export const readAccepted = (json: unknown): { readonly id: string } | undefined => {
  const task = taskIn(z.safeParse(oneSchema, json).data?.data);
  return task && { id: task.id };
};

/** The list in an answer, in whatever order [doc]; `undefined`: it holds none. An id that is not there is unknown to the service. */
export const readEntries = (json: unknown): readonly unknown[] | undefined =>
  z.safeParse(listSchema, json).data?.data;
export const idOf = (entry: unknown): string | undefined => taskIn(entry)?.id;

interface Readers {
  readonly readTask: (json: unknown, task: VideoTask) => TaskReading | undefined;
  readonly readEntry: (entry: unknown) => TaskReading | undefined;
  readonly readFound: (json: unknown, submission: Submission) => FoundTask | undefined;
  readonly readCallback: (json: unknown) => CallbackReading | undefined;
}

/** The one task of a list that is it; `undefined`: the list has others, or two of them. */
function onlyTask(entries: readonly unknown[], isIt: (task: NewerTask) => boolean): NewerTask | undefined {
  const [task, ...others] = entries.flatMap((entry) => taskIn(entry) ?? []).filter(isIt);
  return others.length > 0 ? undefined : task;
}

/** How answers are read. */
export const readersOf = (account: Account): Readers => ({
  readTask: (json, { id }) => {
    const entries = readEntries(json);
    if (entries?.length === 0)
      throw new VideoError('not-found', `kling knows no task ${id}.`, { provider: 'kling' });
    const task = entries && onlyTask(entries, (one) => one.id === id);
    return task && readingOf(task, account);
  },
  readEntry: (entry) => {
    const task = taskIn(entry);
    return task && readingOf(task, account);
  },
  readFound: (json, { reference }) => {
    const entries = readEntries(json);
    if (entries?.length === 0) return undefined;
    const task = entries && onlyTask(entries, (one) => one.external_id === reference);
    if (task === undefined) return { id: undefined, reading: { status: undefined } };
    return { id: task.id, reference, reading: readingOf(task, account) };
  },
  readCallback: (json) => {
    const task = taskIn(json) ?? taskIn(z.safeParse(oneSchema, json).data?.data);
    return (
      task && { subject: { id: task.id, reference: task.external_id }, reading: readingOf(task, account) }
    );
  },
});
