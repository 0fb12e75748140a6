import { fileSystem, stampAt } from './file-system.ts';
import { headBytes, isSameType, mediaTypeOf, type PictureSize, pictureSizeOf } from './media-head.ts';
import type { MediaStore, StoredLink } from './media-store.ts';

/** Bytes that come one after the other, and only once. */
export type MediaStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** What a file must be. */
export type FileFormat =
  | 'existing-file'
  | 'plain-file'
  | 'not-empty-file'
  | 'readable-file'
  | 'file-system'
  | 'known-media'
  | 'no-page';

/** Why a file cannot be used: what it is not, or the type that its bytes tell in place of the one that was named. */
export type FileProblem = FileFormat | { readonly found: string };

/** Where the content is. */
export type MediaSource =
  | { readonly path: URL }
  | { readonly blob: Blob }
  | { readonly bytes: { readonly data: Uint8Array; readonly mediaType: string } }
  | { readonly stream: MediaStream }
  | { readonly file: MediaFile };

/** What is known of a file without reading more than its head. */
interface Seen {
  /** The size of the file; missing where it cannot be known yet, as of a stream. */
  readonly bytes?: number;
  /** As it was named, else as the first bytes tell; missing where neither does. */
  readonly mediaType?: string;
  /** Of a picture whose header tells. */
  readonly pixels?: PictureSize | undefined;
  /** Why the file cannot be used; missing where it can. */
  readonly problem?: FileProblem;
  /** Of a file of the disk, when it was looked at. */
  readonly stamp?: string | undefined;
  /** All of it, where that is no more than a head. */
  readonly whole?: Uint8Array;
}

/** A page or an answer that was saved in place of the file: no picture, film or sound begins like this. */
export const isPage = (head: Uint8Array): boolean =>
  head.byteLength > 0 && /^[\s\uFEFF]*[<{[]/.test(new TextDecoder().decode(head.subarray(0, 64)));

function seenOf(head: Uint8Array, bytes: number, named: string | undefined): Seen {
  if (bytes === 0) return { bytes, problem: 'not-empty-file' };
  const found = mediaTypeOf(head);
  const mediaType = named ?? found;
  if (mediaType !== 'image/svg+xml' && isPage(head)) return { bytes, problem: 'no-page' };
  if (mediaType === undefined) return { bytes, problem: 'known-media' };
  if (found !== undefined && !isSameType(found, mediaType)) return { bytes, mediaType, problem: { found } };
  return { bytes, mediaType, pixels: pictureSizeOf(head) };
}

function lookAtPath(path: URL): Seen {
  const fs = fileSystem();
  if (fs === undefined) return { problem: 'file-system' };
  try {
    const found = fs.statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { problem: 'existing-file' };
    // To open a pipe would wait for its writer.
    if (!found.isFile()) return { problem: 'plain-file' };
    const stamp = stampAt(path);
    const file = fs.openSync(path, 'r');
    try {
      const into = new Uint8Array(Math.min(headBytes, found.size));
      const head = into.subarray(0, fs.readSync(file, into, 0, into.length, 0));
      const isWhole = head.byteLength === found.size;
      return { ...seenOf(head, found.size, undefined), stamp, ...(isWhole && { whole: head }) };
    } finally {
      fs.closeSync(file);
    }
  } catch {
    return { problem: 'readable-file' };
  }
}

/** Pieces stay where they are: a Blob of Blobs copies nothing. */
async function blobOf(stream: MediaStream): Promise<Blob> {
  const pieces: Blob[] = [];
  for await (const piece of piecesOf(stream)) pieces.push(new Blob([Uint8Array.from(piece)]));
  return new Blob(pieces);
}

async function* piecesOf(stream: MediaStream): AsyncGenerator<Uint8Array> {
  // Not every browser can iterate over one.
  if (!('getReader' in stream)) return yield* stream;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever stops early wants no more of it.
    await reader.cancel();
  }
}

/** What is known at once. */
function firstSight(source: MediaSource): Seen {
  if ('path' in source) return lookAtPath(source.path);
  if ('bytes' in source) {
    const { data, mediaType } = source.bytes;
    return seenOf(data.subarray(0, headBytes), data.byteLength, mediaType);
  }
  if (!('blob' in source)) return {};
  const { size: bytes, type } = source.blob;
  if (bytes === 0) return { bytes, problem: 'not-empty-file' };
  return { bytes, ...(type !== '' && { mediaType: type }) };
}

/** Only memory that workers share has to be copied before a Blob copies it. */
const withoutCopy = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array<ArrayBuffer> =>
  buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength));

/**
 * A file of a request that has been looked at and not read: its size and, from its first bytes, its media type and the
 * size of the picture. `readMedia` makes it of paths, Blobs and streams. Its content stays where it is until it is sent.
 */
export class MediaFile {
  readonly #source: MediaSource;
  readonly #store: MediaStore | undefined;
  #seen: Seen;
  #content: Promise<Blob> | undefined;
  #link: Promise<StoredLink> | undefined;

  constructor(source: MediaSource, store?: MediaStore) {
    this.#source = source;
    this.#store = store;
    this.#seen = 'file' in source ? source.file.#seen : firstSight(source);
  }

  /** Missing for a stream that has not been read. */
  get bytes(): number | undefined {
    return this.#seen.bytes;
  }
  /** Missing where its bytes have not been looked at. */
  get mediaType(): string | undefined {
    return this.#seen.mediaType;
  }
  /** In pixels; missing where the header does not tell, and for clips. */
  get pixels(): PictureSize | undefined {
    return this.#seen.pixels;
  }
  /** Why it cannot be used, as far as it has been looked at. */
  get problem(): FileProblem | undefined {
    return this.#seen.problem;
  }
  /** The name of the store that gives a link to it where a service takes links only; missing where there is none. */
  get storedBy(): string | undefined {
    return this.#store?.name;
  }

  /** The same file as it is known without a store. */
  get plain(): MediaFile {
    return 'file' in this.#source ? this.#source.file : this;
  }

  /** Whether each read of its content is one of the disk. */
  get isOnDisk(): boolean {
    return 'path' in this.plain.#source;
  }

  /**
   * Throws a `NotReadableError` where a file of the disk is no longer what it was when it was looked at. Node's
   * own check of its Blobs misses a change of equal length to a time that differs in whole seconds [observed, Node 26].
   */
  requireUnchanged(): void {
    const source = this.#source;
    if ('file' in source) return source.file.requireUnchanged();
    if ('path' in source && this.#seen.stamp !== stampAt(source.path))
      throw new DOMException('', 'NotReadableError');
  }

  /** A Blob that streams from where the file is, whose first bytes have been looked at; a stream is read here, once. */
  content(): Promise<Blob> {
    this.#content ??= this.#open();
    return this.#content;
  }

  /** The content in pieces, none of which is kept; of bytes, views of them. */
  async *pieces(): AsyncGenerator<Uint8Array> {
    const source = this.#source;
    if ('file' in source) return yield* source.file.pieces();
    const data = 'bytes' in source ? source.bytes.data : this.#seen.whole;
    if (data === undefined) yield* piecesOf((await this.content()).stream());
    else for (let at = 0; at < data.byteLength; at += pieceBytes) yield data.subarray(at, at + pieceBytes);
    this.requireUnchanged();
  }

  /** The whole content in memory. */
  async data(): Promise<Uint8Array> {
    const source = this.#source;
    if ('file' in source) return source.file.data();
    if ('bytes' in source) return source.bytes.data;
    const data = this.#seen.whole ?? new Uint8Array(await (await this.content()).arrayBuffer());
    this.requireUnchanged();
    return data;
  }

  async #open(): Promise<Blob> {
    const source = this.#source;
    if ('bytes' in source) {
      const { data, mediaType: type } = source.bytes;
      return new Blob([withoutCopy(data)], { type });
    }
    if ('file' in source) {
      const content = await source.file.content();
      this.#seen = source.file.#seen;
      return content;
    }
    if (this.#seen.problem !== undefined) return new Blob();
    try {
      if ('blob' in source) return await this.#lookAt(source.blob);
      if ('stream' in source) return await this.#lookAt(await blobOf(source.stream));
      const blob = (await fileSystem()?.openAsBlob(source.path)) ?? new Blob();
      return blob.slice(0, blob.size, this.#seen.mediaType);
    } catch {
      this.#seen = { problem: 'readable-file' };
      return new Blob();
    }
  }

  async #lookAt(blob: Blob): Promise<Blob> {
    const head = new Uint8Array(await blob.slice(0, headBytes).arrayBuffer());
    this.#seen = seenOf(head, blob.size, blob.type === '' ? undefined : blob.type);
    const { mediaType = '' } = this.#seen;
    return blob.type === mediaType ? blob : blob.slice(0, blob.size, mediaType);
  }

  /**
   * A link to it: the one that the store gave it before, as long as it holds. `undefined`: there is no store. `held`: the
   * content where it is in memory; else the store reads it from where it is.
   */
  async link(field: string, now: number, signal?: AbortSignal, held?: Blob): Promise<string | undefined> {
    const store = this.#store;
    if (store === undefined) return undefined;
    const before = this.#link;
    const known = await before;
    if (known !== undefined && !(Date.parse(known.expiresAt ?? '') < now + leastLifeMs)) return known.url;
    // Somebody else may have begun meanwhile.
    if (this.#link !== before) return this.link(field, now, signal, held);
    this.#link = Promise.resolve(held ?? this.content()).then(async (content) => {
      const stored = await store.put({ field, content }, { signal });
      // Another read than that of its hash.
      if (held === undefined) this.requireUnchanged();
      return stored;
    });
    try {
      return (await this.#link).url;
    } catch (error) {
      this.#link = undefined;
      throw error;
    }
  }
}

const pieceBytes = 256 * 1024;

/** A service fetches a link soon after the submit: one that expires sooner than this is not used again. */
const leastLifeMs = 60_000;
