/*
 * Packs what make-clips.sh draws, and the glyphs that are written into it, for the simulator:
 *   sh make-clips.sh FOLDER && node pack-clips.ts FOLDER UNIFONT.hex
 * A pack is: the SPS, the PPS, and for each picture its first slice and the header of its second, each behind its length.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [folder = '', unifont = ''] = process.argv.slice(2);
const out = join(import.meta.dirname, '../clips');

/** The units of a byte stream (ITU-T H.264, annex B), without start codes. */
function unitsOf(stream: Buffer): readonly Buffer[] {
  const starts: number[] = [];
  for (let at = stream.indexOf('000001', 0, 'hex'); at >= 0; at = stream.indexOf('000001', at + 3, 'hex'))
    starts.push(at);
  return starts.map((start, index) => {
    let end = starts[index + 1] ?? stream.length;
    while (end < stream.length && stream[end - 1] === 0) end -= 1;
    return stream.subarray(start + 3, end);
  });
}

const unescaped = (unit: Buffer) =>
  Buffer.from(unit.toString('latin1').replaceAll('\0\0\x03', '\0\0'), 'latin1');

class Bits {
  at = 8;
  readonly #bytes: Buffer;
  constructor(unit: Buffer) {
    this.#bytes = unescaped(unit);
  }
  u(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1, this.at += 1)
      value = value * 2 + (((this.#bytes[this.at >> 3] ?? 0) >> (7 - (this.at & 7))) & 1);
    return value;
  }
  ue(): number {
    let zeros = 0;
    while (this.u(1) === 0) zeros += 1;
    return 2 ** zeros - 1 + this.u(zeros);
  }
  text(end = this.at): string {
    let text = '';
    for (let bit = 8; bit < end; bit += 1) text += ((this.#bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
    return text;
  }
}

const must = (isTrue: boolean, what: string) => {
  if (!isTrue) throw new Error(`x264 wrote ${what}`);
};

/** 7.3.2.1.1, of what x264 writes for a High profile. */
function frameNumBits(sps: Buffer): number {
  const bits = new Bits(sps);
  const profile = bits.u(8);
  bits.u(16);
  bits.ue();
  if (profile === 100) {
    must(bits.ue() === 1, 'other chroma than 4:2:0');
    bits.ue();
    bits.ue();
    must(bits.u(2) === 0, 'scaling lists');
  }
  const count = bits.ue() + 4;
  must(bits.ue() === 2, 'picture order counts');
  return count;
}

/** The header (7.3.3) of a slice as it is but for the deblocking filter, which is off: what is drawn has hard edges. */
function headerOf(slice: Buffer, frameNum: number): string {
  const bits = new Bits(slice);
  const isKey = ((slice[0] ?? 0) & 31) === 5;
  bits.ue();
  const isP = bits.ue() % 5 === 0;
  bits.ue();
  bits.u(frameNum);
  if (isKey) bits.ue();
  if (isP) {
    must(bits.u(1) === 0, 'another number of references');
    must(bits.u(1) === 0, 'another order of references');
  }
  if (isKey) bits.u(2);
  else if ((slice[0] ?? 0) >> 5 > 0) must(bits.u(1) === 0, 'memory operations');
  bits.ue();
  // disable_deblocking_filter_idc 1
  return `${bits.text()}010`;
}

const sized = (bytes: Uint8Array) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
};

for (const name of readdirSync(folder).filter((file) => file.endsWith('.h264'))) {
  const units = unitsOf(readFileSync(join(folder, name)));
  const ofType = (type: number) => units.filter(([first = 0]) => (first & 31) === type);
  const [[sps = Buffer.alloc(0)], [pps = Buffer.alloc(0)]] = [ofType(7), ofType(8)];
  const frameNum = frameNumBits(sps);
  const slices = units.filter(([first = 0]) => [1, 5].includes(first & 31));
  must(slices.length === 300, `${slices.length} slices in ${name}`);
  const parts = slices.map((slice, index) => {
    if (index % 2 === 0) return slice;
    // The head of the unit, then the bits, a one and zeros to the byte.
    const bits = `${headerOf(slice, frameNum)}1`;
    const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
    return Buffer.from([slice[0] ?? 0, ...bytes.map((byte) => Number.parseInt(byte, 2))]);
  });
  writeFileSync(join(out, `${basename(name, '.h264')}.pack`), Buffer.concat([sps, pps, ...parts].map(sized)));
}

/** Without the rare extension A, private letters, Hangul and surrogates. */
const isShipped = (code: number) =>
  (code >= 0x20 && code < 0x3400) || (code >= 0x4e00 && code < 0xa000) || (code >= 0xf900 && code < 0x10000);
const glyphs = readFileSync(unifont, 'latin1')
  .split('\n')
  .filter((line) => isShipped(Number.parseInt(line, 16)));
const packed = brotliCompressSync(glyphs.join('\n'), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 },
});
writeFileSync(join(out, 'unifont.hex.br'), packed);
