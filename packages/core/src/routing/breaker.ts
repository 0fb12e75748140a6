import { type Clock, monotonicNow } from '../contract/clock.ts';
import type { VideoErrorCode } from '../contract/error-code.ts';
import { VideoError } from '../contract/error.ts';
import { explainProblem } from '../contract/explain-problem.ts';
import { modelName, modelOf, type ModelRef } from '../contract/names.ts';
import type { Problem } from '../contract/problem.ts';
import type { Ranking } from '../planning/plan.ts';

/** When a model that fails is left out, and for how long. */
export interface BreakerSettings {
  /** How many faults of the service in a row open the circuit of a model. Default 5. */
  readonly failures?: number | undefined;
  /** How long it stays open, in milliseconds, before one trial request. Default 30 000. */
  readonly openMs?: number | undefined;
  /** Default: the router's. */
  readonly clock?: Pick<Clock, 'now' | 'monotonic'> | undefined;
}

/** One request to a model. */
export interface BreakerCall {
  /** With the code that it ended with; without one when it says nothing about the service. */
  report(code: 'accepted' | VideoErrorCode | undefined): void;
}

export interface Breaker {
  /** Models that failed lately; empty: nobody is left out. */
  readonly circuits: { readonly size: number };
  /** The ranking without the models whose circuit is open; they are among the rejected, with the reason. */
  withoutOpenCircuits(found: Ranking): Ranking;
  /** Milliseconds until the trial request; 0 when there may be one now, or when one is under way. */
  retryAfterMs(model: ModelRef): number;
  /** Throws `VideoError('provider-unavailable')` where the circuit is open. */
  startCall(model: ModelRef): BreakerCall;
}

/** Bad input, moderation, our own quota and keys say nothing about the health of a service. */
const isFault: Readonly<Record<VideoErrorCode, boolean>> = {
  'provider-unavailable': true,
  network: true,
  timeout: true,
  'submission-unknown': true,
  'invalid-request': false,
  unsupported: false,
  authentication: false,
  'quota-exhausted': false,
  'rate-limited': false,
  'in-progress': false,
  'content-policy': false,
  'not-found': false,
};

interface Circuit {
  readonly failures: number;
  /** On a clock that nobody sets. */
  readonly openedAt?: number;
  /** The one request that an open circuit lets through after its time. */
  readonly trial?: symbol;
}

const closed: Circuit = { failures: 0 };

/** The last time that a date can tell. */
const latest = 8.64e15;
const isoTime = (time: number) => new Date(Math.min(time, latest)).toISOString();

export function createBreaker(
  settings: false | BreakerSettings,
  routerClock: Pick<Clock, 'now' | 'monotonic'>,
): Breaker {
  const off = settings === false;
  const { failures = 5, openMs = 30_000, clock = routerClock } = off ? {} : settings;
  if (!Number.isInteger(failures) || failures < 1 || !Number.isFinite(openMs) || openMs < 0) {
    const message = `breaker: failures must be a whole number above 0 and openMs 0 or more; got ${failures} and ${openMs}.`;
    throw new VideoError('invalid-request', message);
  }
  const circuits = new Map<string, Circuit>();
  const circuitOf = (model: ModelRef) => circuits.get(modelName(model)) ?? closed;

  const retryAfterMs = (model: ModelRef) => {
    const { openedAt } = circuitOf(model);
    return openedAt === undefined ? 0 : Math.max(0, openedAt + openMs - monotonicNow(clock));
  };
  const problemOf = (model: ModelRef): Problem | undefined => {
    const { failures: count, openedAt, trial } = circuitOf(model);
    const isOpen = retryAfterMs(model) > 0;
    if (openedAt === undefined || (!isOpen && trial === undefined)) return undefined;
    // Dates for people, by the clock of the machine as it stands now.
    const lastFailureAt = clock.now() - (monotonicNow(clock) - openedAt);
    return {
      code: 'circuit-open',
      field: 'model',
      model: modelName(model),
      failures: count,
      lastFailureAt: isoTime(lastFailureAt),
      ...(isOpen && { until: isoTime(lastFailureAt + openMs) }),
    };
  };

  const startCall = (model: ModelRef): BreakerCall => {
    const problem = problemOf(model);
    if (problem !== undefined) {
      const waitMs = retryAfterMs(model);
      throw new VideoError('provider-unavailable', `Nothing was sent: ${explainProblem(problem)}.`, {
        provider: model.provider,
        problems: [problem],
        ...(waitMs > 0 && { retryAfterMs: waitMs }),
      });
    }
    const name = modelName(model);
    const own = Symbol(name);
    const before = circuitOf(model);
    if (before.openedAt !== undefined) circuits.set(name, { ...before, trial: own });
    return {
      report(code) {
        if (code === 'accepted') return void circuits.delete(name);
        const { trial, ...rest } = circuitOf(model);
        const others = trial === undefined || trial === own ? {} : { trial };
        if (code === undefined || !isFault[code]) return void circuits.set(name, { ...rest, ...others });
        const count = rest.failures + 1;
        const opened = count >= failures ? { openedAt: monotonicNow(clock) } : {};
        circuits.set(name, { failures: count, ...opened, ...others });
      },
    };
  };

  const withoutOpenCircuits = (found: Ranking): Ranking => {
    const rejected = found.candidates.flatMap((candidate) => {
      const problem = problemOf(candidate);
      return problem === undefined ? [] : [{ ...modelOf(candidate), problems: [problem] }];
    });
    if (rejected.length === 0) return found;
    const candidates = found.candidates.filter((candidate) => problemOf(candidate) === undefined);
    return { ...found, candidates, rejected: [...found.rejected, ...rejected] };
  };

  if (off)
    return {
      circuits,
      withoutOpenCircuits: (found) => found,
      retryAfterMs: () => 0,
      startCall: () => ({ report: () => undefined }),
    };
  return { circuits, withoutOpenCircuits, retryAfterMs, startCall };
}
