import {
  type CancelResult,
  isFinal,
  type Plan,
  type Router,
  type RouterGenerateOptions,
  type RoutingOptions,
  type Submission,
  VideoError,
  type VideoRequest,
  type VideoTask,
} from '@vid/core';
import type { JobFeed } from './job-feed.ts';
import { keep, readKept } from './kept-video.ts';
import { idle, isOpen, isOver, jobIdOf, type OwnState, stateOf, type VideoState } from './video-state.ts';

/** How the request is routed, and whether another candidate is tried after a refusal. */
export type SubmitOptions = RoutingOptions & Pick<RouterGenerateOptions, 'fallback'>;

/** One video from its request to its end; the next one begins under a new key. */
export interface OneVideo {
  /** Calls the listener at each change, until the function that it returns is called. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something changes. */
  readonly read: () => VideoState;
  /** The models that can, without a request; `undefined` until `isReady`. */
  readonly plan: (request: VideoRequest, routing?: RoutingOptions) => Plan | undefined;
  /** Makes one paid task until it has ended, was refused or was given up with `reset`, however often it is called. */
  readonly submit: (request: VideoRequest, options?: SubmitOptions) => Promise<VideoTask>;
  /** Stops the task, where its service can; throws `VideoError` where it cannot. */
  readonly cancel: () => Promise<CancelResult>;
  /** Gives the video up and begins anew; a task goes on at the service, and is billed. */
  readonly reset: () => void;
}

interface OneVideoSettings {
  /** Of what is kept over a reload. */
  readonly name: string;
  readonly feed: JobFeed;
  /** The router where it is connected already. */
  readonly router: () => Router | undefined;
  readonly connect: () => Promise<Router>;
}

const askAgainMs = 3_000;

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

const errorFrom = (error: unknown): VideoError =>
  error instanceof VideoError
    ? error
    : new VideoError('submission-unknown', 'The call ended before an answer came: a task may exist.', {
        cause: error,
      });

export function createOneVideo({ name, feed, router, connect }: OneVideoSettings): OneVideo {
  const listeners = new Set<() => void>();
  let current: OwnState | undefined;
  let isRestored = false;
  let state = idle;
  let isLookingUp = false;
  let isGettingReady = false;
  /** Of the video, while the feed has it. */
  let listed: string | undefined;
  let leaveFeed: (() => void) | undefined;

  const show = () => {
    state = stateOf(current, feed.read(), router() !== undefined);
    for (const listener of listeners) listener();
  };
  /** What becomes of a video that was given up is seen among the jobs. */
  const change = (key: string, more: Partial<OwnState>) => {
    if (current?.key !== key) return;
    current = { ...current, ...more };
    const { submission, task } = current;
    keep(name, { key, submission, task });
    show();
  };

  const forget = () => {
    current = undefined;
    keep(name, undefined);
    show();
  };

  /** After a reload, and when its job is gone, as long as somebody listens. */
  async function lookUp(key: string, submission: Submission): Promise<void> {
    if (isLookingUp) return;
    isLookingUp = true;
    const isWanted = () => listeners.size > 0 && current?.key === key && current.isLookedUp === true;
    while (isWanted()) {
      try {
        const task = await (await connect()).reconcile(submission);
        // What the server does not know was deleted, or is somebody else's: nobody would ever tell how it ends.
        const isGone = task === undefined && current?.key === key && current.task !== undefined;
        if (isGone && current?.sending === undefined) forget();
        else change(key, { isLookedUp: false, isUnsettled: false, task });
      } catch (thrown) {
        const error = errorFrom(thrown);
        if (!error.retryable) change(key, { isLookedUp: false, ...withError(error) });
        else await pause(error.retryAfterMs ?? askAgainMs);
      }
    }
    isLookingUp = false;
  }

  /** A job that ends while nobody is told of it, and is deleted then, leaves the feed without its end. */
  const onFeed = () => {
    const id = current && jobIdOf(current);
    const before = listed;
    listed = feed.read().jobs.find((job) => job.id === id)?.id;
    show();
    const isGone = before === id && listed !== id;
    if (!isGone || current?.submission === undefined) return;
    change(current.key, { isLookedUp: true });
    void lookUp(current.key, current.submission);
  };

  /** A page may be there before its server is, or before anybody has logged in. */
  async function getReady(): Promise<void> {
    if (isGettingReady) return;
    isGettingReady = true;
    while (listeners.size > 0 && router() === undefined) await connect().catch(() => pause(askAgainMs));
    isGettingReady = false;
    show();
  }

  function restore(): void {
    if (isRestored) return;
    isRestored = true;
    const kept = readKept(name);
    if (kept === undefined) return;
    // Without a submission nothing had left.
    if (kept.submission === undefined) keep(name, undefined);
    else current = { ...kept, isLookedUp: true, isUnsettled: kept.task === undefined };
  }

  async function send(key: string, request: VideoRequest, options: SubmitOptions): Promise<VideoTask> {
    try {
      const remote = await connect();
      const onSubmission = (submission: Submission) => change(key, { submission });
      const task = await remote.generate(request, { ...options, reference: key, onSubmission });
      change(key, { sending: undefined, isUnsettled: false, task });
      return task;
    } catch (thrown) {
      const error = errorFrom(thrown);
      const isUnsettled = isOpen(error) || (current?.isUnsettled === true && !(await isSettled(key)));
      change(key, { sending: undefined, isUnsettled, ...withError(error) });
      throw error;
    }
  }

  /** Whether the server has, or has had, no task of the key: that a later try was refused says nothing of an earlier one. */
  async function isSettled(key: string): Promise<boolean> {
    if (current?.key !== key || current.submission === undefined) return false;
    try {
      const task = await (await connect()).reconcile(current.submission);
      if (task !== undefined) change(key, { task });
      return true;
    } catch {
      return false;
    }
  }

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      leaveFeed ??= feed.subscribe(onFeed);
      restore();
      state = stateOf(current, feed.read(), router() !== undefined);
      if (current?.isLookedUp === true && current.submission !== undefined)
        void lookUp(current.key, current.submission);
      if (router() === undefined) void getReady();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        leaveFeed?.();
        leaveFeed = undefined;
      };
    },
    plan: (request, routing) => router()?.plan(request, routing),
    submit(request, options = {}) {
      restore();
      const { status, task } = stateOf(current, feed.read(), true);
      if (current !== undefined && !isOver(status)) {
        const { key, request: asked, sending } = current;
        if (asked === undefined) return begin(key, request, options);
        if (!isSameRequest(asked, request)) return told(Promise.reject(otherError()));
        if (sending !== undefined) return sending;
        return task === undefined ? begin(key, request, options) : Promise.resolve(task);
      }
      current = { key: crypto.randomUUID() };
      return begin(current.key, request, options);
    },
    async cancel() {
      const { task } = stateOf(current, feed.read(), true);
      if (current === undefined || task === undefined || isFinal(task))
        throw new VideoError('invalid-request', 'There is no task to cancel.');
      const { key } = current;
      const result = await (await connect()).cancel(task);
      change(key, { task: result.task });
      return result;
    },
    reset() {
      isRestored = true;
      forget();
    },
  };

  function begin(key: string, request: VideoRequest, options: SubmitOptions): Promise<VideoTask> {
    const sending = told(send(key, request, options));
    change(key, { request, sending, error: undefined, isLookedUp: false });
    return sending;
  }
}

const withError = (error: VideoError) => ({
  error,
  ...(error.submission !== undefined && { submission: error.submission }),
});

/** Whoever reads the state is told of an error, so that a page need not await it. */
function told(sending: Promise<VideoTask>): Promise<VideoTask> {
  sending.catch(() => undefined);
  return sending;
}

const otherError = () =>
  new VideoError(
    'invalid-request',
    'Another video is on its way, or nobody knows what became of it. Nothing was sent; reset() lets that one go on by itself.',
  );

/** Whether two requests ask for the same; files are the same when they are one object. */
function isSameRequest(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const isPlain = [a, b].every(
    (one) => Array.isArray(one) || Object.getPrototypeOf(one) === Object.prototype,
  );
  if (!isPlain || Array.isArray(a) !== Array.isArray(b)) return false;
  const ours = new Map<string, unknown>(Object.entries(a));
  const theirs = new Map<string, unknown>(Object.entries(b));
  return [...new Set([...ours.keys(), ...theirs.keys()])].every((key) =>
    isSameRequest(ours.get(key), theirs.get(key)),
  );
}
