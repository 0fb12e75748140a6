import type { Clock, EventListener, TaskStatus, VideoEvent } from '@vid/core';
import type { JobStore } from '@vid/core/journal';

/** One thing that happened to a job, as its router has told. */
export interface TimelineEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What happened: names of core's `VideoEvent`. */
  readonly type:
    | 'queued'
    | 'submitted'
    | 'retrying'
    | 'refused'
    | 'unknown'
    | 'accepted'
    | 'polled'
    | 'finished'
    | 'downloaded';
  /** How many tasks must end before it is sent. */
  readonly ahead?: number;
  /** Why it was refused or not answered, as `error.code`. */
  readonly code?: string;
  /** The HTTP status of that answer. */
  readonly httpStatus?: number;
  /** Milliseconds until it is sent or asked again. */
  readonly inMs?: number;
  /** The task's status as the service told it. */
  readonly status?: TaskStatus;
  /** 0 to 1. */
  readonly progress?: number;
}

interface TimelinesSettings {
  readonly store: JobStore;
  /** Tells whoever listens of a job again. */
  readonly tell: (id: string) => Promise<void>;
  readonly clock: Clock;
  readonly closing: AbortSignal;
  readonly onError: (error: unknown) => void;
}

export interface Timelines {
  readonly onEvent: EventListener;
  /** Newest last; `undefined` where nothing is known of a job. */
  of(id: string): readonly TimelineEntry[] | undefined;
}

const mostEntries = 50;
/** The oldest are forgotten first. */
const mostJobs = 1_000;
/** Polls alone tell of a job no more often than this. */
const pollPauseMs = 1_000;

/** What happened to the latest jobs, in memory only. */
export function createTimelines({ store, tell, clock, closing, onError }: TimelinesSettings): Timelines {
  const entries = new Map<string, readonly TimelineEntry[]>();
  const idByTask = new Map<string, string>();
  /** Jobs that were told of a moment ago, and whether something has come since. */
  const paused = new Map<string, boolean>();

  /** Of a store that is closed nobody is told. */
  const failed = (error: unknown) => {
    if (!closing.aborted) onError(error);
  };
  const told = (id: string) => {
    if (!closing.aborted) void tell(id).catch(failed);
  };

  async function tellSlowly(id: string): Promise<void> {
    if (paused.has(id)) return void paused.set(id, true);
    do {
      paused.set(id, false);
      told(id);
      await clock.sleep(pollPauseMs, closing).catch(() => undefined);
    } while (paused.get(id) === true && !closing.aborted);
    paused.delete(id);
  }

  function add(id: string, entry: TimelineEntry): void {
    const before = entries.get(id) ?? [];
    entries.delete(id);
    entries.set(id, within([...before, entry]));
    forgetOldest(entries);
    if (entry.type === 'polled') void tellSlowly(id);
    else told(id);
  }

  const remember = (task: string, id: string) => {
    idByTask.set(task, id);
    forgetOldest(idByTask);
  };

  /** The job of an event; one that another process has sent is found by its task. */
  function idOf(event: VideoEvent): string | Promise<string | undefined> | undefined {
    if ('reference' in event && event.reference !== undefined) {
      if (!('taskId' in event)) return event.reference;
      remember(nameOf(event), event.reference);
      return event.reference;
    }
    const { provider, api, taskId: id } = { taskId: undefined, provider: '', api: '', ...event };
    if (id === undefined) return undefined;
    const task = nameOf({ provider, api, taskId: id });
    const find = async () => {
      const found = (await store.find({ provider, api, id }))?.job.id;
      if (found !== undefined) remember(task, found);
      return found;
    };
    return idByTask.get(task) ?? find();
  }

  return {
    onEvent(event) {
      const entry = entryOf(event);
      const id = entry && idOf(event);
      if (entry === undefined || id === undefined) return;
      if (typeof id === 'string') return add(id, entry);
      id.then((found) => found !== undefined && add(found, entry)).catch(failed);
    },
    of: (id) => entries.get(id),
  };
}

const nameOf = ({ provider, api, taskId }: { provider: string; api: string; taskId: string }) =>
  JSON.stringify([provider, api, taskId]);

function forgetOldest(map: Map<string, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > mostJobs && oldest !== undefined) map.delete(oldest);
}

/** A long wait must not push out when the request was sent: old polls go first. */
function within(all: readonly TimelineEntry[]): readonly TimelineEntry[] {
  if (all.length <= mostEntries) return all;
  const oldest = Math.max(
    0,
    all.findIndex(({ type }) => type === 'polled'),
  );
  return all.toSpliced(oldest, 1);
}

function entryOf(event: VideoEvent): TimelineEntry | undefined {
  const { at, type } = event;
  switch (type) {
    case 'queued':
      return { at, type, ahead: event.ahead };
    case 'retrying':
      return { at, type, ...troubleIn(event), inMs: event.inMs };
    case 'refused':
      return { at, type, ...troubleIn(event) };
    case 'polled': {
      const next = event.nextInMs === undefined ? {} : { inMs: event.nextInMs };
      if (!event.ok) return { at, type, ...troubleIn(event), ...next };
      const { status, progress } = event;
      return { at, type, status, ...(progress !== undefined && { progress }), ...next };
    }
    case 'submitted':
    case 'unknown':
    case 'accepted':
    case 'downloaded':
      return { at, type };
    case 'finished':
      return { at, type, status: event.status };
    // A poll has told it.
    case 'status':
    case 'planned':
      return undefined;
  }
}

type Trouble = Extract<VideoEvent, { readonly type: 'refused' }>;

const troubleIn = ({ code, httpStatus }: Pick<Trouble, 'code' | 'httpStatus'>) => ({
  code,
  ...(httpStatus !== undefined && { httpStatus }),
});
