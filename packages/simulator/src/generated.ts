// Files of any size that begin like an MP4 and cannot be played: `ftyp`, then one `mdat` (ISO/IEC 14496-12) to the end.
import type { App } from './app.ts';
import { byteRange } from './range.ts';

const blockSize = 65_536;
const smallest = 40;

/** The same for every file; a block differs from it in its number, so no byte range can stand in for another. */
const pattern = Uint8Array.from({ length: blockSize }, (_, index) => Math.imul(index + 1, 0x9e3779b9) >>> 24);

type Piece = Uint8Array<ArrayBuffer>;

function head(size: number): Buffer {
  const bytes = Buffer.alloc(smallest);
  bytes.writeUInt32BE(24, 0);
  bytes.write('ftypisom', 4, 'latin1');
  bytes.writeUInt32BE(512, 12);
  bytes.write('isommp42', 16, 'latin1');
  // 1: the size follows in 64 bits.
  bytes.writeUInt32BE(1, 24);
  bytes.write('mdat', 28, 'latin1');
  bytes.writeBigUInt64BE(BigInt(size - 24), 32);
  return bytes;
}

function block(size: number, number: number): Piece {
  const bytes = new Uint8Array(pattern);
  new DataView(bytes.buffer).setBigUint64(64, BigInt(number));
  if (number === 0) bytes.set(head(size));
  return bytes;
}

function* blocks(size: number, first: number, last: number): Generator<Piece, undefined> {
  for (let at = first; at <= last;) {
    const number = Math.floor(at / blockSize);
    const end = Math.min((number + 1) * blockSize, last + 1);
    yield block(size, number).subarray(at - number * blockSize, end - number * blockSize);
    at = end;
  }
}

/** Makes a piece when it is asked for, and none ahead. */
const streamed = (pieces: Generator<Piece, undefined>): ReadableStream<Piece> =>
  new ReadableStream(
    {
      pull(controller) {
        const { done, value } = pieces.next();
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
    const range = byteRange(c.req.header('Range'), size);
    const headers = { 'Content-Type': 'video/mp4', ETag: `"generated-${size}"` };
    if (range === 'unsatisfiable') {
      return c.body(null, 416, { ...headers, 'Content-Range': `bytes */${size}` });
    }
    const { first, last } = range ?? { first: 0, last: size - 1 };
    const part = range === undefined ? {} : { 'Content-Range': `bytes ${first}-${last}/${size}` };
    return c.body(streamed(blocks(size, first, last)), range === undefined ? 200 : 206, {
      ...headers,
      ...part,
      'Content-Length': String(last - first + 1),
    });
  });
}
