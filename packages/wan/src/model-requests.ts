/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { MediaInput, ProviderOptions } from '@vid/core';

/** wan3.0-video (official): text-to-video, image-to-video, reference-to-video. */
interface Wan3_0VideoOfficial {
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
  readonly providerOptions?: { readonly wan?: { readonly promptExtend?: true | false |
    undefined; readonly file?: NonNullable<ProviderOptions['wan']>['file'] |
    undefined; readonly link?: NonNullable<ProviderOptions['wan']>['link'] | undefined } } | undefined;
}

/** wan3.0-video-prime (official): text-to-video, image-to-video, reference-to-video. */
interface Wan3_0VideoPrimeOfficial {
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
  readonly providerOptions?: { readonly wan?: { readonly promptExtend?: true | false |
    undefined; readonly file?: NonNullable<ProviderOptions['wan']>['file'] |
    undefined; readonly link?: NonNullable<ProviderOptions['wan']>['link'] | undefined } } | undefined;
}

/** happyhorse-1.1-t2v (official): text-to-video. */
interface Happyhorse1_1T2vOfficial {
  readonly prompt: string;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '4:5' | '5:4' | '9:21' | '21:9' |
    undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
}

/** happyhorse-1.1-i2v (official): image-to-video. */
interface Happyhorse1_1I2vOfficial {
  readonly prompt?: string | undefined;
  readonly firstFrame: MediaInput;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
}

/** happyhorse-1.1-r2v (official): reference-to-video. */
interface Happyhorse1_1R2vOfficial {
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

/** wan2.7-t2v (official): text-to-video, reference-to-video. */
interface Wan2_7T2vOfficial {
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
  readonly providerOptions?: { readonly wan?: { readonly promptExtend?: true | false | undefined } } |
    undefined;
}

/** wan2.7-i2v (official): image-to-video, reference-to-video. */
interface Wan2_7I2vOfficial {
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
  readonly providerOptions?: { readonly wan?: { readonly promptExtend?: true | false | undefined } } |
    undefined;
}

/** wan2.7-r2v (official): reference-to-video. */
interface Wan2_7R2vOfficial {
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
  readonly providerOptions?: { readonly wan?: { readonly promptExtend?: true | false | undefined } } |
    undefined;
}

/** wan2.7-videoedit (official): video-to-video. */
interface Wan2_7VideoeditOfficial {
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
  readonly providerOptions?: { readonly wan?: { readonly promptExtend?: true | false |
    undefined; readonly audioSetting?: 'auto' | 'origin' | undefined } } | undefined;
}

/** happyhorse-1.0-t2v (official): text-to-video. */
interface Happyhorse1_0T2vOfficial {
  readonly prompt: string;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '4:5' | '5:4' | '9:21' | '21:9' |
    undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
}

/** happyhorse-1.0-i2v (official): image-to-video. */
interface Happyhorse1_0I2vOfficial {
  readonly prompt?: string | undefined;
  readonly firstFrame: MediaInput;
  readonly duration?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly seed?: number | undefined;
}

/** happyhorse-1.0-r2v (official): reference-to-video. */
interface Happyhorse1_0R2vOfficial {
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

/** happyhorse-1.0-video-edit (official): video-to-video. */
interface Happyhorse1_0VideoEditOfficial {
  readonly prompt: string;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo: MediaInput;
  readonly resolution?: '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: { readonly wan?: { readonly audioSetting?: 'auto' | 'origin' | undefined } } |
    undefined;
}

/** wan2.2-kf2v-flash (official): image-to-video. */
interface Wan2_2Kf2vFlashOfficial {
  readonly prompt?: string | undefined;
  readonly negativePrompt?: string | undefined;
  readonly firstFrame: MediaInput;
  readonly lastFrame: MediaInput;
  readonly duration?: 5 | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: { readonly wan?: { readonly promptExtend?: true | false | undefined } } |
    undefined;
}

export interface WanModelRequests {
  readonly 'wan:wan3.0-video': Wan3_0VideoOfficial;
  readonly 'wan:wan3.0-video-prime': Wan3_0VideoPrimeOfficial;
  readonly 'wan:happyhorse-1.1-t2v': Happyhorse1_1T2vOfficial;
  readonly 'wan:happyhorse-1.1-i2v': Happyhorse1_1I2vOfficial;
  readonly 'wan:happyhorse-1.1-r2v': Happyhorse1_1R2vOfficial;
  readonly 'wan:wan2.7-t2v': Wan2_7T2vOfficial;
  readonly 'wan:wan2.7-i2v': Wan2_7I2vOfficial;
  readonly 'wan:wan2.7-r2v': Wan2_7R2vOfficial;
  readonly 'wan:wan2.7-videoedit': Wan2_7VideoeditOfficial;
  readonly 'wan:happyhorse-1.0-t2v': Happyhorse1_0T2vOfficial;
  readonly 'wan:happyhorse-1.0-i2v': Happyhorse1_0I2vOfficial;
  readonly 'wan:happyhorse-1.0-r2v': Happyhorse1_0R2vOfficial;
  readonly 'wan:happyhorse-1.0-video-edit': Happyhorse1_0VideoEditOfficial;
  readonly 'wan:wan2.2-kf2v-flash': Wan2_2Kf2vFlashOfficial;
}
