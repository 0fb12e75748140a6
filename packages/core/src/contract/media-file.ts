import { headBytes, isSameType, mediaTypeOf, type PictureSize, pictureSizeOf } from './media-head.ts';
import type { MediaStore, StoredLink } from './media-store.ts';
import { property } from './property.ts';

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

/** What of Node's file system is used; other runtimes have it too. */
interface FileSystem {
  statSync(
    path: URL,
    options: { readonly throwIfNoEntry: false },
  ): { isFile(): boolean; readonly size: number } | undefined;
  openSync(path: URL, flags: 'r'): number;
  readSync(file: number, into: Uint8Array, offset: number, length: number, position: number): number;
  closeSync(file: number): void;
  openAsBlob(path: URL): Promise<Blob>;
}

const hasModules = (value: unknown): value is { getBuiltinModule(name: string): unknown } =>
  typeof property(value, 'getBuiltinModule') === 'function';
const isFileSystem = (value: unknown): value is FileSystem =>
  typeof property(value, 'openAsBlob') === 'function';

/** Without an import, which browsers and their bundlers would stumble over; `undefined` where there is none. */
export function builtinModule(name: string): unknown {
  const process = property(globalThis, 'process');
  return hasModules(process) ? process.getBuiltinModule(name) : undefined;
}

function fileSystem(): FileSystem | undefined {
  const found = builtinModule('node:fs');
  return isFileSystem(found) ? found : undefined;
}

/** Where the content is. */
export type MediaSource =
  | { readonly path: URL }
  | { readonly blob: Blob }
  | { readonly bytes: { readonly data: Uint8Array; readonly mediaType: string } }
  | { readonly stream: MediaStream }
  | { readonly file: MediaFile };

/** What is known of a file without reading more than its head. */
interface Seen {
  readonly bytes?: number;
  readonly mediaType?: string;
  readonly pixels?: PictureSize | undefined;
  readonly problem?: FileProblem;
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
    const file = fs.openSync(path, 'r');
    try {
      const head = new Uint8Array(Math.min(headBytes, found.size));
      const length = fs.readSync(file, head, 0, head.length, 0);
      return seenOf(head.subarray(0, length), found.size, undefined);
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

  /** What the caller gave. */
  get given(): URL | Blob | MediaStream | { readonly data: Uint8Array; readonly mediaType: string } {
    const source = this.#source;
    if ('file' in source) return source.file.given;
    if ('path' in source) return source.path;
    if ('blob' in source) return source.blob;
    return 'bytes' in source ? source.bytes : source.stream;
  }

  /** The same file as it is known without a store. */
  get plain(): MediaFile {
    return 'file' in this.#source ? this.#source.file : this;
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
    if (!('bytes' in source)) return yield* piecesOf((await this.content()).stream());
    const { data } = source.bytes;
    for (let at = 0; at < data.byteLength; at += pieceBytes) yield data.subarray(at, at + pieceBytes);
  }

  /** The whole content in memory. */
  async data(): Promise<Uint8Array> {
    const source = this.#source;
    if ('file' in source) return source.file.data();
    return 'bytes' in source ? source.bytes.data : new Uint8Array(await (await this.content()).arrayBuffer());
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
      // From here on the platform refuses to read a file that was changed.
      const blob = await fileSystem()?.openAsBlob(source.path);
      return await this.#lookAt(blob ?? new Blob());
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

  /** A link to it: the one that the store gave it before, as long as it holds. `undefined`: there is no store. */
  async link(field: string, now: number, signal?: AbortSignal): Promise<string | undefined> {
    const store = this.#store;
    if (store === undefined) return undefined;
    const known = await this.#link;
    if (known !== undefined && !(Date.parse(known.expiresAt ?? '') < now + leastLifeMs)) return known.url;
    this.#link = this.content().then((content) => store.put({ field, content }, { signal }));
    try {
      return (await this.#link).url;
    } catch (error) {
      this.#link = undefined;
      throw error;
    }
  }
}

const pieceBytes = 256 * 1024;

/** A service fetches a link soon after it was told of it; one that dies sooner is not told again. */
const leastLifeMs = 60_000;
