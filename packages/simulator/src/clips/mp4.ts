// One track of pictures at an even pace (ISO/IEC 14496-12 and -15), the index before the pictures.
type Field = number | string | Buffer;

const u16 = (value: number) => Buffer.of(value >> 8, value & 255);
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const zeros = (count: number) => Buffer.alloc(count);

/** Numbers are 32 bits wide. */
function box(name: string, ...fields: readonly Field[]): Buffer {
  const bytes = fields.map((field) =>
    typeof field === 'number' ? u32(field) : typeof field === 'string' ? Buffer.from(field, 'latin1') : field,
  );
  const content = Buffer.concat(bytes);
  return Buffer.concat([u32(content.length + 8), Buffer.from(name, 'latin1'), content]);
}

const matrix = Buffer.concat([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(u32));

interface Movie {
  readonly width: number;
  readonly height: number;
  /** Pictures a second. */
  readonly rate: number;
  readonly sps: Buffer;
  readonly pps: Buffer;
  readonly pictures: readonly { readonly isKey: boolean; readonly units: readonly Buffer[] }[];
}

export function mp4Of({ width, height, rate, sps, pps, pictures }: Movie): Buffer<ArrayBuffer> {
  const samples = pictures.map(({ units }) =>
    Buffer.concat(units.flatMap((unit) => [u32(unit.length), unit])),
  );
  const keys = pictures.flatMap(({ isKey }, index) => (isKey ? [index + 1] : []));
  const avcC = box(
    'avcC',
    Buffer.of(1, ...sps.subarray(1, 4), 0xff, 0xe1),
    u16(sps.length),
    sps,
    Buffer.of(1),
    u16(pps.length),
    pps,
    // A High profile tells its samples, too: 4:2:0, 8 bits.
    ...(sps[1] === 100 ? [Buffer.of(0xfd, 0xf8, 0xf8, 0)] : []),
  );
  const size = Buffer.concat([u16(width), u16(height)]);
  const avc1 = box(
    'avc1',
    zeros(6),
    u16(1),
    zeros(16),
    size,
    0x480000,
    0x480000,
    0,
    u16(1),
    zeros(32),
    u16(24),
    u16(65_535),
    avcC,
  );
  const ftyp = box('ftyp', 'isom', 512, 'isomiso2avc1mp41');
  const moov = (offset: number) => {
    const table = box(
      'stbl',
      box('stsd', 0, 1, avc1),
      box('stts', 0, 1, samples.length, 1),
      box('stss', 0, keys.length, ...keys),
      box('stsc', 0, 1, 1, samples.length, 1),
      box('stsz', 0, 0, samples.length, ...samples.map(({ length }) => length)),
      box('stco', 0, 1, offset),
    );
    const where = box('dinf', box('dref', 0, 1, box('url ', 1)));
    const media = box(
      'mdia',
      box('mdhd', 0, 0, 0, rate, samples.length, u16(0x55c4), u16(0)),
      box('hdlr', 0, 0, 'vide', zeros(12), 'Video\0'),
      box('minf', box('vmhd', 1, zeros(8)), where, table),
    );
    const track = box(
      'trak',
      box('tkhd', 3, 0, 0, 1, 0, samples.length, zeros(16), matrix, width * 65_536, height * 65_536),
      media,
    );
    const movie = box(
      'mvhd',
      0,
      0,
      0,
      rate,
      samples.length,
      0x10000,
      0x1000000,
      zeros(8),
      matrix,
      zeros(24),
      2,
    );
    return box('moov', movie, track);
  };
  const offset = ftyp.length + moov(0).length + 8;
  return Buffer.concat([ftyp, moov(offset), box('mdat', ...samples)]);
}
