import { type Submission, type TaskFailure, VideoError, type VideoTask } from '@vid/core';
import {
  type CandidateTask,
  type FoundTask,
  isModeration,
  linkIn,
  noReason,
  property,
  type SubmittedTask,
  type TaskReading,
} from '@vid/core/provider-kit';
import { readAnswer } from '@vid/gateway';
import * as z from '@vid/core/zod';
import type { Dialect } from './dialects.ts';
import { keyOf } from './mapping.ts';
import {
  contentPath,
  filmAnswer,
  keyedList,
  submitBody,
  type SubmitBody,
  video,
  type VideoAnswer,
  videoList,
} from './schema.ts';

/* What answers say: the other half of the mapping. */

/** The task that a submit made. A number is no id: at relays `data.id` is that of a row [relay]. */
const named = z.union([
  z.object({ id: z.string().check(z.minLength(1)) }),
  z.pipe(
    z.object({ task_id: z.string().check(z.minLength(1)) }),
    z.transform(({ task_id }) => ({ id: task_id })),
  ),
]);
export const readAccepted = (json: unknown): { readonly id: string } | undefined =>
  z.safeParse(named, json).data ?? z.safeParse(named, property(json, 'data')).data;

/** The film that a submit made. Where it has no id, its link has a name. */
export function readFilm(json: unknown): SubmittedTask | undefined {
  const { data } = z.safeParse(filmAnswer, json);
  const [url] = data?.data.map((one) => one.url) ?? [];
  if (data === undefined || url === undefined) return undefined;
  const { id = url.split(/[?#]/, 1)[0]?.split('/').at(-1) } = data;
  return id === undefined || id === '' ? undefined : { id, end: { status: 'completed', videos: [{ url }] } };
}

const reasons: Readonly<Record<string, TaskFailure['reason']>> = {
  moderation_blocked: 'content-policy',
  content_policy_violation: 'content-policy',
  invalid_input: 'invalid-input',
  invalid_request_error: 'invalid-input',
  upstream_error: 'provider-error',
  server_error: 'provider-error',
  timeout: 'provider-error',
  expired: 'expired',
};

function failureOf({ status, error }: VideoAnswer): TaskFailure {
  const { code, message } = typeof error === 'string' ? { code: undefined, message: error } : (error ?? {});
  const providerCode = code === undefined || code === '' ? undefined : String(code);
  const isExpired = status?.toLowerCase() === 'expired';
  const said = message === undefined || message === '' ? undefined : message;
  const isModerated = isModeration(`${providerCode ?? ''} ${said ?? ''}`);
  return {
    reason:
      (providerCode === undefined ? undefined : reasons[providerCode]) ??
      (isModerated ? 'content-policy' : isExpired ? 'expired' : 'unknown'),
    message: said ?? providerCode ?? (isExpired ? 'the service says: expired' : noReason.message),
    ...(providerCode !== undefined && { providerCode }),
  };
}

/** Unix seconds as an ISO time; `undefined` for what is none. */
function timeOf(seconds = 0): string | undefined {
  const time = new Date(seconds * 1000);
  return seconds > 0 && Number.isFinite(time.getTime()) ? time.toISOString() : undefined;
}

/** The reference's object. `root`: where the service is. */
function readVideo(json: unknown, dialect: Dialect, root: string): TaskReading | undefined {
  const { data } = z.safeParse(video, json);
  if (data === undefined) return undefined;
  const { id, status, progress } = data;
  const code = typeof data.error === 'object' ? data.error.code : undefined;
  // A server of ours says so of a submit whose answer it has lost: its service may be making the video.
  if (status === 'failed' && code === 'submission_unknown')
    throw new VideoError('provider-unavailable', `${dialect.title} does not know what became of ${id}.`);
  const expiresAt = timeOf(data.expires_at);
  const told = dialect.link === 'told' ? linkIn(json, root) : undefined;
  const duration = Number(data.seconds ?? 0);
  return {
    id,
    status,
    ...(progress !== undefined && { progress: Math.min(Math.max(progress, 0), 100) / 100 }),
    videos: [
      {
        url: told ?? root + contentPath(id),
        ...(duration > 0 && Number.isFinite(duration) && { duration }),
        ...(expiresAt !== undefined && { expiresAt }),
      },
    ],
    failure: failureOf(data),
  };
}

/** In which places a relay says what, inside the family's usual envelopes. */
const relayPlaces = {
  status: ['status'],
  links: ['metadata.url', 'result_url'],
  duration: ['seconds'],
  reason: ['error.message'],
  reasonCode: ['error.code'],
} as const;

function readRelayed(
  json: unknown,
  task: VideoTask,
  { statuses }: Dialect,
  root: string,
): TaskReading | undefined {
  const reading = readAnswer(json, task, { ...relayPlaces, statuses }, root);
  if (reading === undefined) return undefined;
  // rc.30 tells no link at all [client, observed]: the file's route answers then.
  const videos = reading.videos?.map(({ url = root + contentPath(task.id), ...others }) => ({
    url,
    ...others,
  }));
  return videos === undefined ? reading : { ...reading, videos };
}

/** What an answer says of a task; `undefined`: it holds none. */
export const readTask = (
  json: unknown,
  task: VideoTask,
  dialect: Dialect,
  root: string,
): TaskReading | undefined =>
  dialect.answers === 'relay' ? readRelayed(json, task, dialect, root) : readVideo(json, dialect, root);

/** The task of a submission's key. Throws for a list that is not that of the key. */
export function readKeyed(
  json: unknown,
  submission: Submission,
  dialect: Dialect,
  root: string,
): FoundTask | undefined {
  const { data, x_vid } = z.parse(keyedList, json);
  if (x_vid.key !== keyOf(submission) || data.length > 1) throw new TypeError('a list of another key');
  const [first] = data;
  if (first === undefined) return undefined;
  const reading = readVideo(first, dialect, root);
  if (reading === undefined) throw new TypeError('no video');
  return { id: reading.id, reading };
}

/** Of clocks that differ, and of how long a submit may take, in milliseconds [guess]. */
const [before, after] = [120_000, 600_000];

/** Tasks of the submit's time whose model, prompt, length and size are its own, as far as the list tells them. */
export function readAlike(
  json: unknown,
  { submittedAt }: Submission,
  body: object,
): readonly CandidateTask[] {
  const at = Date.parse(submittedAt);
  const asked: Partial<SubmitBody> = z.safeParse(submitBody, body).data ?? {};
  const items = z.safeParse(videoList, json).data?.data ?? [];
  return items.flatMap((item): readonly CandidateTask[] => {
    const { data } = z.safeParse(video, item);
    const createdAt = timeOf(data?.created_at);
    if (data === undefined || createdAt === undefined) return [];
    const created = Date.parse(createdAt);
    const isAlike = (['model', 'prompt', 'seconds', 'size'] as const).every((name) => {
      const [theirs, ours] = [data[name], asked[name]];
      return theirs === undefined || ours === undefined || String(theirs) === String(ours);
    });
    const isOfItsTime = created >= at - before && created <= at + after;
    return isAlike && isOfItsTime ? [{ id: data.id, createdAt }] : [];
  });
}
