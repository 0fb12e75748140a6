import { VideoError } from '@vid/core';
import {
  type AcceptedRequest,
  type FieldWriters,
  mediaText,
  readOptions,
  referencePlaceholder,
  type SubmitRequest,
  writeBody,
} from '@vid/core/provider-kit';
import { sharedOptions, writers } from '../mapping.ts';
import { type KlingOptions, klingOptionsSchema, secondsOf } from '../schema.ts';
import { type Kind, type OfficialBody, officialBodySchema } from './schema.ts';

/** A number that is too long for JavaScript is refused by the schema. */
const elementsOf = ({ elements }: KlingOptions): Partial<OfficialBody> =>
  elements === undefined ? {} : { element_list: elements.map((id) => ({ element_id: Number(id) })) };

function shotsOf({ multiShot, shots }: KlingOptions): Partial<OfficialBody> {
  if (shots !== undefined) {
    const multi_prompt = shots.map(({ prompt, duration }, at) => ({
      index: at + 1,
      prompt,
      duration: String(duration),
    }));
    return { multi_shot: true, shot_type: 'customize', multi_prompt, duration: String(secondsOf(shots)) };
  }
  if (multiShot === undefined) return {};
  return { multi_shot: multiShot, ...(multiShot && { shot_type: 'intelligence' as const }) };
}

const officialWriters: FieldWriters<OfficialBody> = {
  ...writers,
  extendVideo: (video_id) => ({ video_id }),
  resolution: (resolution) => (resolution === '4k' ? { mode: '4k' } : undefined),
  providerOptions: ({ kling = {} }, accepted) => {
    const options = readOptions(klingOptionsSchema, kling, accepted);
    if (options.characterOrientation !== undefined) return undefined;
    return { ...sharedOptions(options), ...elementsOf(options), ...shotsOf(options) };
  },
  references: (images) => ({ image_list: images.map((image) => ({ image: mediaText(image, 'base64') })) }),
  watermark: (enabled) => ({ watermark_info: { enabled } }),
  callbackUrl: (callback_url) => ({ callback_url }),
};

const routes: Partial<Record<AcceptedRequest['mode'], Kind>> = {
  'text-to-video': 'text2video',
  'image-to-video': 'image2video',
  'reference-to-video': 'multi-image2video',
  'video-extension': 'video-extend',
};

function routeOf(mode: AcceptedRequest['mode']): Kind {
  const kind = routes[mode];
  if (kind !== undefined) return kind;
  throw new VideoError('unsupported', `kling (official) does not support ${mode}. Nothing was sent.`, {
    provider: 'kling',
  });
}

/** Where tasks of a kind are made, and one of them is asked for. */
export const pathOf = (kind: Kind, id?: string) =>
  `/v1/videos/${kind}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/** The submit for a request that the table has accepted. */
export function toSubmit(accepted: AcceptedRequest): SubmitRequest {
  const kind = routeOf(accepted.mode);
  const fixed = {
    ...(accepted.mode !== 'video-extension' && { model_name: accepted.wireModel }),
    external_task_id: referencePlaceholder,
  };
  const body = writeBody(officialBodySchema, fixed, officialWriters, accepted);
  return { path: pathOf(kind), body, lookup: { kind } };
}
