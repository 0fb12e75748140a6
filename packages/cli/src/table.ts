import stringWidth from 'string-width';

export interface Column {
  readonly head: string;
  /** Left out where the terminal is too narrow; of several, the last first. */
  readonly optional?: boolean;
  /** Gets shorter where even that is not enough, as nobody has to copy it; of several, the last first. */
  readonly shrinks?: boolean;
  readonly right?: boolean;
}

const gap = '  ';
const least = 16;

export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const next = used + stringWidth(segment);
    if (next > width - 1) break;
    kept += segment;
    used = next;
  }
  return `${kept}…`;
}

function padded(text: string, width: number, isRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return isRight ? space + text : text + space;
}

const widthOf = (widths: readonly number[]) =>
  widths.reduce((sum, width) => sum + width, gap.length * (widths.length - 1));

/** A row below another: its first cell, and the others beneath it. */
const stacked = (rows: readonly (readonly string[])[], columns: number): readonly string[] =>
  rows.flatMap(([first = '', ...others]) => {
    const more = others.filter((cell) => cell !== '').join(' · ');
    return [
      ...(first === '' ? [] : [wrapped(first, columns, '  ')]),
      ...(more === '' ? [] : [wrapped(`  ${more}`, columns, '  ')]),
    ];
  });

/**
 * Columns side by side, within a terminal's width; where what must stay whole does not fit, one cell below another. A column
 * without a cell is left out, and so is what a name may hold to move a terminal's cursor.
 */
export function table(
  all: readonly Column[],
  given: readonly (readonly string[])[],
  columns: number,
): readonly string[] {
  const rows = given.map((row) => row.map((cell) => cell.replaceAll(/\p{Cc}+/gu, ' ')));
  let shown = all.flatMap((column, index) => {
    const cells = [column.head, ...rows.map((row) => row[index] ?? '')];
    if (rows.every((row) => (row[index] ?? '') === '')) return [];
    return [{ column, cells, width: Math.max(...cells.map((cell) => stringWidth(cell))) }];
  });
  while (widthOf(shown.map(({ width }) => width)) > columns) {
    const last = shown.findLastIndex(({ column }) => column.optional === true);
    if (last === -1) break;
    shown = shown.toSpliced(last, 1);
  }
  const widths = shown.map(({ width }) => width);
  for (let index = shown.length - 1; index >= 0; index -= 1) {
    const over = widthOf(widths) - columns;
    const width = widths[index] ?? 0;
    if (over > 0 && shown[index]?.column.shrinks === true)
      widths[index] = Math.max(Math.min(least, width), width - over);
  }
  if (widthOf(widths) > columns) return stacked(rows, columns);
  const lines = [undefined, ...rows].map((_, line) =>
    shown
      .map(({ column, cells }, index) => {
        const width = widths[index] ?? 0;
        return padded(cut(cells[line] ?? '', width), width, column.right ?? false);
      })
      .join(gap)
      .trimEnd(),
  );
  return lines;
}

/** Words on lines of a width, each but the first set in by `indent`. */
export function wrapped(text: string, columns: number, indent: string): string {
  if (!Number.isFinite(columns)) return text;
  const lines: string[] = [];
  let line = '';
  // Chinese has no spaces: it may break after its own marks, too.
  for (const word of text.split(/(?<=[，；：、。])|(?<= )/)) {
    if (line.trim() !== '' && stringWidth(line + word.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += word;
  }
  return [...lines, line.trimEnd()].join('\n');
}
