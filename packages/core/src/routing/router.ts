import type { Capabilities } from '../contract/capabilities.ts';
import { type Clock, systemClock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import { doorName } from '../contract/names.ts';
import type { Candidate, Plan } from '../contract/plan.ts';
import type { CallOptions, CancelResult, PreparedRequest, VideoProvider } from '../contract/provider.ts';
import type { VideoRequest } from '../contract/request.ts';
import type { Submission } from '../contract/submission.ts';
import type { VideoTask } from '../contract/task.ts';
import { planned, tell } from '../observing/events.ts';
import { withEvents } from '../observing/with-events.ts';
import { adjustedRequest } from '../planning/adapt.ts';
import { durationRecorder } from '../planning/durations.ts';
import { explainPlan } from '../planning/explain.ts';
import { findCandidates, type Ranking, withReasons } from '../planning/plan.ts';
import type { RoutingOptions } from '../planning/routing-options.ts';
import { registerComposite, tellComposite } from '../polling/composite.ts';
import type { WaitOptions } from '../polling/options.ts';
import { updates, type UpdatesOptions } from '../polling/updates.ts';
import { waitForTask } from '../polling/wait.ts';
import { createDoors } from './apis.ts';
import { createBreaker } from './breaker.ts';
import { compare } from './compare.ts';
import type { CompareOptions, ComparisonResult } from './comparison.ts';
import { createLines } from './concurrency-limits.ts';
import { sendInTurn } from './fallback.ts';
import { requireForAll } from './headers.ts';
import { createBooks } from './ledger.ts';
import type { RouterGenerateOptions, RouterSettings } from './settings.ts';
import { createSend } from './submit.ts';

/** Picks the model that can do what a request needs. A provider itself, so it stands wherever one stands. */
export interface Router extends VideoProvider {
  readonly providers: readonly VideoProvider[];
  /** Who can, in order, and who cannot, with reasons. Throws `VideoError('invalid-request')` on bad input. */
  plan(request: VideoRequest, routing?: RoutingOptions): Plan;
  /** The best candidate, or `VideoError('unsupported')` that carries the plan. */
  select(request: VideoRequest, routing?: RoutingOptions): Candidate;
  /** The dry run of the best candidate. */
  prepare(request: VideoRequest, routing?: RoutingOptions): PreparedRequest;
  /**
   * Sends one paid request to the best candidate; which one it was stands in the task. With `fallback` the next one
   * is tried after a proven refusal, and `task.attempts` or `error.attempts` tells of all. May stand in line first,
   * where a model takes only so many tasks at a time.
   */
  generate(request: VideoRequest, options?: RouterGenerateOptions): Promise<VideoTask>;
  /**
   * Makes one request with several models, each a paid task: yields what changes of any of them, and returns one
   * result for each, in the plan's order, then those that cannot. One candidate's failure is its result and ends
   * nobody else's. Nothing is sent before the first `next()`. An abort ends the waits, not the tasks, and the results
   * say how far each was. Leaving the loop ends the waits too; requests that are on their way then still make tasks,
   * so journal with `onSubmission`. Throws `VideoError('invalid-request')` without `models` or `all: true`.
   */
  compare(
    request: VideoRequest,
    options: CompareOptions,
  ): AsyncGenerator<ComparisonResult, readonly ComparisonResult[], undefined>;
  /** Stops a task, or throws `VideoError('unsupported')` where its service has no way to. */
  cancel(task: VideoTask, options?: CallOptions): Promise<CancelResult>;
  /** Throws `VideoError('unsupported')` where the service of the submission cannot look one up. */
  reconcile(submission: Submission, options?: CallOptions): Promise<VideoTask | undefined>;
  /** Waits for a task of any of the providers; see `waitForTask`. */
  wait(task: VideoTask, options?: WaitOptions): Promise<VideoTask>;
  /** The changes of a task of any of the providers; see `updates`. */
  updates(task: VideoTask, options?: UpdatesOptions): AsyncGenerator<VideoTask, void, undefined>;
}

/** Throws `VideoError('invalid-request')` when two providers serve the same api of one service, and on bad settings. */
export function createRouter(given: readonly VideoProvider[], settings: RouterSettings = {}): Router {
  const { prefer, onEvent, durations, clock = systemClock } = settings;
  const providers =
    onEvent === undefined ? given : given.map((provider) => withEvents(provider, onEvent, { clock }));
  const polling = providers.flatMap((provider) => provider.capabilities.polling ?? []);
  const capabilities: Capabilities = {
    models: providers.flatMap((provider) => provider.capabilities.models),
    ...(polling.length > 0 && { polling }),
  };
  const doors = createDoors(providers);
  const { ownerOf } = doors;
  const breaker = createBreaker(settings.breaker ?? {}, clock);
  const books = createBooks(settings.budget);
  const lines = createLines(capabilities.models, settings.maxTasks ?? {}, clock, (task, signal) =>
    waitForTask(router, task, { signal, clock, timeoutMs: Number.POSITIVE_INFINITY }),
  );
  const send = createSend({ books, lines, breaker, ownerOf });
  const clockOf = (options: { readonly clock?: Clock | undefined } | undefined) => {
    const chosen = options?.clock ?? settings.clock;
    return chosen === undefined ? {} : { clock: chosen };
  };
  const heard = (task: VideoTask, billed?: CancelResult['billed']): VideoTask => {
    books.heard(task, billed);
    lines.heard(task);
    return task;
  };

  const able = (request: VideoRequest, routing: RoutingOptions = {}) =>
    findCandidates(capabilities, request, { ...routing, prefer: routing.prefer ?? prefer }, durations);
  const working = (all: Ranking): Ranking => {
    const found = breaker.circuits.size === 0 ? all : breaker.leaveOut(all);
    if (onEvent !== undefined) tell(onEvent, planned(found, clock.now()));
    return found;
  };
  const plan = (request: VideoRequest, routing?: RoutingOptions) =>
    withReasons(capabilities, working(able(request, routing)), routing);
  const ranked = (
    request: VideoRequest,
    routing?: RoutingOptions,
  ): readonly [Candidate, ...(readonly Candidate[])] => {
    const all = able(request, routing);
    const found = working(all);
    const [best, ...others] = found.candidates;
    if (best !== undefined) return [best, ...others];
    throw nobodyCan(
      withReasons(capabilities, found, routing),
      all.candidates.map((one) => breaker.opensInMs(one)),
    );
  };
  const select = (request: VideoRequest, routing?: RoutingOptions) => ranked(request, routing)[0];
  const route = (request: VideoRequest, routing?: RoutingOptions) => {
    const best = select(request, routing);
    return { owner: ownerOf(best), request: adjustedRequest(request, best) };
  };
  const record = durations && durationRecorder(durations);
  const seen = (before: VideoTask, after: VideoTask, callClock: Clock = clock): VideoTask => {
    record?.(before, after, callClock.now());
    return after;
  };

  const wait: Router['wait'] = async (task, options) => {
    const last = await waitForTask(router, task, { ...options, ...clockOf(options) });
    return seen(task, last, options?.clock);
  };

  const router: Router = {
    id: 'router',
    providers,
    capabilities,
    plan,
    select,
    prepare: (request, routing) => {
      const { owner, request: chosen } = route(request, routing);
      return owner.prepare(chosen);
    },
    generate: async (request, options = {}) => {
      const { prefer: preferred, only, never, maxCost, allowUnknownPrice, needs, adapt, ...rest } = options;
      const { fallback = false, budget, ...call } = rest;
      if (fallback !== false) requireForAll(call.headers);
      const routing = { prefer: preferred, only, never, maxCost, allowUnknownPrice, needs, adapt };
      const candidates = ranked(request, routing);
      const payment = { budget, allowUnknownPrice };
      return sendInTurn(candidates, fallback, call.signal, (candidate) =>
        send(candidate, request, payment, { ...call, ...clockOf(call) }),
      );
    },
    compare: (request, options) =>
      compare(
        { models: capabilities.models, clock: options.clock ?? clock, send, plan, wait },
        request,
        options,
      ),
    query: async (task, options) => heard(seen(task, await ownerOf(task).query(task, options))),
    cancel: async (task, options) => {
      const owner = ownerOf(task);
      if (owner.cancel !== undefined) {
        const result = await owner.cancel(task, options);
        heard(result.task, result.task.status === 'canceled' ? result.billed : undefined);
        return result;
      }
      const message = `${doorName(task)} cannot stop a task: it goes on and is billed as usual.`;
      throw new VideoError('unsupported', message, { provider: task.provider, task });
    },
    reconcile: async (submission, options) => {
      const owner = ownerOf(submission);
      if (owner.reconcile !== undefined) {
        const task = await owner.reconcile(submission, options);
        if (task === undefined) return undefined;
        books.found(submission, task);
        lines.found(submission, task);
        return heard(task);
      }
      const message =
        `${doorName(submission)} cannot look up a submission. It may be billed: compare the account's balance and ` +
        `its list of tasks at ${submission.submittedAt} before you send it again.`;
      throw new VideoError('unsupported', message, { provider: submission.provider, submission });
    },
    wait,
    updates: async function* (task, options) {
      for await (const next of updates(router, task, { ...options, ...clockOf(options) }))
        yield seen(task, next, options?.clock);
    },
  };
  registerComposite(router, {
    ownerOf,
    heard(task) {
      heard(task);
      const owner = doors.find(task);
      if (owner !== undefined) tellComposite(owner, task);
    },
  });
  return router;
}

/** `opensInMs`: of those that could, but are left out for now; waiting helps there, and nowhere else. */
function nobodyCan(plan: Plan, opensInMs: readonly number[]): VideoError {
  const retryAfterMs = opensInMs.length === 0 ? undefined : Math.min(...opensInMs);
  const [code, what] =
    retryAfterMs === undefined
      ? (['unsupported', 'No model can do this'] as const)
      : (['provider-unavailable', 'Every model that can do this is left out for now'] as const);
  return new VideoError(code, `${what}, nothing was sent.\n${explainPlan(plan)}`, {
    plan,
    problems: plan.rejected.flatMap(({ problems }) => problems),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
