import * as z from 'zod';
import type { Clip } from './clips.ts';
import type { Clock } from './clock.ts';
import { keptMap, type SimulatorMemory } from './memory.ts';
import { changesOf, type Phase, phaseAt, type SimulatedFailure, type TaskSeconds } from './phase.ts';

const service = z.enum(['runway', 'kling', 'jimeng']);
export type Service = z.output<typeof service>;

const taskKind = z.enum([
  'image_to_video',
  'text_to_video',
  'video_to_video',
  'text2video',
  'image2video',
  'multi-image2video',
  'video-extend',
  'video/create',
  'submit/videos',
  'CVSync2AsyncSubmitTask',
]);
/** The end of the route that the task was submitted to; of Volcengine its action. */
export type TaskKind = z.output<typeof taskKind>;

export type JsonObject = Readonly<Record<string, unknown>>;

/** A task that exists, and so would have been billed. */
export type SimulatedTask = {
  readonly service: Service;
  /** As the client was given it. */
  readonly id: string;
  readonly model: string;
  readonly kind: TaskKind;
  /** The submitted JSON, unchanged: no default filled in, nothing left out. */
  readonly body: JsonObject;
  /** Simulated milliseconds since the Unix epoch. */
  readonly createdAt: number;
};

export type Job = {
  readonly task: SimulatedTask;
  /** 1 is the first that was created. */
  readonly number: number;
  /** The id at the vendor behind the gateway; the same as the task's unless the gateway made one of its own. */
  readonly upstreamId: string;
  readonly prompt: string;
  readonly clip: Clip;
  readonly failure?: SimulatedFailure | undefined;
};

export const jobSchema = z.object({
  task: z.object({
    service,
    id: z.string(),
    model: z.string(),
    kind: taskKind,
    body: z.record(z.string(), z.unknown()),
    createdAt: z.number(),
  }),
  number: z.int(),
  upstreamId: z.string(),
  prompt: z.string(),
  clip: z.object({ file: z.string(), seconds: z.literal([5, 10]) }),
  failure: z.object({ failed: z.string(), code: z.string().exactOptional() }).optional(),
}) satisfies z.ZodType<Job>;

type TaskDraft = Omit<SimulatedTask, 'createdAt'> & {
  readonly upstreamId: string;
  readonly prompt: string;
  readonly clip: Clip;
};

export type TaskStore = {
  readonly tasks: readonly SimulatedTask[];
  create(draft: TaskDraft): Job;
  find(id: string): Job | undefined;
  /** Default: now. */
  phase(job: Job, at?: number): Phase;
  /** When it changes, from its creation to its end. */
  changes(job: Job): readonly number[];
  /** Gives a task another end. */
  fail(job: Job, failure: SimulatedFailure): Job;
};

export function createTaskStore(
  clock: Clock,
  seconds: TaskSeconds,
  outcome: (task: SimulatedTask) => SimulatedFailure | undefined,
  memory: SimulatorMemory,
): TaskStore {
  const jobs = keptMap(memory, 'job', jobSchema);
  const tasks: SimulatedTask[] = Array.from(jobs.values(), ({ task }) => task);
  return {
    tasks,
    create({ upstreamId, prompt, clip, ...identity }) {
      const task: SimulatedTask = { ...identity, createdAt: clock.now() };
      const job: Job = { task, number: tasks.length + 1, upstreamId, prompt, clip, failure: outcome(task) };
      tasks.push(task);
      jobs.set(task.id, job);
      return job;
    },
    find: (id) => jobs.get(id),
    phase: ({ task, failure }, at = clock.now()) => phaseAt(task.createdAt, failure, at, seconds),
    changes: ({ task }) => changesOf(task.createdAt, seconds),
    fail(job, failure) {
      const failed = { ...job, failure };
      jobs.set(job.task.id, failed);
      return failed;
    },
  };
}
