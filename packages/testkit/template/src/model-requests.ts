/* Generated from the capability tables by `vid-provider types`; do not edit. */

/** nameless-1 (official): text-to-video. */
interface Nameless1Official {
  readonly prompt: string;
  readonly duration?: 5 | 10 | undefined;
}

export interface NamelessModelRequests {
  readonly 'nameless:nameless-1': Nameless1Official;
}
