/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */
import type { MediaInput } from '@vid/core';

/** MiniMax-H3 (official): text-to-video, image-to-video, reference-to-video. */
interface MiniMaxH3Official {
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

/** MiniMax-H3-Max (official): text-to-video, image-to-video. */
interface MiniMaxH3MaxOfficial {
  readonly prompt: string;
  readonly firstFrame?: MediaInput | undefined;
  readonly lastFrame?: MediaInput | undefined;
  readonly duration?: 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | '1:1' | '4:3' | '3:4' | '21:9' | 'adaptive' | undefined;
  readonly resolution?: '768p' | '480p' | undefined;
  readonly watermark?: boolean | undefined;
  readonly audio?: true | undefined;
  readonly callbackUrl?: string | undefined;
  readonly providerOptions?: { readonly minimax?: { readonly promptExpansion?: 'disabled' | 'balanced' |
    'quality' | undefined } } | undefined;
}

export interface MinimaxModelRequests {
  readonly 'minimax:MiniMax-H3': MiniMaxH3Official;
  readonly 'minimax:MiniMax-H3-Max': MiniMaxH3MaxOfficial;
}
