/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { MediaInput, ProviderOptions, VideoRequest } from '@vid/core';

type OwnOptions = NonNullable<ProviderOptions['seedance']>;

interface DoubaoSeedance2_5_260628ArkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'outputFormat' | 'priority' |
    'webSearch' | 'draft' | 'taskType' | 'draftTask'> & { readonly outputFormat?: 'mp4' | 'mov' |
    undefined; readonly webSearch?: true | undefined; readonly draft?: true |
    undefined; readonly taskType?: 'auto' | 'reference' | 'extend' | undefined };
}

interface DoubaoSeedance2_5_260628Ark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'sourceVideo' | 'duration' | 'aspectRatio' |
    'resolution' | 'watermark' | 'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: DoubaoSeedance2_5_260628ArkOptions | undefined;
}

interface DoubaoSeedance2_0_260128ArkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'priority' |
    'webSearch'> & { readonly webSearch?: true | undefined };
}

interface DoubaoSeedance2_0_260128Ark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' |
    'watermark' | 'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: DoubaoSeedance2_0_260128ArkOptions | undefined;
}

interface DoubaoSeedance2_0Fast260128ArkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'priority' |
    'webSearch'> & { readonly webSearch?: true | undefined };
}

interface DoubaoSeedance2_0Fast260128Ark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' |
    'watermark' | 'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: DoubaoSeedance2_0Fast260128ArkOptions | undefined;
}

interface DoubaoSeedance2_0Mini260615ArkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'priority' |
    'webSearch'> & { readonly webSearch?: true | undefined };
}

interface DoubaoSeedance2_0Mini260615Ark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' |
    'watermark' | 'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: DoubaoSeedance2_0Mini260615ArkOptions | undefined;
}

interface DoubaoSeedance1_5Pro251215ArkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'cameraFixed' |
    'serviceTier'> & { readonly cameraFixed?: true | false | undefined; readonly serviceTier?: 'default' |
    'flex' | undefined };
}

interface DoubaoSeedance1_5Pro251215Ark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'audio' | 'seed' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: DoubaoSeedance1_5Pro251215ArkOptions | undefined;
}

interface DoubaoSeedance1_0Pro250528ArkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'cameraFixed' | 'frames' |
    'serviceTier'> & { readonly cameraFixed?: true | false | undefined; readonly serviceTier?: 'default' |
    'flex' | undefined };
}

interface DoubaoSeedance1_0Pro250528Ark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'seed' | 'callbackUrl' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: DoubaoSeedance1_0Pro250528ArkOptions | undefined;
}

interface DoubaoSeedance1_0ProFast251015ArkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'cameraFixed' | 'frames' |
    'serviceTier'> & { readonly cameraFixed?: true | false | undefined; readonly serviceTier?: 'default' |
    'flex' | undefined };
}

interface DoubaoSeedance1_0ProFast251015Ark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' |
    'aspectRatio' | 'resolution' | 'watermark' | 'seed' | 'callbackUrl' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: DoubaoSeedance1_0ProFast251015ArkOptions | undefined;
}

interface DreaminaSeedance2_5_260628ModelarkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'outputFormat' | 'priority' |
    'draft' | 'taskType' | 'draftTask'> & { readonly outputFormat?: 'mp4' | 'mov' |
    undefined; readonly draft?: true | undefined; readonly taskType?: 'auto' | 'reference' | 'extend' |
    undefined };
}

interface DreaminaSeedance2_5_260628Modelark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'sourceVideo' | 'duration' | 'aspectRatio' |
    'resolution' | 'watermark' | 'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: DreaminaSeedance2_5_260628ModelarkOptions | undefined;
}

interface DreaminaSeedance2_0_260128ModelarkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'priority'>;
}

interface DreaminaSeedance2_0_260128Modelark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' |
    'watermark' | 'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: DreaminaSeedance2_0_260128ModelarkOptions | undefined;
}

interface DreaminaSeedance2_0Fast260128ModelarkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'priority'>;
}

interface DreaminaSeedance2_0Fast260128Modelark extends Pick<VideoRequest, 'prompt' | 'firstFrame' |
    'lastFrame' | 'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' |
    'resolution' | 'watermark' | 'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: DreaminaSeedance2_0Fast260128ModelarkOptions | undefined;
}

interface DreaminaSeedance2_0Mini260615ModelarkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'priority'>;
}

interface DreaminaSeedance2_0Mini260615Modelark extends Pick<VideoRequest, 'prompt' | 'firstFrame' |
    'lastFrame' | 'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' |
    'resolution' | 'watermark' | 'audio' | 'seed' | 'callbackUrl' | 'providerOptions'> {
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
  readonly providerOptions?: DreaminaSeedance2_0Mini260615ModelarkOptions | undefined;
}

interface Seedance1_5Pro251215ModelarkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'cameraFixed' |
    'serviceTier'> & { readonly cameraFixed?: true | false | undefined; readonly serviceTier?: 'default' |
    'flex' | undefined };
}

interface Seedance1_5Pro251215Modelark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'audio' | 'seed' | 'callbackUrl' |
    'providerOptions'> {
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
  readonly providerOptions?: Seedance1_5Pro251215ModelarkOptions | undefined;
}

interface Seedance1_0Pro250528ModelarkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'cameraFixed' | 'frames' |
    'serviceTier'> & { readonly cameraFixed?: true | false | undefined; readonly serviceTier?: 'default' |
    'flex' | undefined };
}

interface Seedance1_0Pro250528Modelark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'seed' | 'callbackUrl' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: Seedance1_0Pro250528ModelarkOptions | undefined;
}

interface Seedance1_0ProFast251015ModelarkOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'cameraFixed' | 'frames' |
    'serviceTier'> & { readonly cameraFixed?: true | false | undefined; readonly serviceTier?: 'default' |
    'flex' | undefined };
}

interface Seedance1_0ProFast251015Modelark extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'duration' |
    'aspectRatio' | 'resolution' | 'watermark' | 'seed' | 'callbackUrl' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: Seedance1_0ProFast251015ModelarkOptions | undefined;
}

interface DoubaoSeedance2_5_260628GatewayOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'outputFormat' |
    'taskType'> & { readonly outputFormat?: 'mp4' | 'mov' | undefined; readonly taskType?: 'auto' |
    'reference' | 'extend' | undefined };
}

interface DoubaoSeedance2_5_260628Gateway extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'sourceVideo' | 'duration' | 'aspectRatio' |
    'resolution' | 'watermark' | 'audio' | 'seed' | 'providerOptions'> {
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
  readonly providerOptions?: DoubaoSeedance2_5_260628GatewayOptions | undefined;
}

interface DoubaoSeedance2_0_260128GatewayOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter'>;
}

interface DoubaoSeedance2_0_260128Gateway extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' |
    'watermark' | 'audio' | 'seed' | 'providerOptions'> {
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
  readonly providerOptions?: DoubaoSeedance2_0_260128GatewayOptions | undefined;
}

interface DoubaoSeedance2_0Fast260128GatewayOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter'>;
}

interface DoubaoSeedance2_0Fast260128Gateway extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' |
    'watermark' | 'audio' | 'seed' | 'providerOptions'> {
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
  readonly providerOptions?: DoubaoSeedance2_0Fast260128GatewayOptions | undefined;
}

interface DoubaoSeedance2_0Mini260615GatewayOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter'>;
}

interface DoubaoSeedance2_0Mini260615Gateway extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'references' | 'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' |
    'watermark' | 'audio' | 'seed' | 'providerOptions'> {
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
  readonly providerOptions?: DoubaoSeedance2_0Mini260615GatewayOptions | undefined;
}

interface DoubaoSeedance1_5Pro251215GatewayOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' |
    'cameraFixed'> & { readonly cameraFixed?: true | false | undefined };
}

interface DoubaoSeedance1_5Pro251215Gateway extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'audio' | 'seed' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 'auto' | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: DoubaoSeedance1_5Pro251215GatewayOptions | undefined;
}

interface DoubaoSeedance1_0Pro250528GatewayOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'cameraFixed' |
    'frames'> & { readonly cameraFixed?: true | false | undefined };
}

interface DoubaoSeedance1_0Pro250528Gateway extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' |
    'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'seed' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: DoubaoSeedance1_0Pro250528GatewayOptions | undefined;
}

interface DoubaoSeedance1_0ProFast251015GatewayOptions extends Pick<ProviderOptions, 'seedance'> {
  readonly seedance?: Pick<OwnOptions, 'safetyIdentifier' | 'expiresAfter' | 'cameraFixed' |
    'frames'> & { readonly cameraFixed?: true | false | undefined };
}

interface DoubaoSeedance1_0ProFast251015Gateway extends Pick<VideoRequest, 'prompt' | 'firstFrame' |
    'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'seed' | 'providerOptions'> {
  readonly prompt?: string | undefined;
  readonly firstFrame?: MediaInput | undefined;
  readonly duration?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | undefined;
  readonly aspectRatio?: '16:9' | '4:3' | '1:1' | '3:4' | '9:16' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '480p' | '720p' | '1080p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly seed?: number | undefined;
  readonly providerOptions?: DoubaoSeedance1_0ProFast251015GatewayOptions | undefined;
}

/** Requests by the name of their model, for `defineRequest`; a model of several apis takes what one of them takes. */
export interface SeedanceModelRequests {
  /** doubao-seedance-2-5-260628 (ark): text-to-video, image-to-video, reference-to-video, video-to-video. doubao-seedance-2-5-260628 (gateway): text-to-video, image-to-video, reference-to-video, video-to-video. */
  readonly 'seedance:doubao-seedance-2-5-260628': DoubaoSeedance2_5_260628Ark |
    DoubaoSeedance2_5_260628Gateway;
  /** doubao-seedance-2-0-260128 (ark): text-to-video, image-to-video, reference-to-video. doubao-seedance-2-0-260128 (gateway): text-to-video, image-to-video, reference-to-video. */
  readonly 'seedance:doubao-seedance-2-0-260128': DoubaoSeedance2_0_260128Ark |
    DoubaoSeedance2_0_260128Gateway;
  /** doubao-seedance-2-0-fast-260128 (ark): text-to-video, image-to-video, reference-to-video. doubao-seedance-2-0-fast-260128 (gateway): text-to-video, image-to-video, reference-to-video. */
  readonly 'seedance:doubao-seedance-2-0-fast-260128': DoubaoSeedance2_0Fast260128Ark |
    DoubaoSeedance2_0Fast260128Gateway;
  /** doubao-seedance-2-0-mini-260615 (ark): text-to-video, image-to-video, reference-to-video. doubao-seedance-2-0-mini-260615 (gateway): text-to-video, image-to-video, reference-to-video. */
  readonly 'seedance:doubao-seedance-2-0-mini-260615': DoubaoSeedance2_0Mini260615Ark |
    DoubaoSeedance2_0Mini260615Gateway;
  /** doubao-seedance-1-5-pro-251215 (ark): text-to-video, image-to-video. End of life 2026-09-21. doubao-seedance-1-5-pro-251215 (gateway): text-to-video, image-to-video. End of life 2026-09-21. */
  readonly 'seedance:doubao-seedance-1-5-pro-251215': DoubaoSeedance1_5Pro251215Ark |
    DoubaoSeedance1_5Pro251215Gateway;
  /** doubao-seedance-1-0-pro-250528 (ark): text-to-video, image-to-video. End of life 2026-11-24. doubao-seedance-1-0-pro-250528 (gateway): text-to-video, image-to-video. End of life 2026-11-24. */
  readonly 'seedance:doubao-seedance-1-0-pro-250528': DoubaoSeedance1_0Pro250528Ark |
    DoubaoSeedance1_0Pro250528Gateway;
  /** doubao-seedance-1-0-pro-fast-251015 (ark): text-to-video, image-to-video. End of life 2026-11-24. doubao-seedance-1-0-pro-fast-251015 (gateway): text-to-video, image-to-video. End of life 2026-11-24. */
  readonly 'seedance:doubao-seedance-1-0-pro-fast-251015': DoubaoSeedance1_0ProFast251015Ark |
    DoubaoSeedance1_0ProFast251015Gateway;
  /** dreamina-seedance-2-5-260628 (modelark): text-to-video, image-to-video, reference-to-video, video-to-video. */
  readonly 'seedance:dreamina-seedance-2-5-260628': DreaminaSeedance2_5_260628Modelark;
  /** dreamina-seedance-2-0-260128 (modelark): text-to-video, image-to-video, reference-to-video. */
  readonly 'seedance:dreamina-seedance-2-0-260128': DreaminaSeedance2_0_260128Modelark;
  /** dreamina-seedance-2-0-fast-260128 (modelark): text-to-video, image-to-video, reference-to-video. */
  readonly 'seedance:dreamina-seedance-2-0-fast-260128': DreaminaSeedance2_0Fast260128Modelark;
  /** dreamina-seedance-2-0-mini-260615 (modelark): text-to-video, image-to-video, reference-to-video. */
  readonly 'seedance:dreamina-seedance-2-0-mini-260615': DreaminaSeedance2_0Mini260615Modelark;
  /** seedance-1-5-pro-251215 (modelark): text-to-video, image-to-video. End of life 2026-11-11. */
  readonly 'seedance:seedance-1-5-pro-251215': Seedance1_5Pro251215Modelark;
  /** seedance-1-0-pro-250528 (modelark): text-to-video, image-to-video. */
  readonly 'seedance:seedance-1-0-pro-250528': Seedance1_0Pro250528Modelark;
  /** seedance-1-0-pro-fast-251015 (modelark): text-to-video, image-to-video. */
  readonly 'seedance:seedance-1-0-pro-fast-251015': Seedance1_0ProFast251015Modelark;
}
