import { parseTask, VideoError, type VideoRequest, type VideoTask } from '@vid/core';
import { router } from './providers.ts';

/** Submits, and hands back the task as text at once: store it, it is what was paid for. */
export async function submit(request: VideoRequest): Promise<string> {
  return JSON.stringify(await router.generate(request));
}

/** Goes on from the text, in this process or another. After the time is up the task can be waited for again. */
export async function goOn(json: string, timeoutMs: number): Promise<VideoTask> {
  try {
    return await router.wait(parseTask(JSON.parse(json)), { timeoutMs });
  } catch (error) {
    if (error instanceof VideoError && error.code === 'timeout' && error.task !== undefined)
      return error.task;
    throw error;
  }
}
