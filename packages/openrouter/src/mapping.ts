import type { MediaInput, TaskFailure, VideoTask } from '@vid/core';
import {
  type AcceptedRequest,
  append,
  type CallbackReading,
  type FieldWriters,
  inSeconds,
  isModeration,
  mediaText,
  noReason,
  property,
  readOptions,
  type StatusMap,
  type SubmitRequest,
  type TaskReading,
  type WireRequest,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import {
  accepted as acceptedAnswer,
  contentPath,
  type Job,
  job,
  optionsSchema,
  type Reference,
  submitBody,
  type SubmitBody,
  videoPath,
  videosPath,
  webhook,
} from './schema.ts';
import { wireTier } from './shapes.ts';

/** Every word [doc]; `dead` is in OpenRouter's own provider for the AI SDK only, `queued` a clone's first [client, observed]. */
export const statuses: StatusMap = {
  pending: 'queued',
  queued: 'queued',
  in_progress: 'running',
  completed: 'succeeded',
  failed: 'failed',
  cancelled: 'canceled',
  expired: 'failed',
  dead: 'failed',
};

const dataUri = (media: MediaInput) => mediaText(media, 'data-uri');
const frame = (media: MediaInput, frame_type: 'first_frame' | 'last_frame') => ({
  frame_images: append({ type: 'image_url', image_url: { url: dataUri(media) }, frame_type } as const),
});

const kinds = {
  image_url: (url: string): Reference => ({ type: 'image_url', image_url: { url } }),
  video_url: (url: string): Reference => ({ type: 'video_url', video_url: { url } }),
  audio_url: (url: string): Reference => ({ type: 'audio_url', audio_url: { url } }),
} as const;

/** Frames win where both are sent [client, observed]: beside one, references have no place. As data clips are refused. */
function references(kind: keyof typeof kinds, all: readonly MediaInput[], { request }: AcceptedRequest) {
  if ((request.firstFrame ?? request.lastFrame) !== undefined) return undefined;
  const urls = all.map(dataUri);
  if (kind !== 'image_url' && urls.some((url) => url.startsWith('data:'))) return undefined;
  return { input_references: append(...urls.map(kinds[kind])) };
}

function ownOptions(options: unknown, accepted: AcceptedRequest): Partial<SubmitBody> | undefined {
  const read = readOptions(optionsSchema, options, accepted);
  const { slug, upscaleFactor, creativity, ...parameters } = read;
  const hasParameters = Object.keys(parameters).length > 0;
  if (hasParameters !== (slug !== undefined)) return undefined;
  return {
    ...(upscaleFactor !== undefined && { upscale_factor: upscaleFactor }),
    ...(creativity !== undefined && { creativity }),
    ...(slug !== undefined && { provider: { options: { [slug]: parameters } } }),
  };
}

const writers: FieldWriters<SubmitBody> = {
  prompt: (prompt) => ({ prompt }),
  firstFrame: (media) => frame(media, 'first_frame'),
  // Alone it is taken, and the job fails [client, observed].
  lastFrame: (media, { request }) =>
    request.firstFrame === undefined ? undefined : frame(media, 'last_frame'),
  references: (all, accepted) => references('image_url', all, accepted),
  referenceVideos: (all, accepted) => references('video_url', all, accepted),
  referenceAudio: (all, accepted) => references('audio_url', all, accepted),
  sourceVideo: (media, accepted) => references('video_url', [media], accepted),
  duration: inSeconds((duration) => ({ duration })),
  resolution: (resolution) => ({ resolution: wireTier(resolution) }),
  aspectRatio: (aspect_ratio) => ({ aspect_ratio }),
  // Never both [doc].
  size: (size, { request }) =>
    (request.resolution ?? request.aspectRatio) === undefined ? { size } : undefined,
  audio: (generate_audio) => ({ generate_audio }),
  seed: (seed) => ({ seed }),
  callbackUrl: (callback_url) => ({ callback_url }),
  providerOptions: (all, accepted) => ownOptions(property(all, accepted.provider) ?? {}, accepted),
};

/** The submit for a request that the table has accepted. */
export const toSubmit = (accepted: AcceptedRequest): SubmitRequest => ({
  path: videosPath,
  body: writeBody(submitBody, { model: accepted.wireModel }, writers, accepted),
});

/** The task that a submit made. Its `polling_url` is not used: the id alone finds the task, at the address that has the key. */
export const readAccepted = (json: unknown) => z.safeParse(acceptedAnswer, json).data;

export const toQuery = ({ id }: VideoTask): WireRequest => ({ path: videoPath(id) });

function failureOf({ status, error }: Job): TaskFailure {
  const message = error ?? undefined;
  if (status === 'expired') return { reason: 'expired', message: message ?? 'expired' };
  if (message === undefined || message === '') return noReason;
  return { reason: isModeration(message) ? 'content-policy' : 'provider-error', message };
}

/** `usage.cost` is the bill, unless the user's own key paid the provider behind [guess]. */
const costOf = ({ usage }: Job) => {
  const cost = usage?.cost ?? undefined;
  if (cost === undefined) return undefined;
  return usage?.is_byok === true ? ('unknown' as const) : { amount: cost, currency: 'USD' };
};

/** Signed links before those that need the key; where none is told, the route of the file, below `root`. */
function linksOf({ id, urls, unsigned_urls: unsigned }: Job, root: string): readonly string[] {
  const [signed, own] = [urls ?? [], unsigned ?? []];
  if (signed.length > 0) return signed;
  return own.length > 0 ? own : [`${root}${contentPath(id)}`];
}

function readingOf(told: Job, root: string): TaskReading {
  const { id, status } = told;
  return {
    id,
    status: status ?? undefined,
    videos: linksOf(told, root).map((url) => ({ url })),
    cost: costOf(told),
    failure: failureOf(told),
  };
}

export function readTask(json: unknown, root: string): TaskReading | undefined {
  const told = z.safeParse(job, json).data;
  return told && readingOf(told, root);
}

/** The job of a webhook: in `data`, or in an older form by itself [doc]. */
export function readCallback(json: unknown, root = ''): CallbackReading | undefined {
  const data = z.safeParse(webhook, json).data?.data;
  const reading = readTask(data ?? json, root);
  return reading?.id === undefined
    ? undefined
    : { subject: { id: reading.id, reference: undefined }, reading };
}

/** Which links need the key: the service's own route of a file [doc]. */
export const isContent = ({ pathname }: URL): boolean => /\/videos\/[^/]+\/content$/.test(pathname);
