import { useSyncExternalStore } from 'react';
import type { VideoClient } from './video-client.ts';
import { idle, type VideoState } from './video-state.ts';
import type { OneVideo } from './one-video.ts';

/** Which of a page's videos it is. */
export interface UseVideoOptions {
  /** Where a page makes several videos side by side: which of them this is. Default `'video'`. */
  readonly id?: string | undefined;
}

/** One video of a page, and what can be done with it. The functions stay the same between renders. */
export interface UseVideo extends VideoState, Pick<OneVideo, 'plan' | 'submit' | 'cancel' | 'reset'> {}

const onServer = () => idle;

/**
 * One video, from the request to its links. `submit` makes one paid task however often it is called until that has ended, was
 * refused or was given up with `reset`: a double click, StrictMode, a lost answer and a reload make no second one. Components
 * with the same client and id show the same video. `jobs` are all of the caller's, in every tab, over one connection.
 *
 * `plan` answers without a request; `undefined` until `isReady`. What `submit` throws stands in `error` too.
 */
export function useVideo(client: VideoClient, { id = 'video' }: UseVideoOptions = {}): UseVideo {
  const video = client.video(id);
  const state = useSyncExternalStore(video.subscribe, video.read, onServer);
  const { plan, submit, cancel, reset } = video;
  return { ...state, plan, submit, cancel, reset };
}
