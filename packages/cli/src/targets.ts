import { accessSync, constants, copyFileSync, existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { downloadVideo } from '@vid/core/download';
import type { StoreVideo, VideoJob, VideoToStore } from '@vid/core/journal';
import { ExitError } from './exit-codes.ts';
import type { Session } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Where a video goes: a file, or a folder that gives it its id's name. */
export type Target = (id: string) => string;

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Checked before anything is paid: the place must take a file, and hold none. */
export function readTarget(
  { words }: Terminal,
  asked: string,
  isForced: boolean,
  extension = '.mp4',
): Target {
  const path = resolve(asked);
  const isWhole = isFolder(path);
  const folder = isWhole ? path : dirname(path);
  // A file in the place of a folder may be written to as well.
  if (!isFolder(folder) || !isWritable(folder)) throw new ExitError('impossible', words.noFolder(folder));
  if (!isWhole && existsSync(path) && !isForced) throw new ExitError('impossible', words.exists(asked));
  return isWhole ? (id) => join(path, `${id}${extension}`) : () => path;
}

/** `cat.mp4`, `cat-2.mp4`: for what a task makes besides its first video. */
const numbered = (path: string, index: number) => {
  const extension = extname(path);
  const name = basename(path, extension);
  return index === 0 ? path : join(dirname(path), `${name}-${index + 1}${extension}`);
};

/** Brings videos home to where the target says; whole, or not at all. */
export const storeAt =
  ({ allowHosts }: Session, target: Target): StoreVideo =>
  async ({ job, task, video, index, provider, signal }: VideoToStore) => {
    const saved = await downloadVideo(video, numbered(target(job.id), index), {
      provider,
      task,
      signal,
      allowHosts,
    });
    const { path = '', bytes, mediaType, sha256 } = saved;
    return { name: path, bytes, mediaType, sha256 };
  };

/** A job that is done, with copies of what was saved elsewhere where it is wanted now; `undefined` where that is gone. */
export function copiedTo(target: Target, job: VideoJob): VideoJob | undefined {
  if (job.phase !== 'succeeded') return job;
  if (!job.videos.every(({ file }) => file === undefined || existsSync(file.name))) return undefined;
  const videos = job.videos.map((video, index) => {
    const { file } = video;
    if (file === undefined) return video;
    const path = numbered(target(job.id), index);
    // Whatever is there may be replaced by now: `readTarget` has seen to it.
    if (path !== file.name) copyFileSync(file.name, path);
    return { ...video, file: { ...file, name: path } };
  });
  return { ...job, videos };
}
