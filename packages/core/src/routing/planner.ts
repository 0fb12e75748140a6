import type { Clock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import { takeMedia } from '../contract/media-fields.ts';
import type { MediaStore } from '../contract/media-store.ts';
import type { Candidate, Plan } from '../contract/plan.ts';
import type { VideoRequest } from '../contract/request.ts';
import { emit, type EventListener, plannedEvent } from '../observing/events.ts';
import type { DurationStore } from '../planning/durations.ts';
import { explainPlan } from '../planning/explain-plan.ts';
import { findCandidates, type Ranking, withReasons } from '../planning/plan.ts';
import type { RoutingOptions } from '../planning/routing-options.ts';
import type { Breaker } from './breaker.ts';
import type { Tables } from './tables.ts';

/** Best first, at least one. */
type Candidates = readonly [Candidate, ...(readonly Candidate[])];

/** Plans as one router is set up: with its defaults, what it has seen, and without models whose circuit is open. */
export interface Planner {
  readonly plan: (request: VideoRequest, options?: RoutingOptions) => Plan;
  /** Throws `VideoError('unsupported')` with the plan where nobody can, `provider-unavailable` where nobody can now. */
  readonly requireCandidates: (request: VideoRequest, options?: RoutingOptions) => Candidates;
}

interface PlannerSettings {
  readonly tables: Pick<Tables, 'current'>;
  readonly breaker: Breaker;
  readonly clock: Pick<Clock, 'now'>;
  readonly prefer: RoutingOptions['prefer'];
  readonly rates: RoutingOptions['rates'];
  readonly durations: DurationStore | undefined;
  readonly onEvent: EventListener | undefined;
  /** Of files that a service takes by link only. */
  readonly mediaStore: MediaStore | undefined;
}

export function createPlanner(settings: PlannerSettings): Planner {
  const { tables, breaker, clock, durations, onEvent, mediaStore } = settings;
  const findAll = (request: VideoRequest, options: RoutingOptions = {}) => {
    const { prefer, rates } = settings;
    const isOpen = prefer === undefined && rates === undefined;
    const chosen = isOpen
      ? options
      : { ...options, prefer: options.prefer ?? prefer, rates: options.rates ?? rates };
    const taken = mediaStore === undefined ? request : takeMedia(request, mediaStore).request;
    return findCandidates(tables.current(), taken, chosen, durations, clock.now());
  };
  const onlyAvailable = (all: Ranking): Ranking => {
    const available = breaker.circuits.size === 0 ? all : breaker.withoutOpenCircuits(all);
    if (onEvent !== undefined) emit(onEvent, plannedEvent(available, clock.now()));
    return available;
  };
  return {
    plan: (request, options) =>
      withReasons(tables.current(), onlyAvailable(findAll(request, options)), options),
    requireCandidates(request, options) {
      const all = findAll(request, options);
      const available = onlyAvailable(all);
      const [best, ...others] = available.candidates;
      if (best !== undefined) return [best, ...others];
      throw noCandidateError(
        withReasons(tables.current(), available, options),
        all.candidates.map((candidate) => breaker.retryAfterMs(candidate)),
      );
    },
  };
}

/** `retriesAfterMs`: of the candidates whose circuit is open; waiting helps there, and nowhere else. */
function noCandidateError(plan: Plan, retriesAfterMs: readonly number[]): VideoError {
  const retryAfterMs = retriesAfterMs.length === 0 ? undefined : Math.min(...retriesAfterMs);
  const [code, what] =
    retryAfterMs === undefined
      ? (['unsupported', 'No model can do this'] as const)
      : (['provider-unavailable', 'Every model that can do this is temporarily unavailable'] as const);
  return new VideoError(code, `${what}, nothing was sent.\n${explainPlan(plan)}`, {
    plan,
    problems: plan.rejected.flatMap(({ problems }) => problems),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
