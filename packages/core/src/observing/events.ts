import type { VideoErrorCode } from '../contract/error-code.ts';
import { VideoError } from '../contract/error.ts';
import { modelOf, type ModelRef } from '../contract/names.ts';
import type { Plan } from '../contract/plan.ts';
import { property } from '../contract/property.ts';
import type { Mode } from '../contract/request.ts';
import type { Money } from '../contract/money.ts';
import type { TaskFailure, TaskStatus, Usage, VideoTask } from '../contract/task.ts';

interface EventBase {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

interface ModelEvent extends EventBase, ModelRef {
  /** The provider's own id; as it was asked for where nothing has left and no table has it. */
  readonly model: string;
}

/** One paid request. */
interface Submitted extends ModelEvent {
  /** Our own name for the request; missing where it was refused or queued before one was minted. */
  readonly reference?: string | undefined;
}

interface TaskEvent extends ModelEvent {
  /** The service's own id of the task. */
  readonly taskId: string;
}

interface Progress {
  /** As the answer says it. */
  readonly status: TaskStatus;
  /** 0 to 1, where the service tells. */
  readonly progress?: number;
}

/** What is told of an error. */
interface Trouble {
  /** As `VideoError.code`; `aborted`: the caller's signal. `other`: no `VideoError`. */
  readonly code: VideoErrorCode | 'aborted' | 'other';
  /** Of the answer, where there was one. */
  readonly httpStatus?: number | undefined;
  /** The service's own code. */
  readonly providerCode?: string | undefined;
}

interface Polled extends TaskEvent {
  /** A service was asked about a task. */
  readonly type: 'polled';
  /** Milliseconds until the next poll, where a wait or a job has planned one. */
  readonly nextInMs?: number | undefined;
}

/**
 * What happens between a request and its video. Names, numbers and ids only: no prompt, no picture, no link, no key, and of an
 * error its code alone.
 */
export type VideoEvent =
  /** The router has planned a request; `best` is missing where no model can do it. */
  | (EventBase & {
      /** What happened; decides which fields stand beside it. */
      readonly type: 'planned';
      /** What the inputs of the request ask for. */
      readonly mode: Mode;
      /** How many models can do it. */
      readonly candidates: number;
      /** How many cannot. */
      readonly rejected: number;
      /** The first candidate; missing where there is none. */
      readonly best?: ModelRef;
    })
  /**
   * A request waits until `ahead` tasks have ended, because the model takes only so many at a time. Nothing has left; told
   * again when `ahead` changes. By `reference` where the call has one.
   */
  | (Submitted & {
      readonly type: 'queued';
      /** How many tasks must end first. */
      readonly ahead: number;
    })
  /** A paid request leaves. A refusal that is worth repeating is repeated within this one, `retrying` each time. */
  | (Submitted & {
      readonly type: 'submitted';
      /** Our own name for the request. */
      readonly reference: string;
    })
  /**
   * No task exists, and the request is sent again: by this call, or, after `refused`, by its job. `attempt`: which one was
   * refused, from 1, of the call or of the job.
   */
  | (Submitted &
      Trouble & {
        readonly type: 'retrying';
        /** Which one was refused, from 1. */
        readonly attempt: number;
        /** Milliseconds until it is sent again. */
        readonly inMs: number;
      })
  /** No task exists. `durationMs` from the call on. */
  | (Submitted &
      Trouble & {
        readonly type: 'refused';
        /** Milliseconds since the call; of `finished`, since the task was accepted. */
        readonly durationMs: number;
      })
  /** A task may exist and may be billed: no answer, or the call was aborted after the request was sent. */
  | (Submitted & {
      readonly type: 'unknown';
      /** Milliseconds since the call; of `finished`, since the task was accepted. */
      readonly durationMs: number;
    })
  | (Submitted &
      TaskEvent & {
        readonly type: 'accepted';
        /** Milliseconds since the call; of `finished`, since the task was accepted. */
        readonly durationMs: number;
      })
  /** A service was asked about a task, and told how it is, or nothing of it. */
  | (Polled &
      Progress & {
        /** Whether the answer told how the task is. */
        readonly ok: true;
      })
  | (Polled &
      Trouble & {
        /** The poll told nothing of the task. */
        readonly ok: false;
      })
  /** An answer shows that the task has moved on. */
  | (TaskEvent &
      Progress & {
        readonly type: 'status';
      })
  /** The task has ended. `durationMs` since it was accepted, where that is known. */
  | (TaskEvent & {
      readonly type: 'finished';
      /** How the task ended. */
      readonly status: TaskStatus;
      /** Milliseconds since the call; of `finished`, since the task was accepted. */
      readonly durationMs?: number;
      /** What the service says that it cost. */
      readonly cost?: Money;
      /** What the service says that it counted. */
      readonly usage?: Usage;
      /** Why it failed. */
      readonly reason?: TaskFailure['reason'];
    })
  /** The file is complete, unless `unverified` says that nothing proves it. The task is known where it was passed to the download. */
  | (EventBase &
      Partial<TaskEvent> & {
        readonly type: 'downloaded';
        /** The size of the file. */
        readonly bytes: number;
        /** Nothing proves that the file is complete. */
        readonly unverified?: true;
      });

/** Called in the middle of the work, so it should be quick. What it throws is ignored: a log must not lose a video. */
export type EventListener = (event: VideoEvent) => void;

/** Calls a listener and never fails. */
export function emit(listener: EventListener | undefined, event: VideoEvent): void {
  try {
    listener?.(event);
  } catch {
    // A paid task must not be lost to a listener.
  }
}

const isAbort = (error: unknown) => property(error, 'name') === 'AbortError';

export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof VideoError)) return { code: isAbort(error) ? 'aborted' : 'other' };
  const { code, httpStatus, providerCode } = error;
  return { code, httpStatus, providerCode };
}

export const identityOf = (task: VideoTask) => ({ ...modelOf(task), taskId: task.id });

/** A plan, or what is known before the reasons are looked for. */
type Planned = Pick<Plan, 'mode' | 'candidates'> & { readonly rejected: readonly unknown[] };

export function plannedEvent({ mode, candidates, rejected }: Planned, at: number): VideoEvent {
  const [first] = candidates;
  const best = first && modelOf(first);
  return {
    type: 'planned',
    at,
    mode,
    candidates: candidates.length,
    rejected: rejected.length,
    ...(best !== undefined && { best }),
  };
}
