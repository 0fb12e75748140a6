import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { property } from '../contract/property.ts';
import type { StoredFile, StoreVideo, VideoJob } from '../journal/index.ts';
import { downloadVideo, type DownloadOptions } from './download.ts';

/** Where the videos of jobs are kept. */
export interface VideoStorage {
  /** For `createAdvance`. */
  readonly storeVideo: StoreVideo;
  /** The bytes of a stored file, `start` and `end` among them; `undefined` where there is no such file. */
  open(file: StoredFile, range: ByteRange): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>;
  /** Does nothing where there is no such file. */
  delete(file: StoredFile): Promise<void>;
}

/** From 0 to one less than the file's bytes. */
export interface ByteRange {
  /** The first byte, counted from 0. */
  readonly start: number;
  /** The last byte, included. */
  readonly end: number;
}

/** A folder of this machine for the videos of jobs. */
export interface VideoFolder extends VideoStorage {
  /** Downloads a video to `<job>-<index>.mp4`, or what else it turns out to be. */
  readonly storeVideo: StoreVideo;
  /** The absolute path of a stored file. */
  pathOf(file: Pick<StoredFile, 'name'>): string;
  delete(file: Pick<StoredFile, 'name'>): Promise<void>;
}

const extensions: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
};

/** File systems that take `A` and `a` for one letter, and names of 255 bytes at most, must not make one file of two jobs. */
const longestName = 100;

/** An id may hold what Windows takes in no file name. */
function fileNameOf(id: string): string {
  const name = encodeURIComponent(id).replaceAll('*', '%2A');
  if (id === id.toLowerCase() && name.length <= longestName) return name;
  const hash = createHash('sha256').update(id).digest('hex');
  return `${name.slice(0, longestName)}~${hash.slice(0, 16)}`;
}

/** How the folder downloads: options of `downloadVideo` for every job. */
export interface VideoFolderOptions extends Omit<
  DownloadOptions,
  'provider' | 'task' | 'signal' | 'allowHosts'
> {
  /** As of `downloadVideo`; or those of a job, where not all may come from the same hosts. */
  readonly allowHosts?: readonly string[] | ((job: VideoJob) => readonly string[]) | undefined;
}

/**
 * A folder for the videos of jobs, made for its owner alone where there is none; one that is there keeps its mode. Only
 * whole videos have a name; `.part` files are of downloads that go on, or of a process that was killed, and the job's next
 * download deletes them. Throws what `mkdir` throws.
 */
export function videoFolder(
  folder: string | URL,
  { allowHosts, ...options }: VideoFolderOptions = {},
): VideoFolder {
  const root = resolve(typeof folder === 'string' ? folder : fileURLToPath(folder));
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const pathOf = ({ name }: Pick<StoredFile, 'name'>) => join(root, basename(name));

  /** Whoever has the job's lease is the only one to download it, or the only one whose download counts. */
  const deleteParts = async (prefix: string) => {
    const names = await readdir(root);
    const parts = names.filter((name) => name.startsWith(prefix) && name.endsWith('.part'));
    await Promise.allSettled(parts.map((name) => rm(join(root, name), { force: true })));
  };

  return {
    pathOf,
    async storeVideo({ job, task, video, index, provider, signal }) {
      const name = `${fileNameOf(job.id)}-${index}`;
      // Short enough to stand whole in the names of its parts, so that those of other jobs are not taken for its own.
      const whole = `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.video`;
      await deleteParts(`.${whole}.`);
      const hosts = typeof allowHosts === 'function' ? allowHosts(job) : allowHosts;
      const given = { ...options, allowHosts: hosts, provider, task, signal };
      const saved = await downloadVideo(video, join(root, whole), given);
      const { path: _path, ...facts } = saved;
      const file = { name: `${name}.${extensions[saved.mediaType] ?? 'video'}`, ...facts };
      await rename(join(root, whole), pathOf(file));
      return file;
    },
    async open(file, range) {
      const handle = await open(pathOf(file)).catch((error: unknown) => {
        if (property(error, 'code') === 'ENOENT') return undefined;
        throw error;
      });
      return handle && chunksOf(handle, range);
    },
    delete: (file) => rm(pathOf(file), { force: true }),
  };
}

const chunkBytes = 256 * 1024;

/** Closes the file at the end, and when nobody reads on. */
function chunksOf(handle: FileHandle, { start, end }: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = start;
  return new ReadableStream({
    async pull(controller) {
      try {
        const { bytesRead, buffer } = await handle.read({
          buffer: new Uint8Array(Math.min(chunkBytes, end + 1 - at)),
          position: at,
        });
        at += bytesRead;
        if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
        if (at <= end && bytesRead > 0) return;
        await handle.close();
        if (at <= end) controller.error(new Error('The file is shorter than it was.'));
        else controller.close();
      } catch (error) {
        await handle.close();
        throw error;
      }
    },
    cancel: () => handle.close(),
  });
}
