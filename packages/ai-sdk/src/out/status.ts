import { isTransientError, modelName, type Router, VideoError, type VideoTask } from '@vid/core';
import { type JsonObject, toJson } from '../json.ts';

/** A task as it was seen, and what kept its service from telling. */
export interface Seen {
  readonly task: VideoTask;
  readonly trouble?: VideoError;
}

const ageOf = ({ createdAt = '' }: VideoTask) => Date.now() - Date.parse(createdAt);

/** Polls once. An error says nothing of the task, unless it is one that another poll cannot change: that is thrown, with the task. */
export async function look(
  router: Router,
  task: VideoTask,
  options: Parameters<Router['query']>[1],
): Promise<Seen> {
  try {
    return { task: await router.query(task, options) };
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    if (isTransientError(error, ageOf(task))) return { task, trouble: error };
    throw error.with({ task });
  }
}

/** What an application reads under `providerMetadata.vid`. The AI SDK merges it over polls, so what is over is said, too. */
export function metadataOf({ task, trouble }: Seen): { vid: JsonObject } {
  const said = trouble && { code: trouble.code, message: trouble.message };
  const { provider, api, model, id: taskId } = task;
  return {
    vid: {
      task: toJson(task),
      trouble: toJson(said ?? null),
      ...(task.status === 'succeeded' && {
        videos: task.videos.map((video) => toJson({ ...video, provider, api, model, taskId })),
      }),
    },
  };
}

/** Which model an answer comes from. */
export interface Response {
  /** When the answer was read, by this machine's clock. */
  timestamp: Date;
  /** The model that makes the video, `'kling:kling-v2-6 (official)'`, also where `'auto'` was asked for. */
  modelId: string;
  /** The service's headers are not passed on. */
  headers: undefined;
}

/** A file of a finished video, by its link. */
export interface VideoLink {
  /** The AI SDK's word for a link. */
  type: 'url';
  /** The service's link, which dies. */
  url: string;
  /** Such as `'video/mp4'`. */
  mediaType: string;
}

interface Told {
  /** `vid.task` is the task; `vid.videos` its videos, once it has succeeded. */
  providerMetadata: { vid: JsonObject };
  /** When, and of which model. */
  response: Response;
}

/** Where a task stands, as the AI SDK takes it. */
export type StatusResult =
  | ({
      /** It goes on. */
      status: 'pending';
    } & Told)
  | ({
      /** It is done. */
      status: 'completed';
      /** Links, in the service's order. */
      videos: VideoLink[];
      /** None: what is said of a request is said when it starts. */
      warnings: [];
    } & Told)
  | ({
      /** It has failed, or was canceled. */
      status: 'error';
      /** Why, with what finds the task again. */
      error: string;
    } & Told);

export const responseOf = (task: VideoTask): Response => ({
  timestamp: new Date(),
  modelId: modelName(task),
  headers: undefined,
});

/** What finds a task again, in words. */
export const nameOf = ({ provider, api, id }: VideoTask) => `${provider} (${api}) task ${id}`;

/** With what finds the task again: the AI SDK makes a plain `Error` of the text. */
export function endText(task: VideoTask): string {
  const who = nameOf(task);
  if (task.status !== 'failed') return `${who} was ${task.status}`;
  const { reason, message, providerCode } = task.failure;
  const code = providerCode === undefined ? '' : `, ${providerCode}`;
  return `${who} failed (${reason}${code}): ${message}`;
}

/** By the end of the link's name; what the bytes are, the AI SDK finds out itself. */
function mediaTypeOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  const [, end] = /\.(mp4|webm|mov)$/i.exec(path.toLowerCase()) ?? [];
  if (end === undefined) return 'application/octet-stream';
  return end === 'mov' ? 'video/quicktime' : `video/${end}`;
}

export const videosOf = (task: VideoTask): VideoLink[] =>
  task.status === 'succeeded'
    ? task.videos.map(({ url }) => ({ type: 'url', url, mediaType: mediaTypeOf(url) }))
    : [];

export function statusOf(seen: Seen): StatusResult {
  const { task } = seen;
  const said = { providerMetadata: metadataOf(seen), response: responseOf(task) };
  switch (task.status) {
    case 'queued':
    case 'running':
      return { status: 'pending', ...said };
    case 'succeeded':
      return { status: 'completed', videos: videosOf(task), warnings: [], ...said };
    case 'failed':
    case 'canceled':
      return { status: 'error', error: endText(task), ...said };
  }
}
