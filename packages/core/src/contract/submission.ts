import type { ModelRef } from './names.ts';

/**
 * One paid request as it is about to leave: what a host journals before it is sent, and what finds the task again
 * when the outcome stayed unknown. Plain JSON; holds no secret and nothing of the request but its fingerprint.
 */
export interface Submission extends ModelRef {
  /** Our own name for the request, minted before it is sent. The service has it where its api takes one. */
  readonly reference: string;
  /** What the provider needs besides the reference to look the task up. */
  readonly lookup?: Readonly<Record<string, string>> | undefined;
  /**
   * The service's own id of the call, where an answer told it: then the submission in the error of an unknown outcome knows
   * more than the one that was journaled before. Some services list tasks with it.
   */
  readonly requestId?: string | undefined;
  /** ISO time, by this machine's clock. */
  readonly submittedAt: string;
  /** SHA-256 of the body that is sent, hex: equal requests have equal fingerprints. */
  readonly fingerprint: string;
}
