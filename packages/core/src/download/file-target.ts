import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VideoError, type VideoErrorDetails } from '../contract/error.ts';
import { downloadError, errorCode, redactedMessage } from './errors.ts';
import type { Target } from './target.ts';

/** A new file beside the target, which takes its place at the end. */
export async function openFileTarget(target: string | URL): Promise<Target> {
  const path = resolve(pathOf(target));
  const old = await statOf(path);
  if (old !== undefined) requireFile(path, old);
  const place = await followed(path).catch((error: unknown) => {
    throw failed(path, error);
  });
  const folder = dirname(place);
  // 255 bytes are the limit of most file systems; a letter may take four.
  const part = join(folder, `.${basename(place).slice(0, 50)}.${randomBytes(6).toString('hex')}.part`);
  const mode = old === undefined ? undefined : old.mode & 0o7777;
  const handle = await open(part, 'wx', mode).catch((error: unknown) => {
    throw errorCode(error) === 'ENOENT'
      ? cannotWrite(path, `the folder ${folder} does not exist`, 'Create it and try again.')
      : failed(path, error);
  });
  let position = 0;
  /** The error that tells where the whole film is. */
  let kept: VideoError | undefined;
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
        // What the umask took away when the file was made.
        if (mode !== undefined) await handle.chmod(mode);
        // Without it a power cut soon after could leave an empty file under the target's name.
        await handle.sync();
        await handle.close();
      } catch (error) {
        throw failed(path, error);
      }
      await rename(part, place).catch((error: unknown) => {
        const advice = `The whole film is in ${part}: move it yourself.`;
        kept = cannotWrite(path, errorCode(error), advice, { cause: redactedMessage(error) });
        throw kept;
      });
    },
    async discard(reason) {
      await Promise.allSettled([handle.close()]);
      if (reason === kept) return;
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
  if (target === '') throw new VideoError('invalid-request', 'The target path is empty. Nothing was sent.');
  if (typeof target === 'string') return target;
  if (target.protocol === 'file:') return fileURLToPath(target);
  const message = `A target URL must start with file:; got ${target.protocol}. Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}

/** What is there now, behind all links; a name that is too long is refused here. */
const statOf = (path: string): Promise<Stats | undefined> =>
  stat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw failed(path, error);
  });

/** A device, a pipe or a socket would be replaced by a file. */
function requireFile(path: string, found: Stats): void {
  if (found.isFile()) return;
  const kind = found.isDirectory() ? 'a folder' : 'a device, a pipe or a socket';
  throw cannotWrite(path, `it is ${kind}`, 'Pass the path of a file.');
}

/** Where a link leads in the end, also when nothing is there yet. `stat` has refused a circle. */
async function followed(path: string): Promise<string> {
  const next = await readlink(path).catch(() => undefined);
  return next === undefined ? path : followed(resolve(await realpath(dirname(path)), next));
}

const cannotWrite = (path: string, reason: string, advice: string, details: VideoErrorDetails = {}) =>
  downloadError('invalid-request', `Cannot write ${path}: ${reason}.`, advice, details);

/** What is wrong with the place itself; anything else, such as a full disk, may pass. */
const wrongPlace: ReadonlySet<string> = new Set([
  'EACCES',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
  'EROFS',
]);

function failed(path: string, error: unknown): VideoError {
  const code = errorCode(error);
  return cannotWrite(path, code, 'Check free space and permissions, or choose another target.', {
    cause: redactedMessage(error),
    retryable: !wrongPlace.has(code),
  });
}
