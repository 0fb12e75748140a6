import { VideoError } from '../contract/error.ts';
import { explainValue } from '../contract/explain-problem.ts';
import { show } from '../contract/shown.ts';
import { parseJson } from './http.ts';
import { redact as redactText, type Redactor } from '../contract/redact.ts';
import type { Money } from '../contract/money.ts';
import type { TaskFailure, TaskStatus, Usage, Video, VideoTask } from '../contract/task.ts';

/** What one answer says about a task. */
export interface TaskReading {
  /** The service's own status word. */
  readonly status: string | undefined;
  /** 0 to 1. */
  readonly progress?: number | undefined;
  /** In the order of preference. What is no http(s) link is left out. Default: none. */
  readonly videos?: readonly (Omit<Video, 'url'> & { readonly url: string | undefined })[] | undefined;
  /** What the service reports. Default: what was known before stays; `'unknown'`: that was only an estimate. */
  readonly cost?: Money | 'unknown' | undefined;
  /** What the service counted, in its own measure. Default, and `'unknown'`: as for the cost. */
  readonly usage?: Usage | 'unknown' | undefined;
  /** The id that the answer bears. Default: its shape has none. Another id than the task's is another task. */
  readonly id?: string | undefined;
  /** Why it failed, where it did. Default: the service gave no reason. */
  readonly failure?: TaskFailure | undefined;
}

/** Every status word that a service is known to say, in lower case. A word that is not here is an error, never "still running". */
export type StatusMap = Readonly<Record<string, TaskStatus>>;

/** The failure of a task whose service gave no reason. */
export const noReason: TaskFailure = { reason: 'unknown', message: 'the service gave no reason' };

/** The status that a service's word stands for, however it is written. */
export function statusOf(word: string | undefined, statuses: StatusMap): TaskStatus | undefined {
  const key = word?.trim().toLowerCase();
  return key !== undefined && Object.hasOwn(statuses, key) ? statuses[key] : undefined;
}

/** A link that a file can be fetched from, one that starts with a slash taken from `base`; `undefined` for anything else. */
export function linkOf(value: unknown, base?: string): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (/^https?:\/\//i.test(text)) return URL.canParse(text) ? text : undefined;
  const isRelative = base !== undefined && /^\/\S+$/.test(text) && URL.canParse(text, base);
  return isRelative ? new URL(text, base).href : undefined;
}

/** How an answer is read. */
export interface ReadingContext {
  /** Where the service is: links may be relative to it. Default: none are. */
  readonly baseUrl?: string | undefined;
  /** Blanks the secrets of the call. Default: what is recognisable by its form. */
  readonly redact?: Redactor | undefined;
}

/**
 * The task as the answer tells it. Throws a retryable `VideoError('provider-unavailable')` for an answer that
 * tells nothing: another id, no status, an unknown word, an end without a link. The task stays what it was.
 */
export function nextTask(
  task: VideoTask,
  reading: TaskReading,
  statuses: StatusMap,
  { baseUrl, redact = redactText }: ReadingContext = {},
): VideoTask {
  if (reading.id !== undefined && reading.id !== task.id)
    throw unexpectedAnswer(task.provider, `it is about task ${redact(reading.id)}`, task);
  const { provider, api, model, id, lookup, createdAt, attempts } = task;
  const cost = reading.cost === 'unknown' ? undefined : (reading.cost ?? task.cost);
  const usage = reading.usage === 'unknown' ? undefined : (reading.usage ?? task.usage);
  const identity = {
    provider,
    api,
    model,
    id,
    ...(lookup !== undefined && { lookup }),
    ...(createdAt !== undefined && { createdAt }),
    ...(cost !== undefined && { cost }),
    ...(usage !== undefined && { usage }),
    ...(attempts !== undefined && { attempts }),
  };
  const status = statusOf(reading.status, statuses);
  switch (status) {
    case 'queued':
    case 'running':
      return { ...identity, status, ...(reading.progress !== undefined && { progress: reading.progress }) };
    case 'succeeded': {
      const videos = (reading.videos ?? []).flatMap(({ url: link, ...video }) => {
        const url = linkOf(link, baseUrl);
        return url === undefined ? [] : [{ ...video, url }];
      });
      if (videos.length === 0)
        throw unexpectedAnswer(
          provider,
          'the task has finished, but there is no link yet',
          task,
          'succeeded',
        );
      return { ...identity, status, videos };
    }
    case 'failed':
      return { ...identity, status, failure: redacted(reading.failure ?? noReason, redact) };
    case 'canceled':
      return { ...identity, status };
    case undefined: {
      const { status: word } = reading;
      throw unexpectedAnswer(
        provider,
        word === undefined ? 'no status' : `unknown status ${explainValue(show(redact(word)))}`,
        task,
      );
    }
  }
}

/** A service may quote what it was sent. */
const redacted = ({ reason, message, providerCode }: TaskFailure, redact: Redactor): TaskFailure => ({
  reason,
  message: redact(message),
  ...(providerCode !== undefined && { providerCode: redact(providerCode) }),
});

/** The error of an answer that tells nothing; asking again may help. */
export function unexpectedAnswer(
  provider: string,
  what: string,
  task?: VideoTask,
  reportedStatus?: TaskStatus,
): VideoError {
  const about = task === undefined ? '' : ` about task ${task.id}`;
  const unchanged = task === undefined ? 'It says nothing' : 'The task is unchanged';
  const message = `Unexpected response from ${provider}${about}: ${what}. ${unchanged}; ask again.`;
  return new VideoError('provider-unavailable', message, { provider, reportedStatus });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** An id as text; `undefined` for what is none. */
export const idText = (value: unknown): string | undefined => {
  if (Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
};

/** Names under which services and relays put the id of a task. */
export const idKeys = ['task_id', 'id', 'taskId', 'video_id'] as const;

/** The id of a task in an answer of any shape: under the usual names, then in `data` and `result`, then in a text that is JSON. */
export function taskIdIn(json: unknown, depth = 0): string | undefined {
  if (depth > 5 || !isRecord(json)) return undefined;
  const { data, result, message, error } = json;
  const own = idKeys.map((key) => idText(json[key])).find((id) => id !== undefined);
  if (own !== undefined) return own;
  const texts = [message, isRecord(error) ? error['message'] : undefined];
  const quoted = texts.map((text) => (typeof text === 'string' ? parseJson(text) : undefined));
  const [first] = Array.isArray(json) ? json : [];
  return [first, data, result, ...quoted]
    .map((part) => taskIdIn(part, depth + 1))
    .find((id) => id !== undefined);
}

const taskKeys = ['task_id', 'taskId', 'video_id'] as const;

/** Whether an answer names a task anywhere: as `taskIdIn` finds it, or under a name that only tasks have, at any depth. */
export function namesTask(json: unknown): boolean {
  const isNamed = (part: unknown, depth: number): boolean =>
    depth <= 6 &&
    isRecord(part) &&
    (taskKeys.some((key) => idText(part[key]) !== undefined) ||
      Object.values(part).some((inner) => isNamed(inner, depth + 1)));
  return taskIdIn(json) !== undefined || isNamed(json, 0);
}

const isSaid = (value: unknown) =>
  typeof value === 'string' ? value.trim() !== '' : typeof value === 'number' && value !== 0;

/** Whether an answer has an `error` that says something. */
export function complains(json: unknown): boolean {
  const error = isRecord(json) ? json['error'] : undefined;
  return isRecord(error) ? isSaid(error['message']) || isSaid(error['code']) : isSaid(error);
}

/** The task that a service has just accepted. `lookup`: what else than the id `query` needs to find it again. */
export function newTask(
  { provider, api, model }: Pick<VideoTask, 'provider' | 'api' | 'model'>,
  id: string,
  lookup?: Readonly<Record<string, string>>,
  createdAt: string = new Date().toISOString(),
): VideoTask & { readonly createdAt: string } {
  return { provider, api, model, id, ...(lookup !== undefined && { lookup }), createdAt, status: 'queued' };
}

/** Throws `VideoError('invalid-request')` for what belongs to another provider or api, before it is asked about. */
export function requireOwn(
  owned: Pick<VideoTask, 'provider' | 'api'>,
  provider: string,
  api: string,
  task?: VideoTask,
): void {
  if (owned.provider === provider && owned.api === api) return;
  const what = task === undefined ? 'The submission' : `Task ${task.id}`;
  const message = `${what} belongs to ${owned.provider} (${owned.api}), not to ${provider} (${api}).`;
  throw new VideoError('invalid-request', message, { provider, task });
}
