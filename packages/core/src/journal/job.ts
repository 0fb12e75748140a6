import type { Money } from '../contract/money.ts';
import type { ModelRef } from '../contract/names.ts';
import type { RequestJson } from '../contract/request-json.ts';
import type { Submission } from '../contract/submission.ts';
import type {
  ActiveTask,
  CanceledTask,
  FailedTask,
  SucceededTask,
  Video,
  VideoTask,
} from '../contract/task.ts';
import type { RoutingOptions } from '../planning/routing-options.ts';
import type { Fallback } from '../routing/calls/fallback.ts';
import type { RecordedError } from './entry.ts';

/** How a job's request is sent: what of the options of a call is plain JSON. */
export interface JobOptions extends Omit<RoutingOptions, 'prefer'> {
  /** As in `RoutingOptions`, but no function: a job is plain JSON. Default `'listed'`. */
  readonly prefer?: Exclude<RoutingOptions['prefer'], (...given: never) => unknown>;
  /** Whether the next candidate is tried after a proven refusal. Default: no. */
  readonly fallback?: Fallback | undefined;
  /** Sent where the service takes a name of ours. Default: the job's id. */
  readonly reference?: string | undefined;
}

/** A video that was brought home. */
export interface StoredFile {
  /** Where it is, in the words of whoever stored it: a file's name, a bucket's key. */
  readonly name: string;
  /** The size of the file. */
  readonly bytes: number;
  /** Such as `'video/mp4'`. */
  readonly mediaType: string;
  /** Of the whole file, in hex. */
  readonly sha256?: string | undefined;
  /** Nothing proves that this is all of it. */
  readonly unverified?: true | undefined;
}

/** A video of a job that has ended: where it is stored, or the service's link where nobody stores it. */
export interface JobVideo extends Omit<Video, 'url'> {
  /** The service's link, which dies; missing where the file is stored. */
  readonly url?: string | undefined;
  /** Where it is stored; missing where nobody stores it. */
  readonly file?: StoredFile | undefined;
}

interface JobFacts {
  /** The key in the journal, and the reference at the service. */
  readonly id: string;
  /** Whose it is; `''` where there is one owner only. */
  readonly owner: string;
  /** Of the request; see `requestFingerprint`. */
  readonly fingerprint: string;
  /** ISO times, by the clock of the machine that wrote. */
  readonly createdAt: string;
  /** Of the last change but leases. */
  readonly updatedAt: string;
  /** What its owner files it under. */
  readonly label?: string | undefined;
  /** What its host keeps beside it, such as how its client named the model; it is sent to nobody. */
  readonly note?: Readonly<Record<string, string>> | undefined;
  /** What the plan said that it costs at most; missing where no price is known. `task.cost` is what the service said. */
  readonly estimate?: Money | undefined;
  /** `estimate` was set aside within its owner's limit, and holds for whoever it is sent to. */
  readonly isLimited?: true | undefined;
  /** Who was asked first, by the plan. */
  readonly model: ModelRef;
  /** How often in a row this phase's step failed. */
  readonly failures: number;
  /** Of the last of them. It says nothing about the task. */
  readonly lastError?: RecordedError | undefined;
  /** No further step is planned: somebody must look, and may resume it. Nothing is lost. */
  readonly stalled?: true | undefined;
}

type JobState =
  /** The input lives until the submit is settled. */
  | {
      /** Where the job stands; decides which fields stand beside it. */
      readonly phase: 'submitting';
      /** What is to be sent; gone once the submit is settled. */
      readonly input: {
        /** As JSON; `requestFromJson` reads it. */
        readonly request: RequestJson;
        /** How it is routed and sent. */
        readonly options: JobOptions;
      };
    }
  /** A task may exist and may be billed; it is looked up for a while. */
  | {
      readonly phase: 'unknown';
      /** What was sent; missing where that is not known. */
      readonly submission?: Submission | undefined;
      /** Tasks that may be it; see `adopt`. */
      readonly candidates?: readonly VideoTask[] | undefined;
    }
  | {
      readonly phase: 'polling';
      /** As last seen. */
      readonly task: ActiveTask;
    }
  /** `files`: those that are stored already, by the index of their video. */
  | {
      readonly phase: 'downloading';
      /** As last seen. */
      readonly task: SucceededTask;
      /** Those that are stored already, by the index of their video. */
      readonly files: Readonly<Record<number, StoredFile>>;
    }
  | {
      readonly phase: 'succeeded';
      /** As last seen. */
      readonly task: Omit<SucceededTask, 'videos'>;
      /** In the order of the task's. */
      readonly videos: readonly JobVideo[];
    }
  | {
      readonly phase: 'failed';
      /** As last seen. */
      readonly task: FailedTask;
    }
  /** Without a task: it was stopped before its request was sent. `billed`: what the service said when it stopped. */
  | {
      readonly phase: 'canceled';
      /** As last seen. */
      readonly task?: CanceledTask | undefined;
      /** What the service said when the task was stopped; missing where it did not. */
      readonly billed?: 'yes' | 'no' | undefined;
    }
  /** It is proven that no task exists; `lastError` says why. */
  | {
      readonly phase: 'refused';
      /** Why it was refused. */
      readonly lastError: RecordedError;
    };

/** One video from its request to its file, as plain JSON: whoever holds it, the journal and the keys can go on. */
export type VideoJob = JobFacts & JobState;
/** Where a job stands; `activePhases` go on by themselves. */
export type JobPhase = VideoJob['phase'];

/** In which something goes on by itself. */
export const activePhases = [
  'submitting',
  'unknown',
  'polling',
  'downloading',
] as const satisfies readonly JobPhase[];
/** A phase in which something goes on by itself. */
export type ActivePhase = (typeof activePhases)[number];
/** Every phase; those after `activePhases` are final. */
export const jobPhases = [
  ...activePhases,
  'succeeded',
  'failed',
  'canceled',
  'refused',
] as const satisfies readonly JobPhase[];
type JobIn<Phase extends JobPhase> = Extract<VideoJob, { readonly phase: Phase }>;
export type SubmittingJob = JobIn<'submitting'>;
export type UnknownJob = JobIn<'unknown'>;
export type PollingJob = JobIn<'polling'>;
export type DownloadingJob = JobIn<'downloading'>;

/** Whether nothing goes on with the job by itself. */
export const isEnded = ({ phase, stalled }: VideoJob): boolean =>
  stalled === true || !activePhases.some((active) => active === phase);

/** What a new job has, too. */
export type NewJob = Omit<JobFacts, 'failures'>;

function factsOf(job: NewJob): JobFacts {
  const { id, owner, fingerprint, createdAt, updatedAt, label, note, estimate, isLimited, model } = job;
  return {
    id,
    owner,
    fingerprint,
    createdAt,
    updatedAt,
    label,
    note,
    estimate,
    isLimited,
    model,
    failures: 0,
  };
}

/** The job in another state. The input, errors and links of the one before are gone. */
export const inState = (job: NewJob, state: JobState): VideoJob => ({ ...factsOf(job), ...state });

/** The job after news of its task. `isStored`: whether somebody brings the videos home. */
export function withTask(job: NewJob, task: VideoTask, isStored: boolean): VideoJob {
  switch (task.status) {
    case 'queued':
    case 'running':
      return inState(job, { phase: 'polling', task });
    case 'failed':
      return inState(job, { phase: 'failed', task });
    case 'canceled':
      return inState(job, { phase: 'canceled', task });
    case 'succeeded': {
      if (isStored) return inState(job, { phase: 'downloading', task, files: {} });
      const { videos, ...rest } = task;
      return inState(job, { phase: 'succeeded', task: rest, videos });
    }
  }
}

/** The job with one more of its videos stored; with the last one its links are gone. */
export function withFile(job: DownloadingJob, index: number, file: StoredFile): VideoJob {
  const files = { ...job.files, [index]: file };
  const { videos, ...task } = job.task;
  if (videos.some((_, at) => files[at] === undefined)) return { ...job, files };
  const stored = videos.map(({ id, duration }, at) => ({ id, duration, file: files[at] }));
  return inState(job, { phase: 'succeeded', task, videos: stored });
}

/** The job after a step that failed and is tried again, or `stalled` when it is not. */
export const withFailure = (job: VideoJob, lastError: RecordedError, stalled: boolean): VideoJob => {
  const { stalled: _stalled, ...rest } = job;
  return { ...rest, failures: job.failures + 1, lastError, ...(stalled && { stalled }) };
};
