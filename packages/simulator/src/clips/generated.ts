// Files of any size that begin like an MP4 and cannot be played: `ftyp`, an empty `moov`, then one `mdat` (ISO/IEC 14496-12) to the end.
import type { App } from '../backend.ts';
import { serveMp4 } from './ranges.ts';

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

/** Serves `generated-{bytes}.mp4` of any size from 40 bytes, with ranges. */
export function mountGenerated(app: App): void {
  app.get('/clips/:file{generated-[1-9][0-9]*\\.mp4}', (c) => {
    const size = Number(c.req.param('file').slice('generated-'.length, -'.mp4'.length));
    if (!Number.isSafeInteger(size) || size < smallest) return c.notFound();
    return serveMp4(c, {
      size,
      etag: `generated-${size}`,
      body: ({ first, last }) => streamed(pieces(size, first, last)),
    });
  });
}
