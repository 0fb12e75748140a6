import type { Report } from './consumer/scenario.ts';

/** What a runtime is given: addresses of this machine, and a folder of its own. */
export interface Given {
  /** Of a simulator for this runtime alone. */
  readonly simulator: string;
  /** Where nobody listens. */
  readonly dead: string;
  readonly folder: string;
}

export interface Runtime {
  readonly name: string;
  /** Seconds rather than a minute. */
  readonly isQuick: boolean;
  /** Whether films go to a disk; where there is none `downloadVideo` has to say so. */
  readonly hasDisk: boolean;
  /** Whether an error tells that no connection was made. Where it does not, a submit that failed may be billed. */
  readonly provesRefusal: boolean;
  /** What this machine lacks for it. */
  readonly missing?: string | undefined;
  readonly run: (given: Given) => Promise<Report>;
}
