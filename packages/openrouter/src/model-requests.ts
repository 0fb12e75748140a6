/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { MediaInput, ProviderOptions } from '@vid/core';

/** x-ai/grok-imagine-video (official): text-to-video, image-to-video, reference-to-video. */
interface XAiGrokImagineVideoOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '3:2' | '2:3' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly size?: '854x480' | '480x854' | '480x480' | '640x480' | '480x640' | '720x480' | '480x720' |
    '1280x720' | '720x1280' | '720x720' | '960x720' | '720x960' | '1080x720' | '720x1080' | undefined;
  readonly callbackUrl?: string | undefined;
}

/** x-ai/grok-imagine-video-1.5 (official): text-to-video, image-to-video, reference-to-video. */
interface XAiGrokImagineVideo1_5Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '3:2' | '2:3' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly callbackUrl?: string | undefined;
}

/** x-ai/grok-imagine-video-1.5-lite (official): text-to-video, image-to-video, reference-to-video. */
interface XAiGrokImagineVideo1_5LiteOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '3:2' | '2:3' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly callbackUrl?: string | undefined;
}

/** heygen/heygen-video-1 (official): text-to-video, image-to-video, reference-to-video. */
interface HeygenHeygenVideo1Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | undefined;
  readonly resolution?: '480p' | '768p' | '2k' | undefined;
  readonly audio?: false | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly prompt_enhancement?: NonNullable<ProviderOptions['openrouter']>['prompt_enhancement'] |
    undefined } } | undefined;
}

/** heygen/avatar-iv (official): reference-to-video. */
interface HeygenAvatarIvOfficial {
  readonly prompt: string;
  readonly references: readonly MediaInput[];
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly audio?: false | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly voice_id?: NonNullable<ProviderOptions['openrouter']>['voice_id'] |
    undefined; readonly voice_settings?: NonNullable<ProviderOptions['openrouter']>['voice_settings'] |
    undefined; readonly motion_prompt?: NonNullable<ProviderOptions['openrouter']>['motion_prompt'] |
    undefined; readonly expressiveness?: NonNullable<ProviderOptions['openrouter']>['expressiveness'] |
    undefined; readonly fit?: NonNullable<ProviderOptions['openrouter']>['fit'] |
    undefined; readonly remove_background?: NonNullable<ProviderOptions['openrouter']>['remove_background'] |
    undefined; readonly background?: NonNullable<ProviderOptions['openrouter']>['background'] |
    undefined; readonly caption?: NonNullable<ProviderOptions['openrouter']>['caption'] |
    undefined; readonly title?: NonNullable<ProviderOptions['openrouter']>['title'] | undefined } } |
    undefined;
}

/** black-forest-labs/flux-3-video (official): text-to-video, image-to-video, reference-to-video. */
interface BlackForestLabsFlux3VideoOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly duration?: 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly audio?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly safety_tolerance?: NonNullable<ProviderOptions['openrouter']>['safety_tolerance'] |
    undefined } } | undefined;
}

/** black-forest-labs/flux-video-edit (official): video-to-video. */
interface BlackForestLabsFluxVideoEditOfficial {
  readonly prompt: string;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo: MediaInput;
  readonly audio?: false | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly safety_tolerance?: NonNullable<ProviderOptions['openrouter']>['safety_tolerance'] |
    undefined } } | undefined;
}

/** black-forest-labs/flux-video-upscale (official): video-to-video. */
interface BlackForestLabsFluxVideoUpscaleOfficial {
  readonly prompt?: string | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo: MediaInput;
  readonly audio?: false | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly upscaleFactor?: number |
    undefined; readonly creativity?: 0 | 1 | undefined; readonly slug?: string |
    undefined; readonly safety_tolerance?: NonNullable<ProviderOptions['openrouter']>['safety_tolerance'] |
    undefined } } | undefined;
}

/** minimax/hailuo-3 (official): text-to-video, image-to-video, reference-to-video. */
interface MinimaxHailuo3Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | undefined;
  readonly resolution?: '2k' | undefined;
  readonly audio?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly aigc_watermark?: NonNullable<ProviderOptions['openrouter']>['aigc_watermark'] |
    undefined } } | undefined;
}

/** minimax/hailuo-3-max (official): text-to-video, image-to-video, reference-to-video. */
interface MinimaxHailuo3MaxOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | undefined;
  readonly resolution?: '480p' | '768p' | undefined;
  readonly audio?: false | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly aigc_watermark?: NonNullable<ProviderOptions['openrouter']>['aigc_watermark'] |
    undefined } } | undefined;
}

/** minimax/hailuo-2.3 (official): text-to-video, image-to-video, reference-to-video. */
interface MinimaxHailuo2_3Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 6 | 10 | undefined;
  readonly aspectRatio?: '16:9' | undefined;
  readonly resolution?: '1080p' | undefined;
  readonly size?: '1920x1080' | undefined;
  readonly audio?: false | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly prompt_optimizer?: NonNullable<ProviderOptions['openrouter']>['prompt_optimizer'] |
    undefined; readonly fast_pretreatment?: NonNullable<ProviderOptions['openrouter']>['fast_pretreatment'] |
    undefined } } | undefined;
}

/** alibaba/wan-3.0-prime (official): text-to-video, image-to-video, reference-to-video. */
interface AlibabaWan3_0PrimeOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 |
    21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
}

/** alibaba/wan-3.0 (official): text-to-video, image-to-video, reference-to-video. */
interface AlibabaWan3_0Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 |
    21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
}

/** alibaba/wan-2.7 (official): text-to-video, image-to-video, reference-to-video. */
interface AlibabaWan2_7Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly size?: '1280x720' | '960x720' | '720x720' | '720x960' | '720x1280' | '1920x1080' | '1440x1080' |
    '1080x1080' | '1080x1440' | '1080x1920' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly negative_prompt?: NonNullable<ProviderOptions['openrouter']>['negative_prompt'] |
    undefined; readonly prompt_extend?: NonNullable<ProviderOptions['openrouter']>['prompt_extend'] |
    undefined } } | undefined;
}

/** alibaba/wan-2.6 (official): text-to-video, image-to-video, reference-to-video. */
interface AlibabaWan2_6Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1920x1080' | '1080x1920' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly negative_prompt?: NonNullable<ProviderOptions['openrouter']>['negative_prompt'] |
    undefined; readonly enable_prompt_expansion?: NonNullable<ProviderOptions['openrouter']>['enable_prompt_expansion'] |
    undefined; readonly shot_type?: NonNullable<ProviderOptions['openrouter']>['shot_type'] | undefined } } |
    undefined;
}

/** alibaba/happyhorse-1.1 (official): text-to-video, image-to-video, reference-to-video. */
interface AlibabaHappyhorse1_1Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '9:21' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly size?: '1680x720' | '1280x720' | '960x720' | '720x720' | '720x960' | '720x1280' | '720x1680' |
    '2520x1080' | '1920x1080' | '1440x1080' | '1080x1080' | '1080x1440' | '1080x1920' | '1080x2520' |
    undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
}

/** alibaba/happyhorse-1.0 (official): text-to-video, image-to-video, reference-to-video. */
interface AlibabaHappyhorse1_0Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '9:21' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly size?: '1680x720' | '1280x720' | '960x720' | '720x720' | '720x960' | '720x1280' | '720x1680' |
    '2520x1080' | '1920x1080' | '1440x1080' | '1080x1080' | '1080x1440' | '1080x1920' | '1080x2520' |
    undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
}

/** bytedance/seedance-2.5 (official): text-to-video, image-to-video, reference-to-video. */
interface BytedanceSeedance2_5Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 |
    23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly size?: '854x480' | '752x560' | '640x640' | '992x432' | '560x752' | '480x854' | '1280x720' |
    '1112x834' | '960x960' | '1470x630' | '834x1112' | '720x1280' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly watermark?: NonNullable<ProviderOptions['openrouter']>['watermark'] |
    undefined; readonly req_key?: NonNullable<ProviderOptions['openrouter']>['req_key'] |
    undefined; readonly output_format?: NonNullable<ProviderOptions['openrouter']>['output_format'] |
    undefined } } | undefined;
}

/** bytedance/seedance-2.0 (official): text-to-video, image-to-video, reference-to-video. */
interface BytedanceSeedance2_0Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '9:21' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | '4k' | undefined;
  readonly size?: '1120x480' | '854x480' | '640x480' | '480x480' | '480x640' | '480x854' | '480x1120' |
    '1680x720' | '1280x720' | '960x720' | '720x720' | '720x960' | '720x1280' | '720x1680' | '2520x1080' |
    '1920x1080' | '1440x1080' | '1080x1080' | '1080x1440' | '1080x1920' | '1080x2520' | '5040x2160' |
    '3840x2160' | '2880x2160' | '2160x2160' | '2160x2880' | '2160x3840' | '2160x5040' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly watermark?: NonNullable<ProviderOptions['openrouter']>['watermark'] |
    undefined; readonly req_key?: NonNullable<ProviderOptions['openrouter']>['req_key'] | undefined } } |
    undefined;
}

/** bytedance/seedance-2.0-fast (official): text-to-video, image-to-video, reference-to-video. */
interface BytedanceSeedance2_0FastOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '9:21' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly size?: '1120x480' | '854x480' | '640x480' | '480x480' | '480x640' | '480x854' | '480x1120' |
    '1680x720' | '1280x720' | '960x720' | '720x720' | '720x960' | '720x1280' | '720x1680' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly watermark?: NonNullable<ProviderOptions['openrouter']>['watermark'] |
    undefined; readonly req_key?: NonNullable<ProviderOptions['openrouter']>['req_key'] | undefined } } |
    undefined;
}

/** bytedance/seedance-2.0-mini (official): text-to-video, image-to-video, reference-to-video. */
interface BytedanceSeedance2_0MiniOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '9:21' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly size?: '1120x480' | '854x480' | '640x480' | '480x480' | '480x640' | '480x854' | '480x1120' |
    '1680x720' | '1280x720' | '960x720' | '720x720' | '720x960' | '720x1280' | '720x1680' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly watermark?: NonNullable<ProviderOptions['openrouter']>['watermark'] |
    undefined; readonly req_key?: NonNullable<ProviderOptions['openrouter']>['req_key'] | undefined } } |
    undefined;
}

/** bytedance/seedance-1-5-pro (official): text-to-video, image-to-video, reference-to-video. */
interface BytedanceSeedance1_5ProOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '9:21' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly size?: '1120x480' | '854x480' | '640x480' | '480x480' | '480x640' | '480x854' | '480x1120' |
    '1680x720' | '1280x720' | '960x720' | '720x720' | '720x960' | '720x1280' | '720x1680' | '2520x1080' |
    '1920x1080' | '1440x1080' | '1080x1080' | '1080x1440' | '1080x1920' | '1080x2520' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly watermark?: NonNullable<ProviderOptions['openrouter']>['watermark'] |
    undefined; readonly req_key?: NonNullable<ProviderOptions['openrouter']>['req_key'] | undefined } } |
    undefined;
}

/** runway/gen-4.5 (official): text-to-video, image-to-video, reference-to-video. */
interface RunwayGen4_5Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | undefined;
  readonly resolution?: '720p' | undefined;
  readonly size?: '1280x720' | '720x1280' | undefined;
  readonly audio?: false | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly contentModeration?: NonNullable<ProviderOptions['openrouter']>['contentModeration'] |
    undefined } } | undefined;
}

/** runway/aleph-2 (official): video-to-video. */
interface RunwayAleph2Official {
  readonly prompt: string;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo: MediaInput;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '3:2' | '2:3' | undefined;
  readonly audio?: false | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly contentModeration?: NonNullable<ProviderOptions['openrouter']>['contentModeration'] |
    undefined } } | undefined;
}

/** kwaivgi/kling-v3.0-pro (official): text-to-video, image-to-video, reference-to-video. */
interface KwaivgiKlingV3_0ProOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | undefined;
  readonly size?: '1280x720' | '720x1280' | '720x720' | undefined;
  readonly audio?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly negative_prompt?: NonNullable<ProviderOptions['openrouter']>['negative_prompt'] |
    undefined; readonly cfg_scale?: NonNullable<ProviderOptions['openrouter']>['cfg_scale'] | undefined } } |
    undefined;
}

/** kwaivgi/kling-v3.0-std (official): text-to-video, image-to-video, reference-to-video. */
interface KwaivgiKlingV3_0StdOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | undefined;
  readonly size?: '1280x720' | '720x1280' | '720x720' | undefined;
  readonly audio?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly negative_prompt?: NonNullable<ProviderOptions['openrouter']>['negative_prompt'] |
    undefined; readonly cfg_scale?: NonNullable<ProviderOptions['openrouter']>['cfg_scale'] | undefined } } |
    undefined;
}

/** kwaivgi/kling-video-o1 (official): text-to-video, image-to-video, reference-to-video. */
interface KwaivgiKlingVideoO1Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | undefined;
  readonly size?: '1280x720' | '720x1280' | '720x720' | undefined;
  readonly audio?: boolean | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly negative_prompt?: NonNullable<ProviderOptions['openrouter']>['negative_prompt'] |
    undefined } } | undefined;
}

/** google/veo-3.1 (official): text-to-video, image-to-video, reference-to-video. */
interface GoogleVeo3_1Official {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 6 | 8 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | undefined;
  readonly resolution?: '720p' | '1080p' | '4k' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1920x1080' | '1080x1920' | '3840x2160' | '2160x3840' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly personGeneration?: NonNullable<ProviderOptions['openrouter']>['personGeneration'] |
    undefined; readonly negativePrompt?: NonNullable<ProviderOptions['openrouter']>['negativePrompt'] |
    undefined; readonly conditioningScale?: NonNullable<ProviderOptions['openrouter']>['conditioningScale'] |
    undefined; readonly enhancePrompt?: NonNullable<ProviderOptions['openrouter']>['enhancePrompt'] |
    undefined } } | undefined;
}

/** google/veo-3.1-fast (official): text-to-video, image-to-video, reference-to-video. */
interface GoogleVeo3_1FastOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 6 | 8 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | undefined;
  readonly resolution?: '720p' | '1080p' | '4k' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1920x1080' | '1080x1920' | '3840x2160' | '2160x3840' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly personGeneration?: NonNullable<ProviderOptions['openrouter']>['personGeneration'] |
    undefined; readonly negativePrompt?: NonNullable<ProviderOptions['openrouter']>['negativePrompt'] |
    undefined; readonly conditioningScale?: NonNullable<ProviderOptions['openrouter']>['conditioningScale'] |
    undefined; readonly enhancePrompt?: NonNullable<ProviderOptions['openrouter']>['enhancePrompt'] |
    undefined } } | undefined;
}

/** google/veo-3.1-lite (official): text-to-video, image-to-video, reference-to-video. */
interface GoogleVeo3_1LiteOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 6 | 8 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1920x1080' | '1080x1920' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly openrouter?: { readonly slug?: string |
    undefined; readonly personGeneration?: NonNullable<ProviderOptions['openrouter']>['personGeneration'] |
    undefined; readonly negativePrompt?: NonNullable<ProviderOptions['openrouter']>['negativePrompt'] |
    undefined; readonly conditioningScale?: NonNullable<ProviderOptions['openrouter']>['conditioningScale'] |
    undefined; readonly enhancePrompt?: NonNullable<ProviderOptions['openrouter']>['enhancePrompt'] |
    undefined } } | undefined;
}

export interface OpenrouterModelRequests {
  readonly 'openrouter:x-ai/grok-imagine-video': XAiGrokImagineVideoOfficial;
  readonly 'openrouter:x-ai/grok-imagine-video-1.5': XAiGrokImagineVideo1_5Official;
  readonly 'openrouter:x-ai/grok-imagine-video-1.5-lite': XAiGrokImagineVideo1_5LiteOfficial;
  readonly 'openrouter:heygen/heygen-video-1': HeygenHeygenVideo1Official;
  readonly 'openrouter:heygen/avatar-iv': HeygenAvatarIvOfficial;
  readonly 'openrouter:black-forest-labs/flux-3-video': BlackForestLabsFlux3VideoOfficial;
  readonly 'openrouter:black-forest-labs/flux-video-edit': BlackForestLabsFluxVideoEditOfficial;
  readonly 'openrouter:black-forest-labs/flux-video-upscale': BlackForestLabsFluxVideoUpscaleOfficial;
  readonly 'openrouter:minimax/hailuo-3': MinimaxHailuo3Official;
  readonly 'openrouter:minimax/hailuo-3-max': MinimaxHailuo3MaxOfficial;
  readonly 'openrouter:minimax/hailuo-2.3': MinimaxHailuo2_3Official;
  readonly 'openrouter:alibaba/wan-3.0-prime': AlibabaWan3_0PrimeOfficial;
  readonly 'openrouter:alibaba/wan-3.0': AlibabaWan3_0Official;
  readonly 'openrouter:alibaba/wan-2.7': AlibabaWan2_7Official;
  readonly 'openrouter:alibaba/wan-2.6': AlibabaWan2_6Official;
  readonly 'openrouter:alibaba/happyhorse-1.1': AlibabaHappyhorse1_1Official;
  readonly 'openrouter:alibaba/happyhorse-1.0': AlibabaHappyhorse1_0Official;
  readonly 'openrouter:bytedance/seedance-2.5': BytedanceSeedance2_5Official;
  readonly 'openrouter:bytedance/seedance-2.0': BytedanceSeedance2_0Official;
  readonly 'openrouter:bytedance/seedance-2.0-fast': BytedanceSeedance2_0FastOfficial;
  readonly 'openrouter:bytedance/seedance-2.0-mini': BytedanceSeedance2_0MiniOfficial;
  readonly 'openrouter:bytedance/seedance-1-5-pro': BytedanceSeedance1_5ProOfficial;
  readonly 'openrouter:runway/gen-4.5': RunwayGen4_5Official;
  readonly 'openrouter:runway/aleph-2': RunwayAleph2Official;
  readonly 'openrouter:kwaivgi/kling-v3.0-pro': KwaivgiKlingV3_0ProOfficial;
  readonly 'openrouter:kwaivgi/kling-v3.0-std': KwaivgiKlingV3_0StdOfficial;
  readonly 'openrouter:kwaivgi/kling-video-o1': KwaivgiKlingVideoO1Official;
  readonly 'openrouter:google/veo-3.1': GoogleVeo3_1Official;
  readonly 'openrouter:google/veo-3.1-fast': GoogleVeo3_1FastOfficial;
  readonly 'openrouter:google/veo-3.1-lite': GoogleVeo3_1LiteOfficial;
}
