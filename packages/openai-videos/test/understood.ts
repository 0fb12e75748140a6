import type { VideoFeatures } from '@vid/core';
import type { ReceivedSubmit } from '@vid/testkit';
import * as z from '@vid/core/zod';
import type { DialectName } from '../src/index.ts';

/* The notes on the shape (openai-videos.md 2 and 3.1), read a second time: what a body asks for. */

const text = z.optional(z.string());
const body = z.looseObject({
  model: z.string(),
  prompt: text,
  negative_prompt: text,
  seconds: z.optional(z.union([z.string(), z.number()])),
  duration: z.optional(z.number()),
  size: text,
  seed: z.optional(z.union([z.string(), z.number()])),
  generate_sound: text,
  input_reference: z.optional(z.union([z.string(), z.object({ image_url: z.string() })])),
  image_reference: text,
  images: z.optional(z.array(z.string())),
  start_image: text,
  end_image: text,
  width: z.optional(z.number()),
  height: z.optional(z.number()),
});

const number = (value: string | number | undefined) => (value === undefined ? undefined : Number(value));
const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

function shapeOf(size: string | undefined) {
  const [width = 0, height = 0] = size?.split('x').map(Number) ?? [];
  if (size === undefined) return {};
  const common = divisor(width, height);
  return {
    size,
    resolution: `${Math.min(width, height)}p`,
    aspectRatio: `${width / common}:${height / common}`,
  };
}

/** Values of the options of the tests, which no field of a request says. */
const own = (said: Readonly<Record<string, unknown>>) => {
  const { metadata, user } = said;
  const extra = {
    ...(metadata !== undefined && {
      metadata: typeof metadata === 'string' ? JSON.parse(metadata) : metadata,
    }),
    ...(user !== undefined && { user }),
  };
  return Object.keys(extra).length === 0 ? {} : { providerOptions: { 'openai-videos': { extra } } };
};

export const understoodBy =
  (dialect: DialectName) =>
  ({ body: json }: ReceivedSubmit): VideoFeatures => {
    const said = z.parse(body, json);
    const { input_reference: reference, image_reference: asText, images = [], prompt } = said;
    const one = typeof reference === 'string' ? reference : reference?.image_url;
    const quoted =
      asText === undefined ? undefined : z.parse(z.object({ image_url: z.string() }), JSON.parse(asText));
    const isNumber = typeof said.seconds === 'number';
    // Text at all but SGLang; the plugins of new-api read a number under another name.
    const isRead = dialect === 'sglang' ? isNumber || said.input_reference !== undefined : !isNumber;
    return {
      prompt,
      negativePrompt: said.negative_prompt,
      // Of two pictures the second is the last frame; of how many a model makes references, only it knows.
      firstFrame: one ?? quoted?.image_url ?? images[0] ?? said.start_image,
      lastFrame: images[1] ?? said.end_image,
      references: images.length === 0 ? undefined : images,
      duration: dialect === 'new-api-plugin' ? said.duration : isRead ? number(said.seconds) : undefined,
      ...shapeOf(said.width === undefined ? said.size : `${said.width}x${said.height}`),
      seed: number(said.seed),
      audio: said.generate_sound === undefined ? undefined : said.generate_sound === 'true',
      ...own(said),
    };
  };
