// The little of H.264 (ITU-T H.264) that text needs: macroblocks as plain samples, and macroblocks that stay as they were.
import type { Picture } from './pack.ts';

/** 9.1: an exponential Golomb code. */
const ue = (value: number): string => {
  const bits = (value + 1).toString(2);
  return '0'.repeat(bits.length - 1) + bits;
};

/** 7.3.5 and table 7-11: I_PCM, behind the five kinds of a P slice. */
const plain = { I: ue(25), P: ue(30) } as const;

/** No three bytes may look like the beginning of a unit (7.4.1). */
function escaped(bytes: Buffer): Buffer {
  const out: number[] = [];
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte <= 3) {
      out.push(3);
      zeros = 0;
    }
    out.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(out);
}

/** The unit of a slice: `undefined` stands for a macroblock that stays as it was in the picture before. */
export function sliceOf(
  { isKey, head, header }: Picture,
  macroblocks: readonly (Buffer | undefined)[],
): Buffer {
  const parts: Buffer[] = [Buffer.of(head)];
  let bits = header;
  const flush = () => {
    parts.push(Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []));
    bits = '';
  };
  let skipped = 0;
  for (const samples of macroblocks) {
    if (samples === undefined) {
      skipped += 1;
      continue;
    }
    bits += isKey ? plain.I : ue(skipped) + plain.P;
    skipped = 0;
    // Samples begin with a byte.
    bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
    flush();
    parts.push(samples);
  }
  if (skipped > 0) bits += ue(skipped);
  bits += '1';
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  flush();
  return escaped(Buffer.concat(parts));
}
