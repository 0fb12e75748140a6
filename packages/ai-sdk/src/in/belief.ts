import type { VideoTask } from '@vid/core';

/** How often in a row a task was said to have failed; in memory, so that another process begins anew. */
export interface Belief {
  /** Counts, and tells whether it was said so often. */
  isBelieved(task: VideoTask, after: number): boolean;
  forget(task: VideoTask): void;
}

/** Of tasks that nobody asks about any more. */
const mostTasks = 10_000;

export function createBelief(): Belief {
  const said = new Map<string, number>();
  return {
    isBelieved({ id }, after) {
      const times = (said.get(id) ?? 0) + 1;
      said.delete(id);
      said.set(id, times);
      for (const oldest of said.keys()) {
        if (said.size <= mostTasks) break;
        said.delete(oldest);
      }
      return times >= after;
    },
    forget: ({ id }) => void said.delete(id),
  };
}
