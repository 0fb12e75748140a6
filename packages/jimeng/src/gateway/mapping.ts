import type { MediaInput } from '@vid/core';
import { type AcceptedRequest, type FieldWriters, mediaText, writeBody } from '@vid/core/provider-kit';
import { type SubmitBody, submitBodySchema } from './schema.ts';

/** Bytes as a data URI: one client does it, unverified [client]. */
const images = (...media: readonly MediaInput[]) => ({
  images: media.map((image) => mediaText(image, 'data-uri')),
});

const writers: FieldWriters<SubmitBody> = {
  prompt: (prompt) => ({ prompt }),
  firstFrame: (first, { request: { lastFrame } }) =>
    lastFrame === undefined ? images(first) : images(first, lastFrame),
  // Stands beside the first frame; alone it would be taken for one.
  lastFrame: (_last, { request: { firstFrame } }) => (firstFrame === undefined ? undefined : {}),
  references: (references) => images(...references),
  duration: (duration) => ({ duration }),
  aspectRatio: (aspect_ratio) => ({ aspect_ratio }),
  resolution: (resolution) => ({ size: resolution.toUpperCase() }),
};

/** The submit body for a request that the table has accepted. */
export const toSubmitBody = (accepted: AcceptedRequest): SubmitBody =>
  writeBody(submitBodySchema, { model: accepted.model, images: [] }, writers, accepted);
