/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { CameraAxes, CameraPreset, MediaInput, MotionMasks, ProviderOptions, VideoRequest } from '@vid/core';

type OwnOptions = NonNullable<ProviderOptions['kling']>;

interface KlingV2_6OfficialOptions extends Pick<ProviderOptions, 'kling'> {
  readonly kling?: Pick<OwnOptions, 'voices'>;
}

interface KlingV2_6Official extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' |
    'lastFrame' | 'duration' | 'aspectRatio' | 'quality' | 'watermark' | 'audio' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: KlingV2_6OfficialOptions | undefined;
}

interface KlingV3OfficialOptions extends Pick<ProviderOptions, 'kling'> {
  readonly kling?: Pick<OwnOptions, 'multiShot' | 'elements' | 'shots' |
    'voices'> & { readonly multiShot?: false | true | undefined };
}

interface KlingV3Official extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' | 'lastFrame' |
    'duration' | 'aspectRatio' | 'resolution' | 'quality' | 'watermark' | 'audio' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: KlingV3OfficialOptions | undefined;
}

interface KlingV2_5TurboOfficial extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' |
    'lastFrame' | 'duration' | 'aspectRatio' | 'quality' | 'watermark' | 'callbackUrl'> {
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

interface Kling3_0TurboOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' |
    'aspectRatio' | 'resolution' | 'watermark' | 'audio' | 'callbackUrl'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly callbackUrl?: string | undefined;
}

interface Kling3_0OfficialOptions extends Pick<ProviderOptions, 'kling'> {
  readonly kling?: Pick<OwnOptions, 'multiShot' | 'elements' |
    'characterOrientation'> & { readonly multiShot?: false | true |
    undefined; readonly characterOrientation?: 'video' | 'image' | undefined };
}

interface Kling3_0Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'references' |
    'referenceVideos' | 'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'audio' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: Kling3_0OfficialOptions | undefined;
}

interface Kling3_0OmniOfficialOptions extends Pick<ProviderOptions, 'kling'> {
  readonly kling?: Pick<OwnOptions, 'multiShot' | 'elements'> & { readonly multiShot?: false | true |
    undefined };
}

interface Kling3_0OmniOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'sourceVideo' | 'duration' | 'aspectRatio' | 'resolution' |
    'watermark' | 'audio' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: Kling3_0OmniOfficialOptions | undefined;
}

interface KlingO1OfficialOptions extends Pick<ProviderOptions, 'kling'> {
  readonly kling?: Pick<OwnOptions, 'elements'>;
}

interface KlingO1Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'references' |
    'referenceVideos' | 'sourceVideo' | 'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'audio' |
    'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: KlingO1OfficialOptions | undefined;
}

interface Kling2_6OfficialOptions extends Pick<ProviderOptions, 'kling'> {
  readonly kling?: Pick<OwnOptions, 'voices' |
    'characterOrientation'> & { readonly characterOrientation?: 'image' | 'video' | undefined };
}

interface Kling2_6Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'references' |
    'referenceVideos' | 'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'audio' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: Kling2_6OfficialOptions | undefined;
}

interface Kling2_5TurboOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'duration' |
    'aspectRatio' | 'resolution' | 'watermark' | 'callbackUrl'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
}

interface KlingV2_1Official extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' |
    'lastFrame' | 'duration' | 'quality' | 'watermark' | 'callbackUrl'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame: MediaInput;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly watermark?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
}

interface KlingV2_1MasterOfficial extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' |
    'duration' | 'aspectRatio' | 'watermark' | 'callbackUrl'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly watermark?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
}

interface KlingV2MasterOfficial extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' |
    'duration' | 'aspectRatio' | 'watermark' | 'callbackUrl'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly watermark?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
}

interface KlingV1_6OfficialOptions extends Pick<ProviderOptions, 'kling'> {
  readonly kling?: Pick<OwnOptions, 'cfgScale'>;
}

interface KlingV1_6Official extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' |
    'lastFrame' | 'references' | 'extendVideo' | 'duration' | 'aspectRatio' | 'quality' | 'watermark' |
    'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: KlingV1_6OfficialOptions | undefined;
}

interface KlingV1_5OfficialOptions extends Pick<ProviderOptions, 'kling'> {
  readonly kling?: Pick<OwnOptions, 'cfgScale'>;
}

interface KlingV1_5Official extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' |
    'lastFrame' | 'extendVideo' | 'duration' | 'quality' | 'watermark' | 'cameraControl' | 'motionMasks' |
    'callbackUrl' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly extendVideo?: string | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly watermark?: boolean | undefined;
  readonly cameraControl?: Pick<CameraAxes, 'horizontal' | 'vertical' | 'pan' | 'tilt' | 'roll' | 'zoom'> |
    undefined;
  readonly motionMasks?: MotionMasks | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: KlingV1_5OfficialOptions | undefined;
}

interface KlingV1OfficialOptions extends Pick<ProviderOptions, 'kling'> {
  readonly kling?: Pick<OwnOptions, 'cfgScale'>;
}

interface KlingV1Official extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' | 'lastFrame' |
    'extendVideo' | 'duration' | 'aspectRatio' | 'quality' | 'watermark' | 'cameraControl' | 'motionMasks' |
    'callbackUrl' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly extendVideo?: string | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly watermark?: boolean | undefined;
  readonly cameraControl?: Pick<CameraAxes, 'horizontal' | 'vertical' | 'pan' | 'tilt' | 'roll' | 'zoom'> |
    (Pick<CameraPreset, 'preset'> & { readonly preset: 'down_back' | 'forward_up' | 'right_turn_forward' |
    'left_turn_forward' }) | undefined;
  readonly motionMasks?: MotionMasks | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: KlingV1OfficialOptions | undefined;
}

interface KlingV2_6GatewayOptions extends Pick<ProviderOptions, 'kling'> {
  readonly kling?: Pick<OwnOptions, 'voices' | 'cfgScale'>;
}

interface KlingV2_6Gateway extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' |
    'lastFrame' | 'duration' | 'aspectRatio' | 'quality' | 'cameraControl' | 'motionMasks' | 'audio' |
    'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly cameraControl?: Pick<CameraAxes, 'horizontal' | 'vertical' | 'pan' | 'tilt' | 'roll' | 'zoom'> |
    (Pick<CameraPreset, 'preset'> & { readonly preset: 'down_back' | 'forward_up' | 'right_turn_forward' |
    'left_turn_forward' }) | undefined;
  readonly motionMasks?: MotionMasks | undefined;
  readonly audio?: boolean | undefined;
  readonly providerOptions?: KlingV2_6GatewayOptions | undefined;
}

interface KlingV1GatewayOptions extends Pick<ProviderOptions, 'kling'> {
  readonly kling?: Pick<OwnOptions, 'cfgScale'>;
}

interface KlingV1Gateway extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' | 'lastFrame' |
    'duration' | 'aspectRatio' | 'quality' | 'cameraControl' | 'motionMasks' | 'audio' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly quality?: 'standard' | 'pro' | undefined;
  readonly cameraControl?: Pick<CameraAxes, 'horizontal' | 'vertical' | 'pan' | 'tilt' | 'roll' | 'zoom'> |
    (Pick<CameraPreset, 'preset'> & { readonly preset: 'down_back' | 'forward_up' | 'right_turn_forward' |
    'left_turn_forward' }) | undefined;
  readonly motionMasks?: MotionMasks | undefined;
  readonly audio?: boolean | undefined;
  readonly providerOptions?: KlingV1GatewayOptions | undefined;
}

/** Requests by the name of their model, for `defineRequest`; a model of several apis takes what one of them takes. */
export interface KlingModelRequests {
  /** kling-v2-6 (official): text-to-video, image-to-video. kling-v2-6 (gateway): text-to-video, image-to-video. */
  readonly 'kling:kling-v2-6': KlingV2_6Official | KlingV2_6Gateway;
  /** kling-v3 (official): text-to-video, image-to-video. */
  readonly 'kling:kling-v3': KlingV3Official;
  /** kling-v2-5-turbo (official): text-to-video, image-to-video. */
  readonly 'kling:kling-v2-5-turbo': KlingV2_5TurboOfficial;
  /** kling-3.0-turbo (official): text-to-video, image-to-video. */
  readonly 'kling:kling-3.0-turbo': Kling3_0TurboOfficial;
  /** kling-3.0 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'kling:kling-3.0': Kling3_0Official;
  /** kling-3.0-omni (official): text-to-video, image-to-video, reference-to-video, video-to-video. */
  readonly 'kling:kling-3.0-omni': Kling3_0OmniOfficial;
  /** kling-o1 (official): text-to-video, image-to-video, reference-to-video, video-to-video. */
  readonly 'kling:kling-o1': KlingO1Official;
  /** kling-2.6 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'kling:kling-2.6': Kling2_6Official;
  /** kling-2.5-turbo (official): text-to-video, image-to-video. */
  readonly 'kling:kling-2.5-turbo': Kling2_5TurboOfficial;
  /** kling-v2-1 (official): image-to-video. End of life 2026-09-15. */
  readonly 'kling:kling-v2-1': KlingV2_1Official;
  /** kling-v2-1-master (official): text-to-video, image-to-video. End of life 2026-09-15. */
  readonly 'kling:kling-v2-1-master': KlingV2_1MasterOfficial;
  /** kling-v2-master (official): text-to-video, image-to-video. End of life 2026-09-15. */
  readonly 'kling:kling-v2-master': KlingV2MasterOfficial;
  /** kling-v1-6 (official): text-to-video, image-to-video, reference-to-video, video-extension. End of life 2026-09-15. */
  readonly 'kling:kling-v1-6': KlingV1_6Official;
  /** kling-v1-5 (official): image-to-video, video-extension. End of life 2026-09-15. */
  readonly 'kling:kling-v1-5': KlingV1_5Official;
  /** kling-v1 (official): text-to-video, image-to-video, video-extension. End of life 2026-09-15. kling-v1 (gateway): text-to-video, image-to-video. End of life 2026-09-15. */
  readonly 'kling:kling-v1': KlingV1Official | KlingV1Gateway;
}
