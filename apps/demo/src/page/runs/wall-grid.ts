interface Box {
  readonly width: number;
  readonly height: number;
}

interface WallGrid extends Box {
  readonly columns: number;
  /** Of the first film, where it is larger than the others, which stand in a column beside it. */
  readonly lead?: Box | undefined;
}

interface WallOptions {
  readonly gap: number;
  /** The height of what stands below each film. */
  readonly caption: number;
  /** Below this width of a film the wall grows over its box instead, and is scrolled. */
  readonly least: number;
  /** Where they are wanted, whatever shows most. */
  readonly columns?: number | undefined;
  /** Whether all films must be equally large, as for a vote. Default false. */
  readonly even?: boolean | undefined;
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** As small as its films allow, in a place that is no larger than this; and how much of them it shows. */
function place(ratios: readonly number[], width: number, height: number) {
  const shown = ratios.map((ratio) => Math.min(width, height * ratio));
  return {
    width: Math.floor(Math.max(0, ...shown)),
    height: Math.floor(Math.max(0, ...shown.map((wide, index) => wide / (ratios[index] ?? 1)))),
    area: shown.reduce((sum, wide, index) => sum + wide ** 2 / (ratios[index] ?? 1), 0),
  };
}

/** The large one is there to be looked at closely. */
const leastBeside = 200;
/** Shares of the width that the first of three may take: up to where the others are half as wide. */
const leads = range(10).map((step) => 0.48 + step / 50);

/** One large and two beside it, of the height of the one. */
function led(ratios: readonly number[], box: Box, { gap, caption }: WallOptions) {
  const [first = 1, ...others] = ratios;
  return leads.map((share) => {
    const lead = place([first], box.width * share, box.height - caption);
    const rest = (lead.height + caption - gap) / 2 - caption;
    const { width, height, area } = place(others, box.width - gap - lead.width, rest);
    const grid: WallGrid = { columns: 2, width, height, lead: { width: lead.width, height: lead.height } };
    return { grid, area: lead.area + area };
  });
}

/** The columns for films of these ratios (width to height) that show the most of them in a box. */
export function wallGrid(ratios: readonly number[], box: Box, options: WallOptions): WallGrid {
  const { gap, caption, least, columns: wanted, even = false } = options;
  const widthIn = (columns: number) => Math.max(1, (box.width - gap * (columns - 1)) / columns);
  const inColumns = (columns: number) => {
    const rows = Math.ceil(ratios.length / columns);
    const height = Math.max(1, (box.height - gap * (rows - 1)) / rows - caption);
    const { area, ...size } = place(ratios, widthIn(columns), height);
    const grid: WallGrid = { columns, ...size };
    return { grid, area };
  };
  const isFree = wanted === undefined;
  const [best] = [
    ...(isFree ? range(ratios.length) : [wanted]).map(inColumns),
    ...(isFree && !even && ratios.length === 3 ? led(ratios, box, options) : []),
  ]
    .filter(({ grid: { width, lead } }) =>
      lead === undefined ? width >= Math.min(least, box.width) : width >= Math.min(least, leastBeside),
    )
    .toSorted((a, b) => b.area - a.area);
  if (best !== undefined) return best.grid;
  const columns = Math.min(
    Math.max(1, ratios.length),
    Math.max(1, Math.floor((box.width + gap) / (least + gap))),
  );
  const { area: _, ...size } = place(ratios, widthIn(columns), Number.MAX_SAFE_INTEGER);
  return { columns, ...size };
}

/**
 * For films of several shapes: one area for all, so that none has more of a say; each is as wide and as high as it is itself.
 * The side of that area as a square.
 */
export function evenSide(
  ratios: readonly number[],
  box: Box,
  { gap, caption, least }: Pick<WallOptions, 'gap' | 'caption' | 'least'>,
): number {
  const widths = ratios.map(Math.sqrt);
  const sideIn = (columns: number, height: number) => {
    const rows = range(Math.ceil(ratios.length / columns)).map((row) =>
      widths.slice((row - 1) * columns, row * columns),
    );
    const wide = rows.map(
      (row) => (box.width - gap * (row.length - 1)) / row.reduce((sum, width) => sum + width, 0),
    );
    const high = rows.reduce((sum, row) => sum + 1 / Math.min(...row), 0);
    return Math.min(...wide, (height - gap * (rows.length - 1) - caption * rows.length) / high);
  };
  /** How high it gets, with as many in each row as there is room for. */
  const heightOf = (side: number) => {
    let [high, left, row] = [0, 0, 0];
    for (const ratio of ratios) {
      const { width, height } = evenPlace(ratio, side);
      if (row > 0 && width <= left) [left, row] = [left - width - gap, Math.max(row, height)];
      else [high, left, row] = [high + (row > 0 ? row + caption + gap : 0), box.width - width - gap, height];
    }
    return high + row + caption;
  };
  const fitting = range(ratios.length)
    .map((columns) => sideIn(columns, box.height))
    .filter((side) => side * Math.min(...widths) >= least && heightOf(side) <= box.height);
  // Else the wall grows over its box.
  return fitting.length > 0 ? Math.max(...fitting) : sideIn(2, Number.MAX_SAFE_INTEGER);
}

/** A film of that area. */
export const evenPlace = (ratio: number, side: number): Box => ({
  width: Math.floor(side * Math.sqrt(ratio)),
  height: Math.floor(side / Math.sqrt(ratio)),
});

interface MixedPlace {
  /** Whether it has a row of its own; else it stands in one of two columns. */
  readonly isWhole: boolean;
  /** Where it begins, in half columns; missing: behind the one before. */
  readonly column: number | undefined;
  readonly height: number;
}

const isTall = (ratio: number) => ratio < 1;
/** Some upright and some not. */
export const areMixed = (ratios: readonly number[]): boolean => ratios.some(isTall) && !ratios.every(isTall);

/** For a narrow screen: as high as each is itself, upright ones two by two, or alone in the middle. */
export function mixedRows(ratios: readonly number[], width: number, gap: number): readonly MixedPlace[] {
  let isSecond = false;
  return ratios.map((ratio, index) => {
    const isWhole = !isTall(ratio);
    const isAlone = !isWhole && !isSecond && !isTall(ratios[index + 1] ?? 1);
    isSecond = !isWhole && !isSecond && !isAlone;
    const wide = isWhole ? width : (width - gap) / 2;
    return { isWhole, column: isAlone ? 2 : undefined, height: Math.floor(wide / ratio) };
  });
}
