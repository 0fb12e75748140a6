import { parseSubmission, parseTask, type Submission, type VideoTask } from '@vid/core';

/** What a tab keeps of one video over a reload. */
export interface KeptVideo {
  /** The reference under which it is sent: the same one never makes a second task. */
  readonly key: string;
  /** As it left; missing before. */
  readonly submission?: Submission | undefined;
  /** As it was last seen. */
  readonly task?: VideoTask | undefined;
}

/** A page may be denied its storage, and then forgets at a reload. */
function storage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}

export function readKept(name: string): KeptVideo | undefined {
  try {
    const { key, submission, task }: KeptVideo = JSON.parse(storage()?.getItem(name) ?? '');
    if (typeof key !== 'string') return undefined;
    return { key, submission: submission && parseSubmission(submission), task: task && parseTask(task) };
  } catch {
    return undefined;
  }
}

export function keep(name: string, kept: KeptVideo | undefined): void {
  try {
    if (kept === undefined) storage()?.removeItem(name);
    else storage()?.setItem(name, JSON.stringify(kept));
  } catch {
    // A full storage costs the reload, not the video.
  }
}
