import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VideoError } from '../contract/error.ts';
import { downloadError, errorCode, wordsOf } from './failure.ts';
import type { Target } from './target.ts';

/** A new file beside the target, which takes its place at the end. */
export async function openFileTarget(target: string | URL): Promise<Target> {
  const path = resolve(pathOf(target));
  const folder = dirname(path);
  // 255 bytes are the limit of most file systems; a letter may take four.
  const part = join(folder, `.${basename(path).slice(0, 50)}.${randomBytes(6).toString('hex')}.part`);
  if (await isFolder(path)) throw cannotWrite(path, 'it is a folder', 'Name a file in it.');
  const handle = await open(part, 'wx').catch((error: unknown) => {
    throw errorCode(error) === 'ENOENT'
      ? cannotWrite(path, `there is no folder ${folder}`, 'Create it, then call downloadVideo again.')
      : failed(path, error);
  });
  let position = 0;
  const giveUp = (error: unknown) => {
    throw failed(path, error);
  };

  return {
    path,
    async write(chunk) {
      await writeAll(handle, chunk, position).catch(giveUp);
      position += chunk.length;
    },
    async restart() {
      await handle.truncate(0).catch(giveUp);
      position = 0;
    },
    async finish() {
      try {
        // Without it a power cut soon after could leave an empty file under the target's name.
        await handle.sync();
        await handle.close();
        await rename(part, path);
      } catch (error) {
        throw failed(path, error);
      }
    },
    async discard() {
      await Promise.allSettled([handle.close()]);
      await Promise.allSettled([rm(part, { force: true })]);
    },
  };
}

async function writeAll(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.length;) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, position + done);
    done += bytesWritten;
  }
}

function pathOf(target: string | URL): string {
  if (target === '')
    throw new VideoError('invalid-request', `The target is an empty path. Nothing was sent.`);
  if (typeof target === 'string') return target;
  if (target.protocol === 'file:') return fileURLToPath(target);
  const message = `A target that is a URL must start with file:; got ${target.protocol}. Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const cannotWrite = (path: string, reason: string, advice: string, cause?: unknown) =>
  downloadError('invalid-request', `${path} cannot be written: ${reason}.`, advice, { cause });

const failed = (path: string, error: unknown) =>
  cannotWrite(
    path,
    errorCode(error),
    'Choose another target, or make room and rights for this one.',
    wordsOf(error),
  );
