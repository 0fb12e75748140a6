import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { MediaInput, Submission, TaskFailure, Video, VideoTask } from '@vid/core';
import {
  type AcceptedRequest,
  append,
  type CallbackReading,
  type CandidateTask,
  type FieldWriters,
  type FoundTask,
  isModeration,
  mediaText,
  noReason,
  property,
  readOptions,
  referencePlaceholder,
  type StatusMap,
  type SubmitRequest,
  type TaskReading,
  unexpectedAnswer,
  type WireRequest,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import {
  type ContentItem,
  listAnswer,
  optionsSchema,
  type SeedanceOptions,
  submitAnswer,
  type SubmitBody,
  submitBody,
  taskAnswer,
  type TaskAnswer,
  tasksPath,
} from './schema.ts';

export const statuses = {
  queued: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'canceled',
  // Missing in the page's list of words, said by the SDK and seen [doc].
  expired: 'failed',
} as const satisfies StatusMap;

type Role = Extract<ContentItem, { type: 'image_url' }>['role'];

const image = (role: Role) => (media: MediaInput) =>
  ({ type: 'image_url', image_url: { url: mediaText(media, 'data-uri') }, role }) as const;
const video = (media: MediaInput) =>
  ({
    type: 'video_url',
    video_url: { url: mediaText(media, 'data-uri') },
    role: 'reference_video',
  }) as const;
/** The format's own name, `mp3` [doc], and not that of its media type. */
const audio = (media: MediaInput) =>
  ({
    type: 'audio_url',
    audio_url: { url: mediaText(media, 'data-uri').replace(/^data:audio\/mpeg;/, 'data:audio/mp3;') },
    role: 'reference_audio',
  }) as const;

const ownOptions = ({ request }: AcceptedRequest): SeedanceOptions => request.providerOptions?.seedance ?? {};

/** A prompt says "Image 1" or "Video 2": by the order of each kind in the list [doc]. */
const writers: FieldWriters<SubmitBody> = {
  prompt: (text) => ({ content: append({ type: 'text', text }) }),
  firstFrame: (media) => ({ content: append(image('first_frame')(media)) }),
  lastFrame: (media) => ({ content: append(image('last_frame')(media)) }),
  references: (all) => ({ content: append(...all.map(image('reference_image'))) }),
  referenceVideos: (all) => ({ content: append(...all.map(video)) }),
  referenceAudio: (all) => ({ content: append(...all.map(audio)) }),
  sourceVideo: (media) => ({ content: append(video(media)) }),
  duration: (duration) => ({ duration: duration === 'auto' ? -1 : duration }),
  aspectRatio: (ratio) => ({ ratio }),
  resolution: (resolution) => ({ resolution }),
  watermark: (watermark) => ({ watermark }),
  audio: (generate_audio) => ({ generate_audio }),
  seed: (seed) => ({ seed }),
  callbackUrl: (callback_url) => ({ callback_url }),
  providerOptions: ({ seedance = {} }, accepted) => {
    const given = readOptions(optionsSchema, seedance, accepted);
    return {
      ...(given.draftTask !== undefined && {
        content: append({ type: 'draft_task', draft_task: { id: given.draftTask } }),
      }),
      omni_reference_task_type: given.taskType,
      ...(given.draft === true && { draft: true, resolution: '480p' }),
      priority: given.priority,
      output_format: given.outputFormat,
      service_tier: given.serviceTier,
      execution_expires_after: given.expiresAfter,
      camera_fixed: given.cameraFixed,
      frames: given.frames,
      ...(given.webSearch !== undefined && { tools: [{ type: 'web_search' }] }),
      safety_identifier: given.safetyIdentifier,
    };
  },
};

/** To edit a video is a task of its own on 2.5 [doc]. */
const edit = { omni_reference_task_type: 'edit' } as const;

export const toBody = (accepted: AcceptedRequest, fixed: Partial<SubmitBody> = {}): SubmitBody =>
  writeBody(
    submitBody,
    { model: accepted.wireModel, content: [], ...(accepted.mode === 'video-to-video' && edit), ...fixed },
    writers,
    accepted,
  );

/**
 * The submit for a request that the table has accepted. `namesAttempt`: our reference goes along as `safety_identifier`, unless
 * the request has one of its own.
 */
export function toSubmit(accepted: AcceptedRequest, namesAttempt: boolean): SubmitRequest {
  const { safetyIdentifier, serviceTier } = ownOptions(accepted);
  const isNamed = namesAttempt && safetyIdentifier === undefined;
  const lookup = {
    ...(safetyIdentifier !== undefined && { safetyIdentifier }),
    ...(serviceTier === 'flex' && { serviceTier }),
  };
  return {
    path: tasksPath,
    body: toBody(accepted, isNamed ? { safety_identifier: referencePlaceholder } : {}),
    ...(Object.keys(lookup).length > 0 && { lookup }),
  };
}

/** At most 64 characters [doc]; which ones is not said, so all but plain ones are hashed. */
const identifierOf = (reference: string) =>
  /^[\w.:-]{1,64}$/.test(reference) ? reference : bytesToHex(sha256(new TextEncoder().encode(reference)));

export const withReference = (body: object, reference: string): object =>
  property(body, 'safety_identifier') === referencePlaceholder
    ? { ...body, safety_identifier: identifierOf(reference) }
    : body;

const pathOf = ({ id }: Pick<VideoTask, 'id'>) => `${tasksPath}/${encodeURIComponent(id)}`;
export const toQuery = (task: VideoTask): WireRequest => ({ path: pathOf(task) });
/** Of a task that has ended it erases the record for good [doc]: sent while it is queued only. */
export const toCancel = (task: VideoTask): WireRequest => ({ method: 'DELETE', path: pathOf(task) });

/** As many as one page has [doc]. */
const pageSize = 500;

/** The newest ones; flex tasks are listed apart [client, observed]. */
export const toLookup = ({ lookup }: Submission): WireRequest => ({
  path: `${tasksPath}?page_num=1&page_size=${pageSize}${lookup?.['serviceTier'] === 'flex' ? '&filter.service_tier=flex' : ''}`,
});

export const readAccepted = (json: unknown): { readonly id: string } | undefined =>
  z.safeParse(submitAnswer, json).data;

const hours24 = 86_400;

/** A signed link says how long it lives; else 24 h from the end [doc]. */
function expiryOf(link: string, { updated_at }: TaskAnswer): Pick<Video, 'expiresAt'> {
  const query = URL.canParse(link) ? new URL(link).searchParams : undefined;
  const signed = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query?.get('X-Tos-Date') ?? '');
  const [year, month, day, hour, minute, second] = signed?.slice(1) ?? [];
  const start =
    signed === null
      ? (updated_at ?? Number.NaN) * 1000
      : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const lives = Number(query?.get('X-Tos-Expires') ?? hours24);
  const end = new Date(start + lives * 1000);
  return Number.isNaN(end.getTime()) ? {} : { expiresAt: end.toISOString() };
}

/** Codes that a failed task bears [doc]; none of them is billed. */
function reasonOf(code: string, message: string): TaskFailure['reason'] {
  if (/(SensitiveContentDetected|RiskDetection)\b/.test(code)) return 'content-policy';
  if (/^InvalidParameter\b/.test(code)) return 'invalid-input';
  if (code === 'InternalServiceError') return 'provider-error';
  return isModeration(message) ? 'content-policy' : 'unknown';
}

function failureOf({ status, error }: TaskAnswer): TaskFailure {
  const { code, message = code } = error ?? {};
  const isExpired = status.trim().toLowerCase() === 'expired';
  return {
    reason: isExpired ? 'expired' : reasonOf(code ?? '', message ?? ''),
    message: message ?? (isExpired ? 'the task did not end in the time that it had' : noReason.message),
    ...(code !== undefined && { providerCode: code }),
  };
}

function readingOf(task: TaskAnswer): TaskReading {
  const { id, status, duration, content } = task;
  const url = content?.video_url;
  return {
    id,
    status,
    ...(url !== undefined && {
      videos: [{ url, ...(duration !== undefined && { duration }), ...expiryOf(url, task) }],
    }),
    ...(task.usage?.completion_tokens !== undefined && {
      usage: { amount: task.usage.completion_tokens, unit: 'tokens' },
    }),
    failure: failureOf(task),
  };
}

const taskIn = (json: unknown) => z.safeParse(taskAnswer, json).data;

export function readTask(json: unknown): TaskReading | undefined {
  const task = taskIn(json);
  return task && readingOf(task);
}

/** Not signed: a hint that something has changed [doc]. */
export function readCallback(json: unknown): CallbackReading | undefined {
  const task = taskIn(json);
  return task && { subject: { id: task.id, reference: task.safety_identifier }, reading: readingOf(task) };
}

/** Throws where the list says nothing: it is none, or it is full and does not reach back to the submission. */
function listed(json: unknown, { submittedAt }: Submission): readonly TaskAnswer[] {
  const items = z.safeParse(listAnswer, json).data?.items;
  if (items === undefined) throw unexpectedAnswer('seedance', 'it holds no list of tasks');
  const tasks = items.flatMap((item) => taskIn(item) ?? []);
  const reachesBack = tasks.some(({ created_at = Infinity }) => created_at * 1000 < Date.parse(submittedAt));
  if (items.length < pageSize || reachesBack) return tasks;
  throw unexpectedAnswer('seedance', `its ${pageSize} newest tasks are all younger than the submission`);
}

/**
 * Only the identifier that was made for this one submit is proof. That it comes back is documented; that it does so in the list,
 * nobody has published [guess].
 */
export function readFound(json: unknown, submission: Submission): FoundTask | undefined {
  const identifier = identifierOf(submission.reference);
  const [task, ...others] = listed(json, submission).filter((one) => one.safety_identifier === identifier);
  return task !== undefined && others.length === 0 ? { id: task.id, reading: readingOf(task) } : undefined;
}

/** From this long before to this long after the submit, by clocks that differ: a submit is waited for 240 s. */
const window = { before: 60_000, after: 300_000 } as const;

/** Of its time and model, and without the identifier of another submit: hints, no proof [guess]. */
export function readCandidates(json: unknown, submission: Submission): readonly CandidateTask[] {
  const { model, reference, lookup, submittedAt } = submission;
  const own = [undefined, identifierOf(reference), lookup?.['safetyIdentifier']];
  return listed(json, submission).flatMap(({ id, created_at: created = Number.NaN, ...task }) => {
    const later = created * 1000 - Date.parse(submittedAt);
    const isOfTime = later >= -window.before && later <= window.after;
    const isHint = isOfTime && own.includes(task.safety_identifier) && (task.model ?? model) === model;
    return isHint ? [{ id, createdAt: new Date(created * 1000).toISOString() }] : [];
  });
}
