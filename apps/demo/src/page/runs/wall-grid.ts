interface Box {
  readonly width: number;
  readonly height: number;
}

interface WallGrid {
  readonly columns: number;
  /** Of one film's place without its caption. */
  readonly width: number;
  readonly height: number;
}

interface WallOptions {
  readonly gap: number;
  /** The height of what stands below each film. */
  readonly caption: number;
  /** Below this width of a film the wall grows over its box instead, and is scrolled. */
  readonly least: number;
  /** Where they are wanted, whatever shows most. */
  readonly columns?: number | undefined;
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** The columns for films of these ratios (width to height) that show the most of them in a box. */
export function wallGrid(
  ratios: readonly number[],
  box: Box,
  { gap, caption, least, columns: wanted }: WallOptions,
): WallGrid {
  const widthIn = (columns: number) => Math.max(1, (box.width - gap * (columns - 1)) / columns);
  /** As small as its films allow. */
  const place = (columns: number, height: number): WallGrid => {
    const width = widthIn(columns);
    const shown = ratios.map((ratio) => Math.min(width, height * ratio));
    return {
      columns,
      width: Math.floor(Math.max(0, ...shown)),
      height: Math.floor(Math.max(0, ...shown.map((wide, index) => wide / (ratios[index] ?? 1)))),
    };
  };
  const seen = (columns: number) => {
    const rows = Math.ceil(ratios.length / columns);
    const height = Math.max(1, (box.height - gap * (rows - 1)) / rows - caption);
    const width = widthIn(columns);
    const area = ratios.reduce((sum, ratio) => sum + Math.min(width, height * ratio) ** 2 / ratio, 0);
    return { area, grid: place(columns, height) };
  };
  const [best] = (wanted === undefined ? range(ratios.length) : [wanted])
    .map(seen)
    .toSorted((a, b) => b.area - a.area);
  if (best !== undefined && best.grid.width >= Math.min(least, box.width)) return best.grid;
  const columns = Math.min(
    Math.max(1, ratios.length),
    Math.max(1, Math.floor((box.width + gap) / (least + gap))),
  );
  return place(columns, Number.MAX_SAFE_INTEGER);
}
