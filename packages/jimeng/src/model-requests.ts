/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { CameraPreset, MediaInput, VideoRequest } from '@vid/core';

interface JimengVideo3_0Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'duration' | 'aspectRatio' | 'resolution' | 'cameraControl' | 'seed'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '21:9' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly cameraControl?: (CameraPreset & { readonly preset: 'hitchcock_dolly_in' | 'hitchcock_dolly_out' |
    'robo_arm' | 'dynamic_orbit' | 'central_orbit' | 'crane_push' | 'quick_pull_back' |
    'counterclockwise_swivel' | 'clockwise_swivel' | 'handheld' |
    'rapid_push_pull'; readonly strength: 'weak' | 'medium' | 'strong' }) | undefined;
  readonly seed?: number | undefined;
}

interface JimengVideo3_0ProOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' |
    'aspectRatio' | 'resolution' | 'seed'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '21:9' | undefined;
  readonly resolution?: '1080p' | undefined;
  readonly seed?: number | undefined;
}

interface JimengVideoS2_0ProOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'aspectRatio' |
    'seed'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '21:9' | '9:21' | undefined;
  readonly seed?: number | undefined;
}

interface JimengVideo3_0Gateway extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'duration' | 'aspectRatio' | 'resolution'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
}

/** Requests by the name of their model, for `defineRequest`; a model of several apis takes what one of them takes. */
export interface JimengModelRequests {
  /** jimeng-video-3.0 (official): text-to-video, image-to-video. jimeng-video-3.0 (gateway): text-to-video, image-to-video, reference-to-video. */
  readonly 'jimeng:jimeng-video-3.0': JimengVideo3_0Official | JimengVideo3_0Gateway;
  /** jimeng-video-3.0-pro (official): text-to-video, image-to-video. */
  readonly 'jimeng:jimeng-video-3.0-pro': JimengVideo3_0ProOfficial;
  /** jimeng-video-s2.0-pro (official): text-to-video, image-to-video. */
  readonly 'jimeng:jimeng-video-s2.0-pro': JimengVideoS2_0ProOfficial;
}
