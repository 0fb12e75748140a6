import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** Eight pixels by sixteen: a byte a row, as hex. */
export type Cell = string;

export const blank: Cell = '0'.repeat(32);

/** The cells of a text, from GNU Unifont: one for each letter, two for a Chinese one. */
export function glyphsIn(path: string): (text: string) => readonly Cell[] {
  let glyphs: ReadonlyMap<number, string> | undefined;
  const read = () => {
    const lines = brotliDecompressSync(readFileSync(path)).toString('latin1').split('\n');
    return new Map(lines.map((line) => [Number.parseInt(line, 16), line.slice(line.indexOf(':') + 1)]));
  };
  return (text) => {
    glyphs ??= read();
    const known = glyphs;
    return Array.from(text).flatMap((letter) => {
      // U+FFFD stands for what it does not have.
      const rows = known.get(letter.codePointAt(0) ?? 0xfffd) ?? known.get(0xfffd) ?? blank;
      if (rows.length === 32) return [rows];
      return [0, 2].map((from) => rows.replace(/(..)(..)/g, from === 0 ? '$1' : '$2'));
    });
  };
}
