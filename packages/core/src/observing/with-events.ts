import type { CallbackSubject } from '../contract/callback.ts';
import { type Clock, monotonicNow, systemClock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import { modelOf } from '../contract/names.ts';
import type { GenerateOptions, VideoProvider } from '../contract/provider.ts';
import type { VideoRequest } from '../contract/request.ts';
import type { Submission } from '../contract/submission.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { isCalled } from '../matching/check-request.ts';
import { composite, compositeOf, type HasComposite } from '../polling/composite.ts';
import { type PollOptions, reportPoll } from '../polling/poll-report.ts';
import { emit, type EventListener, identityOf, troubleOf } from './events.ts';

interface EventContext {
  readonly listener: EventListener;
  readonly clock: Clock;
}

function progressOf(task: VideoTask) {
  const { status } = task;
  const progress = 'progress' in task ? task.progress : undefined;
  return { status, ...(progress !== undefined && { progress }) };
}

function emitAnswer(context: EventContext, before: VideoTask, after: VideoTask, options?: PollOptions): void {
  const { listener, clock } = context;
  const polled = { type: 'polled', at: clock.now(), ...identityOf(after), ok: true } as const;
  reportPoll(options, before, (nextInMs) => {
    emit(listener, { ...polled, ...progressOf(after), nextInMs });
    emitChange(context, before, after);
  });
}

function emitPollError(
  { listener, clock }: EventContext,
  task: VideoTask,
  error: unknown,
  options?: PollOptions,
): void {
  const polled = { type: 'polled', at: clock.now(), ...identityOf(task), ok: false } as const;
  reportPoll(options, task, (nextInMs) => emit(listener, { ...polled, ...troubleOf(error), nextInMs }));
}

function emitChange({ listener, clock }: EventContext, before: VideoTask, after: VideoTask): void {
  const at = clock.now();
  const identity = identityOf(after);
  const [was, is] = [progressOf(before), progressOf(after)];
  if (is.status !== was.status || is.progress !== was.progress)
    emit(listener, { type: 'status', at, ...identity, ...is });
  if (isFinal(before) || !isFinal(after)) return;
  emit(listener, {
    type: 'finished',
    at,
    ...identity,
    status: after.status,
    // By dates: another process may have made it. A clock that was set back tells nothing.
    ...(after.createdAt !== undefined && { durationMs: Math.max(0, at - Date.parse(after.createdAt)) }),
    ...(after.cost !== undefined && { cost: after.cost }),
    ...(after.usage !== undefined && { usage: after.usage }),
    ...(after.status === 'failed' && { reason: after.failure.reason }),
  });
}

/** For a call that threw: whether something was sent, and how it ended. */
function emitFailure(
  { listener, clock }: EventContext,
  provider: VideoProvider,
  request: VideoRequest,
  { submission, startedAt, error }: Failed,
): void {
  const at = clock.now();
  const durationMs = monotonicNow(clock) - startedAt;
  const { models } = provider.capabilities;
  const { model: asked = '' } = request;
  const known = submission ?? models.find((entry) => isCalled(entry, asked));
  const who = {
    provider: known?.provider ?? provider.id,
    api: known?.api ?? models[0]?.api ?? '',
    model: known?.model ?? asked,
    reference: submission?.reference,
  };
  const isError = error instanceof VideoError;
  const isUnknown = isError ? error.code === 'submission-unknown' : submission !== undefined;
  if (isUnknown) return emit(listener, { type: 'unknown', at, ...who, durationMs });
  emit(listener, { type: 'refused', at, ...who, ...troubleOf(error), durationMs });
}

interface Failed {
  readonly submission: Submission | undefined;
  readonly startedAt: number;
  readonly error: unknown;
}

async function generate(
  context: EventContext,
  provider: VideoProvider,
  request: VideoRequest,
  options: GenerateOptions = {},
): Promise<VideoTask> {
  const { listener, clock } = context;
  const startedAt = monotonicNow(clock);
  let submission: Submission | undefined;
  try {
    const task = await provider.generate(request, {
      ...options,
      onSubmission: async (leaving) => {
        await options.onSubmission?.(leaving);
        submission = leaving;
        const { reference } = leaving;
        emit(listener, { type: 'submitted', at: clock.now(), ...modelOf(leaving), reference });
      },
      onRetry(retry) {
        const { error, attempt, inMs } = retry;
        const who = submission && { ...modelOf(submission), reference: submission.reference };
        if (who !== undefined)
          emit(listener, { type: 'retrying', at: clock.now(), ...who, ...troubleOf(error), attempt, inMs });
        options.onRetry?.(retry);
      },
    });
    const at = clock.now();
    const reference = submission?.reference;
    const accepted = {
      type: 'accepted',
      at,
      ...identityOf(task),
      reference,
      durationMs: monotonicNow(clock) - startedAt,
    } as const;
    emit(listener, accepted);
    return task;
  } catch (error) {
    emitFailure(context, provider, request, { submission, startedAt, error });
    throw error;
  }
}

/**
 * The same provider, which calls `onEvent` with what happens: submitted, accepted, refused or unknown; then each change
 * of the task that an answer shows, and its end. Listens to calls through the returned object only.
 */
export function withEvents(
  provider: VideoProvider,
  onEvent: EventListener,
  { clock = systemClock }: { readonly clock?: Clock | undefined } = {},
): VideoProvider {
  const context: EventContext = { listener: onEvent, clock };
  const queryMany = provider.queryMany?.bind(provider);
  const cancel = provider.cancel?.bind(provider);
  const reconcile = provider.reconcile?.bind(provider);
  const linkHeaders = provider.linkHeaders?.bind(provider);
  const handleCallback = provider.handleCallback?.bind(provider);
  const inner = compositeOf(provider);
  const observed: VideoProvider & Partial<HasComposite> = {
    id: provider.id,
    get capabilities() {
      return provider.capabilities;
    },
    prepare: (request) => provider.prepare(request),
    validateRequest: (request) => provider.validateRequest(request),
    generate: (request, options) => generate(context, provider, request, options),
    query: async (task, options) => {
      try {
        const after = await provider.query(task, options);
        emitAnswer(context, task, after, options);
        return after;
      } catch (error) {
        emitPollError(context, task, error, options);
        throw error;
      }
    },
    ...(queryMany !== undefined && {
      queryMany: async (tasks, options) => {
        const outcomes = await queryMany(tasks, options);
        for (const [index, task] of tasks.entries()) {
          const after = outcomes[index];
          if (after instanceof VideoError) {
            // Nothing was sent.
            if (after.code !== 'unsupported') emitPollError(context, task, after, options);
          } else if (after !== undefined) emitAnswer(context, task, after, options);
        }
        return outcomes;
      },
    }),
    ...(cancel !== undefined && {
      cancel: async (task, options) => {
        const result = await cancel(task, options);
        emitChange(context, task, result.task);
        return result;
      },
    }),
    ...(reconcile !== undefined && { reconcile }),
    ...(linkHeaders !== undefined && { linkHeaders }),
    ...(handleCallback !== undefined && {
      handleCallback: async (request, options) => {
        let stored: VideoTask | undefined;
        const find = async (subject: CallbackSubject) => (stored = await options.find(subject));
        const result = await handleCallback(request, { ...options, find });
        if (stored !== undefined && result.task !== undefined) emitChange(context, stored, result.task);
        return result;
      },
    }),
    ...(inner !== undefined && {
      [composite]: () => ({
        provider: observed,
        ownerOf: () => observed,
        onTaskUpdate: (task: VideoTask) => inner.onTaskUpdate(task),
      }),
    }),
  };
  return observed;
}
