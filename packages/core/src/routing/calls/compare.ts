import type { ModelCapabilities } from '../../contract/capabilities.ts';
import { type Clock, monotonicNow } from '../../contract/clock.ts';
import { VideoError } from '../../contract/error.ts';
import { checkGenerateOptions } from '../../contract/read-request.ts';
import { modelName, modelNames, modelOf, type ModelRef } from '../../contract/names.ts';
import type { Candidate, Plan, Rejection } from '../../contract/plan.ts';
import type { Problem } from '../../contract/problem.ts';
import type { GenerateOptions } from '../../contract/provider.ts';
import type { VideoRequest } from '../../contract/request.ts';
import type { Submission } from '../../contract/submission.ts';
import type { Money } from '../../contract/money.ts';
import { isFinal, type VideoTask } from '../../contract/task.ts';
import { findUnknownName, type RoutingOptions } from '../../planning/routing-options.ts';
import { linkSignals } from '../../contract/abort.ts';
import type { QueueInput, QueueSource } from '../../polling/queue.ts';
import { checkWaitOptions, type WaitOptions } from '../../polling/wait.ts';
import type { Budget } from '../budget.ts';
import { rejectCredentialHeaders } from './fallback.ts';
import type { Submit } from './submit-candidate.ts';

/**
 * `maxCost`, the other routing options and `retries` hold for each candidate on its own, `budget` for all of them
 * together, `timeoutMs` for each wait.
 */
export interface CompareOptions
  extends
    RoutingOptions,
    Omit<GenerateOptions, 'reference'>,
    Pick<WaitOptions, 'timeoutMs' | 'intervalMs' | 'minIntervalMs'> {
  /**
   * Who takes part: a provider, a model, `'provider:model'`, `'provider:model (api)'`, or a candidate of a plan. Every
   * one of them is billed.
   */
  readonly models?: readonly (string | ModelRef)[] | undefined;
  /** Every model that can do the request. */
  readonly all?: true | undefined;
  /** Pays for all candidates together. Default: the router's. */
  readonly budget?: Budget | undefined;
  /** Your own name for the request to this candidate, sent where the service takes one. Default: a new UUID. */
  readonly reference?: ((candidate: Candidate) => string) | undefined;
  /**
   * Ends this candidate alone, as `signal` ends all of them: while it is queued nothing is sent, and after that its task goes
   * on at the service. Default: none.
   */
  readonly candidateSignal?: ((candidate: Candidate) => AbortSignal | undefined) | undefined;
}

/** How far one candidate is, or how it ended. Each candidate is its own: none knows of another's failure. */
export interface ComparisonResult extends ModelRef {
  /**
   * `rejected`: it cannot do the request, nothing was sent. `queued`: nothing was sent yet, see `ahead`. `ended`: see
   * `task`. `error`: see `error`.
   */
  readonly state: 'queued' | 'accepted' | 'ended' | 'rejected' | 'error';
  /** How many tasks must end before this request is sent, because the model takes only so many at a time; while it is queued. */
  readonly ahead?: number;
  /** From the plan, with its price and its `adjustments`; missing when it was rejected. */
  readonly candidate?: Candidate;
  /** Why it was rejected. */
  readonly problems?: readonly Problem[];
  /** As last seen; stands beside an `error` too when the task goes on, so that a later wait can take it up. */
  readonly task?: VideoTask;
  /** What was sent, where no task is known: look it up before you send it again. */
  readonly submission?: Submission;
  /** What ended it: a `VideoError`, or the reason of the abort. */
  readonly error?: unknown;
  /** Milliseconds from the start of the comparison, with the time in the queue. */
  readonly acceptedAfterMs?: number;
  /** Milliseconds from the start of the comparison. */
  readonly endedAfterMs?: number;
  /** As the service reports it; `candidate.price` is what was expected. */
  readonly cost?: Money;
}

interface CompareContext {
  readonly models: readonly ModelCapabilities[];
  readonly clock: Clock;
  readonly submit: Submit;
  readonly plan: (request: VideoRequest, options: RoutingOptions) => Plan;
  readonly wait: (task: VideoTask, options: WaitOptions) => Promise<VideoTask>;
}

/** How far each candidate is, in the plan's order, then those that cannot. */
type Results = readonly ComparisonResult[];

/** See `Router.compare`. */
export function startComparison(
  context: CompareContext,
  request: VideoRequest,
  options: CompareOptions,
  changes: QueueInput<ComparisonResult, Results>,
): QueueSource<Results> {
  checkWaitOptions(options);
  rejectCredentialHeaders(options.headers);
  const { candidates, rejected } = chooseParticipants(context, request, options);
  const { retries } = options;
  // The caller's own code comes first: where it throws for one candidate, nobody is paid.
  const participants = candidates.map((candidate) => {
    const reference = options.reference?.(candidate);
    checkGenerateOptions({ reference, retries });
    return { candidate, reference, own: options.candidateSignal?.(candidate) };
  });
  const rejectedResults = rejected.map(resultOfRejection);
  for (const result of rejectedResults) changes.push(result);
  const last: (ComparisonResult | undefined)[] = candidates.map(() => undefined);
  const results = () => [...last.filter((result) => result !== undefined), ...rejectedResults];
  let running = candidates.length;
  if (running === 0) changes.close(results());
  const closing = new AbortController();
  const start = async (participant: Participant, index: number) => {
    await runCandidate(context, participant, request, options, closing.signal, (result) => {
      last[index] = result;
      changes.push(result);
    });
    running -= 1;
    if (running === 0) changes.close(results());
  };
  participants.forEach((participant, index) => void start(participant, index));
  return {
    leave() {
      const soFar = results();
      closing.abort();
      return soFar;
    },
  };
}

interface Participant {
  readonly candidate: Candidate;
  readonly reference: string | undefined;
  readonly own: AbortSignal | undefined;
}

const resultOfRejection = (rejection: Rejection): ComparisonResult => ({
  ...modelOf(rejection),
  state: 'rejected',
  problems: rejection.problems,
});

type Participants = Pick<Plan, 'candidates' | 'rejected'>;

const refuse = (what: string) => new VideoError('invalid-request', `compare: ${what}. Nothing was sent.`);

const onlyNamed = ({ candidates, rejected }: Plan, isNamed: (model: ModelRef) => boolean): Participants => ({
  candidates: candidates.filter(isNamed),
  rejected: rejected.filter(isNamed),
});

/** Throws `VideoError('invalid-request')`: what is paid many times must be asked for. */
function chooseParticipants(
  context: CompareContext,
  request: VideoRequest,
  options: CompareOptions,
): Participants {
  const { models, plan } = context;
  const { models: asked, all } = options;
  if (request.model !== undefined) throw refuse('remove request.model and name the models in "models"');
  if ((asked === undefined) === (all === undefined))
    throw refuse('pass either "models" or "all: true"; each model is billed');
  if (asked?.length === 0) throw refuse('"models" is empty');
  const names = asked?.filter((one) => typeof one === 'string') ?? [];
  const refs = new Map(
    asked?.flatMap((one) => (typeof one === 'string' ? [] : [[modelName(one), one] as const])),
  );
  const unknownName = findUnknownName(names, models);
  if (unknownName !== undefined) throw refuse(`models: ${unknownName}`);
  const planned = plan(request, options);
  if (asked === undefined) return planned.candidates.length > 0 ? { ...planned, rejected: [] } : planned;
  const listed = onlyNamed(
    planned,
    (entry) => refs.has(modelName(entry)) || modelNames(entry).some((name) => names.includes(name)),
  );
  for (const entry of models) refs.delete(modelName(entry));
  const unlisted = [...refs.values()].map((one) => chooseUnlisted(context, request, options, one));
  return {
    candidates: [listed, ...unlisted].flatMap(({ candidates }) => candidates),
    rejected: [listed, ...unlisted].flatMap(({ rejected }) => rejected),
  };
}

/** A model that is in no table, under its own name: only `unchecked: ['model']` lets it pass. */
function chooseUnlisted(
  { plan }: CompareContext,
  request: VideoRequest,
  options: CompareOptions,
  one: ModelRef,
): Participants {
  const named = { ...request, model: modelName(one) };
  const chosen = onlyNamed(plan(named, options), (entry) => modelName(entry) === modelName(one));
  if (chosen.candidates.length + chosen.rejected.length > 0) return chosen;
  throw refuse(`models: unknown model ${modelName(one)}`);
}

/** One candidate from the submit to its end. Never rejects. `closed`: the caller has left the comparison. */
async function runCandidate(
  { submit, wait, clock }: CompareContext,
  { candidate, reference, own }: Participant,
  request: VideoRequest,
  options: CompareOptions,
  closed: AbortSignal,
  onChange: (result: ComparisonResult) => void,
): Promise<void> {
  const { signal, onSubmission, headers, retries, budget, allowUnknownPrice } = options;
  const startedAt = monotonicNow(clock);
  let current: Omit<ComparisonResult, 'state'> = { ...modelOf(candidate), candidate };
  const update = (state: ComparisonResult['state'], more: Partial<ComparisonResult>) => {
    current = { ...current, ...more };
    onChange({ ...current, state });
  };
  const report = (task: VideoTask) => {
    const passed = monotonicNow(clock) - startedAt;
    update(isFinal(task) ? 'ended' : 'accepted', {
      task,
      acceptedAfterMs: current.acceptedAfterMs ?? passed,
      ...(isFinal(task) && { endedAfterMs: passed }),
      ...(task.cost !== undefined && { cost: task.cost }),
    });
  };
  const onUpdate = (task: VideoTask) => {
    if (JSON.stringify(task) !== JSON.stringify(current.task)) report(task);
  };

  const ofCaller = [signal, own].filter((one) => one !== undefined);
  // Leaving lets nothing more be sent; a request under way is awaited, so that the budget stays right.
  const sending = linkSignals([...ofCaller, closed]);
  const waiting = linkSignals([...ofCaller, closed]);
  // Not part of `current`: what comes next is no longer queued.
  const onQueued = (ahead: number) => onChange({ ...current, state: 'queued', ahead });
  const admission = { budget, allowUnknownPrice, onQueued };
  try {
    const result = await submit(candidate, request, admission, {
      headers,
      retries,
      reference,
      clock: pausingUntil(closed, clock),
      signal: sending.signal,
      onSubmission: async (submission) => {
        await onSubmission?.(submission);
        sending.unlink(closed);
      },
    });
    if (result.outcome !== 'accepted') {
      const submission = result.outcome === 'stopped' ? result.submission : result.error.submission;
      update('error', { error: result.error, ...(submission !== undefined && { submission }) });
      return;
    }
    const { task } = result;
    current = { ...current, task };
    const { timeoutMs, intervalMs, minIntervalMs } = options;
    report(task);
    onUpdate(
      await wait(task, { timeoutMs, intervalMs, minIntervalMs, clock, signal: waiting.signal, onUpdate }),
    );
  } catch (error) {
    update('error', { error });
  } finally {
    sending.unlink();
    waiting.unlink();
  }
}

/** The same clock, whose pauses end when the caller leaves: a refusal is not repeated for nobody. */
const pausingUntil = (closed: AbortSignal, clock: Clock): Clock => ({
  now: () => clock.now(),
  monotonic: () => monotonicNow(clock),
  random: () => clock.random?.() ?? Math.random(),
  async sleep(milliseconds, signal) {
    const either = linkSignals(signal === undefined ? [closed] : [signal, closed]);
    try {
      await clock.sleep(milliseconds, either.signal);
    } finally {
      either.unlink();
    }
  },
});
