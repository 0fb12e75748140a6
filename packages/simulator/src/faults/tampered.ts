// Answers to a poll that are JSON, are quick, and mislead. Made from the profile's own answer.
import type { Phase, SimulatedFailure } from '../state/phase.ts';
import type { Job, JsonObject } from '../state/task.ts';
import { withoutText, withReplaced } from './edit.ts';
import type { PollRule } from './schema.ts';

/** A task as one request finds it. */
export type PolledTask = {
  readonly job: Job;
  readonly phase: Phase;
  readonly link: string;
  /** The profile's answer, were the task in that phase. */
  readonly answer: (phase: Phase) => JsonObject;
  /** Lets the task end so, for good. */
  readonly fail: (failure: SimulatedFailure) => Phase;
};

type Place = (PollRule & { readonly kind: 'link-elsewhere' })['at'];

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The layer that bears the task, and the answer with another in its place. */
function layered(answer: JsonObject): {
  readonly layer: JsonObject;
  with(layer: unknown): JsonObject;
} {
  const { data } = answer;
  if (isObject(data)) return { layer: data, with: (layer) => ({ ...answer, data: layer }) };
  return { layer: answer, with: (layer) => (isObject(layer) ? layer : { data: layer }) };
}

const otherId = (id: string): string => id.slice(0, -1) + (id.endsWith('1') ? '2' : '1');

/** Jimeng's own answers bear no id: nobody could tell. */
export const namesTask = ({ job, answer }: PolledTask): boolean =>
  [job.task.id, job.upstreamId].some((id) =>
    JSON.stringify(answer({ status: 'queued', changedAt: 0 })).includes(id),
  );

/** A finished task of somebody else. */
export function otherTask({ job, answer }: PolledTask, now: number): JsonObject {
  const ended: Phase = { status: 'succeeded', changedAt: now, startedAt: now };
  return [...new Set([job.task.id, job.upstreamId])].reduce(
    (seen, id) => withReplaced(seen, id, otherId(id)),
    answer(ended),
  );
}

export function listOtherFirst(task: PolledTask, now: number): JsonObject | readonly JsonObject[] {
  const own = task.answer(task.phase);
  const other = otherTask(task, now);
  if (Array.isArray(own['data']) && Array.isArray(other['data']))
    return { ...own, data: [...other['data'], ...own['data']] };
  return isObject(own['data']) ? { ...own, data: [other['data'], own['data']] } : [other, own];
}

/** An envelope's error, with the running task still in it. */
export const aroundTask = (answer: JsonObject, error: JsonObject): JsonObject => ({
  ...error,
  data: layered(answer).layer,
});

function firstLink(value: unknown): string | undefined {
  if (typeof value === 'string') return /^https?:\/\//.test(value) ? value : undefined;
  const parts = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return parts.map(firstLink).find((link) => link !== undefined);
}

/** `success` of the poll, beside a task that goes on and shows what it was made from. */
export function inputAsResult({ job, phase, answer }: PolledTask): JsonObject {
  const { callback_url: _callback, ...body } = job.task.body;
  const url = firstLink(body) ?? 'https://example.com/input.png';
  return { status: 'success', data: { ...layered(answer(phase)).layer, url } };
}

type Nested = Exclude<Place, 'relative' | '//host' | 'content' | 'data as text'>;

const nested: Readonly<Record<Nested, (link: string) => JsonObject>> = {
  'metadata.url': (url) => ({ metadata: { url } }),
  'task_result.url': (url) => ({ task_result: { url } }),
  'task_result.video_url': (video_url) => ({ task_result: { video_url } }),
  'output[].url': (url) => ({ output: [{ url }] }),
  'detail.video_url': (video_url) => ({ detail: { video_url } }),
  videoUrl: (videoUrl) => ({ videoUrl }),
  video_urls: (url) => ({ video_urls: [url] }),
  'result.video_url': (video_url) => ({ result: { video_url } }),
  watermark_url: (watermark_url) => ({ watermark_url }),
};

const isNested = (at: Place): at is Nested => Object.hasOwn(nested, at);

export function linkElsewhere({ job, phase, link, answer }: PolledTask, at: Place): JsonObject {
  const seen = answer(phase);
  if (isNested(at)) {
    const bare = layered(withoutText(seen, link));
    return bare.with({ ...bare.layer, ...nested[at](link) });
  }
  const { origin, href } = new URL(link);
  switch (at) {
    case 'relative':
      return withReplaced(seen, link, href.slice(origin.length));
    case '//host':
      return withReplaced(seen, link, href.replace(/^https?:/, ''));
    case 'content':
      return withReplaced(seen, link, `${origin}/v1/videos/${encodeURIComponent(job.task.id)}/content`);
    case 'data as text': {
      const { layer } = layered(seen);
      return { ...(layer === seen ? {} : seen), data: JSON.stringify(layer) };
    }
  }
}
