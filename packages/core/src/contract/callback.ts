import type { Clock } from './clock.ts';
import type { VideoTask } from './task.ts';

/** The task that a callback is about, as the callback names it. */
export interface CallbackSubject {
  /** The service's id of the task. */
  readonly id: string;
  /** Our own name for the request, where the service sends it along; see `GenerateOptions.reference`. */
  readonly reference: string | undefined;
}

/** How one callback is read. */
export interface CallbackOptions {
  /** The secret by which the service signs, as the service shows it. Without it no callback is believed. */
  readonly secret?: string | undefined;
  /** The task as the host has stored it: a callback does not carry a whole one. `undefined`: no such task here. */
  readonly find: (subject: CallbackSubject) => VideoTask | undefined | Promise<VideoTask | undefined>;
  /**
   * Whether this delivery was handled before; marks it as handled. Asked last, about signed callbacks only, so that one
   * whose handling failed can be sent again. Default: this provider's own memory, as long as a signature is valid,
   * of 10,000 deliveries at most. Where several processes receive callbacks, pass one that they share.
   */
  readonly seenBefore?: ((deliveryId: string) => boolean | Promise<boolean>) | undefined;
  /** Decides whether a signature is too old. Default: the real clock. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/**
 * What a callback was worth. `verified`: the service said so, the task has what is new. `hint`: nobody knows who said
 * so, the task is the stored one: ask now (`query`). `duplicate`: handled before, the task is the stored one.
 */
export interface CallbackNews {
  /** `verified`: signed by the service. `hint`: not signed, query the task. `duplicate`: handled before. */
  readonly outcome: 'verified' | 'hint' | 'duplicate';
  /** With the news where `verified`; as it was stored otherwise. */
  readonly task: VideoTask;
  /** A callback about a task needs no answer but HTTP 200. */
  readonly reply?: undefined;
}

/**
 * No news of a task: the service asks whether the URL is yours, before it takes the submit that names it. Answer 200 with
 * `reply` as JSON, at once.
 */
export interface CallbackChallenge {
  /** Tells a challenge from news of a task. */
  readonly outcome: 'challenge';
  /** The JSON body of the answer, with HTTP 200. */
  readonly reply: Readonly<Record<string, unknown>>;
  /** A challenge is about no task. */
  readonly task?: undefined;
}

/**
 * What `handleCallback` read: news of a task, or the service's question whether the URL is yours. Switch over
 * `outcome`.
 */
export type CallbackResult = CallbackNews | CallbackChallenge;
