import {
  type AcceptedRequest,
  type FieldWriters,
  inSeconds,
  type SubmitRequest,
  writeBody,
} from '@vid/core/provider-kit';
import { pixels } from './capabilities.ts';
import { type SubmitBody, submitBodySchema } from './schema.ts';

const writers: FieldWriters<SubmitBody> = {
  prompt: (promptText) => ({ promptText }),
  firstFrame: (image) => (typeof image === 'string' ? { promptImage: image } : undefined),
  duration: inSeconds((duration) => ({ duration })),
  aspectRatio: (ratio) => ({ ratio: pixels[ratio] ?? ratio }),
  size: (size) => ({ ratio: size.replace('x', ':') }),
  watermark: (watermark) => ({ watermark }),
  seed: (seed) => ({ seed }),
};

/** The submit for a request that the table has accepted. */
export const toSubmit = (accepted: AcceptedRequest): SubmitRequest => ({
  path: '/runwayml/v1/image_to_video',
  body: writeBody(submitBodySchema, { model: accepted.wireModel }, writers, accepted),
});
