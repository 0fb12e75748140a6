import { type MediaInput, VideoError } from '@vid/core';
import {
  type AcceptedRequest,
  append,
  carriedBy,
  type FieldWriters,
  inSeconds,
  mediaText,
  readOptions,
  referencePlaceholder,
  type SubmitRequest,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { klingOptionsSchema } from '../../schema.ts';
import { type Content, type FlatBody, flatBodySchema, optionsSchema, settingsSchema } from './schema.ts';

/** `kling-3.0`, `kling-o1`; the legacy routes say `kling-v3`, `kling-video-o1`. */
const newerName = /^kling-o?\d/;
/** Whether a model is asked for at a route of its own; one that no table has by its name. */
export const isNewer = ({ model }: Pick<AcceptedRequest, 'model'>): boolean => newerName.test(model);

const omniName = /omni|^kling-o\d/;
export const routes = ['text-to-video', 'image-to-video', 'omni-video', 'motion-control'] as const;
type Route = (typeof routes)[number];
const modes = {
  'text-to-video': 'text-to-video',
  'image-to-video': 'image-to-video',
  'reference-to-video': 'omni-video',
  'video-to-video': 'omni-video',
} as const satisfies Partial<Record<AcceptedRequest['mode'], Route>>;

function routeOf({ model, mode, request }: AcceptedRequest): Route {
  if (mode === 'video-extension')
    throw new VideoError('unsupported', `${model} of kling extends no video. Nothing was sent.`, {
      provider: 'kling',
    });
  if (request.providerOptions?.kling?.characterOrientation !== undefined) return 'motion-control';
  return omniName.test(model) ? 'omni-video' : modes[mode];
}

const image = (media: MediaInput) => mediaText(media, 'base64');
const item = (content: Content) => ({ contents: append(content) });
const items = (contents: readonly Content[]) => ({ contents: append(...contents) });

/** Its sound is its own doing: there is no field for it [doc]. */
const alwaysSounding = 'kling-3.0-turbo';

function audioOf(isOn: boolean, accepted: AcceptedRequest, route: Route): FlatBody['audio'] {
  if (!isOn) return 'off';
  const keepsOriginal = route === 'motion-control' || accepted.mode === 'video-to-video';
  return keepsOriginal ? 'original' : 'native';
}

const writersFor = (route: Route): FieldWriters<FlatBody> => ({
  prompt: (text) => (route === 'text-to-video' ? { prompt: text } : item({ type: 'prompt', text })),
  firstFrame: (media) => item({ type: 'first_frame', url: image(media) }),
  lastFrame: (media) => item({ type: 'last_frame', url: image(media) }),
  references: (all) =>
    items(
      all.map((media, index) =>
        route === 'motion-control'
          ? { type: 'image', url: image(media) }
          : { type: 'refer_image', url: image(media), id: `image_${index + 1}` },
      ),
    ),
  referenceVideos: (all) =>
    items(
      all.map((media, index) =>
        route === 'motion-control'
          ? { type: 'video', url: mediaText(media, 'base64') }
          : { type: 'feature_video', url: mediaText(media, 'base64'), id: `video_${index + 1}` },
      ),
    ),
  sourceVideo: (media) => item({ type: 'base_video', url: mediaText(media, 'base64'), id: 'video_1' }),
  duration: inSeconds((duration) => ({ duration })),
  aspectRatio: (aspect_ratio) => ({ aspect_ratio }),
  resolution: (resolution) => ({ resolution }),
  audio: (isOn, accepted) => {
    if (accepted.model !== alwaysSounding) return { audio: audioOf(isOn, accepted, route) };
    return isOn ? carriedBy('model') : undefined;
  },
  watermark: (enabled) => ({ watermark_info: { enabled } }),
  callbackUrl: (callback_url) => ({ callback_url }),
  providerOptions: ({ kling = {} }, accepted) => {
    const { multiShot, characterOrientation, elements, voices, ...legacy } = readOptions(
      klingOptionsSchema,
      kling,
      accepted,
    );
    if (Object.values(legacy).some((value) => value !== undefined)) return undefined;
    const contents: readonly Content[] = [
      ...(elements ?? []).map((id, index): Content => ({
        type: 'element',
        element_id: String(id),
        id: `element_${index + 1}`,
      })),
      ...(voices ?? []).map((voice_id, index): Content => ({
        type: 'voice',
        voice_id,
        id: `voice_${index + 1}`,
      })),
    ];
    return {
      ...(multiShot !== undefined && { multi_shot: multiShot }),
      ...(characterOrientation !== undefined && { character_orientation: characterOrientation }),
      ...(contents.length > 0 && items(contents)),
    };
  },
});

/** Tasks of every route are asked for at one address. */
export const lookup = { kind: 'tasks' } as const;

/** The submit for a request that the table has accepted. */
export function toSubmit(accepted: AcceptedRequest): SubmitRequest {
  const route = routeOf(accepted);
  const fixed = { external_task_id: referencePlaceholder };
  const flat = writeBody(flatBodySchema, fixed, writersFor(route), accepted);
  const { prompt, contents } = flat;
  const settings = z.parse(settingsSchema, flat);
  const body = {
    ...(prompt !== undefined && { prompt }),
    ...(contents !== undefined && { contents }),
    ...(Object.keys(settings).length > 0 && { settings }),
    options: z.parse(optionsSchema, flat),
  };
  return { path: `/${route}/${encodeURIComponent(accepted.wireModel)}`, body, lookup };
}
