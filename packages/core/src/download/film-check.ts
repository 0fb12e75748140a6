import { boxes, elements, type Findings, nothing } from './film-walk.ts';

/** What the film's own structure says of its end; `unknown` where it names none. */
type Wholeness = 'whole' | 'cut' | 'unknown';

/** Walks a film's outline while its bytes pass, and keeps none of them. */
export interface FilmCheck {
  push(chunk: Uint8Array): void;
  wholeness(): Wholeness;
}

/**
 * Bytes too few to be a header, behind an index and all that it lists. They may be the first of one more box, but of none
 * that the film needs; of a fragment, they may be.
 */
const isStray = ({ inHeader, fragments, needsChunks, lastChunkOffset }: Findings) =>
  inHeader && fragments !== 'open' && (!needsChunks || lastChunkOffset >= 0);

export function createFilmCheck(mediaType: string): FilmCheck {
  const isEbml = mediaType === 'video/webm' || mediaType === 'video/x-matroska';
  const found: Findings = {
    position: 0,
    boundary: 0,
    inHeader: true,
    hasIndex: false,
    hasMedia: false,
    lastChunkOffset: -1,
    needsChunks: !isEbml,
    fragments: 'none',
    end: 'named',
  };
  const walk = isEbml ? elements(found) : boxes(found, Number.POSITIVE_INFINITY);
  const next = (taken: Buffer) => walk.next(taken).value ?? { bytes: Number.POSITIVE_INFINITY, keep: false };
  let bytes = 0;
  let demand = next(nothing);
  let missing = demand.bytes;
  let kept = nothing;

  return {
    push(chunk) {
      bytes += chunk.length;
      for (let at = 0; at < chunk.length;) {
        const piece = chunk.subarray(at, at + missing);
        if (demand.keep) kept = Buffer.concat([kept, piece]);
        at += piece.length;
        missing -= piece.length;
        if (missing > 0) continue;
        demand = next(kept);
        missing = demand.bytes;
        kept = nothing;
      }
    },
    wholeness() {
      if (found.lastChunkOffset >= bytes) return 'cut';
      if (found.end === 'strange') return 'unknown';
      if (!found.hasIndex || !found.hasMedia) return 'cut';
      if (found.end === 'open') return 'unknown';
      if (found.boundary !== bytes) return isStray(found) ? 'unknown' : 'cut';
      return found.fragments === 'open' ? 'unknown' : 'whole';
    },
  };
}
