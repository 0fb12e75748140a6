import type { MediaInput } from '@vid/core';
import {
  type AcceptedRequest,
  append,
  type FieldWriters,
  inSeconds,
  mediaText,
  type SubmitRequest,
  writeBody,
} from '@vid/core/provider-kit';
import { type SubmitBody, submitBodySchema } from './schema.ts';

/** Bytes as a data URI: one client does it, unverified [client]. */
const image = (media: MediaInput) => mediaText(media, 'data-uri');

const writers: FieldWriters<SubmitBody> = {
  prompt: (prompt) => ({ prompt }),
  firstFrame: (first) => ({ images: append(image(first)) }),
  // Stands behind the first frame; alone it would be taken for one.
  lastFrame: (last, { request: { firstFrame } }) =>
    firstFrame === undefined ? undefined : { images: append(image(last)) },
  // By position they would be taken for frames, so they share the list with none.
  references: (references) => ({ images: references.map(image) }),
  duration: inSeconds((duration) => ({ duration })),
  aspectRatio: (aspect_ratio) => ({ aspect_ratio }),
  resolution: (resolution) => ({ size: resolution.toUpperCase() }),
};

/** The submit for a request that the table has accepted. */
export const toSubmit = (accepted: AcceptedRequest): SubmitRequest => ({
  path: '/v1/video/create',
  body: writeBody(submitBodySchema, { model: accepted.wireModel, images: [] }, writers, accepted),
});
