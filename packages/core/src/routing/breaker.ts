import type { Clock } from '../contract/clock.ts';
import type { VideoErrorCode } from '../contract/error-code.ts';
import { VideoError } from '../contract/error.ts';
import { explainProblem } from '../contract/explain-problem.ts';
import { type ModelAtDoor, modelName } from '../contract/names.ts';
import type { Problem } from '../contract/problem.ts';
import type { Ranking } from '../planning/plan.ts';

export interface BreakerSettings {
  /** How many faults of the service in a row close a model off. Default 5. */
  readonly failures?: number | undefined;
  /** How long it is left out, in milliseconds, before one request tries it again. Default 30 000. */
  readonly openMs?: number | undefined;
  /** Default: the router's. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/** One request on its way to a model. */
export interface Passage {
  /** With the code that it ended with; without one when it says nothing about the service. */
  end(code: 'accepted' | VideoErrorCode | undefined): void;
}

export interface Breaker {
  /** The ranking without the models that are left out now; they are among the rejected, with the reason. */
  leaveOut(found: Ranking): Ranking;
  /** What is known of models that failed; empty: nobody is left out. */
  readonly circuits: { readonly size: number };
  /** Milliseconds until it may be tried again; 0 when it may, or when that hangs on the one request that tries it. */
  opensInMs(model: ModelAtDoor): number;
  /** Throws `VideoError('provider-unavailable')` where the model is left out. */
  enter(model: ModelAtDoor): Passage;
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
  'content-policy': false,
  'not-found': false,
};

interface Circuit {
  readonly failures: number;
  readonly openedAt?: number;
  /** The one request that tries a model again. */
  readonly trial?: symbol;
}

const closed: Circuit = { failures: 0 };

/** The last time that a date can tell. */
const latest = 8.64e15;
const isoTime = (time: number) => new Date(Math.min(time, latest)).toISOString();

export function createBreaker(settings: false | BreakerSettings, routerClock: Pick<Clock, 'now'>): Breaker {
  const off = settings === false;
  const { failures = 5, openMs = 30_000, clock = routerClock } = off ? {} : settings;
  if (!Number.isInteger(failures) || failures < 1 || !Number.isFinite(openMs) || openMs < 0) {
    const message = `breaker: failures must be a whole number from 1 on and openMs 0 or more; got ${failures} and ${openMs}.`;
    throw new VideoError('invalid-request', message);
  }
  const circuits = new Map<string, Circuit>();
  const circuitOf = (model: ModelAtDoor) => circuits.get(modelName(model)) ?? closed;

  const opensInMs = (model: ModelAtDoor) => {
    const { openedAt } = circuitOf(model);
    return openedAt === undefined ? 0 : Math.max(0, openedAt + openMs - clock.now());
  };
  const problemOf = (model: ModelAtDoor): Problem | undefined => {
    const { failures: count, openedAt, trial } = circuitOf(model);
    const isOpen = opensInMs(model) > 0;
    if (openedAt === undefined || (!isOpen && trial === undefined)) return undefined;
    return {
      code: 'circuit-open',
      field: 'model',
      model: modelName(model),
      failures: count,
      lastFailureAt: isoTime(openedAt),
      ...(isOpen && { until: isoTime(openedAt + openMs) }),
    };
  };

  const enter = (model: ModelAtDoor): Passage => {
    const problem = problemOf(model);
    if (problem !== undefined) {
      const wait = opensInMs(model);
      throw new VideoError('provider-unavailable', `Nothing was sent: ${explainProblem(problem)}.`, {
        provider: model.provider,
        problems: [problem],
        ...(wait > 0 && { retryAfterMs: wait }),
      });
    }
    const name = modelName(model);
    const mine = Symbol(name);
    const begun = circuitOf(model);
    if (begun.openedAt !== undefined) circuits.set(name, { ...begun, trial: mine });
    return {
      end(code) {
        if (code === 'accepted') return void circuits.delete(name);
        const { trial, ...rest } = circuitOf(model);
        const others = trial === undefined || trial === mine ? {} : { trial };
        if (code === undefined || !isFault[code]) return void circuits.set(name, { ...rest, ...others });
        const count = rest.failures + 1;
        const opened = count >= failures ? { openedAt: clock.now() } : {};
        circuits.set(name, { failures: count, ...opened, ...others });
      },
    };
  };

  const leaveOut = (found: Ranking): Ranking => {
    const rejected = found.candidates.flatMap((candidate) => {
      const problem = problemOf(candidate);
      const { provider, api, model } = candidate;
      return problem === undefined ? [] : [{ provider, api, model, problems: [problem] }];
    });
    if (rejected.length === 0) return found;
    const candidates = found.candidates.filter((candidate) => problemOf(candidate) === undefined);
    return { ...found, candidates, rejected: [...found.rejected, ...rejected] };
  };

  if (off)
    return {
      leaveOut: (found) => found,
      circuits,
      opensInMs: () => 0,
      enter: () => ({ end: () => undefined }),
    };
  return { leaveOut, circuits, opensInMs, enter };
}
