import type { MediaInput, TaskFailure, VideoTask } from '@vid/core';
import {
  type AcceptedRequest,
  carriedBy,
  type FieldWriters,
  linkIn,
  linkOf,
  mediaText,
  noReason,
  readOptions,
  type StatusMap,
  type SubmittedTask,
  type SubmitRequest,
  type TaskReading,
  type UploadCalls,
  type UploadedSubmit,
  type WireRequest,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { explainRunwayFailure } from './task-failures.ts';
import { ratioOf } from './pixels.ts';
import {
  runwayOptionsSchema,
  submitAnswerSchema,
  type SubmitBody,
  submitBodySchema,
  taskAnswerSchema,
} from './schema.ts';
import { contentOf, filesToUpload, type Places, placesByContent, placesOf, uploadFiles } from './uploads.ts';

type Route = 'text_to_video' | 'image_to_video' | 'video_to_video';

/** Their pictures of a subject have a place of their own only beside a text, which they need anyway. */
const needsText = (model: string) => /^(hailuo|wan|grok|gemini)/.test(model);

/** The route is chosen by what goes in. Pictures of a subject alone go where a picture needs no text. */
function routeOf({ model, request }: AcceptedRequest): Route {
  const { sourceVideo, firstFrame, lastFrame, references, referenceVideos, referenceAudio } = request;
  if (sourceVideo !== undefined) return 'video_to_video';
  if ((firstFrame ?? lastFrame) !== undefined) return 'image_to_video';
  const arePicturesAlone = references !== undefined && (referenceVideos ?? referenceAudio) === undefined;
  return arePicturesAlone && !needsText(model) ? 'image_to_video' : 'text_to_video';
}

const writersWith = (places: Places): FieldWriters<SubmitBody> => {
  /** A link, a data URI, or what stands in `places` for the bytes. */
  const uri = (media: MediaInput) => places.get(contentOf(media)) ?? mediaText(media, 'data-uri');
  return {
    ...plainWriters,
    firstFrame: (first, accepted) => {
      if (routeOf(accepted) !== 'image_to_video') return undefined;
      const { lastFrame: last } = accepted.request;
      const end = last === undefined ? [] : [{ uri: uri(last), position: 'last' as const }];
      return { promptImage: [{ uri: uri(first), position: 'first' }, ...end] };
    },
    // Beside a first frame it stands in the same list.
    lastFrame: (last, accepted) => {
      if (routeOf(accepted) !== 'image_to_video') return undefined;
      if (accepted.request.firstFrame !== undefined) return carriedBy('firstFrame');
      return { promptImage: [{ uri: uri(last), position: 'last' }] };
    },
    references: (pictures, accepted) => {
      const listed = pictures.map((media) => ({ uri: uri(media) }));
      return routeOf(accepted) === 'image_to_video' ? { promptImage: listed } : { references: listed };
    },
    referenceVideos: (clips, accepted) =>
      routeOf(accepted) === 'image_to_video'
        ? undefined
        : {
            referenceVideos: clips.map((media) => ({
              ...(accepted.model !== 'gemini_omni_flash_1.1' && { type: 'video' as const }),
              uri: uri(media),
            })),
          },
    referenceAudio: (sounds) => ({
      referenceAudio: sounds.map((media) => ({ type: 'audio', uri: uri(media) })),
    }),
    sourceVideo: (video, { model }) =>
      /^(seedance|hailuo)/.test(model) ? { promptVideo: uri(video) } : { videoUri: uri(video) },
  };
};

/** A ratio and a resolution are words of their own there, not pixels [doc]. */
const hasWords = (model: string) => model === 'hailuo3' || model === 'grok_imagine_1_5';

const plainWriters: FieldWriters<SubmitBody> = {
  prompt: (promptText) => ({ promptText }),
  negativePrompt: (negativePrompt) => ({ negativePrompt }),
  duration: (duration) => ({ duration }),
  aspectRatio: (aspectRatio, { model, request: { resolution } }) => {
    if (model === 'aleph2') return { targetAspectRatio: aspectRatio };
    if (hasWords(model)) return { ratio: aspectRatio };
    if (aspectRatio === 'adaptive') return { ratio: `auto_${resolution ?? '720p'}` };
    const ratio = ratioOf(model, aspectRatio, resolution);
    return ratio === undefined ? undefined : { ratio };
  },
  // Beside an aspect ratio it is part of `ratio`; alone it has a place only where the picture decides the ratio.
  resolution: (resolution, { model, request: { aspectRatio } }) => {
    if (aspectRatio !== undefined && model !== 'aleph2' && !hasWords(model)) return carriedBy('aspectRatio');
    const isOwn = hasWords(model) || model === 'happyhorse_1_0' || model === 'h3_max';
    const own = z.safeParse(submitBodySchema.shape.resolution, resolution).data;
    return isOwn && own !== undefined ? { resolution: own } : undefined;
  },
  size: (size) => ({ ratio: size.replace('x', ':') }),
  audio: (audio) => ({ audio }),
  seed: (seed) => ({ seed }),
  providerOptions: ({ runway = {} }, accepted) => {
    const { publicFigureThreshold, ...others } = readOptions(runwayOptionsSchema, runway, accepted);
    return {
      ...others,
      ...(publicFigureThreshold !== undefined && { contentModeration: { publicFigureThreshold } }),
    };
  },
};

const bodyOf = (accepted: AcceptedRequest, places: Places): SubmitBody =>
  writeBody(submitBodySchema, { model: accepted.wireModel }, writersWith(places), accepted);

/** The submit for a request that the table has accepted. */
export const toSubmit = (accepted: AcceptedRequest): SubmitRequest => ({
  path: `/v1/${routeOf(accepted)}`,
  body: bodyOf(accepted, placesOf(filesToUpload(accepted.request))),
});

/** The same with files that are too large for it uploaded; `undefined`: there are none. */
export async function toUploaded(
  accepted: AcceptedRequest,
  calls: UploadCalls,
): Promise<UploadedSubmit | undefined> {
  const files = filesToUpload(accepted.request);
  if (files.size === 0) return undefined;
  const links = await uploadFiles(files, calls);
  // Afterwards: the read of an upload has found the hash.
  return {
    body: bodyOf(accepted, links),
    fingerprinted: bodyOf(accepted, await placesByContent(files, calls)),
  };
}

/** Of a task: to ask for it, and to stop it. */
export const toTask = (task: VideoTask): WireRequest => ({
  path: `/v1/tasks/${encodeURIComponent(task.id)}`,
});

/** 1 credit is 0.01 USD [doc]. */
const billOf = ({ credits }: { readonly credits: number }): Pick<SubmittedTask, 'cost' | 'usage'> => ({
  cost: { amount: credits / 100, currency: 'USD' },
  usage: { amount: credits, unit: 'credits' },
});

export function readAccepted(json: unknown): SubmittedTask | undefined {
  const answer = z.safeParse(submitAnswerSchema, json).data;
  return answer && { id: answer.id, ...(answer.estimatedCost && billOf(answer.estimatedCost)) };
}

function failureOf(failure: string | undefined, providerCode: string | undefined): TaskFailure {
  if (failure === undefined && providerCode === undefined) return noReason;
  const message = failure ?? providerCode ?? noReason.message;
  const { reason } = explainRunwayFailure(providerCode);
  return { reason, message, ...(providerCode !== undefined && { providerCode }) };
}

/** Without a video an estimate is no bill: only what the service then says is its cost. */
const isEstimateOnly = (status: string | undefined) => /^(failed|cancell?ed)$/i.test(status ?? '');

/** What an answer to a query says. When its links die is not told exactly (24 to 48 h [doc]), so no time is given. */
export function readTask(json: unknown): TaskReading | undefined {
  const parsed = z.safeParse(taskAnswerSchema, json);
  // Every answer bears the task's id [doc]: one without is none of the service's.
  if (parsed.data?.id === undefined) return undefined;
  const { id, status, progress, output, failure, failureCode, estimatedCost, cost } = parsed.data;
  const bill = cost ?? estimatedCost;
  const unbilled = isEstimateOnly(status) ? ({ cost: 'unknown', usage: 'unknown' } as const) : {};
  const videos = output.map((url) => ({ url: linkOf(url) }));
  return {
    id,
    status,
    progress,
    // No document has another place; relays and newer answers do [client].
    videos: videos.some(({ url }) => url !== undefined) ? videos : [{ url: linkIn(parsed.data) }],
    failure: failureOf(failure, failureCode),
    ...(bill === undefined ? unbilled : billOf(bill)),
  };
}

/** THROTTLED is a paid place in the queue, no error [doc]. CANCELED with one L: seen at third parties [client]. */
export const statuses: StatusMap = {
  pending: 'queued',
  throttled: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'canceled',
  canceled: 'canceled',
};
