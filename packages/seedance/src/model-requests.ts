/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { MediaInput, ProviderOptions } from '@vid/core';

/** doubao-seedance-2-5-260628 (ark): text-to-video, image-to-video, reference-to-video, video-to-video. */
interface DoubaoSeedance2_5_260628Ark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 |
    23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly outputFormat?: 'mp4' | 'mov' |
    undefined; readonly priority?: number | undefined; readonly webSearch?: true |
    undefined; readonly draft?: true | undefined; readonly taskType?: 'auto' | 'reference' | 'extend' |
    undefined; readonly draftTask?: NonNullable<ProviderOptions['seedance']>['draftTask'] | undefined } } |
    undefined;
}

/** doubao-seedance-2-0-260128 (ark): text-to-video, image-to-video, reference-to-video. */
interface DoubaoSeedance2_0_260128Ark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | '4k' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly priority?: number |
    undefined; readonly webSearch?: true | undefined } } | undefined;
}

/** doubao-seedance-2-0-fast-260128 (ark): text-to-video, image-to-video, reference-to-video. */
interface DoubaoSeedance2_0Fast260128Ark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly priority?: number |
    undefined; readonly webSearch?: true | undefined } } | undefined;
}

/** doubao-seedance-2-0-mini-260615 (ark): text-to-video, image-to-video, reference-to-video. */
interface DoubaoSeedance2_0Mini260615Ark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly priority?: number |
    undefined; readonly webSearch?: true | undefined } } | undefined;
}

/** doubao-seedance-1-5-pro-251215 (ark): text-to-video, image-to-video. End of life 2026-09-21. */
interface DoubaoSeedance1_5Pro251215Ark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly cameraFixed?: true | false |
    undefined; readonly serviceTier?: 'default' | 'flex' | undefined } } | undefined;
}

/** doubao-seedance-1-0-pro-250528 (ark): text-to-video, image-to-video. End of life 2026-11-24. */
interface DoubaoSeedance1_0Pro250528Ark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly cameraFixed?: true | false |
    undefined; readonly frames?: number | undefined; readonly serviceTier?: 'default' | 'flex' |
    undefined } } | undefined;
}

/** doubao-seedance-1-0-pro-fast-251015 (ark): text-to-video, image-to-video. End of life 2026-11-24. */
interface DoubaoSeedance1_0ProFast251015Ark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly cameraFixed?: true | false |
    undefined; readonly frames?: number | undefined; readonly serviceTier?: 'default' | 'flex' |
    undefined } } | undefined;
}

/** dreamina-seedance-2-5-260628 (modelark): text-to-video, image-to-video, reference-to-video, video-to-video. */
interface DreaminaSeedance2_5_260628Modelark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 |
    23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly outputFormat?: 'mp4' | 'mov' |
    undefined; readonly priority?: number | undefined; readonly draft?: true |
    undefined; readonly taskType?: 'auto' | 'reference' | 'extend' |
    undefined; readonly draftTask?: NonNullable<ProviderOptions['seedance']>['draftTask'] | undefined } } |
    undefined;
}

/** dreamina-seedance-2-0-260128 (modelark): text-to-video, image-to-video, reference-to-video. */
interface DreaminaSeedance2_0_260128Modelark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | '4k' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly priority?: number | undefined } } |
    undefined;
}

/** dreamina-seedance-2-0-fast-260128 (modelark): text-to-video, image-to-video, reference-to-video. */
interface DreaminaSeedance2_0Fast260128Modelark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly priority?: number | undefined } } |
    undefined;
}

/** dreamina-seedance-2-0-mini-260615 (modelark): text-to-video, image-to-video, reference-to-video. */
interface DreaminaSeedance2_0Mini260615Modelark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly priority?: number | undefined } } |
    undefined;
}

/** seedance-1-5-pro-251215 (modelark): text-to-video, image-to-video. End of life 2026-11-11. */
interface Seedance1_5Pro251215Modelark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly cameraFixed?: true | false |
    undefined; readonly serviceTier?: 'default' | 'flex' | undefined } } | undefined;
}

/** seedance-1-0-pro-250528 (modelark): text-to-video, image-to-video. */
interface Seedance1_0Pro250528Modelark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly cameraFixed?: true | false |
    undefined; readonly frames?: number | undefined; readonly serviceTier?: 'default' | 'flex' |
    undefined } } | undefined;
}

/** seedance-1-0-pro-fast-251015 (modelark): text-to-video, image-to-video. */
interface Seedance1_0ProFast251015Modelark {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly cameraFixed?: true | false |
    undefined; readonly frames?: number | undefined; readonly serviceTier?: 'default' | 'flex' |
    undefined } } | undefined;
}

/** doubao-seedance-2-5-260628 (gateway): text-to-video, image-to-video, reference-to-video, video-to-video. */
interface DoubaoSeedance2_5_260628Gateway {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly sourceVideo?: MediaInput | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 |
    23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly outputFormat?: 'mp4' | 'mov' |
    undefined; readonly taskType?: 'auto' | 'reference' | 'extend' | undefined } } | undefined;
}

/** doubao-seedance-2-0-260128 (gateway): text-to-video, image-to-video, reference-to-video. */
interface DoubaoSeedance2_0_260128Gateway {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | '4k' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined } } | undefined;
}

/** doubao-seedance-2-0-fast-260128 (gateway): text-to-video, image-to-video, reference-to-video. */
interface DoubaoSeedance2_0Fast260128Gateway {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined } } | undefined;
}

/** doubao-seedance-2-0-mini-260615 (gateway): text-to-video, image-to-video, reference-to-video. */
interface DoubaoSeedance2_0Mini260615Gateway {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  /** By link: a file needs a `mediaStore`, of the router or the provider. */
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined } } | undefined;
}

/** doubao-seedance-1-5-pro-251215 (gateway): text-to-video, image-to-video. End of life 2026-09-21. */
interface DoubaoSeedance1_5Pro251215Gateway {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly cameraFixed?: true | false |
    undefined } } | undefined;
}

/** doubao-seedance-1-0-pro-250528 (gateway): text-to-video, image-to-video. End of life 2026-11-24. */
interface DoubaoSeedance1_0Pro250528Gateway {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly cameraFixed?: true | false |
    undefined; readonly frames?: number | undefined } } | undefined;
}

/** doubao-seedance-1-0-pro-fast-251015 (gateway): text-to-video, image-to-video. End of life 2026-11-24. */
interface DoubaoSeedance1_0ProFast251015Gateway {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: { readonly seedance?: { readonly safetyIdentifier?: string |
    undefined; readonly expiresAfter?: number | undefined; readonly cameraFixed?: true | false |
    undefined; readonly frames?: number | undefined } } | undefined;
}

export interface SeedanceModelRequests {
  readonly 'seedance:doubao-seedance-2-5-260628': DoubaoSeedance2_5_260628Ark |
    DoubaoSeedance2_5_260628Gateway;
  readonly 'seedance:doubao-seedance-2-0-260128': DoubaoSeedance2_0_260128Ark |
    DoubaoSeedance2_0_260128Gateway;
  readonly 'seedance:doubao-seedance-2-0-fast-260128': DoubaoSeedance2_0Fast260128Ark |
    DoubaoSeedance2_0Fast260128Gateway;
  readonly 'seedance:doubao-seedance-2-0-mini-260615': DoubaoSeedance2_0Mini260615Ark |
    DoubaoSeedance2_0Mini260615Gateway;
  readonly 'seedance:doubao-seedance-1-5-pro-251215': DoubaoSeedance1_5Pro251215Ark |
    DoubaoSeedance1_5Pro251215Gateway;
  readonly 'seedance:doubao-seedance-1-0-pro-250528': DoubaoSeedance1_0Pro250528Ark |
    DoubaoSeedance1_0Pro250528Gateway;
  readonly 'seedance:doubao-seedance-1-0-pro-fast-251015': DoubaoSeedance1_0ProFast251015Ark |
    DoubaoSeedance1_0ProFast251015Gateway;
  readonly 'seedance:dreamina-seedance-2-5-260628': DreaminaSeedance2_5_260628Modelark;
  readonly 'seedance:dreamina-seedance-2-0-260128': DreaminaSeedance2_0_260128Modelark;
  readonly 'seedance:dreamina-seedance-2-0-fast-260128': DreaminaSeedance2_0Fast260128Modelark;
  readonly 'seedance:dreamina-seedance-2-0-mini-260615': DreaminaSeedance2_0Mini260615Modelark;
  readonly 'seedance:seedance-1-5-pro-251215': Seedance1_5Pro251215Modelark;
  readonly 'seedance:seedance-1-0-pro-250528': Seedance1_0Pro250528Modelark;
  readonly 'seedance:seedance-1-0-pro-fast-251015': Seedance1_0ProFast251015Modelark;
}
