import { systemClock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import type { GenerateOptions } from '../contract/provider.ts';
import type { ModelRef } from '../contract/names.ts';
import type { VideoRequest } from '../contract/request.ts';
import type { Submission } from '../contract/submission.ts';
import type { AcceptedRequest } from '../provider-kit/accept.ts';
import type { VideoTask } from '../contract/task.ts';
import { quote } from '../provider-kit/exchange/classify.ts';
import { submissionUnknown } from '../provider-kit/exchange/connection-error.ts';
import { readyMedia } from '../provider-kit/exchange/request-media.ts';
import { newSubmission, requireReference, submitPaid } from '../provider-kit/exchange/submit.ts';
import { errorOfJob, jobOfKey, jobPath, keyOf, submitCall } from './job-calls.ts';
import { queryTimeoutMs, type ServerCalls, serverName } from './server-calls.ts';
import { taskIn } from './task-in.ts';
import type { JobView, SubmitBody } from './wire.ts';

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

/** How a POST ended that was no refusal: `told` is an error that the server itself answered with. */
type Posted =
  | { readonly job: JobView }
  | { readonly job?: undefined; readonly unknown: VideoError; readonly told?: VideoError };

function requireSize(body: SubmitBody, maxBodyBytes: number): number {
  const bytes = new TextEncoder().encode(JSON.stringify(body)).byteLength;
  if (bytes <= maxBodyBytes) return bytes;
  const message =
    `The request has ${bytes} bytes, its files included, and the server takes ${maxBodyBytes}. Nothing was sent; ` +
    `use smaller files, or links.`;
  throw new VideoError('invalid-request', message, { provider: serverName });
}

/** What is sent, and where. */
interface Sending {
  readonly server: ServerCalls;
  readonly model: ModelRef;
  readonly accepted: AcceptedRequest;
  /** In its place, where the server chooses the model. */
  readonly asked: AcceptedRequest | undefined;
  readonly bodyOf: (accepted: AcceptedRequest, asked: VideoRequest | undefined) => SubmitBody;
  readonly maxBodyBytes: number;
}

/** Reads the files, and sends one request under its key until the server has said what became of it. */
export async function sendToServer(
  { server, model, accepted, asked, bodyOf, maxBodyBytes }: Sending,
  options: GenerateOptions,
): Promise<VideoTask> {
  requireReference('idempotency-key', model, options);
  const ready = async (request: AcceptedRequest) =>
    (await readyMedia(request, () => false, options)).accepted;
  const body = bodyOf(await ready(accepted), asked && (await ready(asked)).request);
  const bytes = requireSize(body, maxBodyBytes);
  return submitToServer(server, { body, bytes }, newSubmission(model, { body }, options), options);
}

function submitToServer(
  server: ServerCalls,
  { body, bytes }: { readonly body: SubmitBody; readonly bytes: number },
  submission: Submission,
  options: GenerateOptions,
): Promise<VideoTask> {
  const { signal, headers, clock = systemClock } = options;
  const { reference } = submission;

  const post = async (): Promise<Posted> => {
    try {
      const sent = await server.send(submitCall(body, keyOf(reference)), {
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
        return (await jobOfKey(server, reference, { signal, headers })).job ?? 'not-found';
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
          { signal, headers, timeoutMs: queryTimeoutMs },
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
