export interface Findings {
  /** How many bytes the walk has taken. */
  position: number;
  /** Where the last box or element of the outermost level ended. */
  boundary: number;
  /** The bytes that follow the boundary are not yet a header. */
  inHeader: boolean;
  /** `moov`, or a Segment. */
  hasIndex: boolean;
  hasMedia: boolean;
  /** The largest of `stco` and `co64`. */
  lastChunkOffset: number;
  /** Boxes of media mean nothing without chunks in them; a Segment holds its own. */
  readonly needsChunks: boolean;
  /** Fragments may go on for ever, unless `mfra` lists them. */
  fragments: 'none' | 'open' | 'listed';
  /** `open`: a box or element that reaches to the end of the file, wherever that is. `strange`: none that can be read. */
  end: 'named' | 'open' | 'strange';
}

/** Asks for bytes, and goes on when they have passed. */
export type Walk<Result = void> = Generator<
  { readonly bytes: number; readonly keep: boolean },
  Result,
  Buffer
>;

export const nothing = Buffer.alloc(0);

function* take(found: Findings, bytes: number): Walk<Buffer> {
  if (bytes === 0) return nothing;
  const taken = yield { bytes, keep: true };
  found.position += bytes;
  return taken;
}

function* skipTo(found: Findings, end: number): Walk {
  if (end <= found.position) return;
  yield { bytes: end - found.position, keep: false };
  found.position = end;
}

function atBoundary(found: Findings): void {
  found.boundary = found.position;
  found.inHeader = true;
}

/** Each in the one before. */
const containers: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);

/** ISO/IEC 14496-12, 4.2: 1 announces a size of 64 bits, 0 means to the end of the file. */
export function* boxes(found: Findings, end: number, depth = 0): Walk {
  while (end - found.position >= 8) {
    const start = found.position;
    if (depth === 0) atBoundary(found);
    const head = yield* take(found, 8);
    found.inHeader = false;
    const type = head.toString('latin1', 4, 8);
    let size = head.readUInt32BE(0);
    if (size === 1) size = Number((yield* take(found, 8)).readBigUInt64BE(0));
    const boxEnd = size === 0 ? end : start + size;
    if (boxEnd < found.position || boxEnd > end) {
      found.end = 'strange';
      break;
    }
    if (size === 0 && depth === 0) found.end = 'open';
    if (type === 'moov') found.hasIndex = true;
    if (type === 'mdat') found.hasMedia = true;
    if (type === 'mvex' || type === 'moof') found.fragments = 'open';
    if (type === 'mfra' && found.fragments === 'open') found.fragments = 'listed';
    if (depth < containers.size && containers.has(type)) yield* boxes(found, boxEnd, depth + 1);
    if (type === 'stco') yield* chunkOffsets(found, boxEnd, 4);
    if (type === 'co64') yield* chunkOffsets(found, boxEnd, 8);
    yield* skipTo(found, boxEnd);
  }
  yield* skipTo(found, end);
}

function* chunkOffsets(found: Findings, end: number, width: 4 | 8): Walk {
  if (end - found.position < 8) return;
  let left = (yield* take(found, 8)).readUInt32BE(4);
  for (; left > 0 && end - found.position >= width; left -= 1) {
    const entry = yield* take(found, width);
    const offset = width === 4 ? entry.readUInt32BE(0) : Number(entry.readBigUInt64BE(0));
    found.lastChunkOffset = Math.max(found.lastChunkOffset, offset);
  }
}

/** RFC 8794, 6: the EBML header, then the Segment; a size of all ones means that nobody knew it yet. */
export function* elements(found: Findings): Walk {
  for (;;) {
    atBoundary(found);
    const id = yield* variableInteger(found);
    const size = yield* variableInteger(found);
    found.inHeader = false;
    if (id === undefined || size === undefined) found.end = 'strange';
    if (id?.marked === 0x18538067) found.hasIndex = found.hasMedia = true;
    if (size?.isUnknown === true) found.end = 'open';
    if (found.end !== 'named' || size === undefined) return;
    yield* skipTo(found, found.position + size.value);
  }
}

/** RFC 8794, 4; `undefined` for one that is longer than eight bytes. */
function* variableInteger(found: Findings) {
  const first = (yield* take(found, 1)).readUInt8(0);
  const length = Math.clz32(first) - 23;
  if (length > 8) return undefined;
  let marked = first;
  for (const byte of yield* take(found, length - 1)) marked = marked * 256 + byte;
  const value = marked - 2 ** (7 * length);
  return { marked, value, isUnknown: value === 2 ** (7 * length) - 1 };
}
