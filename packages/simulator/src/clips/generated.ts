// Files of any size that begin like an MP4 and cannot be played: `ftyp`, an empty `moov`, then one `mdat` (ISO/IEC 14496-12) to the end.
import type { App } from '../backend.ts';

const smallest = 40;
const pieceSize = 65_536;
/** A prime: who resumes at a wrong place notices it. */
const period = 1_048_583;

type Piece = Uint8Array<ArrayBuffer>;

/** What every file consists of behind its head; nothing else is ever in memory. */
const pattern: Piece = Uint8Array.from(
  { length: period },
  (_, index) => Math.imul(index + 1, 0x9e3779b9) >>> 24,
);

function head(size: number): Piece {
  const bytes = new Uint8Array(smallest);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);
  view.setUint32(0, 16);
  write(4, 'ftypisom');
  view.setUint32(12, 512);
  view.setUint32(16, 8);
  write(20, 'moov');
  // 1: the size follows in 64 bits.
  view.setUint32(24, 1);
  write(28, 'mdat');
  view.setBigUint64(32, BigInt(size - 24));
  return bytes;
}

function* pieces(size: number, first: number, last: number): Generator<Piece, undefined> {
  if (first < smallest) yield head(size).subarray(first, last + 1);
  for (let at = Math.max(first, smallest); at <= last;) {
    const start = at % period;
    const piece = pattern.subarray(start, start + Math.min(pieceSize, last + 1 - at));
    yield piece;
    at += piece.length;
  }
}

/** Makes a piece when it is asked for, and none ahead. */
const streamed = (from: Generator<Piece, undefined>): ReadableStream<Piece> =>
  new ReadableStream(
    {
      pull(controller) {
        const { done, value } = from.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );

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

/** Serves `generated-{bytes}.mp4` of any size from 40 bytes, with ranges. */
export function mountGenerated(app: App): void {
  app.get('/clips/:file{generated-[1-9][0-9]*\\.mp4}', (c) => {
    const size = Number(c.req.param('file').slice('generated-'.length, -'.mp4'.length));
    if (!Number.isSafeInteger(size) || size < smallest) return c.notFound();
    const range = byteRange(c.req.header('Range'), size);
    const headers = { 'Content-Type': 'video/mp4', ETag: `"generated-${size}"` };
    if (range === 'unsatisfiable') {
      return c.body(null, 416, { ...headers, 'Content-Range': `bytes */${size}` });
    }
    const { first, last } = range ?? { first: 0, last: size - 1 };
    const part = range === undefined ? {} : { 'Content-Range': `bytes ${first}-${last}/${size}` };
    return c.body(streamed(pieces(size, first, last)), range === undefined ? 200 : 206, {
      ...headers,
      ...part,
      'Content-Length': String(last - first + 1),
    });
  });
}
