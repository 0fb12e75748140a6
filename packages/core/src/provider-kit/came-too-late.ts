import type { CancelResult } from '../contract/provider.ts';
import type { VideoTask } from '../contract/task.ts';

/** Nothing was stopped: the task has ended, or goes on and is billed. */
export const cameTooLate = (task: VideoTask): CancelResult =>
  task.status === 'failed' || task.status === 'canceled'
    ? { outcome: 'stopped', billed: 'unknown', task }
    : { outcome: 'goes-on', billed: 'yes', task };
