import type { Router, VideoRequest, VideoTask } from '@vid/core';
import { type Journal, submitOnce } from '@vid/core/journal';

export interface BatchRow {
  /** Yours, and the same each time: one key, one bill. */
  readonly key: string;
  readonly request: VideoRequest;
}

/**
 * Each row's video, or why there is none. The same rows again send what is new or was refused, and nothing else. What a model
 * takes at a time, the router knows; what they cost in all, its budget.
 */
export async function makeAll(router: Router, journal: Journal, rows: readonly BatchRow[]) {
  const make = async ({ key, request }: BatchRow): Promise<VideoTask> =>
    router.wait(await submitOnce(router, request, { key, journal }));
  const ends = await Promise.allSettled(rows.map(make));
  return rows.map(({ key }, index) => ({ key, end: ends[index] }));
}
