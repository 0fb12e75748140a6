import { vi } from 'vitest';
import type { Run } from '../src/api.ts';
import type { openDemo } from './demo.ts';

export type Demo = Awaited<ReturnType<typeof openDemo>>;

/** Generous: it only decides how long a test that fails takes. */
export const patience = { timeout: 60_000, interval: 20 };

export const runOf = async ({ app }: Demo, id: string): Promise<Run> =>
  (await app.request(`/api/runs/${id}`)).json();

export const until = (demo: Demo, id: string, wanted: (run: Run) => boolean): Promise<Run> =>
  vi.waitUntil(async () => {
    const run = await runOf(demo, id);
    return wanted(run) ? run : undefined;
  }, patience);

export const ended = (demo: Demo, id: string): Promise<Run> =>
  until(demo, id, ({ endedAt }) => endedAt !== undefined);

export const accepted = (demo: Demo, id: string): Promise<Run> =>
  until(demo, id, ({ state }) => state.phase === 'accepted');
