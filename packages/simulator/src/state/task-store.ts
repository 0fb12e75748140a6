import type { Clock } from './clock.ts';
import { persistentMap, type SimulatorMemory } from './memory.ts';
import { changesOf, type Phase, phaseAt, type SimulatedFailure, type TaskSeconds } from './phase.ts';
import { type Clip, type Job, jobSchema, type SimulatedTask } from './task.ts';

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
  const jobs = persistentMap(memory, 'job', jobSchema);
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
