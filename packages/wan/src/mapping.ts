import { type MediaInput, type Video, VideoError, type VideoTask } from '@vid/core';
import {
  type AcceptedRequest,
  append,
  carriedBy,
  type FieldWriters,
  linkOf,
  mediaText,
  noReason,
  readOptions,
  type StatusMap,
  type SubmitRequest,
  type TaskReading,
  type WireRequest,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { failureReason } from './errors.ts';
import {
  type FlatBody,
  flatBody,
  inputPart,
  type Media,
  parametersPart,
  submitPaths,
  taskAnswer,
  wanOptions,
} from './schema.ts';

/** `SUSPENDED` is in the vendor's SDK only [doc]. `UNKNOWN` is none of them: it tells nothing. */
export const statuses = {
  pending: 'queued',
  running: 'running',
  suspended: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
} as const satisfies StatusMap;

const isKeyframes = (model: string) => /^wan2\.[12]-kf2v/.test(model);
/** These have sound always, and no switch for it. */
const soundsAlways = (model: string) => /^(wan2\.7|happyhorse)/.test(model);

const as = (type: Media['type'], ...files: readonly MediaInput[]) => ({
  media: append(...files.map((file) => ({ type, url: mediaText(file, 'data-uri') }))),
});

const writers: FieldWriters<FlatBody> = {
  prompt: (prompt) => ({ prompt }),
  negativePrompt: (negative_prompt) => ({ negative_prompt }),
  firstFrame: (picture, { model }) =>
    isKeyframes(model) ? { first_frame_url: mediaText(picture, 'data-uri') } : as('first_frame', picture),
  lastFrame: (picture, { model }) =>
    isKeyframes(model) ? { last_frame_url: mediaText(picture, 'data-uri') } : as('last_frame', picture),
  references: (pictures) => as('reference_image', ...pictures),
  referenceVideos: (clips) => as('reference_video', ...clips),
  referenceAudio: (sounds, { model }) => {
    const [sound, ...others] = sounds;
    if (model.startsWith('wan2.7-i2v')) return as('driving_audio', ...sounds);
    if (!model.startsWith('wan2.7-t2v')) return as('reference_audio', ...sounds);
    return sound === undefined || others.length > 0 ? undefined : { audio_url: mediaText(sound, 'data-uri') };
  },
  sourceVideo: (video) => as('video', video),
  duration: (duration, { model }) => {
    if (duration !== 'auto') return { duration };
    // The others have no word for it.
    return /^(wan2|happyhorse)/.test(model) ? undefined : { duration: -1 };
  },
  aspectRatio: (ratio) => ({ ratio }),
  resolution: (resolution) => {
    const { data } = z.safeParse(flatBody.shape.resolution, resolution.toUpperCase());
    return data === undefined ? undefined : { resolution: data };
  },
  watermark: (watermark) => ({ watermark }),
  audio: (audio, { model }) => {
    if (!soundsAlways(model)) return { audio };
    return audio ? carriedBy('model') : undefined;
  },
  seed: (seed) => ({ seed }),
  providerOptions: ({ wan = {} }, accepted) => {
    const { promptExtend, audioSetting, file, link } = readOptions(wanOptions, wan, accepted);
    const documents = [
      ...(file === undefined ? [] : [{ type: 'file' as const, url: file }]),
      ...(link === undefined ? [] : [{ type: 'link' as const, url: link }]),
    ];
    return {
      ...(promptExtend !== undefined && { prompt_extend: promptExtend }),
      ...(audioSetting !== undefined && { audio_setting: audioSetting }),
      ...(documents.length > 0 && { media: append(...documents) }),
    };
  },
};

/** The submit for a request that the table has accepted. */
export function toSubmit(accepted: AcceptedRequest): SubmitRequest {
  const flat = writeBody(flatBody, { model: accepted.wireModel }, writers, accepted);
  const body = {
    model: flat.model,
    input: z.parse(inputPart, flat),
    parameters: z.parse(parametersPart, flat),
  };
  return {
    path: isKeyframes(accepted.model) ? submitPaths.frames : submitPaths.video,
    // Without it a submit is refused: the service takes it for a call that waits [doc].
    headers: { 'x-dashscope-async': 'enable' },
    body,
    // The list has the name that was sent.
    ...(accepted.wireModel !== accepted.model && { lookup: { model: accepted.wireModel } }),
  };
}

export const toQuery = ({ id }: VideoTask): WireRequest => ({
  path: `/api/v1/tasks/${encodeURIComponent(id)}`,
});
export const toCancel = (task: VideoTask): WireRequest => ({
  method: 'POST',
  path: `${toQuery(task).path}/cancel`,
});

/** Nothing but the id of the call [doc]. */
export const isStopped = (json: unknown): boolean =>
  z.safeParse(z.object({ request_id: z.string() }), json).success;

export function readAccepted(json: unknown): { readonly id: string } | undefined {
  const { data } = z.safeParse(taskAnswer, json);
  return data && { id: data.output.task_id };
}

/** How long links and records live [doc]. */
export const dayMs = 86_400_000;

/** Links live 24 h [doc], counted from the end of the task [guess]. */
function expiryOf(endTime: string | undefined): Pick<Video, 'expiresAt'> {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,3})?)$/.exec(endTime ?? '') ?? [];
  const ended = Date.parse(`${day}T${time}+08:00`);
  return Number.isNaN(ended) ? {} : { expiresAt: new Date(ended + dayMs).toISOString() };
}

/** Throws `not-found` for `UNKNOWN`, which is HTTP 200. */
export function readTask(json: unknown, task: VideoTask): TaskReading | undefined {
  const { data } = z.safeParse(taskAnswer, json);
  if (data === undefined) return undefined;
  const { output, usage } = data;
  const { task_id: id, task_status: status, video_url: url, code, message = code } = output;
  if (status === 'UNKNOWN' && id === task.id)
    throw new VideoError(
      'not-found',
      `wan answers UNKNOWN about task ${id}: it is not this key's or region's, or older than 24 h. That says neither that ` +
        'there is no such task nor that it is not billed.',
      { provider: 'wan' },
    );
  const duration = usage?.output_video_duration ?? usage?.video_duration;
  // Seconds that are billed, of what goes in and what comes out [doc].
  const billed = usage?.duration;
  return {
    id,
    status,
    ...(billed !== undefined && { usage: { amount: billed, unit: 'seconds' } }),
    videos: [{ url: linkOf(url), ...(duration !== undefined && { duration }), ...expiryOf(output.end_time) }],
    failure:
      message === undefined
        ? noReason
        : {
            reason: failureReason(code, message),
            message,
            ...(code !== undefined && { providerCode: code }),
          },
  };
}
