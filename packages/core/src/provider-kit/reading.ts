import { VideoError } from '../contract/error.ts';
import type { Money } from '../contract/money.ts';
import type { TaskFailure, TaskStatus, Usage, Video, VideoTask } from '../contract/task.ts';

/* What the readers of answers are made of. */

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

/** Also of a list. */
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
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
  if (depth > 5 || !isObject(json)) return undefined;
  const { data, result, message, error } = json;
  const own = idKeys.map((key) => idText(json[key])).find((id) => id !== undefined);
  if (own !== undefined) return own;
  const texts = [message, isObject(error) ? error['message'] : undefined];
  const quoted = texts.map((text) => (typeof text === 'string' ? parseJson(text) : undefined));
  const [first] = Array.isArray(json) ? json : [];
  return [first, data, result, ...quoted]
    .map((part) => taskIdIn(part, depth + 1))
    .find((id) => id !== undefined);
}

/** Whether an answer names a task anywhere: as `taskIdIn` finds it, or under a name that only tasks have, at any depth. */
export function namesTask(json: unknown): boolean {
  const isNamed = (part: unknown, depth: number): boolean =>
    depth <= 6 &&
    isObject(part) &&
    (idKeys.some((key) => key !== 'id' && idText(part[key]) !== undefined) ||
      Object.values(part).some((inner) => isNamed(inner, depth + 1)));
  return taskIdIn(json) !== undefined || isNamed(json, 0);
}

const isSaid = (value: unknown) =>
  typeof value === 'string' ? value.trim() !== '' : typeof value === 'number' && value !== 0;

/** Whether an answer has an `error` that says something. */
export function complains(json: unknown): boolean {
  const error = isObject(json) ? json['error'] : undefined;
  return isObject(error) ? isSaid(error['message']) || isSaid(error['code']) : isSaid(error);
}

/** JSON whose integers beyond 2^53 stay exact, as text: task ids have up to 19 digits. `undefined`: no JSON. */
export function parseJson(text: string): unknown {
  try {
    // A reviver costs more than the rest of reading an answer, and few answers hold such numbers.
    return mayHoldBigInteger.test(text) ? JSON.parse(text, exactInteger) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const mayHoldBigInteger = /\d{16}/;

const exactInteger = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context?.source ?? value)
    : value;

/** What `read` returns, or the default where an answer makes our own code fail. */
export function readOr<Result>(byDefault: () => Result, read: () => Result): Result {
  try {
    return read();
  } catch {
    return byDefault();
  }
}
