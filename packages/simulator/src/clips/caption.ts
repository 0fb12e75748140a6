import { blank, type Cell } from './glyphs.ts';

/** What a clip says of itself. */
export interface Words {
  readonly model: string;
  readonly api: string;
  readonly prompt: string;
  readonly seed: number | string | undefined;
}

const shades = { ink: 235, paper: 62 } as const;

/** FNV-1a: the same model has the same colour everywhere. */
function hueOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return ((hash % 360) * Math.PI) / 180;
}

const chroma = (share: number) => 128 + Math.round(32 * share);

/** The macroblock of two cells side by side in the colour of a model: its luma samples, then the two of its colour. */
export function inkOf(model: string): (left: Cell, right: Cell) => Buffer {
  const hue = hueOf(model);
  const colour = Buffer.concat([
    Buffer.alloc(64, chroma(Math.cos(hue))),
    Buffer.alloc(64, chroma(Math.sin(hue))),
  ]);
  const known = new Map<string, Buffer>();
  return (left, right) => {
    const made = known.get(left + right);
    if (made !== undefined) return made;
    const luma: number[] = [];
    for (let row = 0; row < 16; row += 1) {
      const bits = Number.parseInt(left.slice(row * 2, row * 2 + 2) + right.slice(row * 2, row * 2 + 2), 16);
      for (let bit = 15; bit >= 0; bit -= 1) luma.push((bits >> bit) & 1 ? shades.ink : shades.paper);
    }
    const samples = Buffer.concat([Buffer.from(luma), colour]);
    known.set(left + right, samples);
    return samples;
  };
}

export type Line = readonly Cell[];

/** As wide as the picture: `left`, cut with an ellipsis where it must be, and `right` at the end. */
export function line(cells: (text: string) => Line, columns: number, left: string, right = ''): Line {
  const end = [...cells(right), blank];
  const room = columns - (right === '' ? 1 : end.length) - 1;
  let text = Array.from(left.replace(/\s+/g, ' ').trim());
  let start = cells(text.join(''));
  while (start.length > room) {
    text = text.slice(0, -1);
    start = cells(`${text.join('')}…`);
  }
  const gap = Array.from({ length: columns - 1 - start.length - end.length }, () => blank);
  return [blank, ...start, ...gap, ...end];
}
