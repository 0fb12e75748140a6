import { systemClock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import type { CallOptions, GenerateOptions } from '../contract/provider.ts';
import type { Submission } from '../contract/submission.ts';
import type { VideoTask } from '../contract/task.ts';
import { quote } from '../provider-kit/exchange/classify.ts';
import { submissionUnknown } from '../provider-kit/exchange/connection-error.ts';
import { submitPaid } from '../provider-kit/exchange/submit.ts';
import {
  questionTimeoutMs,
  readAs,
  type ServerAnswer,
  type ServerCalls,
  serverName,
} from './server-calls.ts';
import { taskIn } from './task-in.ts';
import { jobListSchema, type JobView, type SubmitBody } from './wire.ts';

/** How long the server is asked to wait for the service, in seconds: proxies cut a silent connection off after 30 s or more [guess]. */
const preferWaitSeconds = 20;
const submitTimeoutMs = 60_000;
/** Files go along: as slowly as this a page may send them, in bytes for each millisecond [guess]. */
const slowestUpload = 16;

/** Between look-ups of a submit whose answer was lost. */
const lookUpPausesMs = [500, 1_000, 2_000];
/** The same key never makes a second job, so that sending it again costs nothing. */
const mostSends = 3;

/** While the request waits at the server for its turn. */
const firstPauseMs = 500;
const longestPauseMs = 5_000;
/** In a row, before the outcome counts as unknown: a server starts over in less. */
const mostFailures = 20;

export const submitCall = (body: SubmitBody, key: string) => ({
  path: '/tasks',
  body,
  headers: { 'idempotency-key': key, prefer: `wait=${preferWaitSeconds}` },
});

export const jobPath = (id: string) => `/tasks/${encodeURIComponent(id)}`;

/** The job of a key, `undefined` where the server says that it has none; throws where it says nothing. */
export async function jobOfKey(
  server: ServerCalls,
  key: string,
  options: CallOptions,
): Promise<Pick<ServerAnswer, 'job' | 'redact'>> {
  const path = `/tasks?key=${encodeURIComponent(key)}`;
  const { answer, redact, fail } = await server.send({ path }, { ...options, timeoutMs: questionTimeoutMs });
  const list = readAs(jobListSchema, answer.json);
  if (list?.key !== key) throw fail();
  return { job: list.jobs[0], redact };
}

/** How a POST ended that was no refusal: `told` is an error that the server itself answered with. */
type Posted =
  | { readonly job: JobView }
  | { readonly job?: undefined; readonly unknown: VideoError; readonly told?: VideoError };

/** Sends one request under its key until the server has said what became of it. */
export function submitToServer(
  server: ServerCalls,
  { body, bytes }: { readonly body: SubmitBody; readonly bytes: number },
  submission: Submission,
  options: GenerateOptions,
): Promise<VideoTask> {
  const { signal, headers, clock = systemClock } = options;
  const key = submission.reference;

  const post = async (): Promise<Posted> => {
    try {
      const sent = await server.send(submitCall(body, key), {
        signal,
        headers,
        timeoutMs: submitTimeoutMs + bytes / slowestUpload,
        paid: true,
      });
      const { answer, job, error: told, redact } = sent;
      if (job !== undefined) return { job };
      if (told !== undefined && refuses(told, answer.status)) throw told;
      const quoted = quote(answer, redact, server.root);
      const unknown = submissionUnknown(serverName, `it answered HTTP ${answer.status}: ${quoted}`, {
        httpStatus: answer.status,
      });
      return { unknown, ...(told !== undefined && { told }) };
    } catch (error) {
      if (error instanceof VideoError && error.code === 'submission-unknown') return { unknown: error };
      throw error;
    }
  };

  /** What the server knows of the key; `undefined`: nobody can tell. */
  const lookUp = async (): Promise<JobView | 'not-found' | undefined> => {
    for (const pauseMs of lookUpPausesMs) {
      await clock.sleep(pauseMs, signal);
      try {
        return (await jobOfKey(server, key, { signal, headers })).job ?? 'not-found';
      } catch (error) {
        if (!(error instanceof VideoError)) throw error;
      }
    }
    return undefined;
  };

  const accepted = async (): Promise<JobView> => {
    /** Of a request that may yet arrive, whatever becomes of those after it. */
    let lost: VideoError | undefined;
    for (let sent = 1; ; sent += 1) {
      const posted = await post().catch((error: unknown) => {
        throw error instanceof VideoError ? (lost ?? error) : error;
      });
      if (posted.job !== undefined) return posted.job;
      const { unknown, told } = posted;
      if (told === undefined) lost ??= unknown;
      const found = await lookUp();
      if (found === undefined) throw unknown;
      if (found !== 'not-found') return found;
      // It has answered and keeps no job: it took none.
      if (told !== undefined && told.code !== 'submission-unknown') throw lost ?? told;
      if (sent >= mostSends) throw unknown;
    }
  };

  /** The job once its submit is settled. */
  const settled = async (first: JobView): Promise<JobView> => {
    let job = first;
    let pauseMs = firstPauseMs;
    for (let failures = 0; job.phase === 'submitting' && job.stalled !== true;) {
      await clock.sleep(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      try {
        const asked = await server.send(
          { path: jobPath(job.id) },
          { signal, headers, timeoutMs: questionTimeoutMs },
        );
        if (asked.job === undefined) throw asked.fail();
        job = asked.job;
        failures = 0;
      } catch (error) {
        if (!(error instanceof VideoError)) throw error;
        failures += 1;
        if (failures < mostFailures) continue;
        throw submissionUnknown(serverName, error.message).with({ submission });
      }
    }
    return job;
  };

  return submitPaid(submission, options, accepted)
    .then(settled)
    .then((job) => taskOrError(server, job, submission));
}

/** Only what the server says of a request that it did not take. */
const refuses = ({ code, task, submission }: VideoError, status: number) =>
  status >= 400 &&
  status <= 499 &&
  code !== 'submission-unknown' &&
  code !== 'in-progress' &&
  task === undefined &&
  submission === undefined;

function taskOrError(server: ServerCalls, job: JobView, submission: Submission): VideoTask {
  const task = taskIn(job, { root: server.root });
  if (task !== undefined) return task;
  throw errorOfJob(job, submission);
}

/** Why a job whose submit is settled has no task. */
export function errorOfJob({ id, phase, error, candidates }: JobView, submission: Submission): VideoError {
  if (phase === 'refused' && error !== undefined && error.code !== 'submission-unknown')
    return new VideoError(error.code, error.message, error);
  if (phase === 'canceled')
    return new VideoError('invalid-request', `The request of "${id}" was stopped before it was sent.`);
  const message =
    error?.message ??
    'Whether the request made a task is not known. It is not sent again; ask later, or look at the service.';
  return new VideoError('submission-unknown', message, {
    ...error,
    provider: submission.provider,
    retryable: false,
    submission: { ...submission, lookup: { job: id } },
    candidates,
  });
}
