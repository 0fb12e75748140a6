import { type AcceptedRequest, type FieldWriters, writeBody } from '@vid/core/provider-kit';
import { pixels } from './capabilities.ts';
import { type SubmitBody, submitBodySchema } from './schema.ts';

const writers: FieldWriters<SubmitBody> = {
  prompt: (promptText) => ({ promptText }),
  firstFrame: (image) => (typeof image === 'string' ? { promptImage: image } : undefined),
  duration: (duration) => ({ duration }),
  aspectRatio: (ratio) => ({ ratio: pixels[ratio] ?? ratio }),
  size: (size) => ({ ratio: size.replace('x', ':') }),
  watermark: (watermark) => ({ watermark }),
  seed: (seed) => ({ seed }),
};

/** The submit body for a request that the table has accepted. */
export const toSubmitBody = (accepted: AcceptedRequest): SubmitBody =>
  writeBody(submitBodySchema, { model: accepted.model }, writers, accepted);
