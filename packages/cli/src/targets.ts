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
import { downloadVideo } from '@vid/core/download';
import type { StoreVideo, VideoJob, VideoToStore } from '@vid/core/journal';
import { ExitError } from './exit-codes.ts';
import type { Session } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Where the first video of a job goes. */
interface Destination {
  readonly path: string;
  /** Whether whatever is there gives way. */
  readonly isForced: boolean;
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
  return (id) => ({ path: isWhole ? join(path, `${id}${extension}`) : path, isForced });
}

/** Equal for names that are one file on some systems: they may differ in case, or in how an accent is written. */
export const asOneFile = (file: string): string => file.normalize('NFC').toUpperCase();

/** Splits `cat.mp4` where `-2` stands in the name of a second video. */
function halvesOf({ path }: Destination): readonly [start: string, end: string] {
  const end = extname(path);
  return [join(dirname(path), `${basename(path, end)}-`), end];
}

/**
 * `cat.mp4`, then `cat-2.mp4`; `cat-3.mp4` where that is another's. How many videos a task makes is known when it has made and billed
 * them, and nobody asks for another name then: whatever is there stays, unless it was said that it gives way.
 */
function placeOf(place: Destination, index: number, others: readonly string[]): string {
  if (index === 0) return place.path;
  const [start, end] = halvesOf(place);
  for (let number = 2; ; number += 1) {
    const file = `${start}${number}${end}`;
    const isAnothers = place.taken?.has(asOneFile(file)) === true || others.includes(file);
    if (!isAnothers && (place.isForced || !existsSync(file))) return file;
  }
}

/** Whether a file has one of the names that `placeOf` gives. */
function isAt(place: Destination, index: number, file: string): boolean {
  if (index === 0) return file === place.path;
  const [start, end] = halvesOf(place);
  return (
    file.startsWith(start) &&
    file.endsWith(end) &&
    /^\d+$/.test(file.slice(start.length, file.length - end.length))
  );
}

/** Brings videos home to where the target says; whole, or not at all. */
export function storeAt({ allowHosts }: Pick<Session, 'allowHosts'>, target: Target): StoreVideo {
  /** By this command, which may have to write it down again. */
  const stored = new Map<string, ReadonlyMap<number, string>>();
  return async ({ job, task, video, index, provider, signal }: VideoToStore) => {
    const own = stored.get(job.id) ?? new Map<number, string>();
    const known = job.phase === 'downloading' ? Object.values(job.files).map(({ name }) => name) : [];
    const file = own.get(index) ?? placeOf(target(job.id), index, [...known, ...own.values()]);
    const saved = await downloadVideo(video, file, { provider, task, signal, allowHosts });
    stored.set(job.id, new Map([...own, [index, file]]));
    const { path = '', bytes, mediaType, sha256 } = saved;
    return { name: path, bytes, mediaType, sha256 };
  };
}

/** A job that is done, with copies of what was saved elsewhere where it is wanted now; `undefined` where that is gone. */
export function copiedTo(target: Target, job: VideoJob): VideoJob | undefined {
  if (job.phase !== 'succeeded') return job;
  if (!job.videos.every(({ file }) => file === undefined || existsSync(file.name))) return undefined;
  const place = target(job.id);
  const others = job.videos.flatMap(({ file }, index) =>
    file !== undefined && isAt(place, index, file.name) ? [file.name] : [],
  );
  const videos = job.videos.map((video, index) => {
    const { file } = video;
    if (file === undefined || others.includes(file.name)) return video;
    const path = placeOf(place, index, others);
    copyWhole(file.name, path);
    others.push(path);
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
