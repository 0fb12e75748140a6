import { VideoError } from '../contract/error.ts';
import type { CallOptions } from '../contract/provider.ts';
import type { Submission } from '../contract/submission.ts';
import { queryTimeoutMs, readAs, type ServerAnswer, type ServerCalls } from './server-calls.ts';
import { jobListSchema, type JobView, type SubmitBody } from './wire.ts';

/** How long the server is asked to wait for the service, in seconds: proxies cut a silent connection off after 30 s or more [guess]. */
const preferWaitSeconds = 20;

export const submitCall = (body: SubmitBody, key: string) => ({
  path: '/tasks',
  body,
  headers: { 'idempotency-key': key, prefer: `wait=${preferWaitSeconds}` },
});

/** A reference may be of any letters, a key goes in a header: no two references are one key, and most are their own. */
export const keyOf = (reference: string): string => encodeURI(reference);

export const jobPath = (id: string) => `/tasks/${encodeURIComponent(id)}`;

/** The job of a reference, `undefined` where the server says that it has none; throws where it says nothing. */
export async function jobOfKey(
  server: ServerCalls,
  reference: string,
  options: CallOptions,
): Promise<Pick<ServerAnswer, 'job' | 'redact'>> {
  const key = keyOf(reference);
  const path = `/tasks?key=${encodeURIComponent(key)}`;
  const { answer, redact, fail } = await server.send({ path }, { ...options, timeoutMs: queryTimeoutMs });
  const list = readAs(jobListSchema, answer.json);
  if (list?.key !== key) throw fail();
  return { job: list.jobs[0], redact };
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
