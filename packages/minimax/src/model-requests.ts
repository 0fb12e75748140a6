/* Generated from the capability tables by `pnpm docs:capabilities`; do not edit. */

/** minimax-1 (official): text-to-video. */
interface Minimax1Official {
  readonly prompt: string;
  readonly duration?: 5 | 10 | undefined;
}

export interface MinimaxModelRequests {
  readonly 'minimax:minimax-1': Minimax1Official;
}
