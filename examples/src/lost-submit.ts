import { type Router, VideoError, type VideoRequest, type VideoTask } from '@vid/core';

/** The task, also where the answer to the paid request was lost and the service can look it up; nothing is sent twice. */
export async function sendOrFind(router: Router, request: VideoRequest): Promise<VideoTask> {
  try {
    return await router.generate(request);
  } catch (error) {
    if (!(error instanceof VideoError) || error.submission === undefined) throw error;
    const found = await router.reconcile(error.submission);
    if (found === undefined) throw error; // ask again in a minute: a task may show up late
    return found;
  }
}
