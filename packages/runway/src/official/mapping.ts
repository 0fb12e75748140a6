import type { MediaInput, Money, TaskFailure } from '@vid/core';
import {
  type AcceptedRequest,
  type FieldWriters,
  mediaText,
  readOptions,
  type TaskReading,
  writeBody,
} from '@vid/core/provider-kit';
import { explainRunwayFailure } from './failures.ts';
import { ratioOf } from './pixels.ts';
import { runwayOptionsSchema, type SubmitBody, submitBodySchema, taskAnswerSchema } from './schema.ts';
import { filesToUpload, type Places, placesOf } from './uploads.ts';
import * as z from 'zod/mini';

type Route = 'text_to_video' | 'image_to_video' | 'video_to_video';

/** The route is chosen by what goes in. Pictures of a subject alone go where a picture needs no text. */
function routeOf({ request }: AcceptedRequest): Route {
  const { sourceVideo, firstFrame, lastFrame, references, referenceVideos, referenceAudio } = request;
  if (sourceVideo !== undefined) return 'video_to_video';
  if ((firstFrame ?? lastFrame) !== undefined) return 'image_to_video';
  const arePicturesAlone = references !== undefined && (referenceVideos ?? referenceAudio) === undefined;
  return arePicturesAlone ? 'image_to_video' : 'text_to_video';
}

export const submitPath = (accepted: AcceptedRequest): string => `/v1/${routeOf(accepted)}`;

const writersWith = (places: Places): FieldWriters<SubmitBody> => {
  /** A link, a data URI, or what stands in `places` for the bytes. */
  const uri = (media: MediaInput) =>
    (typeof media === 'string' ? undefined : places.get(media.data)) ?? mediaText(media, 'data-uri');
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
      if (accepted.request.firstFrame !== undefined) return {};
      return { promptImage: [{ uri: uri(last), position: 'last' }] };
    },
    references: (pictures, accepted) => {
      const listed = pictures.map((media) => ({ uri: uri(media) }));
      return routeOf(accepted) === 'image_to_video' ? { promptImage: listed } : { references: listed };
    },
    referenceVideos: (clips, accepted) =>
      routeOf(accepted) === 'image_to_video'
        ? undefined
        : { referenceVideos: clips.map((media) => ({ type: 'video', uri: uri(media) })) },
    referenceAudio: (sounds) => ({
      referenceAudio: sounds.map((media) => ({ type: 'audio', uri: uri(media) })),
    }),
    sourceVideo: (video, { model }) =>
      /^(seedance|hailuo)/.test(model) ? { promptVideo: uri(video) } : { videoUri: uri(video) },
  };
};

const plainWriters: FieldWriters<SubmitBody> = {
  prompt: (promptText) => ({ promptText }),
  negativePrompt: (negativePrompt) => ({ negativePrompt }),
  duration: (duration) => ({ duration }),
  aspectRatio: (aspectRatio, { model, request: { resolution } }) => {
    if (model === 'aleph2') return { targetAspectRatio: aspectRatio };
    const ratio = ratioOf(model, aspectRatio, resolution);
    return ratio === undefined ? undefined : { ratio };
  },
  // Beside an aspect ratio it is part of `ratio`; alone it has a place only where the picture decides the ratio.
  resolution: (resolution, { model, request: { aspectRatio } }) => {
    if (aspectRatio !== undefined && model !== 'aleph2') return {};
    const isOwn = model === 'happyhorse_1_0' && (resolution === '720p' || resolution === '1080p');
    return isOwn ? { resolution } : undefined;
  },
  size: (size) => ({ ratio: size.replace('x', ':') }),
  audio: (audio) => ({ audio }),
  seed: (seed) => ({ seed }),
  providerOptions: ({ runway = {} }, accepted) => {
    const { publicFigureThreshold, keyframes } = readOptions(runwayOptionsSchema, runway, accepted);
    return {
      ...(keyframes !== undefined && { keyframes }),
      ...(publicFigureThreshold !== undefined && { contentModeration: { publicFigureThreshold } }),
    };
  },
};

/** The submit body for a request that the table has accepted. */
export const toSubmitBody = (
  accepted: AcceptedRequest,
  places: Places = placesOf(filesToUpload(accepted.request)),
): SubmitBody => writeBody(submitBodySchema, { model: accepted.model }, writersWith(places), accepted);

/** 1 credit is 0.01 USD [doc]. */
const moneyOf = (cost: { readonly credits: number } | undefined): Money | undefined =>
  cost === undefined ? undefined : { amount: cost.credits / 100, currency: 'USD' };

const isLink = (value: unknown): value is string =>
  typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value);

function failureOf(failure: string | undefined, code: string | undefined): TaskFailure {
  const message = failure ?? code ?? 'the service gave no reason';
  const said = failure !== undefined || code !== undefined;
  const reason = said ? explainRunwayFailure(code).reason : 'unknown';
  return { reason, message, ...(code !== undefined && { providerCode: code }) };
}

/** What an answer to a query says. When its links die is not told exactly (24 to 48 h [doc]), so no time is given. */
export function readTask(json: unknown): TaskReading {
  const parsed = z.safeParse(taskAnswerSchema, json);
  if (!parsed.success) return { word: undefined, videos: [], failure: failureOf(undefined, undefined) };
  const { status, progress, output, failure, failureCode, estimatedCost, cost } = parsed.data;
  return {
    word: status,
    progress,
    videos: output.filter(isLink).map((url) => ({ url })),
    failure: failureOf(failure, failureCode),
    cost: moneyOf(cost ?? estimatedCost),
  };
}
