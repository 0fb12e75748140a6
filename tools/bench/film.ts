import { Readable } from 'node:stream';

const piece = Buffer.alloc(2 ** 18, 7);

/** The boxes of an MP4 that holds no picture: `ftyp`, an empty `moov`, and the head of an `mdat` of all the rest. */
function headOf(size: number): Buffer {
  const head = Buffer.alloc(48, 7);
  head.write('\0\0\0\x20ftypisom', 'latin1');
  head.write('\0\0\0\x08moov', 32, 'latin1');
  head.writeUInt32BE(size - 40, 40);
  head.write('mdat', 44, 'latin1');
  return head;
}

function* pieces(size: number, from: number, to: number) {
  const head = headOf(size).subarray(from, to);
  if (head.length > 0) yield head;
  for (let at = from + head.length; at < to; at += piece.length) yield piece.subarray(0, to - at);
}

/** Bytes of a film of a size that may be more than memory should hold. */
export const film = (size: number, from = 0, to = size): Readable => Readable.from(pieces(size, from, to));
