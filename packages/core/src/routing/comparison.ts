import type { ModelAtDoor } from '../contract/names.ts';
import type { Candidate } from '../contract/plan.ts';
import type { Problem } from '../contract/problem.ts';
import type { GenerateOptions } from '../contract/provider.ts';
import type { Submission } from '../contract/submission.ts';
import type { Money, VideoTask } from '../contract/task.ts';
import type { RoutingOptions } from '../planning/routing-options.ts';
import type { WaitOptions } from '../polling/options.ts';
import type { Budget } from './budget.ts';

/**
 * `maxCost`, the other routing options and `retries` hold for each candidate on its own, `budget` for all of them together,
 * `timeoutMs` for each wait.
 */
export interface CompareOptions
  extends
    RoutingOptions,
    Omit<GenerateOptions, 'reference'>,
    Pick<WaitOptions, 'timeoutMs' | 'intervalMs' | 'minIntervalMs'> {
  /**
   * Who is asked: a provider, a model, `'provider:model'`, `'provider:model (api)'`, or a candidate of a plan. Every one
   * of them is paid.
   */
  readonly models?: readonly (string | ModelAtDoor)[] | undefined;
  /** Asks everybody who can. */
  readonly all?: true | undefined;
  readonly budget?: Budget | undefined;
  /** Your own name for the request to this candidate, sent where the service takes one. Default: a new UUID. */
  readonly reference?: ((candidate: Candidate) => string) | undefined;
}

/** How far one candidate is, or how it ended. Each candidate is its own: none knows of another's failure. */
export interface ComparisonResult {
  readonly provider: string;
  readonly api: string;
  readonly model: string;
  /** `rejected`: it cannot do the request, nothing was sent. `ended`: see `task`. `error`: see `error`. */
  readonly state: 'accepted' | 'ended' | 'rejected' | 'error';
  /** What the plan said of it, its price and its `adjustments` among it; missing when it was rejected. */
  readonly candidate?: Candidate;
  /** Why it was rejected. */
  readonly problems?: readonly Problem[];
  /** As last seen; stands beside an `error` too when the task goes on, so that a later wait can take it up. */
  readonly task?: VideoTask;
  /** What was sent, where no task is known: look it up before you send it again. */
  readonly submission?: Submission;
  /** What ended it: a `VideoError`, or the reason of the abort. */
  readonly error?: unknown;
  /** Milliseconds from the start of the comparison, with the time in line. */
  readonly acceptedAfterMs?: number;
  /** Milliseconds from the start of the comparison. */
  readonly endedAfterMs?: number;
  /** As the service reports it; `candidate.price` is what was expected. */
  readonly cost?: Money;
}
