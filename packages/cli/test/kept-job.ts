import { openSqlite } from '@vid/core/sqlite';

const model = { provider: 'kling', api: 'official', model: 'kling-v2-6' };
const createdAt = '2026-11-30T00:00:00.000Z';
const states = {
  submitting: { phase: 'submitting', input: { request: { prompt: 'a cat' }, options: {} } },
  unknown: { phase: 'unknown' },
  polling: { phase: 'polling', task: { ...model, id: 'task-1', status: 'running', createdAt } },
} as const;

/** Puts a job into books as another process has left it, with nothing to do for an hour. */
export async function keepJob(file: string, id: string, phase: keyof typeof states): Promise<void> {
  const { jobs, close } = openSqlite(file);
  const facts = { id, owner: '', fingerprint: id, createdAt, updatedAt: createdAt, model, failures: 0 };
  await jobs.put({ ...facts, ...states[phase] }, { version: 0, wakeAt: Date.now() + 3_600_000 });
  close();
}
