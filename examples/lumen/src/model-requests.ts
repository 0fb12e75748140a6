/* Generated from the capability tables by `vid-provider types`; do not edit. */

/** lumen-1 (official): text-to-video. */
interface Lumen1Official {
  readonly prompt: string;
  readonly duration?: 4 | 8 | undefined;
  readonly aspectRatio?: '16:9' | '9:16' | undefined;
}

export interface LumenModelRequests {
  readonly 'lumen:lumen-1': Lumen1Official;
}
