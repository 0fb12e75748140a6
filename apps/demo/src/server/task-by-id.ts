import { createHash } from 'node:crypto';
import type { VideoTask } from '@vid/core';
import type { TaskById } from '../api.ts';
import type { Connection } from './providers.ts';
import type { NewRun } from './store/runs.ts';

/** Equal for the same task that is asked for again. */
export const taskFingerprint = ({ provider, api, task }: TaskById) =>
  createHash('sha256')
    .update(JSON.stringify(['task', provider, api, task]))
    .digest('hex');

/** A run of a task that its service has confirmed. */
export function runOfTask(input: TaskById, task: VideoTask, { real }: Pick<Connection, 'real'>): NewRun {
  const { id } = input;
  const { provider, api, model } = task;
  return {
    run: {
      id,
      comparison: id,
      provider,
      api,
      model,
      real,
      byId: true,
      evidence: 'unchecked',
      warnings: [],
      startedAt: Date.now(),
      state: { phase: 'accepted', acceptedAfterMs: 0, task },
      videos: [],
    },
    chosen: { request: {}, model: `${provider}:${model}`, api },
    fingerprint: taskFingerprint(input),
  };
}
