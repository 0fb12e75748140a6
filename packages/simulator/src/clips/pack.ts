import { readFileSync } from 'node:fs';

/** A picture as an encoder has made it, but for the rows of macroblocks at its foot. */
export interface Picture {
  readonly isKey: boolean;
  readonly scenery: Buffer;
  /** How the slice of those rows begins: the head of the unit, then bits as text. */
  readonly head: number;
  readonly header: string;
}

/** The pictures of one look at one ratio, and what a decoder must know before; see scripts/pack-clips.ts. */
export interface Pack {
  readonly sps: Buffer;
  readonly pps: Buffer;
  readonly pictures: readonly Picture[];
}

const bitsOf = (bytes: Buffer): string =>
  Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    // The one behind them, and what fills the byte.
    .replace(/10*$/, '');

export function readPack(path: string): Pack {
  const file = readFileSync(path);
  const parts: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const end = at + 4 + file.readUInt32BE(at);
    parts.push(file.subarray(at + 4, end));
    at = end;
  }
  const [sps = file, pps = file, ...slices] = parts;
  const pictures: Picture[] = [];
  for (let at = 0; at < slices.length; at += 2) {
    const [scenery = file, rest = file] = slices.slice(at, at + 2);
    const head = rest.readUInt8(0);
    pictures.push({ isKey: (head & 31) === 5, scenery, head, header: bitsOf(rest.subarray(1)) });
  }
  return { sps, pps, pictures };
}
