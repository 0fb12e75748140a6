import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestJson } from '../../api.ts';

const address = '/api/pictures/';

/** Pictures of requests, as files under the hash of their bytes: the same one is kept once. */
export function openPictures(folder: string) {
  mkdirSync(folder, { recursive: true });

  function put(bytes: Uint8Array): string {
    const name = createHash('sha256').update(bytes).digest('hex');
    const part = join(folder, `${name}.part`);
    writeFileSync(part, bytes, { flush: true });
    renameSync(part, join(folder, name));
    return `${address}${name}`;
  }
  const keep = (base64: string) => put(Buffer.from(base64, 'base64'));
  function withoutBytes(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutBytes);
    if (typeof value !== 'object' || value === null) return value;
    if ('base64' in value && typeof value.base64 === 'string') return { picture: keep(value.base64) };
    return inObject(value);
  }
  const inObject = (value: object): RequestJson =>
    Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutBytes(part)]));

  return {
    /** Its address on this server. */
    put,
    /** The request with an address in the place of each picture's bytes, which are kept. */
    keepAll: (request: RequestJson): RequestJson => inObject(request),
    /** The names of the pictures that a kept request holds. */
    namesIn: (request: RequestJson): readonly string[] =>
      Array.from(
        JSON.stringify(request).matchAll(/"\/api\/pictures\/([0-9a-f]{64})"/g),
        ([, name = '']) => name,
      ),
    delete: (name: string): Promise<void> => rm(join(folder, name), { force: true }),
    /** `undefined` for what is no picture here; a name is a hash, so it leads nowhere else. */
    read: async (name: string): Promise<Uint8Array<ArrayBuffer> | undefined> =>
      /^[0-9a-f]{64}$/.test(name)
        ? readFile(join(folder, name)).then(
            (bytes) => Uint8Array.from(bytes),
            () => undefined,
          )
        : undefined,
  };
}

export type Pictures = ReturnType<typeof openPictures>;
