import { VideoError } from '../contract/error.ts';
import type { ModelCapabilities } from '../contract/capabilities.ts';
import type { Clock } from '../contract/clock.ts';
import type { Submission } from '../contract/submission.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { type Follow, Line, type Place } from './concurrency-limiter.ts';
import { doorName, type ModelAtDoor, modelName, nameOf } from '../contract/names.ts';

/** The lines before models that take only so many tasks at a time. */
export interface Lines {
  /** Resolves when a request may be sent, in order of arrival. Rejects with the signal's reason. */
  enter(model: ModelAtDoor, signal: AbortSignal | undefined): Promise<Place>;
  found(submission: Submission, task: VideoTask): void;
  heard(task: VideoTask): void;
}

export type MaxTasks = Readonly<Record<string, number>>;

const free: Place = { accept: () => undefined, hold: () => undefined, leave: () => undefined };

/** A name that means nobody would silently limit nothing. */
function requireLimits(models: readonly ModelCapabilities[], maxTasks: MaxTasks): void {
  const known = models.map(nameOf);
  for (const [name, count] of Object.entries(maxTasks)) {
    if (!known.includes(name)) {
      const message = `maxTasks: no provider of this router has "${name}"; a name is "provider:model".`;
      throw new VideoError('invalid-request', message);
    }
    if (Number.isInteger(count) && count >= 1) continue;
    throw new VideoError(
      'invalid-request',
      `maxTasks: ${name} must be a whole number from 1 on; got ${count}.`,
    );
  }
}

/**
 * `follow` asks about a task until it has ended. Throws `VideoError('invalid-request')` for a limit that is none, or
 * of a model that nobody has.
 */
export function createLines(
  models: readonly ModelCapabilities[],
  maxTasks: MaxTasks,
  clock: Clock,
  follow: Follow,
): Lines {
  requireLimits(models, maxTasks);
  const lines = new Map<string, Line>();
  const shared = new Map<string, Line>();
  for (const entry of models) {
    const own = maxTasks[nameOf(entry)];
    const { count, per } = entry.maxTasks ?? {};
    const limit = own ?? count;
    if (limit === undefined) continue;
    const common = own === undefined && per === 'api' ? shared.get(doorName(entry)) : undefined;
    const line = common ?? new Line(limit, clock, follow);
    lines.set(modelName(entry), line);
    if (own === undefined && per === 'api') shared.set(doorName(entry), line);
  }
  return {
    async enter(model, signal) {
      const line = lines.get(modelName(model));
      if (line === undefined) return free;
      signal?.throwIfAborted();
      return line.enter(signal);
    },
    found: (submission, task) => lines.get(modelName(submission))?.found(submission, task),
    heard(task) {
      if (isFinal(task)) lines.get(modelName(task))?.ended(task);
    },
  };
}
