/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */

/** seedance-1 (official): text-to-video. */
interface Seedance1Official {
  readonly prompt: string;
  readonly duration?: 5 | 10 | undefined;
}

export interface SeedanceModelRequests {
  readonly 'seedance:seedance-1': Seedance1Official;
}
