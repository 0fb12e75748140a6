import type { JobStore, StoredJob } from '@vid/core/journal';
import type { ServerSettings } from './settings.ts';
import { storedFilesOf } from './stored-files.ts';

interface Retiring {
  readonly store: JobStore;
  readonly videos: ServerSettings['videos'];
}

/** Nobody goes on with the job, and its files are gone. What was written; `undefined` where there is no such job. */
export async function retireJob(id: string, { store, videos }: Retiring): Promise<StoredJob | undefined> {
  for (;;) {
    const stored = await store.get(id);
    if (stored === undefined) return undefined;
    const { job, version } = stored;
    const put = await store.put({ ...job, stalled: true }, { version });
    if (put === undefined) continue;
    for (const [, file] of storedFilesOf(job)) await videos.delete(file);
    return put;
  }
}
