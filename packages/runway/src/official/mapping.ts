import type { MediaInput } from '@vid/core';
import {
  type AcceptedRequest,
  carriedBy,
  type FieldWriters,
  mediaText,
  readOptions,
  type SubmitRequest,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { contentOf, filesToUpload, type Places, placesOf } from './files.ts';
import { ratioOf } from './pixels.ts';
import { runwayOptionsSchema, type SubmitBody, submitBodySchema } from './schema.ts';

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
    // Beside a picture wan3 alone has a place for them [doc].
    referenceVideos: (clips, accepted) =>
      routeOf(accepted) === 'image_to_video' && !accepted.model.startsWith('wan')
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

/** The body, with what stands in `places` for files. */
export const bodyOf = (accepted: AcceptedRequest, places: Places): SubmitBody =>
  writeBody(submitBodySchema, { model: accepted.wireModel }, writersWith(places), accepted);

/** The submit for a request that the table has accepted. */
export const toSubmit = (accepted: AcceptedRequest): SubmitRequest => ({
  path: `/v1/${routeOf(accepted)}`,
  body: bodyOf(accepted, placesOf(filesToUpload(accepted.request))),
});
