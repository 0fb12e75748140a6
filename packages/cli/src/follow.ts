import { setTimeout as sleep } from 'node:timers/promises';
import { createAdvance, isEnded, startJobWorker, type StoreVideo, type VideoJob } from '@vid/core/journal';
import type { Books, Session } from './session.ts';

export interface FollowOptions {
  readonly storeVideo?: StoreVideo | undefined;
  /** Called with each job that has changed, whoever changed it. */
  readonly onChange?: ((job: VideoJob) => void) | undefined;
  /** Called with what is wrong with this program or its store; the step is tried again. */
  readonly onError: (error: unknown) => void;
  readonly signal: AbortSignal;
  /** Called once with each job that is over; what it names is followed, too. */
  readonly next?: ((job: VideoJob) => Promise<readonly string[]>) | undefined;
  /** When to stop following a job. Default: when nothing goes on with it. */
  readonly isOver?: ((job: VideoJob) => boolean) | undefined;
}

/** The process that had a job before may have been killed: so long its step is left to it. */
export const leaseMs = 10_000;
const pauseMs = 300;

/** Goes on with these jobs, and no others of the store, until each is over or the signal stops it; how they are then. */
export async function follow(
  { everybody, intervalMs }: Session,
  { journal, store }: Books,
  first: readonly string[],
  { storeVideo, onChange, onError, signal, next, isOver = isEnded }: FollowOptions,
): Promise<readonly VideoJob[]> {
  const ids = [...first];
  const arriving = new Set<Promise<void>>();
  const last = new Map<string, VideoJob>();
  const revisions = new Map<string, number>();
  const isOpen = (id: string) => {
    const job = last.get(id);
    return job === undefined || !isOver(job);
  };
  let news = new AbortController();
  const worker = startJobWorker({
    jobs: { ...store, due: (options) => store.due({ ...options, ids: (options.ids ?? ids).filter(isOpen) }) },
    advance: createAdvance({ router: everybody, journal, storeVideo, intervalMs, minIntervalMs: intervalMs }),
    leaseMs,
    idleMs: pauseMs,
    onChange: () => news.abort(),
    onError,
  });
  const goOn = async (job: VideoJob) => {
    try {
      ids.push(...((await next?.(job)) ?? []));
    } catch (error) {
      onError(error);
    }
  };
  const look = async () => {
    for (const id of ids.filter(isOpen)) {
      const stored = await store.get(id);
      if (stored === undefined || revisions.get(id) === stored.revision) continue;
      revisions.set(id, stored.revision);
      last.set(id, stored.job);
      onChange?.(stored.job);
      if (isOpen(id)) continue;
      const arrival = goOn(stored.job).finally(() => arriving.delete(arrival));
      arriving.add(arrival);
    }
  };
  try {
    await look();
    while (!signal.aborted && (arriving.size > 0 || ids.some(isOpen))) {
      // Until there is news of this process, or may be of another.
      await sleep(pauseMs, undefined, { signal: AbortSignal.any([signal, news.signal]) }).catch(
        () => undefined,
      );
      news = new AbortController();
      await look();
    }
  } finally {
    await Promise.all(arriving);
    await worker.stop();
  }
  // What was on its way when it was stopped has its answer by now.
  await look();
  return ids.flatMap((id) => last.get(id) ?? []);
}
