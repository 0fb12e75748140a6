import type { MediaInput, Submission, TaskFailure, Usage } from '@vid/core';
import {
  type AcceptedRequest,
  append,
  type CallbackReading,
  type CandidateTask,
  carriedBy,
  type FieldWriters,
  isModeration,
  linkOf,
  mediaText,
  noReason,
  readOptions,
  type StatusMap,
  type SubmitRequest,
  type TaskReading,
  type WireRequest,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { numberIn } from './errors.ts';
import {
  challenge,
  type ContentItem,
  listAnswer,
  listItem,
  minimaxOptions,
  queryPath,
  stopAnswer,
  submitAnswer,
  type SubmitBody,
  submitBody,
  taskAnswer,
  type TaskAnswer,
  tasksPath,
} from './schema.ts';

/** Every word of a task [doc]; `expired` is in one page and one client only [cn, client]. */
export const statuses: StatusMap = {
  queued: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'canceled',
  expired: 'failed',
};

type ImageRole = Extract<ContentItem, { type: 'image_url' }>['role'];

const url = (media: MediaInput) => ({ url: mediaText(media, 'data-uri') });
const image = (role: ImageRole, media: MediaInput) =>
  ({ type: 'image_url', role, image_url: url(media) }) as const;

const writers: FieldWriters<SubmitBody> = {
  prompt: (text) => ({ content: append({ type: 'text', text } as const) }),
  firstFrame: (media) => ({ content: append(image('first_frame', media)) }),
  lastFrame: (media) => ({ content: append(image('last_frame', media)) }),
  references: (all) => ({ content: append(...all.map((media) => image('reference_image', media))) }),
  referenceVideos: (all) => ({
    content: append(
      ...all.map((media) => ({ type: 'video_url', role: 'reference_video', video_url: url(media) }) as const),
    ),
  }),
  referenceAudio: (all) => ({
    content: append(
      ...all.map((media) => ({ type: 'audio_url', role: 'reference_audio', audio_url: url(media) }) as const),
    ),
  }),
  // The service chooses no length, whatever passes unchecked.
  duration: (duration) => (duration === 'auto' ? undefined : { duration }),
  resolution: (resolution) => ({ resolution: resolution.toUpperCase() }),
  aspectRatio: (ratio) => ({ ratio }),
  // The model has it, always.
  audio: (isOn) => (isOn ? carriedBy('model') : undefined),
  watermark: (aigc_watermark) => ({ aigc_watermark }),
  callbackUrl: (callback_url) => ({ callback_url }),
  providerOptions: ({ minimax = {} }, accepted) => {
    const { promptExpansion } = readOptions(minimaxOptions, minimax, accepted);
    return promptExpansion === undefined ? {} : { extra: { prompt_expansion_mode: promptExpansion } };
  },
};

/** The submit for a request that the table has accepted. */
export const toSubmit = (accepted: AcceptedRequest): SubmitRequest => ({
  path: tasksPath,
  body: writeBody(submitBody, { model: accepted.wireModel }, writers, accepted),
});

export const toQuery = (id: string): WireRequest => ({ path: `${queryPath}/${encodeURIComponent(id)}` });
export const toStop = (id: string): WireRequest => ({
  method: 'DELETE',
  path: `${tasksPath}/${encodeURIComponent(id)}`,
});

export const isStopped = (json: unknown) => z.safeParse(stopAnswer, json).success;

/** What was stopped in the queue costs nothing [doc]. Of what had ended meanwhile nobody says. */
export const isBilled = (json: unknown) =>
  z.safeParse(stopAnswer, json).data?.action === 'cancelled' ? ('no' as const) : ('unknown' as const);

/** The task that a submit made. */
export function readAccepted(json: unknown): { readonly id: string } | undefined {
  const { data } = z.safeParse(submitAnswer, json);
  return data && { id: String(data.task_id) };
}

const listed = 50;
/** Of clocks that differ, and of how long a submit may take, in milliseconds [guess]. */
const [before, after] = [120_000, 600_000];

/** The account's newest tasks of the model; that the newest come first, and how many a page holds: [guess]. */
export const toList = (_submission: Submission, body: object): WireRequest => {
  const model = z.safeParse(submitBody, body).data?.model ?? '';
  return { path: `${queryPath}?page_num=1&page_size=${listed}&filter.model=${encodeURIComponent(model)}` };
};

/** Not told, or not said; `''` is read as that. Of what was left open the service may tell what it has chosen. */
const isOpen = (value: string | number | undefined) => value === undefined || value === 'adaptive';

/** Tasks of the submit's time that are alike. No answer tells a prompt or a name of ours [doc], so none is proven to be it. */
export function readAlike(
  json: unknown,
  { submittedAt }: Submission,
  body: object,
): readonly CandidateTask[] {
  const asked = z.safeParse(submitBody, body).data;
  const { items = [] } = z.safeParse(listAnswer, json).data ?? {};
  const at = Date.parse(submittedAt);
  return items.flatMap((item) => {
    const task = z.safeParse(listItem, item).data;
    if (task?.created_at === undefined) return [];
    const created = task.created_at * 1000;
    const isAlike = (['model', 'resolution', 'duration', 'ratio'] as const).every((name) => {
      const [theirs, ours] = [task[name], asked?.[name]];
      return isOpen(theirs) || isOpen(ours) || theirs === ours;
    });
    const isOfItsTime = created >= at - before && created <= at + after;
    return isAlike && isOfItsTime
      ? [{ id: String(task.id), createdAt: new Date(created).toISOString() }]
      : [];
  });
}

/** By the number [doc]: 1026 and 1027 refuse what went in and what came out. */
const reasons: Readonly<Record<string, TaskFailure['reason']>> = {
  1000: 'provider-error',
  1001: 'provider-error',
  1013: 'provider-error',
  1024: 'provider-error',
  1033: 'provider-error',
  1026: 'content-policy',
  1027: 'content-policy',
  1042: 'invalid-input',
  2013: 'invalid-input',
};

function failureOf({ status, error }: TaskAnswer): TaskFailure {
  const { code, message = '' } =
    typeof error === 'string' ? { code: undefined, message: error } : (error ?? {});
  const providerCode = code === undefined || code === '' ? numberIn(message) : String(code);
  const byNumber = providerCode === undefined ? undefined : reasons[providerCode];
  const isExpired = status === 'expired';
  if (message === '' && providerCode === undefined && !isExpired) return noReason;
  return {
    reason: byNumber ?? (isModeration(message) ? 'content-policy' : isExpired ? 'expired' : 'unknown'),
    message: message === '' ? (isExpired ? 'the service says: expired' : noReason.message) : message,
    ...(providerCode !== undefined && { providerCode }),
  };
}

/** What it bills: seconds that go in and come out [doc]. Tokens beside them are not what is billed [client]. */
const usageOf = ({ usage }: TaskAnswer): Usage | undefined =>
  usage?.total_seconds === undefined ? undefined : { amount: usage.total_seconds, unit: 'seconds' };

const readingOf = (task: TaskAnswer): TaskReading => ({
  id: String(task.id),
  status: task.status,
  videos: [{ url: linkOf(task.content?.url) }],
  failure: failureOf(task),
  usage: usageOf(task),
});

/** Undefined: the answer holds no task. */
export function readTask(json: unknown): TaskReading | undefined {
  const { data } = z.safeParse(taskAnswer, json);
  return data && readingOf(data.task);
}

/** The body of a query, posted on every change. Nothing is signed [doc]: whatever it says is a reason to ask, no more. */
export function readCallback(json: unknown): CallbackReading | undefined {
  const reading = readTask(json);
  return reading?.id === undefined
    ? undefined
    : { subject: { id: reading.id, reference: undefined }, reading };
}

/** Told from a task by what it bears. The value goes back as it came, by GET from the query [guess]. */
export function readChallenge(
  json: unknown,
  { searchParams }: URL,
): { readonly challenge: string | number } | undefined {
  if (readTask(json) !== undefined) return undefined;
  return z.safeParse(challenge, json ?? { challenge: searchParams.get('challenge') }).data;
}
