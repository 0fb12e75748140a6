import {
  type Money,
  type Submission,
  type TaskFailure,
  type Video,
  VideoError,
  type VideoTask,
} from '@vid/core';
import {
  type AcceptedRequest,
  type CallbackReading,
  type FieldWriters,
  type FoundTask,
  mediaText,
  noReason,
  readOptions,
  referencePlaceholder,
  type StatusMap,
  type SubmitRequest,
  type TaskReading,
  type WireRequest,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import { routeOfTask, sharedOptions, writers } from '../mapping.ts';
import { type KlingOptions, klingOptionsSchema } from '../schema.ts';
import { dollarsPerUnit } from './capabilities.ts';
import {
  envelopeSchema,
  type Kind,
  kinds,
  type OfficialBody,
  officialBodySchema,
  type OfficialTask,
} from './schema.ts';

const elementsOf = ({ elements }: KlingOptions): Partial<OfficialBody> =>
  elements === undefined ? {} : { element_list: elements.map((element_id) => ({ element_id })) };

function shotsOf({ multiShot, shots }: KlingOptions): Partial<OfficialBody> {
  if (shots !== undefined) {
    const seconds = shots.reduce((sum, { duration }) => sum + duration, 0);
    const multi_prompt = shots.map(({ prompt, duration }, at) => ({
      index: at + 1,
      prompt,
      duration: String(duration),
    }));
    return { multi_shot: true, shot_type: 'customize', multi_prompt, duration: String(seconds) };
  }
  if (multiShot === undefined) return {};
  return { multi_shot: multiShot, ...(multiShot && { shot_type: 'intelligence' as const }) };
}

const officialWriters: FieldWriters<OfficialBody> = {
  ...writers,
  extendVideo: (video_id) => ({ video_id }),
  resolution: (resolution) => (resolution === '4k' ? { mode: '4k' } : undefined),
  providerOptions: ({ kling = {} }, accepted) => {
    const options = readOptions(klingOptionsSchema, kling, accepted);
    return { ...sharedOptions(options), ...elementsOf(options), ...shotsOf(options) };
  },
  references: (images) => ({ image_list: images.map((image) => ({ image: mediaText(image, 'base64') })) }),
  watermark: (enabled) => ({ watermark_info: { enabled } }),
  callbackUrl: (callback_url) => ({ callback_url }),
};

const routes: Partial<Record<AcceptedRequest['mode'], Kind>> = {
  'text-to-video': 'text2video',
  'image-to-video': 'image2video',
  'reference-to-video': 'multi-image2video',
  'video-extension': 'video-extend',
};

function routeOf(mode: AcceptedRequest['mode']): Kind {
  const kind = routes[mode];
  if (kind !== undefined) return kind;
  throw new VideoError('unsupported', `kling has no way from ${mode} here. Nothing was sent.`, {
    provider: 'kling',
  });
}

const pathOf = (kind: Kind, id?: string) =>
  `/v1/videos/${kind}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/** The submit for a request that the table has accepted. */
export function toSubmit(accepted: AcceptedRequest): SubmitRequest {
  const kind = routeOf(accepted.mode);
  const fixed = {
    ...(accepted.mode !== 'video-extension' && { model_name: accepted.model }),
    external_task_id: referencePlaceholder,
  };
  const body = writeBody(officialBodySchema, fixed, officialWriters, accepted);
  return { path: pathOf(kind), body, lookup: { kind } };
}

/** The service finds a task by its own id and by ours alike. */
export const toQuery = (task: VideoTask): WireRequest => ({
  path: pathOf(routeOfTask(kinds, task, `Task ${task.id}`), task.id),
});
export const toLookup = (submission: Submission): WireRequest => ({
  path: pathOf(routeOfTask(kinds, submission, 'The submission'), submission.reference),
});

const daysKept = 30;

/** Files are deleted 30 days after they were made [doc]; a task changes for the last time when its file is there. */
function expiryOf({ updated_at }: OfficialTask): Pick<Video, 'expiresAt'> {
  if (updated_at === undefined) return {};
  const expiry = new Date(updated_at + daysKept * 86_400_000);
  return Number.isNaN(expiry.getTime()) ? {} : { expiresAt: expiry.toISOString() };
}

/** Where a marked copy was asked for it comes first, then the plain video; both bear the id of the one video. */
const videosOf = (task: OfficialTask): TaskReading['videos'] =>
  (task.task_result?.videos ?? []).flatMap(({ id, url, watermark_url, duration }) =>
    [watermark_url, url].map((link) => ({
      url: link,
      ...(id !== undefined && { id }),
      ...(duration !== undefined && { duration }),
      ...expiryOf(task),
    })),
  );

function costOf({ final_unit_deduction: units }: OfficialTask): Money | undefined {
  if (units === undefined) return undefined;
  return { amount: Number((units * dollarsPerUnit).toFixed(6)), currency: 'USD' };
}

/** Texts that were seen [client]: "Failure to pass the risk control system", "Image pixel is invalid". */
const reasons: readonly (readonly [RegExp, TaskFailure['reason']])[] = [
  [/risk control|safety|moderat|sensitive|violat|content polic/i, 'content-policy'],
  [/\b(image|pixel|resolution|mask|picture)\b/i, 'invalid-input'],
];

/** The envelope around a failed task says "SUCCEED"; only the task knows why [client]. */
function failureOf({ task_status_msg: message }: OfficialTask): TaskFailure {
  if (message === undefined) return noReason;
  const reason = reasons.find(([pattern]) => pattern.test(message))?.[1] ?? 'unknown';
  return { reason, message };
}

const readingOf = (task: OfficialTask): TaskReading => ({
  status: task.task_status,
  videos: videosOf(task),
  cost: costOf(task),
  failure: failureOf(task),
});

/** The task of an answer that is no error. */
function taskIn(json: unknown): OfficialTask | undefined {
  const { code = 0, data } = z.safeParse(envelopeSchema, json).data ?? {};
  return code === 0 ? data : undefined;
}

export function readAccepted(json: unknown): { readonly id: string } | undefined {
  const id = taskIn(json)?.task_id;
  return id === undefined ? undefined : { id };
}

export function readTask(json: unknown): TaskReading | undefined {
  const task = taskIn(json);
  return task && readingOf(task);
}

export function readFound(json: unknown): FoundTask {
  const task = taskIn(json);
  if (task === undefined) return { id: undefined, reading: { status: undefined } };
  return { id: task.task_id, reference: task.task_info?.external_task_id, reading: readingOf(task) };
}

/** A callback is the bare task [doc], or the task in the envelope of a query [client]. */
export function readCallback(json: unknown): CallbackReading | undefined {
  const task = z.safeParse(envelopeSchema, json).data?.data ?? taskIn({ data: json });
  if (task?.task_id === undefined) return undefined;
  const subject = { id: task.task_id, reference: task.task_info?.external_task_id };
  return { subject, reading: readingOf(task) };
}

/** `succeeded` is the newer generation's word for the same [doc]. */
export const statuses = {
  submitted: 'queued',
  processing: 'running',
  succeed: 'succeeded',
  succeeded: 'succeeded',
  failed: 'failed',
} as const satisfies StatusMap;
