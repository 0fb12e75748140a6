import { mkdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StoredFile, StoreVideo } from '../journal/index.ts';
import { downloadVideo, type DownloadOptions } from './download.ts';

export interface VideoFolder {
  /** For `createAdvance`: downloads a video to `<job>-<index>.mp4`, or what else it turns out to be. */
  readonly storeVideo: StoreVideo;
  /** The absolute path of a stored file. */
  pathOf(file: Pick<StoredFile, 'name'>): string;
  /** Does nothing where there is no such file. */
  delete(file: Pick<StoredFile, 'name'>): Promise<void>;
}

const extensions: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
};

/** A folder for the videos of jobs, made for its owner alone where there is none. */
export function videoFolder(
  folder: string | URL,
  options: Omit<DownloadOptions, 'provider' | 'task' | 'signal'> = {},
): VideoFolder {
  const root = resolve(typeof folder === 'string' ? folder : fileURLToPath(folder));
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const pathOf = ({ name }: Pick<StoredFile, 'name'>) => join(root, basename(name));
  return {
    pathOf,
    async storeVideo({ job, task, video, index, provider, signal }) {
      // An id may hold what Windows takes in no file name.
      const name = `${encodeURIComponent(job.id)}-${index}`;
      const whole = join(root, `${name}.video`);
      const saved = await downloadVideo(video, whole, { ...options, provider, task, signal });
      const { bytes, mediaType, sha256 } = saved;
      const file = { name: `${name}.${extensions[mediaType] ?? 'video'}`, bytes, mediaType, sha256 };
      await rename(whole, pathOf(file));
      return file;
    },
    delete: (file) => rm(pathOf(file), { force: true }),
  };
}
