/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { MediaInput, MotionMasks, ProviderOptions } from '@vid/core';

/** kling-v2-6 (official): text-to-video, image-to-video. */
interface KlingV2_6Official {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly kling?: { readonly voices?: NonNullable<ProviderOptions['kling']>['voices'] |
    undefined } } | undefined;
}

/** kling-v3 (official): text-to-video, image-to-video. */
interface KlingV3Official {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '4k' | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly kling?: { readonly multiShot?: false | true |
    undefined; readonly elements?: NonNullable<ProviderOptions['kling']>['elements'] |
    undefined; readonly shots?: NonNullable<ProviderOptions['kling']>['shots'] |
    undefined; readonly voices?: NonNullable<ProviderOptions['kling']>['voices'] | undefined } } | undefined;
}

/** kling-v2-5-turbo (official): text-to-video, image-to-video. */
interface KlingV2_5TurboOfficial {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly watermark?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
}

/** kling-3.0-turbo (official): text-to-video, image-to-video. */
interface Kling3_0TurboOfficial {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly callbackUrl?: string | undefined;
}

/** kling-3.0 (official): text-to-video, image-to-video, reference-to-video. */
interface Kling3_0Official {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | '1080p' | '4k' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly kling?: { readonly multiShot?: false | true |
    undefined; readonly elements?: NonNullable<ProviderOptions['kling']>['elements'] |
    undefined; readonly characterOrientation?: 'image' | 'video' | undefined } } | undefined;
}

/** kling-3.0-omni (official): text-to-video, image-to-video, reference-to-video, video-to-video. */
interface Kling3_0OmniOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | '1080p' | '4k' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly kling?: { readonly multiShot?: false | true |
    undefined; readonly elements?: NonNullable<ProviderOptions['kling']>['elements'] | undefined } } |
    undefined;
}

/** kling-o1 (official): text-to-video, image-to-video, reference-to-video, video-to-video. */
interface KlingO1Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 5 | 10 | 3 | 4 | 6 | 7 | 8 | 9 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly kling?: { readonly elements?: NonNullable<ProviderOptions['kling']>['elements'] |
    undefined } } | undefined;
}

/** kling-2.6 (official): text-to-video, image-to-video, reference-to-video. */
interface Kling2_6Official {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly kling?: { readonly voices?: NonNullable<ProviderOptions['kling']>['voices'] |
    undefined; readonly characterOrientation?: 'image' | 'video' | undefined } } | undefined;
}

/** kling-2.5-turbo (official): text-to-video, image-to-video. */
interface Kling2_5TurboOfficial {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
}

/** kling-v2-1 (official): image-to-video. End of life 2026-09-15. */
interface KlingV2_1Official {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame: MediaInput;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly watermark?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
}

/** kling-v2-1-master (official): text-to-video, image-to-video. End of life 2026-09-15. */
interface KlingV2_1MasterOfficial {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly watermark?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
}

/** kling-v2-master (official): text-to-video, image-to-video. End of life 2026-09-15. */
interface KlingV2MasterOfficial {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly watermark?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
}

/** kling-v1-6 (official): text-to-video, image-to-video, reference-to-video, video-extension. End of life 2026-09-15. */
interface KlingV1_6Official {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly extendVideo?: string | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly watermark?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly kling?: { readonly cfgScale?: number | undefined } } | undefined;
}

/** kling-v1-5 (official): image-to-video, video-extension. End of life 2026-09-15. */
interface KlingV1_5Official {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly extendVideo?: string | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly watermark?: boolean | undefined;
  readonly cameraControl?: { readonly horizontal?: number | undefined; readonly vertical?: number |
    undefined; readonly pan?: number | undefined; readonly tilt?: number | undefined; readonly roll?: number |
    undefined; readonly zoom?: number | undefined } | undefined;
  readonly motionMasks?: MotionMasks | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly kling?: { readonly cfgScale?: number | undefined } } | undefined;
}

/** kling-v1 (official): text-to-video, image-to-video, video-extension. End of life 2026-09-15. */
interface KlingV1Official {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly extendVideo?: string | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly watermark?: boolean | undefined;
  readonly cameraControl?: { readonly horizontal?: number | undefined; readonly vertical?: number |
    undefined; readonly pan?: number | undefined; readonly tilt?: number | undefined; readonly roll?: number |
    undefined; readonly zoom?: number | undefined } | { readonly preset: 'down_back' | 'forward_up' |
    'right_turn_forward' | 'left_turn_forward' } | undefined;
  readonly motionMasks?: MotionMasks | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly kling?: { readonly cfgScale?: number | undefined } } | undefined;
}

/** kling-v2-6 (gateway): text-to-video, image-to-video. */
interface KlingV2_6Gateway {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly cameraControl?: { readonly horizontal?: number | undefined; readonly vertical?: number |
    undefined; readonly pan?: number | undefined; readonly tilt?: number | undefined; readonly roll?: number |
    undefined; readonly zoom?: number | undefined } | { readonly preset: 'down_back' | 'forward_up' |
    'right_turn_forward' | 'left_turn_forward' } | undefined;
  readonly motionMasks?: MotionMasks | undefined;
  readonly audio?: boolean | undefined;
  readonly providerOptions?: { readonly kling?: { readonly voices?: NonNullable<ProviderOptions['kling']>['voices'] |
    undefined; readonly cfgScale?: number | undefined } } | undefined;
}

/** kling-v1 (gateway): text-to-video, image-to-video. End of life 2026-09-15. */
interface KlingV1Gateway {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly cameraControl?: { readonly horizontal?: number | undefined; readonly vertical?: number |
    undefined; readonly pan?: number | undefined; readonly tilt?: number | undefined; readonly roll?: number |
    undefined; readonly zoom?: number | undefined } | { readonly preset: 'down_back' | 'forward_up' |
    'right_turn_forward' | 'left_turn_forward' } | undefined;
  readonly motionMasks?: MotionMasks | undefined;
  readonly audio?: boolean | undefined;
  readonly providerOptions?: { readonly kling?: { readonly cfgScale?: number | undefined } } | undefined;
}

export interface KlingModelRequests {
  readonly 'kling:kling-v2-6': KlingV2_6Official | KlingV2_6Gateway;
  readonly 'kling:kling-v3': KlingV3Official;
  readonly 'kling:kling-v2-5-turbo': KlingV2_5TurboOfficial;
  readonly 'kling:kling-3.0-turbo': Kling3_0TurboOfficial;
  readonly 'kling:kling-3.0': Kling3_0Official;
  readonly 'kling:kling-3.0-omni': Kling3_0OmniOfficial;
  readonly 'kling:kling-o1': KlingO1Official;
  readonly 'kling:kling-2.6': Kling2_6Official;
  readonly 'kling:kling-2.5-turbo': Kling2_5TurboOfficial;
  readonly 'kling:kling-v2-1': KlingV2_1Official;
  readonly 'kling:kling-v2-1-master': KlingV2_1MasterOfficial;
  readonly 'kling:kling-v2-master': KlingV2MasterOfficial;
  readonly 'kling:kling-v1-6': KlingV1_6Official;
  readonly 'kling:kling-v1-5': KlingV1_5Official;
  readonly 'kling:kling-v1': KlingV1Official | KlingV1Gateway;
}
