import type { JobStore } from '@vid/core/journal';
import { Hono } from 'hono';
import { answerError, writeError } from './errors.ts';
import type { ServerSettings } from './settings.ts';
import { missing, sendVideo } from './video-routes.ts';

interface HostVideo {
  readonly store: JobStore;
  readonly videos: ServerSettings['videos'];
  readonly onError: (error: unknown) => void;
}

/** The answer to a request for a stored video of any owner. */
export function hostVideo(
  { store, videos, onError }: HostVideo,
  request: Request,
  id: string,
  index: number,
): Response | Promise<Response> {
  const app = new Hono().all('*', async (c) => {
    const stored = await store.get(id);
    if (stored === undefined) throw missing();
    return sendVideo(c, stored.job, index, videos);
  });
  app.onError(answerError(onError, writeError));
  return app.fetch(request);
}
