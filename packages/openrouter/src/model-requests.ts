/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { MediaInput, ProviderOptions, VideoRequest } from '@vid/core';

type OwnOptions = NonNullable<ProviderOptions['openrouter']>;

interface XAiGrokImagineVideoOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' |
    'duration' | 'aspectRatio' | 'resolution' | 'size' | 'callbackUrl'> {
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

interface XAiGrokImagineVideo1_5Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' |
    'duration' | 'aspectRatio' | 'resolution' | 'callbackUrl'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '3:2' | '2:3' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly callbackUrl?: string | undefined;
}

interface XAiGrokImagineVideo1_5LiteOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' |
    'references' | 'duration' | 'aspectRatio' | 'resolution' | 'callbackUrl'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '3:2' | '2:3' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly callbackUrl?: string | undefined;
}

interface HeygenHeygenVideo1OfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'prompt_enhancement'>;
}

interface HeygenHeygenVideo1Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' |
    'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' | 'audio' | 'seed' |
    'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: HeygenHeygenVideo1OfficialOptions | undefined;
}

interface HeygenAvatarIvOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'voice_id' | 'voice_settings' | 'motion_prompt' |
    'expressiveness' | 'fit' | 'remove_background' | 'background' | 'caption' | 'title'>;
}

interface HeygenAvatarIvOfficial extends Pick<VideoRequest, 'prompt' | 'references' | 'referenceAudio' |
    'aspectRatio' | 'resolution' | 'audio' | 'callbackUrl' | 'providerOptions'> {
  readonly prompt: string;
  readonly references: readonly MediaInput[];
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly audio?: false | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: HeygenAvatarIvOfficialOptions | undefined;
}

interface BlackForestLabsFlux3VideoOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'safety_tolerance'>;
}

interface BlackForestLabsFlux3VideoOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'duration' | 'aspectRatio' | 'resolution' | 'audio' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: BlackForestLabsFlux3VideoOfficialOptions | undefined;
}

interface BlackForestLabsFluxVideoEditOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'safety_tolerance'>;
}

interface BlackForestLabsFluxVideoEditOfficial extends Pick<VideoRequest, 'prompt' | 'sourceVideo' | 'audio' |
    'callbackUrl' | 'providerOptions'> {
  readonly prompt: string;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo: MediaInput;
  readonly audio?: false | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: BlackForestLabsFluxVideoEditOfficialOptions | undefined;
}

interface BlackForestLabsFluxVideoUpscaleOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'upscaleFactor' | 'creativity' | 'slug' |
    'safety_tolerance'> & { readonly creativity?: 0 | 1 | undefined };
}

interface BlackForestLabsFluxVideoUpscaleOfficial extends Pick<VideoRequest, 'prompt' | 'sourceVideo' |
    'audio' | 'callbackUrl' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo: MediaInput;
  readonly audio?: false | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: BlackForestLabsFluxVideoUpscaleOfficialOptions | undefined;
}

interface MinimaxHailuo3OfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'aigc_watermark'>;
}

interface MinimaxHailuo3Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' | 'audio' |
    'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: MinimaxHailuo3OfficialOptions | undefined;
}

interface MinimaxHailuo3MaxOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'aigc_watermark'>;
}

interface MinimaxHailuo3MaxOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'duration' | 'aspectRatio' | 'resolution' | 'audio' | 'callbackUrl' | 'providerOptions'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | undefined;
  readonly resolution?: '480p' | '768p' | undefined;
  readonly audio?: false | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: MinimaxHailuo3MaxOfficialOptions | undefined;
}

interface MinimaxHailuo2_3OfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'prompt_optimizer' | 'fast_pretreatment'>;
}

interface MinimaxHailuo2_3Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' |
    'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'callbackUrl' | 'providerOptions'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly duration?: 6 | 10 | undefined;
  readonly aspectRatio?: '16:9' | undefined;
  readonly resolution?: '1080p' | undefined;
  readonly size?: '1920x1080' | undefined;
  readonly audio?: false | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: MinimaxHailuo2_3OfficialOptions | undefined;
}

interface AlibabaWan3_0PrimeOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' |
    'duration' | 'aspectRatio' | 'resolution' | 'audio' | 'seed' | 'callbackUrl'> {
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

interface AlibabaWan3_0Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' |
    'duration' | 'aspectRatio' | 'resolution' | 'audio' | 'seed' | 'callbackUrl'> {
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

interface AlibabaWan2_7OfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'negative_prompt' | 'prompt_extend'>;
}

interface AlibabaWan2_7Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'seed' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: AlibabaWan2_7OfficialOptions | undefined;
}

interface AlibabaWan2_6OfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'negative_prompt' | 'enable_prompt_expansion' |
    'shot_type'>;
}

interface AlibabaWan2_6Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' |
    'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'seed' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: AlibabaWan2_6OfficialOptions | undefined;
}

interface AlibabaHappyhorse1_1Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' |
    'duration' | 'aspectRatio' | 'resolution' | 'size' | 'seed' | 'callbackUrl'> {
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

interface AlibabaHappyhorse1_0Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' |
    'duration' | 'aspectRatio' | 'resolution' | 'size' | 'seed' | 'callbackUrl'> {
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

interface BytedanceSeedance2_5OfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'watermark' | 'req_key' | 'output_format'>;
}

interface BytedanceSeedance2_5Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' | 'size' |
    'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: BytedanceSeedance2_5OfficialOptions | undefined;
}

interface BytedanceSeedance2_0OfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'watermark' | 'req_key'>;
}

interface BytedanceSeedance2_0Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' | 'size' |
    'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: BytedanceSeedance2_0OfficialOptions | undefined;
}

interface BytedanceSeedance2_0FastOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'watermark' | 'req_key'>;
}

interface BytedanceSeedance2_0FastOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' | 'size' |
    'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: BytedanceSeedance2_0FastOfficialOptions | undefined;
}

interface BytedanceSeedance2_0MiniOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'watermark' | 'req_key'>;
}

interface BytedanceSeedance2_0MiniOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' | 'size' |
    'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: BytedanceSeedance2_0MiniOfficialOptions | undefined;
}

interface BytedanceSeedance1_5ProOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'watermark' | 'req_key'>;
}

interface BytedanceSeedance1_5ProOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'seed' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: BytedanceSeedance1_5ProOfficialOptions | undefined;
}

interface RunwayGen4_5OfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'contentModeration'>;
}

interface RunwayGen4_5Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' | 'duration' |
    'aspectRatio' | 'resolution' | 'size' | 'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: RunwayGen4_5OfficialOptions | undefined;
}

interface RunwayAleph2OfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'contentModeration'>;
}

interface RunwayAleph2Official extends Pick<VideoRequest, 'prompt' | 'references' | 'sourceVideo' |
    'aspectRatio' | 'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
  readonly prompt: string;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo: MediaInput;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '3:2' | '2:3' | undefined;
  readonly audio?: false | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: RunwayAleph2OfficialOptions | undefined;
}

interface KwaivgiKlingV3_0ProOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'negative_prompt' | 'cfg_scale'>;
}

interface KwaivgiKlingV3_0ProOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: KwaivgiKlingV3_0ProOfficialOptions | undefined;
}

interface KwaivgiKlingV3_0StdOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'negative_prompt' | 'cfg_scale'>;
}

interface KwaivgiKlingV3_0StdOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: KwaivgiKlingV3_0StdOfficialOptions | undefined;
}

interface KwaivgiKlingVideoO1OfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'negative_prompt'>;
}

interface KwaivgiKlingVideoO1Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: KwaivgiKlingVideoO1OfficialOptions | undefined;
}

interface GoogleVeo3_1OfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'personGeneration' | 'negativePrompt' | 'conditioningScale' |
    'enhancePrompt'>;
}

interface GoogleVeo3_1Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'seed' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: GoogleVeo3_1OfficialOptions | undefined;
}

interface GoogleVeo3_1FastOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'personGeneration' | 'negativePrompt' | 'conditioningScale' |
    'enhancePrompt'>;
}

interface GoogleVeo3_1FastOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'seed' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: GoogleVeo3_1FastOfficialOptions | undefined;
}

interface GoogleVeo3_1LiteOfficialOptions extends Pick<ProviderOptions, 'openrouter'> {
  readonly openrouter?: Pick<OwnOptions, 'slug' | 'personGeneration' | 'negativePrompt' | 'conditioningScale' |
    'enhancePrompt'>;
}

interface GoogleVeo3_1LiteOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'seed' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: GoogleVeo3_1LiteOfficialOptions | undefined;
}

/** Requests by the name of their model, for `defineRequest`; a model of several apis takes what one of them takes. */
export interface OpenrouterModelRequests {
  /** x-ai/grok-imagine-video (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:x-ai/grok-imagine-video': XAiGrokImagineVideoOfficial;
  /** x-ai/grok-imagine-video-1.5 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:x-ai/grok-imagine-video-1.5': XAiGrokImagineVideo1_5Official;
  /** x-ai/grok-imagine-video-1.5-lite (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:x-ai/grok-imagine-video-1.5-lite': XAiGrokImagineVideo1_5LiteOfficial;
  /** heygen/heygen-video-1 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:heygen/heygen-video-1': HeygenHeygenVideo1Official;
  /** heygen/avatar-iv (official): reference-to-video. */
  readonly 'openrouter:heygen/avatar-iv': HeygenAvatarIvOfficial;
  /** black-forest-labs/flux-3-video (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:black-forest-labs/flux-3-video': BlackForestLabsFlux3VideoOfficial;
  /** black-forest-labs/flux-video-edit (official): video-to-video. */
  readonly 'openrouter:black-forest-labs/flux-video-edit': BlackForestLabsFluxVideoEditOfficial;
  /** black-forest-labs/flux-video-upscale (official): video-to-video. */
  readonly 'openrouter:black-forest-labs/flux-video-upscale': BlackForestLabsFluxVideoUpscaleOfficial;
  /** minimax/hailuo-3 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:minimax/hailuo-3': MinimaxHailuo3Official;
  /** minimax/hailuo-3-max (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:minimax/hailuo-3-max': MinimaxHailuo3MaxOfficial;
  /** minimax/hailuo-2.3 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:minimax/hailuo-2.3': MinimaxHailuo2_3Official;
  /** alibaba/wan-3.0-prime (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:alibaba/wan-3.0-prime': AlibabaWan3_0PrimeOfficial;
  /** alibaba/wan-3.0 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:alibaba/wan-3.0': AlibabaWan3_0Official;
  /** alibaba/wan-2.7 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:alibaba/wan-2.7': AlibabaWan2_7Official;
  /** alibaba/wan-2.6 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:alibaba/wan-2.6': AlibabaWan2_6Official;
  /** alibaba/happyhorse-1.1 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:alibaba/happyhorse-1.1': AlibabaHappyhorse1_1Official;
  /** alibaba/happyhorse-1.0 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:alibaba/happyhorse-1.0': AlibabaHappyhorse1_0Official;
  /** bytedance/seedance-2.5 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:bytedance/seedance-2.5': BytedanceSeedance2_5Official;
  /** bytedance/seedance-2.0 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:bytedance/seedance-2.0': BytedanceSeedance2_0Official;
  /** bytedance/seedance-2.0-fast (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:bytedance/seedance-2.0-fast': BytedanceSeedance2_0FastOfficial;
  /** bytedance/seedance-2.0-mini (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:bytedance/seedance-2.0-mini': BytedanceSeedance2_0MiniOfficial;
  /** bytedance/seedance-1-5-pro (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:bytedance/seedance-1-5-pro': BytedanceSeedance1_5ProOfficial;
  /** runway/gen-4.5 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:runway/gen-4.5': RunwayGen4_5Official;
  /** runway/aleph-2 (official): video-to-video. */
  readonly 'openrouter:runway/aleph-2': RunwayAleph2Official;
  /** kwaivgi/kling-v3.0-pro (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:kwaivgi/kling-v3.0-pro': KwaivgiKlingV3_0ProOfficial;
  /** kwaivgi/kling-v3.0-std (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:kwaivgi/kling-v3.0-std': KwaivgiKlingV3_0StdOfficial;
  /** kwaivgi/kling-video-o1 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:kwaivgi/kling-video-o1': KwaivgiKlingVideoO1Official;
  /** google/veo-3.1 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:google/veo-3.1': GoogleVeo3_1Official;
  /** google/veo-3.1-fast (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:google/veo-3.1-fast': GoogleVeo3_1FastOfficial;
  /** google/veo-3.1-lite (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'openrouter:google/veo-3.1-lite': GoogleVeo3_1LiteOfficial;
}
