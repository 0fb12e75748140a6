/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { MediaInput, ProviderOptions, VideoRequest } from '@vid/core';

type OwnOptions = NonNullable<ProviderOptions['minimax']>;

interface MiniMaxH3Official extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'references' |
    'referenceVideos' | 'referenceAudio' | 'duration' | 'aspectRatio' | 'resolution' | 'watermark' | 'audio' |
    'callbackUrl'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly references?: readonly MediaInput[] | undefined;
  readonly referenceVideos?: readonly MediaInput[] | undefined;
  readonly referenceAudio?: readonly MediaInput[] | undefined;
  readonly duration?: 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '768p' | '2k' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly callbackUrl?: string | undefined;
}

interface MiniMaxH3MaxOfficialOptions extends Pick<ProviderOptions, 'minimax'> {
  readonly minimax?: Pick<OwnOptions, 'promptExpansion'> & { readonly promptExpansion?: 'disabled' |
    'balanced' | 'quality' | undefined };
}

interface MiniMaxH3MaxOfficial extends Pick<VideoRequest, 'prompt' | 'firstFrame' | 'lastFrame' | 'duration' |
    'aspectRatio' | 'resolution' | 'watermark' | 'audio' | 'callbackUrl' | 'providerOptions'> {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '768p' | '480p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: MiniMaxH3MaxOfficialOptions | undefined;
}

/** Requests by the name of their model, for `defineRequest`; a model of several apis takes what one of them takes. */
export interface MinimaxModelRequests {
  /** MiniMax-H3 (official): text-to-video, image-to-video, reference-to-video. */
  readonly 'minimax:MiniMax-H3': MiniMaxH3Official;
  /** MiniMax-H3-Max (official): text-to-video, image-to-video. */
  readonly 'minimax:MiniMax-H3-Max': MiniMaxH3MaxOfficial;
}
