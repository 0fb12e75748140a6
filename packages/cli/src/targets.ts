import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { VideoError } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import type { StoreVideo, VideoJob, VideoToStore } from '@vid/core/journal';
import { ExitError } from './exit-codes.ts';
import { shortPath } from './job-words.ts';
import type { Session } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Where the first video of a job goes. */
interface Destination {
  readonly path: string;
  /** Refuses to replace a file beside it; missing where whatever is there gives way. */
  readonly refusal?: ((path: string) => string) | undefined;
  /** Where other jobs of the command go, as `asOneFile` has it: nobody else takes these. */
  readonly taken?: ReadonlySet<string> | undefined;
}

/** Where a job's videos go: a file, or a folder that gives it its id's name. */
export type Target = (id: string) => Destination;

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
  { words }: Pick<Terminal, 'words'>,
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
  const refusal = isForced ? undefined : words.besides;
  return (id) => ({ path: isWhole ? join(path, `${id}${extension}`) : path, refusal });
}

/** Equal for names that are one file on some systems: they may differ in case, or in how an accent is written. */
export const asOneFile = (file: string): string => file.normalize('NFC').toUpperCase();

/** `cat.mp4`, `cat-2.mp4`: for what a task makes besides its first video; `cat-3.mp4` where the second is another's. */
function numbered({ path, taken }: Destination, index: number): string {
  const extension = extname(path);
  const name = basename(path, extension);
  let file = path;
  for (let number = 2, left = index; left > 0; number += 1) {
    file = join(dirname(path), `${name}-${number}${extension}`);
    if (taken?.has(asOneFile(file)) !== true) left -= 1;
  }
  return file;
}

/**
 * How many videos a task makes is known when it has made them: no request says so, and to refuse `cat.mp4` beforehand because there is a
 * `cat-2.mp4` would refuse what is nearly always one video. `readTarget` has seen to the first.
 */
function requireFree({ refusal }: Destination, path: string, index: number): void {
  if (index === 0 || refusal === undefined || !existsSync(path)) return;
  throw new VideoError('invalid-request', refusal(shortPath(path)));
}

/** Brings videos home to where the target says; whole, or not at all. */
export function storeAt({ allowHosts }: Pick<Session, 'allowHosts'>, target: Target): StoreVideo {
  /** By this command, which may have to write it down again. */
  const stored = new Set<string>();
  return async ({ job, task, video, index, provider, signal }: VideoToStore) => {
    const place = target(job.id);
    const file = numbered(place, index);
    if (!stored.has(file)) requireFree(place, file, index);
    const saved = await downloadVideo(video, file, { provider, task, signal, allowHosts });
    stored.add(file);
    const { path = '', bytes, mediaType, sha256 } = saved;
    return { name: path, bytes, mediaType, sha256 };
  };
}

/** A job that is done, with copies of what was saved elsewhere where it is wanted now; `undefined` where that is gone. */
export function copiedTo(target: Target, job: VideoJob): VideoJob | undefined {
  if (job.phase !== 'succeeded') return job;
  if (!job.videos.every(({ file }) => file === undefined || existsSync(file.name))) return undefined;
  const place = target(job.id);
  const paths = job.videos.map((_, index) => numbered(place, index));
  const isCopied = (index: number) => ![undefined, paths[index]].includes(job.videos[index]?.file?.name);
  for (const [index, path] of paths.entries()) if (isCopied(index)) requireFree(place, path, index);
  const videos = job.videos.map((video, index) => {
    const { file } = video;
    const path = paths[index];
    if (file === undefined || path === undefined) return video;
    if (isCopied(index)) copyWhole(file.name, path);
    return { ...video, file: { ...file, name: path } };
  });
  return { ...job, videos };
}

/** A new file beside it takes its place at the end, behind links too. */
function copyWhole(from: string, to: string): void {
  const place = existsSync(to) ? realpathSync(to) : to;
  // Short enough for every file system, as in `openFileTarget` of core.
  const name = `.${basename(place).slice(0, 50)}.${randomBytes(6).toString('hex')}.part`;
  const part = join(dirname(place), name);
  try {
    copyFileSync(from, part, constants.COPYFILE_EXCL);
    // It has the mode of the old one, which may be read-only; Windows flushes only what may be written to.
    const handle = openSync(part, process.platform === 'win32' ? 'r+' : 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, place);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
