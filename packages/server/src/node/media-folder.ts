import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type MediaStore, mediaTypeOf, type RequestJson } from '@vid/core';

/** Files of requests, each under the hash of its bytes: nobody can guess a name, and the same file is kept once. */
export interface MediaFolder {
  /** Keeps a file, on the disk when it returns; its name. */
  put(bytes: Uint8Array): string;
  /** The request without the bytes of its files, which are kept; `placeOf` says what stands there, given a name. */
  keep(request: RequestJson, placeOf: (name: string) => unknown): RequestJson;
  /** For routers, whose services then get `${address}/NAME` where they take links only. `name`: as the plan shows it. */
  store(name: string, address: string): MediaStore;
  /** The answer to a GET of a file; `undefined` where there is none of that name. */
  answer(name: string): Promise<Response | undefined>;
  /** Does nothing where there is no such file. */
  delete(name: string): Promise<void>;
}

const isFile = (value: unknown): value is { readonly base64: string } =>
  typeof value === 'object' && value !== null && 'base64' in value && typeof value.base64 === 'string';

/** Makes the folder where there is none. */
export function mediaFolder(folder: string): MediaFolder {
  mkdirSync(folder, { recursive: true });

  function put(bytes: Uint8Array): string {
    const name = createHash('sha256').update(bytes).digest('hex');
    const part = join(folder, `${name}.part`);
    writeFileSync(part, bytes, { flush: true });
    renameSync(part, join(folder, name));
    return name;
  }

  return {
    put,
    keep: (request, placeOf) =>
      JSON.parse(
        JSON.stringify(request, (_, value: unknown) =>
          isFile(value) ? placeOf(put(Buffer.from(value.base64, 'base64'))) : value,
        ),
      ),
    store: (name, address) => ({
      name,
      put: async ({ content }) => ({ url: `${address}/${put(new Uint8Array(await content.arrayBuffer()))}` }),
    }),
    async answer(name) {
      // A name is a hash, so it leads nowhere else.
      if (!/^[0-9a-f]{64}$/.test(name)) return undefined;
      const bytes = await readFile(join(folder, name)).catch(() => undefined);
      const type = bytes && mediaTypeOf(bytes);
      // A drawing may hold a script, which would run as the host's own.
      if (bytes === undefined || type === undefined || type === 'image/svg+xml') return undefined;
      return new Response(Uint8Array.from(bytes), {
        headers: {
          'Content-Type': type,
          'Content-Length': String(bytes.length),
          'Content-Disposition': 'inline',
          'X-Content-Type-Options': 'nosniff',
          'Cache-Control': 'private, max-age=31536000, immutable',
        },
      });
    },
    delete: (name) => rm(join(folder, name), { force: true }),
  };
}
