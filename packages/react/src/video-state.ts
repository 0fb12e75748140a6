import {
  laterTask,
  type TaskStatus,
  type Video,
  VideoError,
  type VideoRequest,
  type VideoTask,
} from '@vid/core';
import type { JobView } from '@vid/core/remote';
import { type JobsNow, noJobs } from './job-feed.ts';
import type { KeptVideo } from './kept-video.ts';

/** `sending`: on its way, no task is known. `refused`: no task was made. `unknown`: one may exist and may be billed. */
export type VideoStatus = 'idle' | 'sending' | TaskStatus | 'refused' | 'unknown';

/** One video as a page shows it. */
export interface VideoState extends JobsNow {
  /** Where the video stands; `idle` before the first submit and after `reset`. */
  readonly status: VideoStatus;
  /** Whether something still goes on: sending, queued or running. */
  readonly isPending: boolean;
  /** As last seen; `undefined` while none is known. */
  readonly task: VideoTask | undefined;
  /** Of a task that has succeeded: links of the server. Else none. */
  readonly videos: readonly Video[];
  /** Why it was refused, or why nobody knows. */
  readonly error: VideoError | undefined;
  /** Whether the tables are here, so that `plan` answers. */
  readonly isReady: boolean;
}

export const idle: VideoState = {
  ...noJobs,
  status: 'idle',
  isPending: false,
  task: undefined,
  videos: [],
  error: undefined,
  isReady: false,
};

/** What a page knows of its video by itself. */
export interface OwnState extends KeptVideo {
  /** What was asked for; missing after a reload. */
  readonly request?: VideoRequest;
  readonly sending?: Promise<VideoTask> | undefined;
  /** Whether the server is being asked what became of it. */
  readonly isLookedUp?: boolean;
  /** Whether an earlier submit may have made a task: no later error changes that, until the server has said so. */
  readonly isUnsettled?: boolean;
  readonly error?: VideoError | undefined;
}

/** Only these leave open whether there is a task. */
export const isOpen = ({ code }: VideoError) => code === 'submission-unknown' || code === 'in-progress';

export const isOver = (status: VideoStatus) =>
  status === 'succeeded' || status === 'failed' || status === 'canceled' || status === 'refused';

export const jobIdOf = ({ task, submission }: KeptVideo) => (task ?? submission)?.lookup?.['job'];

/** With what the server tells of its job. */
export function stateOf(current: OwnState | undefined, now: JobsNow, isReady: boolean): VideoState {
  const { jobs, isConnected } = now;
  if (current === undefined) return { ...idle, jobs, isConnected, isReady };
  const id = jobIdOf(current);
  const job = jobs.find((one) => one.id === id);
  const task = newer(current.task, job);
  const error = errorOfJob(job, task) ?? current.error;
  const status = statusOf(current, job, task, error);
  return {
    status,
    isPending: status === 'sending' || status === 'queued' || status === 'running',
    task,
    videos: task?.status === 'succeeded' ? task.videos : [],
    error: task === undefined ? error : undefined,
    jobs,
    isConnected,
    isReady,
  };
}

function newer(stored: VideoTask | undefined, job: JobView | undefined): VideoTask | undefined {
  if (job?.task === undefined) return stored;
  const news = { ...job.task, lookup: { ...job.task.lookup, job: job.id } };
  return stored === undefined ? news : laterTask(stored, news);
}

function errorOfJob(job: JobView | undefined, task: VideoTask | undefined): VideoError | undefined {
  if (job?.error === undefined || task !== undefined) return undefined;
  return new VideoError(job.error.code, job.error.message, job.error);
}

function statusOf(
  { sending, isLookedUp = false, isUnsettled = false }: OwnState,
  job: JobView | undefined,
  task: VideoTask | undefined,
  error: VideoError | undefined,
): VideoStatus {
  if (task !== undefined) return task.status;
  if (job?.phase === 'refused' || job?.phase === 'canceled' || job?.phase === 'unknown') return job.phase;
  if (sending !== undefined || isLookedUp) return 'sending';
  if (error !== undefined) return isUnsettled || isOpen(error) ? 'unknown' : 'refused';
  return 'idle';
}
