import type { VideoRequest } from '@vid/core';
import {
  type AcceptedRequest,
  carriedBy,
  type FieldWriters,
  inSeconds,
  mediaText,
  type SubmitRequest,
  writeBody,
} from '@vid/core/provider-kit';
import { capabilities } from './capabilities.ts';
import { type SubmitBody, submitBodySchema } from './schema.ts';

type Kind = 'text' | 'first frame' | 'first and last frame' | 'camera';

interface Product {
  readonly reqKey: string;
  readonly model: string;
  readonly kinds: readonly Kind[];
  /** Missing where the product leaves no choice. */
  readonly resolution?: string;
}

const v30 = 'jimeng-video-3.0';
const s20 = 'jimeng-video-s2.0-pro';

/** [doc]. The 1080P keys for pictures end in `_1080`, the one for text in `_1080p`. */
const products: readonly Product[] = [
  { reqKey: 'jimeng_t2v_v30', model: v30, kinds: ['text'], resolution: '720p' },
  { reqKey: 'jimeng_t2v_v30_1080p', model: v30, kinds: ['text'], resolution: '1080p' },
  { reqKey: 'jimeng_i2v_first_v30', model: v30, kinds: ['first frame'], resolution: '720p' },
  { reqKey: 'jimeng_i2v_first_v30_1080', model: v30, kinds: ['first frame'], resolution: '1080p' },
  { reqKey: 'jimeng_i2v_first_tail_v30', model: v30, kinds: ['first and last frame'], resolution: '720p' },
  {
    reqKey: 'jimeng_i2v_first_tail_v30_1080',
    model: v30,
    kinds: ['first and last frame'],
    resolution: '1080p',
  },
  { reqKey: 'jimeng_i2v_recamera_v30', model: v30, kinds: ['camera'], resolution: '720p' },
  {
    reqKey: 'jimeng_ti2v_v30_pro',
    model: 'jimeng-video-3.0-pro',
    kinds: ['text', 'first frame'],
    resolution: '1080p',
  },
  { reqKey: 'jimeng_vgfm_t2v_l20', model: s20, kinds: ['text'] },
  { reqKey: 'jimeng_vgfm_i2v_l20', model: s20, kinds: ['first frame'] },
];

function kindOf({ firstFrame, lastFrame, cameraControl }: VideoRequest): Kind {
  if (cameraControl !== undefined) return 'camera';
  if (lastFrame !== undefined) return 'first and last frame';
  return firstFrame === undefined ? 'text' : 'first frame';
}

const productOf = ({ model, request }: AcceptedRequest): Product | undefined =>
  products.find(
    (product) =>
      product.model === model &&
      product.kinds.includes(kindOf(request)) &&
      product.resolution === request.resolution,
  );

/** A model that is not in the table, passed knowingly, is taken for a product's key as it stands; so is another name for one. */
function reqKeyOf(accepted: AcceptedRequest): string | undefined {
  const { model, wireModel } = accepted;
  const isListed = model === wireModel && capabilities.models.some((listed) => listed.model === model);
  return isListed ? productOf(accepted)?.reqKey : wireModel;
}

/** Links or bytes, never both [doc]. */
function images({ firstFrame, lastFrame }: VideoRequest): Partial<SubmitBody> | undefined {
  const given = [firstFrame, lastFrame].filter((image) => image !== undefined);
  const texts = given.map((image) => mediaText(image, 'base64'));
  if (given.every((image) => typeof image === 'string')) return { image_urls: texts };
  return given.some((image) => typeof image === 'string') ? undefined : { binary_data_base64: texts };
}

const writers: FieldWriters<SubmitBody> = {
  prompt: (prompt) => ({ prompt }),
  firstFrame: (_first, { request }) => images(request),
  // Stands beside the first frame, and alone would be taken for it; a camera template has one picture.
  lastFrame: (_last, { request: { firstFrame, cameraControl } }) =>
    firstFrame === undefined || cameraControl !== undefined ? undefined : carriedBy('firstFrame'),
  duration: inSeconds((duration) => ({ frames: 24 * duration + 1 })),
  // Beside a picture the service ignores it without a word [doc].
  aspectRatio: (aspect_ratio, { request }) => (kindOf(request) === 'text' ? { aspect_ratio } : undefined),
  // On the wire it is a part of the product's key.
  resolution: (_resolution, accepted) =>
    productOf(accepted) === undefined ? undefined : carriedBy('req_key'),
  cameraControl: (control) =>
    'preset' in control
      ? {
          template_id: control.preset,
          ...(control.strength !== undefined && { camera_strength: control.strength }),
        }
      : undefined,
  seed: (seed) => ({ seed }),
};

type Action = 'CVSync2AsyncSubmitTask' | 'CVSync2AsyncGetResult' | 'CVCancelTask';

export const call = <Body extends object>(action: Action, body: Body) => ({
  path: `/?Action=${action}&Version=2022-08-31`,
  body,
});

/** The submit for a request that the table has accepted. */
export function toSubmit(accepted: AcceptedRequest): SubmitRequest {
  const reqKey = reqKeyOf(accepted);
  const fixed = reqKey === undefined ? {} : { req_key: reqKey };
  const body = writeBody(submitBodySchema, fixed, writers, accepted);
  return { ...call('CVSync2AsyncSubmitTask', body), lookup: { reqKey: body.req_key } };
}
