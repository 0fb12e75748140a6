import type { JobStore } from '@vid/core/journal';
import type { ServerSettings } from './settings.ts';
import { storedFilesOf } from './stored-files.ts';

interface Retiring {
  readonly store: JobStore;
  readonly videos: ServerSettings['videos'];
}

/** Nobody goes on with the job, and its files are gone. */
export async function retireJob(id: string, { store, videos }: Retiring): Promise<void> {
  for (;;) {
    const stored = await store.get(id);
    if (stored === undefined) return;
    const { job, version } = stored;
    const put = await store.put({ ...job, stalled: true }, { version });
    if (put === undefined) continue;
    for (const [, file] of storedFilesOf(job)) await videos.delete(file);
    return;
  }
}
