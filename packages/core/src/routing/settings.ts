import type { Clock } from '../contract/clock.ts';
import type { MediaStore } from '../contract/media-store.ts';
import type { ExchangeRates } from '../contract/money.ts';
import type { GenerateOptions } from '../contract/provider.ts';
import type { EventListener } from '../observing/events.ts';
import type { DurationStore } from '../planning/durations.ts';
import type { RoutingOptions } from '../planning/routing-options.ts';
import type { BreakerSettings } from './breaker.ts';
import type { Budget } from './budget.ts';
import type { Fallback } from './calls/fallback.ts';
import type { MaxTasks } from './max-tasks.ts';

/** How a router is built. */
export interface RouterSettings {
  /** The default of every call. */
  readonly prefer?: RoutingOptions['prefer'];
  /**
   * Compares prices in different currencies, for `'cheapest'` and `maxCost`; the default of every call. A budget has its
   * own. Default: prices in different currencies are not compared, and nothing is ever converted.
   */
  readonly rates?: ExchangeRates | undefined;
  /**
   * Does not use a model for a while, and says so in the plan, after its service failed several times in a row.
   * Bad input, moderation, quotas and keys do not count. `false`: never. Default: 5 failures, 30 s.
   */
  readonly breaker?: false | BreakerSettings | undefined;
  /**
   * Most tasks at a time by `'provider:model'`, for each api of it; further requests wait in a queue. A slot is taken
   * until the task's end was seen through this router. Default: what the model's table says, else no limit. Counts the
   * tasks of this router only.
   */
  readonly maxTasks?: MaxTasks | undefined;
  /**
   * Gives links to files where a service takes links only; a file is stored once for one call, however many candidates it
   * is sent to. Default: such services refuse files.
   */
  readonly mediaStore?: MediaStore | undefined;
  /** Pays for every call that brings no budget of its own. Default: none, nothing is limited. */
  readonly budget?: Budget | undefined;
  /** Called with what this router plans, and what its providers do on its behalf. */
  readonly onEvent?: EventListener | undefined;
  /** Records how long tasks took that this router saw succeed; used for `'fastest'`. Default: nothing is kept. */
  readonly durations?: DurationStore | undefined;
  /** The default of every call, and the clock of events, breaker and queues. Default: the real clock. */
  readonly clock?: Clock | undefined;
}

/** How a router sends one paid request. */
export interface RouterGenerateOptions extends GenerateOptions, RoutingOptions {
  /**
   * Tries the next candidate when one has proven that it made no task: `true` for all of them, a number for at most so
   * many. Never after `submission-unknown`, an abort or an error of your own `onSubmission`; after `content-policy`
   * only with `{ afterContentPolicy: true }`. `onSubmission` is called for each, and a `reference` of yours goes to
   * each: those that refused have made nothing under it. `headers` go to each too, so keys are refused there. Default: only the best candidate.
   */
  readonly fallback?: Fallback | undefined;
  /** Pays for this call instead of the router's. A candidate without a known price needs `allowUnknownPrice`. */
  readonly budget?: Budget | undefined;
}
