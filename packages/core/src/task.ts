import * as z from 'zod/mini';
import { VideoError } from './error.ts';
import { attemptsSchema } from './routing/attempts.ts';
import { inWords } from './words.ts';

const video = z.readonly(
  z.object({
    /** Where the file is now. Links die: bring the file home. */
    url: z.string(),
    /** The service's own id of the video, where it has one. */
    id: z.optional(z.string()),
    /** Seconds, where the service tells. */
    duration: z.optional(z.number()),
    /** ISO time after which the link is known to be dead. */
    expiresAt: z.optional(z.string()),
  }),
);

const failure = z.readonly(
  z.object({
    reason: z.enum(['content-policy', 'invalid-input', 'provider-error', 'expired', 'unknown']),
    /** The service's own words. */
    message: z.string(),
    providerCode: z.optional(z.string()),
  }),
);

const money = z.readonly(z.object({ amount: z.number().check(z.gte(0)), currency: z.literal('USD') }));

const identity = {
  provider: z.string(),
  api: z.string(),
  model: z.string(),
  /** The service's own id, as text. */
  id: z.string().check(z.minLength(1)),
  /** What the provider needs besides the id to find the task again. */
  lookup: z.optional(z.readonly(z.record(z.string(), z.string()))),
  /** ISO time at which the service had accepted the task, by this machine's clock. */
  createdAt: z.iso.datetime(),
  /** What the service says that the task costs, or cost; missing where it does not tell, never 0 for unknown. */
  cost: z.optional(money),
  /** Whom a router with `fallback` tried for this task, in order; the last one made it. */
  attempts: z.optional(attemptsSchema),
};

export const videoTaskSchema = z.discriminatedUnion('status', [
  z.readonly(
    z.object({
      ...identity,
      status: z.enum(['queued', 'running']),
      /** 0 to 1, where the service tells. */
      progress: z.optional(z.number().check(z.gte(0), z.lte(1))),
    }),
  ),
  z.readonly(
    z.object({
      ...identity,
      status: z.literal('succeeded'),
      videos: z.readonly(z.array(video).check(z.minLength(1))),
    }),
  ),
  z.readonly(z.object({ ...identity, status: z.literal('failed'), failure })),
  z.readonly(z.object({ ...identity, status: z.literal('canceled') })),
]);

/** One accepted request until its end. Plain JSON: any process that holds it and the keys can go on. */
export type VideoTask = z.infer<typeof videoTaskSchema>;
export type TaskStatus = VideoTask['status'];
export type Money = z.infer<typeof money>;
export type Video = z.infer<typeof video>;
/** Why a task failed; `unknown` when the service did not say. */
export type TaskFailure = z.infer<typeof failure>;

const finalStatuses: Readonly<Record<TaskStatus, boolean>> = {
  queued: false,
  running: false,
  succeeded: true,
  failed: true,
  canceled: true,
};

/** Whether the task has ended; `queued` and `running` have not. */
export const isFinal = (task: VideoTask): boolean => finalStatuses[task.status];

const order: Readonly<Record<TaskStatus, number>> = {
  queued: 0,
  running: 1,
  succeeded: 2,
  failed: 2,
  canceled: 2,
};

/**
 * What to keep of a task when news of it may come late or out of order: the news, but a task that has ended stays as
 * it ended, and one that runs does not go back to the queue.
 */
export const laterTask = (stored: VideoTask, news: VideoTask): VideoTask =>
  isFinal(stored) || order[news.status] < order[stored.status] ? stored : news;

/** A task from its JSON, in this process or another. Throws `VideoError('invalid-request')` when it is none. */
export function parseTask(json: unknown): VideoTask {
  const parsed = z.safeParse(videoTaskSchema, json, { error: inWords });
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'it'} ${message}`)
    .join('; ');
  throw new VideoError('invalid-request', `This is not a video task: ${where}.`);
}
