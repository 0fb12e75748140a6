import type { VideoFeatures } from '@vid/core';
import type { ReceivedSubmit } from '@vid/testkit';
import * as z from '@vid/core/zod';

/* The vendor's pages of the newer generation (kling.md 2), read a second time: what a body asks for. */

const text = z.optional(z.string());
const content = z.looseObject({
  type: z.string(),
  text,
  url: text,
  id: text,
  element_id: text,
  voice_id: text,
});
const body = z.strictObject({
  prompt: text,
  contents: z.optional(z.array(content)),
  settings: z.optional(
    z.strictObject({
      resolution: text,
      aspect_ratio: text,
      duration: z.optional(z.number()),
      audio: z.optional(z.enum(['native', 'original', 'off'])),
      multi_shot: z.optional(z.boolean()),
      character_orientation: text,
    }),
  ),
  options: z.strictObject({
    external_task_id: z.string(),
    callback_url: text,
    watermark_info: z.optional(z.strictObject({ enabled: z.boolean() })),
  }),
});

const listOf = <Item>(items: readonly Item[]): readonly Item[] | undefined =>
  items.length === 0 ? undefined : items;

/** The routes end in a model; sound is always made by one family. */
const modelIn = ({ url }: ReceivedSubmit) => url.pathname.split('/').at(-1) ?? '';

export function understoodNewer(received: ReceivedSubmit): VideoFeatures {
  const { prompt, contents = [], settings = {}, options } = z.parse(body, received.body);
  const urls = (...types: readonly string[]) =>
    contents.flatMap(({ type, url }) => (types.includes(type) && url !== undefined ? [url] : []));
  const ids = (type: string, key: 'element_id' | 'voice_id') =>
    contents.flatMap((item) => (item.type === type ? [item[key] ?? ''] : []));
  const { audio } = settings;
  const isSounding = audio === undefined ? undefined : audio !== 'off';
  const elements = ids('element', 'element_id').map(Number);
  return {
    prompt: prompt ?? contents.find(({ type }) => type === 'prompt')?.text,
    firstFrame: urls('first_frame')[0],
    lastFrame: urls('last_frame')[0],
    references: listOf(urls('refer_image', 'image')),
    referenceVideos: listOf(urls('feature_video', 'video')),
    sourceVideo: urls('base_video')[0],
    duration: settings.duration,
    aspectRatio: settings.aspect_ratio,
    resolution: settings.resolution,
    audio: /^kling-3\.0-turbo$|renamed-kling-3\.0-turbo/.test(modelIn(received)) ? true : isSounding,
    watermark: options.watermark_info?.enabled,
    callbackUrl: options.callback_url,
    providerOptions: {
      kling: {
        multiShot: settings.multi_shot,
        elements: listOf(elements),
        voices: listOf(ids('voice', 'voice_id')),
        ...(settings.character_orientation === 'image' || settings.character_orientation === 'video'
          ? { characterOrientation: settings.character_orientation }
          : {}),
      },
    },
  };
}
