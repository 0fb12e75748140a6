import { fromBase64 } from '../../contract/base64.ts';
import type { MediaFile } from '../../contract/media-file.ts';
import { property } from '../../contract/property.ts';

/** What goes to a storage by a form, the file last: storages read no field behind it. */
export interface UploadForm {
  /** Parts that are texts, by name; they come before the file. */
  readonly fields: Readonly<Record<string, string>>;
  /** As the part of the file names it. */
  readonly filename: string;
  /** The content. */
  readonly file: MediaFile;
}

/** A body that may be larger than memory. */
export interface FormBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob | FormData | ReadableStream<Uint8Array>;
}

/**
 * Node's `fetch` reads a form whole before it sends it, and sends a stream under the length that it is told [observed, Node 26].
 * By the name that it gives itself: Bun, Deno and Workers call themselves Node in `process.versions`.
 */
const isNode = () => String(property(property(globalThis, 'navigator'), 'userAgent')).startsWith('Node.js/');

/** `pieces`: of the file, for bodies that are made here. */
export async function encodeForm(form: UploadForm, pieces: AsyncGenerator<Uint8Array>): Promise<FormBody> {
  if (isNode()) return streamForm(form, pieces);
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append('file', await form.file.content(), form.filename);
  return { headers: {}, body };
}

/** HTML, multipart/form-data encoding: what a name is escaped by. */
const escaped = (name: string) => name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');

const partOf = (boundary: string, name: string, more: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"${more}\r\n`;

function streamForm({ fields, filename, file }: UploadForm, content: AsyncGenerator<Uint8Array>): FormBody {
  const boundary = `----${crypto.randomUUID()}`;
  const part = (name: string, more = '') => partOf(boundary, name, more);
  const { bytes = 0, mediaType = 'application/octet-stream' } = file;
  const texts = Object.entries(fields).map(([name, value]) => `${part(name)}\r\n${value}\r\n`);
  const last = `${part('file', `; filename="${escaped(filename)}"`)}Content-Type: ${mediaType}\r\n\r\n`;
  const encoder = new TextEncoder();
  const head = encoder.encode(texts.join('') + last);
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  async function* pieces() {
    yield head;
    yield* content;
    yield tail;
  }
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.byteLength + bytes + tail.byteLength),
    },
    body: streamOf(pieces()),
  };
}

/** Asks for a piece when the last one has been taken. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

const extensions: Readonly<Record<string, string>> = { jpeg: 'jpg', quicktime: 'mov', mpeg: 'mp3' };

/** The type and the bytes of a data URI. */
function fileIn(name: string, text: string) {
  const [, type = '', base64 = ''] = /^data:(.+?);base64,(.*)$/s.exec(text) ?? [];
  const bytes = type === '' ? undefined : fromBase64(base64);
  if (bytes === undefined) throw new TypeError(`${name} is no file`);
  const [, subtype = 'bin'] = type.split('/');
  return { type, bytes, filename: `${name}.${extensions[subtype] ?? subtype}` };
}

/**
 * A body of texts and files, as `WireRequest.form` says it. By hand: `FormData` would send other line ends than those of a text.
 * Throws a TypeError for a value that is none.
 */
export function formOf(body: object, files: readonly string[]): FormBody & { readonly body: Blob } {
  const boundary = `----${crypto.randomUUID()}`;
  const pieces: BlobPart[] = [];
  const write = (name: string, more: string, content: string | Uint8Array<ArrayBuffer>) =>
    pieces.push(`${partOf(boundary, name, more)}\r\n`, content, '\r\n');
  for (const [name, value] of Object.entries(body)) {
    const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const part of parts) {
      if (typeof part !== 'string') throw new TypeError(`${name} is no text`);
      if (!files.includes(name)) {
        write(name, '', part);
        continue;
      }
      const { type, bytes, filename } = fileIn(name, part);
      write(name, `; filename="${escaped(filename)}"\r\nContent-Type: ${type}`, bytes);
    }
  }
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: new Blob([...pieces, `--${boundary}--\r\n`]),
  };
}
