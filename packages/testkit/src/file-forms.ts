import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MediaBytes, MediaInput } from '@vid/core';

/* What the bytes of a request may come as. */

/** Bytes, and a file that holds them. */
export interface Held {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly url: URL;
}

/** In pieces: who takes the first for all has not read it. */
async function* piecesOf({ data }: Held) {
  yield data.slice(0, 5);
  yield data.slice(5);
}

function webStreamOf(held: Held): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      for await (const piece of piecesOf(held)) controller.enqueue(piece);
      controller.close();
    },
  });
}

/** What bytes may come as. */
export const forms: readonly (readonly [name: string, of: (held: Held) => MediaInput])[] = [
  ['a File', ({ data, mediaType: type }) => new File([data], 'file', { type })],
  ['a file: URL', ({ url }) => url],
  ['the text of a file: URL', ({ url }) => url.href],
  ['a web stream', webStreamOf],
  ['a stream of pieces', piecesOf],
];
/** It alone says its type, which the first bytes of others must tell. */
export const [typed] = forms;

/** A folder that is gone when `use` has ended, and what puts files into it. */
export async function withFolder(use: (hold: (bytes: MediaBytes) => Promise<Held>) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'vid-testkit-'));
  let files = 0;
  try {
    await use(async ({ data, mediaType }) => {
      files += 1;
      const path = join(folder, String(files));
      await writeFile(path, data);
      return { data: Uint8Array.from(data), mediaType, url: pathToFileURL(path) };
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
