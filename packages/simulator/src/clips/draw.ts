import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inkOf, line, type Line, type Words } from './caption.ts';
import { glyphsIn } from './glyphs.ts';
import { mp4Of } from './mp4.ts';
import { mostSeconds } from './nearest-clip.ts';
import { type Pack, readPack } from './pack.ts';
import { sliceOf } from './slice.ts';

const rate = 15;
/** Of 16:9 and its like, in macroblocks; see scripts/make-clips.sh. */
const shapes: ReadonlyMap<string, readonly [columns: number, rows: number]> = new Map([
  ['16x9', [32, 18]],
  ['9x16', [18, 32]],
  ['1x1', [24, 24]],
  ['4x3', [24, 18]],
  ['3x4', [18, 24]],
  ['21x9', [42, 18]],
]);
/** Some hundred kilobytes each. */
const mostKept = 32;

interface ClipName {
  readonly look: string;
  readonly ratio: string;
  readonly seconds: number;
}

/** The file of a clip, or `undefined` where there is none of this name. The same name and words make the same bytes. */
export type DrawClip = (name: ClipName, words: Words) => Buffer<ArrayBuffer> | undefined;

/** Draws clips with what the folder holds: scenery that is encoded already, and below it three lines of text. */
export function createDrawing(folder: string): DrawClip {
  const cells = glyphsIn(join(folder, 'unifont.hex.br'));
  const packs = new Map<string, Pack>();
  const kept = new Map<string, Buffer<ArrayBuffer>>();

  const packOf = (name: string): Pack | undefined => {
    const path = join(folder, `${name}.pack`);
    const pack = packs.get(name) ?? (existsSync(path) ? readPack(path) : undefined);
    if (pack !== undefined) packs.set(name, pack);
    return pack;
  };

  return ({ look, ratio, seconds }, words) => {
    const [columns, rows] = shapes.get(ratio) ?? [0, 0];
    const pack = packOf(`${look}-${ratio}`);
    if (pack === undefined || columns === 0 || !(seconds > 0 && seconds <= mostSeconds)) return undefined;
    const key = JSON.stringify([look, ratio, seconds, words]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const count = Math.max(1, Math.round(seconds * rate));
    const texts = captions(cells, columns * 2, count, words);
    const ink = inkOf(words.model);
    let before: Line = [];
    const pictures = Array.from({ length: count }, (_, index) => {
      // What is longer than the scenery sees it again.
      const picture = pack.pictures[index % pack.pictures.length] ?? {
        isKey: true,
        scenery: pack.sps,
        head: 0,
        header: '',
      };
      const now = texts(index);
      const macroblocks = Array.from({ length: columns * 3 }, (_none, at) => {
        const [left = '', right = ''] = now.slice(at * 2, at * 2 + 2);
        const isSame = !picture.isKey && before[at * 2] === left && before[at * 2 + 1] === right;
        return isSame ? undefined : ink(left, right);
      });
      before = now;
      return { isKey: picture.isKey, units: [picture.scenery, sliceOf(picture, macroblocks)] };
    });
    const { sps, pps } = pack;
    const file = mp4Of({ width: columns * 16, height: rows * 16, rate, sps, pps, pictures });
    kept.set(key, file);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return file;
  };
}

/** The three lines at a picture. */
function captions(
  cells: (text: string) => Line,
  columns: number,
  count: number,
  { model, api, prompt, seed }: Words,
): (index: number) => Line {
  const still = [...line(cells, columns, model, api), ...line(cells, columns, prompt)];
  const digits = String(count).length;
  return (index) => {
    const frame = String(index + 1).padStart(digits, '0');
    const right = `${frame}/${count} ${(index / rate).toFixed(1).padStart(4)}s`;
    return [...still, ...line(cells, columns, seed === undefined ? '' : `seed ${seed}`, right)];
  };
}
