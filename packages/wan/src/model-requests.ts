/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { MediaInput, ProviderOptions, VideoRequest } from '@vid/core';

type OwnOptions = NonNullable<ProviderOptions['wan']>;

interface Wan3_0VideoOfficialOptions extends Pick<ProviderOptions, 'wan'> {
  readonly wan?: Pick<OwnOptions, 'promptExtend' | 'file' | 'link'> & { readonly promptExtend?: true | false |
    undefined };
}

interface Wan3_0VideoOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'references' |
    'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'audio' |
    'seed' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 |
    21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 'auto' | undefined;
  readonly aspectRatio?: 'adaptive' | '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Wan3_0VideoOfficialOptions | undefined;
}

interface Wan3_0VideoPrimeOfficialOptions extends Pick<ProviderOptions, 'wan'> {
  readonly wan?: Pick<OwnOptions, 'promptExtend' | 'file' | 'link'> & { readonly promptExtend?: true | false |
    undefined };
}

interface Wan3_0VideoPrimeOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' |
    'watermark' | 'audio' | 'seed' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 |
    21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 'auto' | undefined;
  readonly aspectRatio?: 'adaptive' | '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Wan3_0VideoPrimeOfficialOptions | undefined;
}

interface Happyhorse1_1T2vOfficial extends Pick<VideoRequest, 'prompt' | 'duration' | 'aspectRatio' |
    'resolution' | 'watermark' | 'audio' | 'seed'> {
  readonly prompt: string;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '4:5' | '5:4' | '9:21' | '21:9' |
    undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
}

interface Happyhorse1_1I2vOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' |
    'resolution' | 'watermark' | 'audio' | 'seed'> {
  readonly prompt?: string | undefined;
  readonly firstFrame: MediaInput;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
}

interface Happyhorse1_1R2vOfficial extends Pick<VideoRequest, 'prompt' | 'references' | 'duration' |
    'aspectRatio' | 'resolution' | 'watermark' | 'audio' | 'seed'> {
  readonly prompt: string;
  readonly references: readonly MediaInput[];
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '4:5' | '5:4' | '9:21' | '21:9' |
    undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
}

interface Wan2_7T2vOfficialOptions extends Pick<ProviderOptions, 'wan'> {
  readonly wan?: Pick<OwnOptions, 'promptExtend'> & { readonly promptExtend?: true | false | undefined };
}

interface Wan2_7T2vOfficial extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'referenceAudio' |
    'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'audio' | 'seed' | 'providerOptions'> {
  readonly prompt: string;
  readonly negativePrompt?: string | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Wan2_7T2vOfficialOptions | undefined;
}

interface Wan2_7I2vOfficialOptions extends Pick<ProviderOptions, 'wan'> {
  readonly wan?: Pick<OwnOptions, 'promptExtend'> & { readonly promptExtend?: true | false | undefined };
}

interface Wan2_7I2vOfficial extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' |
    'lastFrame' | 'referenceAudio' | 'duration' | 'resolution' | 'watermark' | 'audio' | 'seed' |
    'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame: MediaInput;
  readonly lastFrame?: MediaInput | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Wan2_7I2vOfficialOptions | undefined;
}

interface Wan2_7R2vOfficialOptions extends Pick<ProviderOptions, 'wan'> {
  readonly wan?: Pick<OwnOptions, 'promptExtend'> & { readonly promptExtend?: true | false | undefined };
}

interface Wan2_7R2vOfficial extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'references' |
    'referenceVideos' | 'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'audio' | 'seed' |
    'providerOptions'> {
  readonly prompt: string;
  readonly negativePrompt?: string | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Wan2_7R2vOfficialOptions | undefined;
}

interface Wan2_7VideoeditOfficialOptions extends Pick<ProviderOptions, 'wan'> {
  readonly wan?: Pick<OwnOptions, 'promptExtend' | 'audioSetting'> & { readonly promptExtend?: true | false |
    undefined; readonly audioSetting?: 'auto' | 'origin' | undefined };
}

interface Wan2_7VideoeditOfficial extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'references' |
    'sourceVideo' | 'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'seed' | 'providerOptions'> {
  readonly prompt: string;
  readonly negativePrompt?: string | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo: MediaInput;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Wan2_7VideoeditOfficialOptions | undefined;
}

interface Happyhorse1_0T2vOfficial extends Pick<VideoRequest, 'prompt' | 'duration' | 'aspectRatio' |
    'resolution' | 'watermark' | 'audio' | 'seed'> {
  readonly prompt: string;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '4:5' | '5:4' | '9:21' | '21:9' |
    undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
}

interface Happyhorse1_0I2vOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' |
    'resolution' | 'watermark' | 'audio' | 'seed'> {
  readonly prompt?: string | undefined;
  readonly firstFrame: MediaInput;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
}

interface Happyhorse1_0R2vOfficial extends Pick<VideoRequest, 'prompt' | 'references' | 'duration' |
    'aspectRatio' | 'resolution' | 'watermark' | 'audio' | 'seed'> {
  readonly prompt: string;
  readonly references: readonly MediaInput[];
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '4:5' | '5:4' | '9:21' | '21:9' |
    undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
}

interface Happyhorse1_0VideoEditOfficialOptions extends Pick<ProviderOptions, 'wan'> {
  readonly wan?: Pick<OwnOptions, 'audioSetting'> & { readonly audioSetting?: 'auto' | 'origin' | undefined };
}

interface Happyhorse1_0VideoEditOfficial extends Pick<VideoRequest, 'prompt' | 'references' | 'sourceVideo' |
    'resolution' | 'watermark' | 'seed' | 'providerOptions'> {
  readonly prompt: string;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo: MediaInput;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Happyhorse1_0VideoEditOfficialOptions | undefined;
}

interface Wan2_2Kf2vFlashOfficialOptions extends Pick<ProviderOptions, 'wan'> {
  readonly wan?: Pick<OwnOptions, 'promptExtend'> & { readonly promptExtend?: true | false | undefined };
}

interface Wan2_2Kf2vFlashOfficial extends Pick<VideoRequest, 'prompt' | 'negativePrompt' | 'firstFrame' |
    'lastFrame' | 'duration' | 'resolution' | 'watermark' | 'seed' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame: MediaInput;
  readonly lastFrame: MediaInput;
  readonly duration?: 5 | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: Wan2_2Kf2vFlashOfficialOptions | undefined;
}

/** Requests by the name of their model, for `defineRequest`; a model of several apis takes what one of them takes. */
export interface WanModelRequests {
  /** wan3.0-video (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'wan:wan3.0-video': Wan3_0VideoOfficial;
  /** wan3.0-video-prime (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'wan:wan3.0-video-prime': Wan3_0VideoPrimeOfficial;
  /** happyhorse-1.1-t2v (official): text-to-video. */
  readonly 'wan:happyhorse-1.1-t2v': Happyhorse1_1T2vOfficial;
  /** happyhorse-1.1-i2v (official): image-to-video. */
  readonly 'wan:happyhorse-1.1-i2v': Happyhorse1_1I2vOfficial;
  /** happyhorse-1.1-r2v (official): reference-to-video. */
  readonly 'wan:happyhorse-1.1-r2v': Happyhorse1_1R2vOfficial;
  /** wan2.7-t2v (official): text-to-video, reference-to-video. */
  readonly 'wan:wan2.7-t2v': Wan2_7T2vOfficial;
  /** wan2.7-i2v (official): image-to-video, reference-to-video. */
  readonly 'wan:wan2.7-i2v': Wan2_7I2vOfficial;
  /** wan2.7-r2v (official): reference-to-video. */
  readonly 'wan:wan2.7-r2v': Wan2_7R2vOfficial;
  /** wan2.7-videoedit (official): video-to-video. */
  readonly 'wan:wan2.7-videoedit': Wan2_7VideoeditOfficial;
  /** happyhorse-1.0-t2v (official): text-to-video. */
  readonly 'wan:happyhorse-1.0-t2v': Happyhorse1_0T2vOfficial;
  /** happyhorse-1.0-i2v (official): image-to-video. */
  readonly 'wan:happyhorse-1.0-i2v': Happyhorse1_0I2vOfficial;
  /** happyhorse-1.0-r2v (official): reference-to-video. */
  readonly 'wan:happyhorse-1.0-r2v': Happyhorse1_0R2vOfficial;
  /** happyhorse-1.0-video-edit (official): video-to-video. */
  readonly 'wan:happyhorse-1.0-video-edit': Happyhorse1_0VideoEditOfficial;
  /** wan2.2-kf2v-flash (official): image-to-video. */
  readonly 'wan:wan2.2-kf2v-flash': Wan2_2Kf2vFlashOfficial;
}
