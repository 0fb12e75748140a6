/** What an MP4 file says of itself (ISO/IEC 14496-12). */
export interface Film {
  readonly seconds: number;
  readonly width: number;
  readonly height: number;
  readonly hasSound: boolean;
}

interface Box {
  readonly type: string;
  readonly content: Buffer;
}

/** The boxes of one level; one that is cut ends the list. */
function boxesIn(bytes: Buffer): readonly Box[] {
  const found: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const short = bytes.readUInt32BE(at);
    if (short === 1 && at + 16 > bytes.length) break;
    // 1 announces a size of 64 bits, 0 means to the end of the file.
    const size =
      short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? bytes.length - at : short;
    const head = short === 1 ? 16 : 8;
    if (size < head || at + size > bytes.length) break;
    found.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      content: bytes.subarray(at + head, at + size),
    });
    at += size;
  }
  return found;
}

function boxAt(bytes: Buffer, ...path: readonly string[]): Buffer | undefined {
  let level: Buffer | undefined = bytes;
  for (const name of path) level = level && boxesIn(level).find(({ type }) => type === name)?.content;
  return level;
}

/** Time scale and length; version 1 has wider fields. */
function secondsOf(header: Buffer): number {
  const isWide = header.readUInt8(0) === 1;
  const scale = header.readUInt32BE(isWide ? 20 : 12);
  return (isWide ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16)) / scale;
}

/** `undefined` for what is no whole MP4 with a picture. */
export function readFilm(bytes: Buffer): Film | undefined {
  try {
    const movie = boxAt(bytes, 'moov');
    const header = movie && boxAt(movie, 'mvhd');
    if (movie === undefined || header === undefined) return undefined;
    const tracks = boxesIn(movie).flatMap(({ type, content }) => {
      const handler = type === 'trak' ? boxAt(content, 'mdia', 'hdlr')?.toString('latin1', 8, 12) : undefined;
      return handler === undefined ? [] : [{ handler, head: boxAt(content, 'tkhd') }];
    });
    const picture = tracks.find(({ handler }) => handler === 'vide')?.head;
    if (picture === undefined) return undefined;
    // The last eight bytes: fixed-point numbers of 16.16 bits.
    const width = picture.readUInt32BE(picture.length - 8) / 65_536;
    const height = picture.readUInt32BE(picture.length - 4) / 65_536;
    const hasSound = tracks.some(({ handler }) => handler === 'soun');
    return { seconds: secondsOf(header), width, height, hasSound };
  } catch {
    return undefined;
  }
}
