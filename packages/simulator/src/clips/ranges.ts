import type { AppContext } from '../backend.ts';

type ByteRange = { readonly first: number; readonly last: number };

/** One range of `Range` (RFC 9110, 14.1.2); undefined for none and for what may be ignored: odd ones and several. */
function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < first) return undefined;
  return first > last ? 'unsatisfiable' : { first, last };
}

interface Served {
  readonly size: number;
  readonly etag: string;
  readonly body: (range: ByteRange) => ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>;
}

/** An MP4 or a part of it. */
export function serveMp4(c: AppContext, { size, etag, body }: Served): Response {
  const range = byteRange(c.req.header('Range'), size);
  const headers = { 'Content-Type': 'video/mp4', ETag: `"${etag}"` };
  if (range === 'unsatisfiable') return c.body(null, 416, { ...headers, 'Content-Range': `bytes */${size}` });
  const { first, last } = range ?? { first: 0, last: size - 1 };
  const part = range === undefined ? {} : { 'Content-Range': `bytes ${first}-${last}/${size}` };
  return c.body(body({ first, last }), range === undefined ? 200 : 206, {
    ...headers,
    ...part,
    'Content-Length': String(last - first + 1),
  });
}
