/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { MediaInput } from '@vid/core';

/** jimeng-video-3.0 (official): text-to-video, image-to-video. */
interface JimengVideo3_0Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '21:9' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly cameraControl?: { readonly preset: 'hitchcock_dolly_in' | 'hitchcock_dolly_out' | 'robo_arm' |
    'dynamic_orbit' | 'central_orbit' | 'crane_push' | 'quick_pull_back' | 'counterclockwise_swivel' |
    'clockwise_swivel' | 'handheld' | 'rapid_push_pull'; readonly strength: 'weak' | 'medium' | 'strong' } |
    undefined;
  readonly seed?: number | undefined;
}

/** jimeng-video-3.0-pro (official): text-to-video, image-to-video. */
interface JimengVideo3_0ProOfficial {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '21:9' | undefined;
  readonly resolution?: '1080p' | undefined;
  readonly seed?: number | undefined;
}

/** jimeng-video-s2.0-pro (official): text-to-video, image-to-video. */
interface JimengVideoS2_0ProOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '21:9' | '9:21' | undefined;
  readonly seed?: number | undefined;
}

/** jimeng-video-3.0 (gateway): text-to-video, image-to-video, reference-to-video. */
interface JimengVideo3_0Gateway {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
}

export interface JimengModelRequests {
  readonly 'jimeng:jimeng-video-3.0': JimengVideo3_0Official | JimengVideo3_0Gateway;
  readonly 'jimeng:jimeng-video-3.0-pro': JimengVideo3_0ProOfficial;
  readonly 'jimeng:jimeng-video-s2.0-pro': JimengVideoS2_0ProOfficial;
}
