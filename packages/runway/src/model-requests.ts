/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { MediaInput, ProviderOptions, VideoRequest } from '@vid/core';

type OwnOptions = NonNullable<ProviderOptions['runway']>;

/** Any text; an editor offers the known ones. */
type AnyText = string & Record<never, never>;

interface Gen4TurboOfficialOptions extends Pick<ProviderOptions, 'runway'> {
  readonly runway?: Pick<OwnOptions, 'publicFigureThreshold'> & { readonly publicFigureThreshold?: 'auto' |
    'low' | undefined };
}

interface Gen4TurboOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' | 'aspectRatio' |
    'resolution' | 'size' | 'seed' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly firstFrame: MediaInput;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '4:3' | '1:1' | '3:4' | '21:9' | undefined;
  readonly resolution?: '720p' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1104x832' | '960x960' | '832x1104' | '1584x672' | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Gen4TurboOfficialOptions | undefined;
}

interface Gen4_5OfficialOptions extends Pick<ProviderOptions, 'runway'> {
  readonly runway?: Pick<OwnOptions, 'publicFigureThreshold' | 'outputFormat' |
    'proresProfile'> & { readonly publicFigureThreshold?: 'auto' | 'low' |
    undefined; readonly outputFormat?: 'mp4' | 'prores' | 'sdr_rec709_10bit' | 'hdr10' | 'hlg' |
    'hdr_pq_12bit_master' | 'hdr_prores' | undefined; readonly proresProfile?: '422' | '422 Proxy' | '422 LT' |
    '422 HQ' | '4444' | '4444 XQ' | undefined };
}

interface Gen4_5Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' | 'aspectRatio' |
    'resolution' | 'size' | 'seed' | 'providerOptions'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '4:3' | '1:1' | '3:4' | '21:9' | undefined;
  readonly resolution?: '720p' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1104x832' | '960x960' | '832x1104' | '1584x672' | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Gen4_5OfficialOptions | undefined;
}

interface Veo3_1Official extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' | 'lastFrame' |
    'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'seed'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 4 | 6 | 8 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1920x1080' | '1080x1920' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
}

interface Veo3_1FastOfficial extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' |
    'lastFrame' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio' | 'seed'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 4 | 6 | 8 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1920x1080' | '1080x1920' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
}

interface Aleph2OfficialOptions extends Pick<ProviderOptions, 'runway'> {
  readonly runway?: Pick<OwnOptions, 'publicFigureThreshold' | 'keyframes' | 'outputFormat' |
    'proresProfile'> & { readonly publicFigureThreshold?: 'auto' | 'low' |
    undefined; readonly outputFormat?: 'mp4' | 'prores' | 'sdr_rec709_10bit' |
    undefined; readonly proresProfile?: '422' | '422 Proxy' | '422 LT' | '422 HQ' | '4444' | '4444 XQ' |
    undefined };
}

interface Aleph2Official extends Pick<VideoRequest, 'prompt' | 'sourceVideo' | 'aspectRatio' | 'seed' |
    'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly sourceVideo: MediaInput;
  readonly aspectRatio?: '16:9' | '4:3' | '3:2' | '1:1' | '2:3' | '3:4' | '9:16' | '21:9' | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Aleph2OfficialOptions | undefined;
}

interface Seedance2Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'references' |
    'referenceVideos' | 'referenceAudio' | 'sourceVideo' | 'duration' | 'aspectRatio' | 'resolution' | 'size' |
    'audio' | 'seed'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '4:3' | '1:1' | '3:4' | '21:9' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | '4k' | undefined;
  readonly size?: '864x496' | '496x864' | '752x560' | '640x640' | '560x752' | '992x432' | '1280x720' |
    '720x1280' | '1112x834' | '960x960' | '834x1112' | '1470x630' | '1920x1080' | '1080x1920' | '1664x1248' |
    '1440x1440' | '1248x1664' | '2206x946' | '3840x2160' | '2160x3840' | '3840x2880' | '3840x3840' |
    '2880x3840' | '3840x1646' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
}

interface Seedance2FastOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'sourceVideo' | 'duration' | 'aspectRatio' |
    'resolution' | 'size' | 'audio' | 'seed'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '4:3' | '1:1' | '3:4' | '21:9' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly size?: '864x496' | '496x864' | '752x560' | '640x640' | '560x752' | '992x432' | '1280x720' |
    '720x1280' | '1112x834' | '960x960' | '834x1112' | '1470x630' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
}

interface Seedance2MiniOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'sourceVideo' | 'duration' | 'aspectRatio' |
    'resolution' | 'size' | 'audio' | 'seed'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '4:3' | '1:1' | '3:4' | '21:9' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly size?: '864x496' | '496x864' | '752x560' | '640x640' | '560x752' | '992x432' | '1280x720' |
    '720x1280' | '1112x834' | '960x960' | '834x1112' | '1470x630' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
}

interface Seedance2_5OfficialOptions extends Pick<ProviderOptions, 'runway'> {
  readonly runway?: Pick<OwnOptions, 'mode'> & { readonly mode?: 'reference' | 'extend' | 'edit' |
    undefined };
}

interface Seedance2_5Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'references' |
    'referenceVideos' | 'referenceAudio' | 'sourceVideo' | 'duration' | 'aspectRatio' | 'resolution' | 'size' |
    'audio' | 'seed' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 |
    23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '4:3' | '1:1' | '3:4' | '21:9' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly size?: '854x480' | '480x854' | '752x560' | '640x640' | '560x752' | '992x432' | '1280x720' |
    '720x1280' | '1112x834' | '960x960' | '834x1112' | '1470x630' | '1920x1080' | '1080x1920' | '1664x1248' |
    '1440x1440' | '1248x1664' | '2206x946' | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Seedance2_5OfficialOptions | undefined;
}

interface Happyhorse1_0Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' |
    'aspectRatio' | 'resolution' | 'size'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly size?: '1280x720' | '720x1280' | '960x960' | '1108x832' | '832x1108' | '1920x1080' | '1080x1920' |
    '1440x1440' | '1662x1248' | '1248x1662' | undefined;
}

interface GeminiOmniFlashOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' |
    'sourceVideo' | 'duration' | 'aspectRatio' | 'resolution' | 'size'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | undefined;
  readonly resolution?: '720p' | undefined;
  readonly size?: '1280x720' | '720x1280' | undefined;
}

interface Hailuo3Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'references' |
    'referenceVideos' | 'referenceAudio' | 'sourceVideo' | 'duration' | 'aspectRatio' | 'resolution'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '21:9' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | 'adaptive' | undefined;
  readonly resolution?: '768p' | '2k' | undefined;
}

interface H3MaxOfficialOptions extends Pick<ProviderOptions, 'runway'> {
  readonly runway?: Pick<OwnOptions, 'promptExpansionMode'> & { readonly promptExpansionMode?: 'disabled' |
    'balanced' | 'quality' | undefined };
}

interface H3MaxOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'duration' |
    'resolution' | 'seed' | 'providerOptions'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly resolution?: '480p' | '768p' | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: H3MaxOfficialOptions | undefined;
}

interface Wan3Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'references' |
    'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 |
    21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | undefined;
  readonly aspectRatio?: 'adaptive' | '16:9' | '9:16' | '4:3' | '1:1' | '3:4' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly size?: '832x480' | '480x832' | '720x544' | '624x624' | '544x720' | '1280x720' | '720x1280' |
    '1104x832' | '960x960' | '832x1104' | '1920x1080' | '1080x1920' | '1648x1248' | '1440x1440' | '1248x1648' |
    undefined;
  readonly audio?: boolean | undefined;
}

interface Wan3PrimeOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'references' |
    'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' | 'size' | 'audio'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 |
    21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | undefined;
  readonly aspectRatio?: 'adaptive' | '16:9' | '9:16' | '4:3' | '1:1' | '3:4' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly size?: '832x480' | '480x832' | '720x544' | '624x624' | '544x720' | '1280x720' | '720x1280' |
    '1104x832' | '960x960' | '832x1104' | '1920x1080' | '1080x1920' | '1648x1248' | '1440x1440' | '1248x1648' |
    undefined;
  readonly audio?: boolean | undefined;
}

interface GrokImagine1_5Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'references' |
    'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '3:2' | '2:3' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
}

interface GeminiOmniFlash1_1OfficialOptions extends Pick<ProviderOptions, 'runway'> {
  readonly runway?: Pick<OwnOptions, 'mode'> & { readonly mode?: 'reference' | 'extend' | 'edit' |
    undefined };
}

interface GeminiOmniFlash1_1Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'sourceVideo' | 'duration' | 'aspectRatio' | 'resolution' | 'size' |
    'providerOptions'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | undefined;
  readonly resolution?: '360p' | '720p' | '1080p' | '4k' | undefined;
  readonly size?: '640x360' | '360x640' | '1280x720' | '720x1280' | '1920x1080' | '1080x1920' | '3840x2160' |
    '2160x3840' | undefined;
  readonly providerOptions?: GeminiOmniFlash1_1OfficialOptions | undefined;
}

interface Veo3Official extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' | 'duration' |
    'aspectRatio' | 'resolution' | 'size'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 8 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1920x1080' | '1080x1920' | undefined;
}

interface RunwaymlGen4Turbo5Gateway extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' |
    'aspectRatio' | 'size' | 'watermark' | 'seed'> {
  readonly prompt?: string | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly firstFrame: MediaInput;
  readonly duration?: 5 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '4:3' | '1:1' | '3:4' | '21:9' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1104x832' | '960x960' | '832x1104' | '1584x672' | AnyText |
    undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
}

interface RunwaymlGen4Turbo10Gateway extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' |
    'aspectRatio' | 'size' | 'watermark' | 'seed'> {
  readonly prompt?: string | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly firstFrame: MediaInput;
  readonly duration?: 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '4:3' | '1:1' | '3:4' | '21:9' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1104x832' | '960x960' | '832x1104' | '1584x672' | AnyText |
    undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
}

interface Gen4TurboGateway extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' | 'aspectRatio' |
    'size' | 'watermark' | 'seed'> {
  readonly prompt?: string | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly firstFrame: MediaInput;
  readonly duration?: 5 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '4:3' | '1:1' | '3:4' | '21:9' | undefined;
  readonly size?: '1280x720' | '720x1280' | '1104x832' | '960x960' | '832x1104' | '1584x672' | AnyText |
    undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
}

/** Requests by the name of their model, for `defineRequest`; a model of several apis takes what one of them takes. */
export interface RunwayModelRequests {
  /** gen4_turbo (official): image-to-video. gen4_turbo (gateway): image-to-video. */
  readonly 'runway:gen4_turbo': Gen4TurboOfficial | Gen4TurboGateway;
  /** gen4.5 (official): image-to-video, text-to-video. */
  readonly 'runway:gen4.5': Gen4_5Official;
  /** veo3.1 (official): image-to-video, text-to-video. */
  readonly 'runway:veo3.1': Veo3_1Official;
  /** veo3.1_fast (official): image-to-video, text-to-video. */
  readonly 'runway:veo3.1_fast': Veo3_1FastOfficial;
  /** aleph2 (official): video-to-video. */
  readonly 'runway:aleph2': Aleph2Official;
  /** seedance2 (official): image-to-video, reference-to-video, text-to-video, video-to-video. */
  readonly 'runway:seedance2': Seedance2Official;
  /** seedance2_fast (official): image-to-video, reference-to-video, text-to-video, video-to-video. */
  readonly 'runway:seedance2_fast': Seedance2FastOfficial;
  /** seedance2_mini (official): image-to-video, reference-to-video, text-to-video, video-to-video. */
  readonly 'runway:seedance2_mini': Seedance2MiniOfficial;
  /** seedance2_5 (official): image-to-video, reference-to-video, text-to-video, video-to-video. */
  readonly 'runway:seedance2_5': Seedance2_5Official;
  /** happyhorse_1_0 (official): image-to-video, text-to-video. */
  readonly 'runway:happyhorse_1_0': Happyhorse1_0Official;
  /** gemini_omni_flash (official): image-to-video, text-to-video, video-to-video. */
  readonly 'runway:gemini_omni_flash': GeminiOmniFlashOfficial;
  /** hailuo3 (official): image-to-video, text-to-video, reference-to-video, video-to-video. */
  readonly 'runway:hailuo3': Hailuo3Official;
  /** h3_max (official): image-to-video, text-to-video. */
  readonly 'runway:h3_max': H3MaxOfficial;
  /** wan3 (official): image-to-video, text-to-video, reference-to-video. */
  readonly 'runway:wan3': Wan3Official;
  /** wan3_prime (official): image-to-video, text-to-video, reference-to-video. */
  readonly 'runway:wan3_prime': Wan3PrimeOfficial;
  /** grok_imagine_1_5 (official): image-to-video, text-to-video, reference-to-video. */
  readonly 'runway:grok_imagine_1_5': GrokImagine1_5Official;
  /** gemini_omni_flash_1.1 (official): image-to-video, text-to-video, reference-to-video, video-to-video. */
  readonly 'runway:gemini_omni_flash_1.1': GeminiOmniFlash1_1Official;
  /** veo3 (official): image-to-video, text-to-video. End of life 2026-09. */
  readonly 'runway:veo3': Veo3Official;
  /** runwayml-gen4_turbo-5 (gateway): image-to-video. */
  readonly 'runway:runwayml-gen4_turbo-5': RunwaymlGen4Turbo5Gateway;
  /** runwayml-gen4_turbo-10 (gateway): image-to-video. */
  readonly 'runway:runwayml-gen4_turbo-10': RunwaymlGen4Turbo10Gateway;
}
