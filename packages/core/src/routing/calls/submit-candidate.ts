import type { Capabilities, RowDefaults } from '../../contract/capabilities.ts';
import type { Clock } from '../../contract/clock.ts';
import { VideoError } from '../../contract/error.ts';
import type { Money } from '../../contract/money.ts';
import { modelName, modelOf } from '../../contract/names.ts';
import type { Candidate } from '../../contract/plan.ts';
import type { GenerateOptions } from '../../contract/provider.ts';
import { keysOf, type VideoRequest } from '../../contract/request.ts';
import type { Submission } from '../../contract/submission.ts';
import type { VideoTask } from '../../contract/task.ts';
import { emit, type EventListener } from '../../observing/events.ts';
import { adjustedRequest, findCandidates } from '../../planning/plan.ts';
import { unlessAborted } from '../../contract/abort.ts';
import type { Breaker, BreakerCall } from '../breaker.ts';
import type { Budget, Ledger, Reservation } from '../budget.ts';
import type { Limiters, OnQueued, Slot } from './concurrency.ts';
import type { Tables } from '../tables.ts';

/** What a request passes before it is sent. */
export interface Admission {
  /** Default: the router's. */
  readonly budget?: Budget | undefined;
  readonly allowUnknownPrice?: boolean | undefined;
  readonly onQueued?: OnQueued | undefined;
  /** The tables in which the candidate was found. Default: those of now. */
  readonly planned?: Capabilities | undefined;
}

/** How the submit to one candidate ended. */
export type SubmitResult =
  | { readonly outcome: 'accepted'; readonly task: VideoTask }
  /** `refused`: no task exists. `skipped`: nothing was sent. `unknown`: a task may exist. */
  | { readonly outcome: 'refused' | 'skipped' | 'unknown'; readonly error: VideoError }
  /** An abort, or an error of the caller's own code: no other candidate is tried. */
  | { readonly outcome: 'stopped'; readonly error: unknown; readonly submission: Submission | undefined };

export type Submit = (
  candidate: Candidate,
  request: VideoRequest,
  admission: Admission,
  options: GenerateOptions,
) => Promise<SubmitResult>;

interface SubmitContext {
  readonly budget: Budget | undefined;
  readonly ledger: Ledger;
  readonly limiters: Limiters;
  readonly breaker: Breaker;
  readonly tables: Tables;
  readonly onTaskUpdate: (task: VideoTask) => void;
  readonly clock: Clock;
  readonly onEvent: EventListener | undefined;
}

interface Acquired {
  readonly reservation: Reservation | undefined;
  readonly slot: Slot | undefined;
  readonly call: BreakerCall;
}

const isAtMost = (price: Money | undefined, shown: Money | undefined) =>
  shown === undefined || (price?.currency === shown.currency && price.amount <= shown.amount);

/** Whether a candidate of a newer table sends what an older one showed, for no more. */
function isAsShown(found: Candidate, shown: Candidate): boolean {
  const sent: RowDefaults = { ...found.defaults, ...shown.added };
  return (
    keysOf<keyof RowDefaults>({ ...sent, ...shown.defaults }).every(
      (key) => sent[key] === shown.defaults[key],
    ) &&
    found.resolution === shown.resolution &&
    isAtMost(found.price, shown.price)
  );
}

/**
 * Throws `VideoError('unsupported')` where tables have changed since the candidate was found in `planned` and it would now be
 * sent otherwise than the plan showed, or cost more. What no row takes any more is the provider's to refuse.
 */
function requireStanding(
  tables: Tables,
  candidate: Candidate,
  request: VideoRequest,
  planned: Capabilities,
): void {
  const now = tables.current();
  if (now === planned) return;
  const [found] = findCandidates(now, adjustedRequest(request, candidate)).candidates;
  if (found === undefined || isAsShown(found, candidate)) return;
  const { provider } = candidate;
  const message =
    `The table of ${modelName(candidate)} has changed since it was planned: it would be sent otherwise, or cost more ` +
    `than shown. Nothing was sent; plan again.`;
  throw new VideoError('unsupported', message, { provider });
}

/** Before the request is sent: money, a slot, a plan that still stands and a closed circuit, in this order. What was acquired is given back. */
async function acquireAll(
  { budget: shared, ledger, limiters, breaker, tables }: SubmitContext,
  candidate: Candidate,
  request: VideoRequest,
  { budget = shared, allowUnknownPrice, planned }: Admission,
  signal: AbortSignal | undefined,
  onQueued: OnQueued,
): Promise<Acquired> {
  const reservation =
    budget === undefined ? undefined : await ledger.reserve(candidate, budget, allowUnknownPrice);
  try {
    const slot = await limiters.get(modelName(candidate))?.acquire(signal, onQueued);
    try {
      if (planned !== undefined) requireStanding(tables, candidate, request, planned);
      return { reservation, slot, call: breaker.startCall(candidate) };
    } catch (error) {
      slot?.release();
      throw error;
    }
  } catch (error) {
    reservation?.release();
    throw error;
  }
}

/** A provider that heeds the signal has the first word: it knows what was sent. */
const unlessStuck = (sending: Promise<VideoTask>, signal: AbortSignal): Promise<VideoTask> =>
  unlessAborted(sending, signal).catch(async (error: unknown) => {
    if (!signal.aborted) throw error;
    const { promise: turn, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, 0);
    return Promise.race([sending, turn.then(() => Promise.reject(error))]);
  });

/** A provider that does not heed the signal may yet say what became of the request. */
function reconcileLate(
  { ledger, limiters, onTaskUpdate }: SubmitContext,
  sending: Promise<VideoTask>,
  submission: Submission,
): void {
  const found = (task: VideoTask) => {
    ledger.onReconciled(submission, task);
    limiters.get(modelName(submission))?.onReconciled(submission, task);
    onTaskUpdate(task);
  };
  sending.then(found, () => undefined);
}

/** One paid request to one candidate: however it ends, budget, slots and breaker are right. */
export function createSubmit(context: SubmitContext): Submit {
  return async (candidate, request, admission, options) => {
    const { signal, reference } = options;
    const isAbort = (error: unknown) => signal?.aborted === true && error === signal.reason;
    let submission: Submission | undefined;
    let callerFailed = false;
    const onSubmission = async (leaving: Submission) => {
      try {
        const journaled = Promise.resolve(options.onSubmission?.(leaving));
        await (signal === undefined ? journaled : unlessAborted(journaled, signal));
      } catch (error) {
        callerFailed = true;
        throw error;
      }
      // Aborted meanwhile: thrown from here, it proves that nothing was sent.
      signal?.throwIfAborted();
      submission = leaving;
    };

    let acquired: Acquired;
    try {
      const onQueued = (ahead: number) => {
        const at = context.clock.now();
        emit(context.onEvent, { type: 'queued', at, ...modelOf(candidate), reference, ahead });
        admission.onQueued?.(ahead);
      };
      acquired = await acquireAll(context, candidate, request, admission, signal, onQueued);
    } catch (error) {
      if (error instanceof VideoError && !isAbort(error)) return { outcome: 'skipped', error };
      return { outcome: 'stopped', error, submission };
    }
    const { reservation, slot, call: breakerCall } = acquired;
    const call = async () =>
      context.tables
        .ownerOf(candidate)
        .generate(adjustedRequest(request, candidate), { ...options, onSubmission });
    const sending = call();
    try {
      const task = await (signal === undefined ? sending : unlessStuck(sending, signal));
      reservation?.accept(task, submission);
      slot?.accept(task);
      breakerCall.report('accepted');
      // A new task has rarely ended.
      if (task.status !== 'queued') context.onTaskUpdate(task);
      return { outcome: 'accepted', task };
    } catch (error) {
      const known = error instanceof VideoError && !isAbort(error) && !callerFailed ? error : undefined;
      const isUnknown = known === undefined ? submission !== undefined : known.code === 'submission-unknown';
      breakerCall.report(known?.code);
      if (isUnknown) {
        const sent = known?.submission ?? submission;
        reservation?.hold(sent);
        slot?.hold(sent);
        if (sent !== undefined && known === undefined) reconcileLate(context, sending, sent);
      } else {
        reservation?.release();
        slot?.release();
      }
      if (known === undefined) return { outcome: 'stopped', error, submission };
      return { outcome: isUnknown ? 'unknown' : 'refused', error: known };
    }
  };
}
