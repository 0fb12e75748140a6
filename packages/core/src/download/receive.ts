import { createHash } from 'node:crypto';
import type { VideoError } from '../contract/error.ts';
import { downloadError, LinkError } from './errors.ts';
import { createFilmCheck, type FilmCheck } from './film-check.ts';
import { type Origin, requireVideoBytes, sniffedBytes } from './sniff.ts';
import type { Target } from './target.ts';

/** How far a download is, in bytes. */
export interface DownloadProgress {
  /** How many bytes are here. Falls back when a download has to start again. */
  readonly bytes: number;
  /** Where the server tells. */
  readonly totalBytes?: number;
}

export interface ReceiverSettings {
  readonly maxBytes: number;
  readonly onProgress: ((progress: DownloadProgress) => void) | undefined;
}

interface Received {
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly unverified?: true;
}

/** Counts, hashes and recognizes the bytes on their way to the target, over any number of connections. */
export interface Receiver {
  readonly bytes: number;
  write(chunk: Uint8Array, totalBytes: number | undefined, origin: Origin): Promise<void>;
  /** Throws when the file is larger than allowed. */
  requireSize(bytes: number): void;
  restart(why: VideoError): Promise<void>;
  /** After the last byte; throws when the bytes are no video, or half of one. */
  finish(totalBytes: number | undefined, origin: Origin): Promise<void>;
  result(): Received;
}

export function createReceiver(target: Target, { maxBytes, onProgress }: ReceiverSettings): Receiver {
  let bytes = 0;
  let hash = createHash('sha256');
  /** Held back until it is known to be a video, so that a stream never sees anything else. */
  let head = new Uint8Array();
  let mediaType = '';
  let check: FilmCheck | undefined;
  let isVerified = true;

  const recognize = async (origin: Origin) => {
    if (check !== undefined) return check;
    mediaType = requireVideoBytes(head, origin);
    check = createFilmCheck(mediaType);
    check.push(head);
    await target.write(head);
    return check;
  };

  const requireSize = (size: number) => {
    if (size <= maxBytes) return;
    throw downloadError(
      'invalid-request',
      `The video has at least ${size} bytes, and maxBytes is ${maxBytes}; nothing was kept.`,
      'Raise maxBytes if this size is expected.',
    );
  };

  return {
    get bytes() {
      return bytes;
    },
    requireSize,
    async write(chunk, totalBytes, origin) {
      requireSize(bytes + chunk.length);
      bytes += chunk.length;
      hash.update(chunk);
      if (check !== undefined) {
        check.push(chunk);
        await target.write(chunk);
      } else {
        head = Buffer.concat([head, chunk]);
        if (head.length >= sniffedBytes) await recognize(origin);
      }
      onProgress?.({ bytes, ...(totalBytes !== undefined && { totalBytes }) });
    },
    async restart(why) {
      await target.restart(why);
      bytes = 0;
      hash = createHash('sha256');
      head = new Uint8Array();
      check = undefined;
    },
    async finish(totalBytes, origin) {
      const wholeness = (await recognize(origin)).wholeness();
      if (wholeness === 'cut') {
        const happened = `${origin.host} sent a film that is cut: its ${bytes} bytes are not all that its own structure announces.`;
        throw new LinkError('retry', 'network', happened);
      }
      isVerified = wholeness === 'whole' || totalBytes !== undefined;
    },
    result: () => ({
      bytes,
      sha256: hash.digest('hex'),
      mediaType,
      ...(!isVerified && { unverified: true }),
    }),
  };
}
