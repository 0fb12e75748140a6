import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VideoError } from '../contract/error.ts';
import { unlessAborted } from '../contract/abort.ts';
import { downloadError, errorCode, redactedMessage } from './errors.ts';

/** Where the bytes go. Every method throws `VideoError`; an abort throws the signal's reason. */
export interface Target {
  /** The file's absolute path, where there is one. */
  readonly path: string | undefined;
  /** Resolves when the target can take more. */
  write(chunk: Uint8Array): Promise<void>;
  /** Forgets what was written. Throws `why` when that is impossible. */
  restart(why: VideoError): Promise<void>;
  /** Makes the whole visible. */
  finish(): Promise<void>;
  /** Leaves nothing behind. Never throws. */
  discard(reason: unknown): Promise<void>;
}

export const openTarget = async (
  target: string | URL | WritableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<Target> =>
  typeof target === 'string' || target instanceof URL
    ? openFileTarget(target)
    : openStreamTarget(target, signal);

/** A new file beside the target, which takes its place at the end. */
async function openFileTarget(target: string | URL): Promise<Target> {
  const path = resolve(pathOf(target));
  const folder = dirname(path);
  // 255 bytes are the limit of most file systems; a letter may take four.
  const part = join(folder, `.${basename(path).slice(0, 50)}.${randomBytes(6).toString('hex')}.part`);
  if (await isFolder(path)) throw cannotWrite(path, 'it is a folder', 'Pass the path of a file.');
  const handle = await open(part, 'wx').catch((error: unknown) => {
    throw errorCode(error) === 'ENOENT'
      ? cannotWrite(path, `the folder ${folder} does not exist`, 'Create it and try again.')
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
  if (target === '') throw new VideoError('invalid-request', 'The target path is empty. Nothing was sent.');
  if (typeof target === 'string') return target;
  if (target.protocol === 'file:') return fileURLToPath(target);
  const message = `A target URL must start with file:; got ${target.protocol}. Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const cannotWrite = (path: string, reason: string, advice: string, cause?: unknown) =>
  downloadError('invalid-request', `Cannot write ${path}: ${reason}.`, advice, { cause });

const failed = (path: string, error: unknown) =>
  cannotWrite(
    path,
    errorCode(error),
    'Check free space and permissions, or choose another target.',
    redactedMessage(error),
  );

/** Closed at the end, aborted on failure. What was written cannot be taken back. */
function openStreamTarget(target: WritableStream<Uint8Array>, signal: AbortSignal): Target {
  if (target.locked) {
    const message = 'The target stream is locked by another writer. Nothing was sent.';
    throw new VideoError('invalid-request', message);
  }
  const writer = target.getWriter();
  let written = false;

  /** A sink that never answers must not delay an abort. */
  const settle = (action: () => Promise<void>) =>
    unlessAborted(
      action().catch((error: unknown) => {
        throw downloadError(
          'invalid-request',
          'Writing to the target stream failed.',
          'Call downloadVideo again with a new stream.',
          { cause: redactedMessage(error) },
        );
      }),
      signal,
    );

  return {
    path: undefined,
    write(chunk) {
      written = true;
      return settle(() => writer.write(chunk));
    },
    async restart(why) {
      if (written) throw why;
    },
    async finish() {
      await settle(() => writer.close());
      writer.releaseLock();
    },
    async discard(reason) {
      void writer.abort(reason).catch(() => undefined);
      writer.releaseLock();
    },
  };
}
