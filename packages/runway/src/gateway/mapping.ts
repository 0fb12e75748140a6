import { VideoError } from '@vid/core';
import {
  type AcceptedRequest,
  type FieldWriters,
  type SubmitRequest,
  writeBody,
} from '@vid/core/provider-kit';
import { pixels } from './capabilities.ts';
import { type SubmitBody, submitBodySchema } from './schema.ts';

/** Fewer pixels are a ratio by mistake, and no video that anybody would pay for [guess]. */
const leastPixels = 144;

/** Throws `VideoError('unsupported')` for pixels that are none. */
function pixelsOf(size: string, { model }: AcceptedRequest): string {
  if (size.split('x').every((side) => Number(side) >= leastPixels)) return size.replace('x', ':');
  const problem = { code: 'out-of-range', field: 'size', model, asked: size, min: leastPixels } as const;
  const message =
    `Nothing was sent: size: ${model} takes at least ${leastPixels} pixels a side; got "${size}". ` +
    'For a ratio set aspectRatio: "16:9".';
  throw new VideoError('unsupported', message, { provider: 'runway', problems: [problem] });
}

const writers: FieldWriters<SubmitBody> = {
  prompt: (promptText) => ({ promptText }),
  firstFrame: (image) => (typeof image === 'string' ? { promptImage: image } : undefined),
  duration: (duration) => ({ duration }),
  aspectRatio: (ratio) => ({ ratio: pixels[ratio] ?? ratio }),
  size: (size, accepted) => ({ ratio: pixelsOf(size, accepted) }),
  watermark: (watermark) => ({ watermark }),
  seed: (seed) => ({ seed }),
};

/** The submit for a request that the table has accepted. */
export const toSubmit = (accepted: AcceptedRequest): SubmitRequest => ({
  path: '/runwayml/v1/image_to_video',
  body: writeBody(submitBodySchema, { model: accepted.model }, writers, accepted),
});
