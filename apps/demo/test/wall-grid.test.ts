import { expect, test } from 'vitest';
import { areMixed, evenPlace, evenSide, mixedRows, wallGrid } from '../src/page/runs/wall-grid.ts';

const options = { gap: 12, caption: 64, least: 150 };
const box = { width: 836, height: 630 };
const same = (count: number, ratio: number) => Array.from({ length: count }, () => ratio);
const share = (count: number, ratio: number) => {
  const { width, height, lead = { width, height } } = wallGrid(same(count, ratio), box, options);
  const shown = lead.width * lead.height + (count - 1) * width * height;
  return shown / (box.width * box.height);
};

test('one film takes all that its ratio allows', () => {
  expect(wallGrid([16 / 9], box, options)).toEqual({ columns: 1, width: 836, height: 470 });
  expect(wallGrid([9 / 16], box, options)).toEqual({ columns: 1, width: 318, height: 566 });
});

test('tall films stand beside each other and fill the height, wide ones stand in rows', () => {
  expect(wallGrid(same(2, 9 / 16), box, options)).toMatchObject({ columns: 2, height: 566 });
  expect(wallGrid(same(3, 9 / 16), box, options)).toMatchObject({ columns: 3 });
  expect(wallGrid(same(3, 16 / 9), box, options)).toMatchObject({ columns: 2 });
  expect(wallGrid(same(4, 21 / 9), box, options)).toMatchObject({ columns: 2 });
});

test.each([9 / 16, 3 / 4, 1, 4 / 3, 16 / 9, 21 / 9])('no other columns show more of films of %d', (ratio) => {
  const shareIn = (count: number, columns: number) => {
    const rows = Math.ceil(count / columns);
    const wide = (box.width - 12 * (columns - 1)) / columns;
    const high = Math.max(1, (box.height - 12 * (rows - 1)) / rows - 64);
    const width = Math.min(wide, high * ratio);
    return width < options.least ? 0 : (count * width * (width / ratio)) / (box.width * box.height);
  };
  for (let count = 1; count <= 6; count += 1) {
    const others = Array.from({ length: count }, (_, index) => shareIn(count, index + 1));
    // A pixel of rounding for each film.
    expect(share(count, ratio)).toBeGreaterThan(Math.max(...others) - 0.01);
  }
});

test('three: one large and two beside it, of its height, where that shows more; never for a vote', () => {
  const wide = { width: 1456, height: 810 };
  for (const ratio of [1, 4 / 3, 16 / 9]) {
    const { width, height, lead } = wallGrid(same(3, ratio), wide, options);
    expect((lead?.width ?? 0) + 12 + width).toBeLessThanOrEqual(wide.width);
    expect((lead?.height ?? 0) + 64).toBeLessThanOrEqual(wide.height);
    expect(2 * (height + 64) + 12).toBeLessThanOrEqual((lead?.height ?? 0) + 64);
    expect(lead?.width).toBeGreaterThan(width);
    expect(wallGrid(same(3, ratio), wide, { ...options, even: true }).lead).toBeUndefined();
  }
  expect(wallGrid(same(3, 9 / 16), wide, options).lead).toBeUndefined();
  expect(wallGrid(same(3, 16 / 9), wide, { ...options, columns: 2 }).lead).toBeUndefined();
});

test('each film of a mixed wall fits its place', () => {
  const { width, height } = wallGrid([16 / 9, 9 / 16, 1], box, options);
  expect(width).toBeLessThanOrEqual(box.width / 2);
  expect(height + 64).toBeLessThanOrEqual(box.height);
});

test('films of several shapes have one area, no bars, and fit in their box', () => {
  const { gap, caption } = options;
  const ratios = [16 / 9, 9 / 16, 1];
  const side = evenSide(ratios, box, { ...options, least: 120 });
  const films = ratios.map((ratio) => evenPlace(ratio, side));
  expect(films.reduce((sum, { width }) => sum + width, 2 * gap)).toBeLessThanOrEqual(box.width);
  for (const [index, { width, height }] of films.entries()) {
    expect(width / height).toBeCloseTo(ratios[index] ?? 0, 1);
    expect(Math.abs(width * height - side ** 2)).toBeLessThan(2 * side);
    expect(height + caption).toBeLessThanOrEqual(box.height);
  }
  const six = evenSide([...ratios, ...ratios], box, { ...options, least: 120 });
  expect(2 * (evenPlace(9 / 16, six).height + caption) + gap).toBeLessThanOrEqual(box.height);
  // Where a third one would fit beside two, it does not stand below them.
  const four = [16 / 9, 16 / 9, 9 / 16, 9 / 16];
  expect(evenPlace(9 / 16, evenSide(four, box, { ...options, least: 120 })).height * 2).toBeLessThan(
    box.height,
  );
  // Nothing fits a low box, so it is scrolled.
  expect(evenSide(ratios, { width: 836, height: 100 }, { ...options, least: 120 })).toBeGreaterThan(120);
});

test('where films would be too small the wall grows instead', () => {
  const phone = { width: 342, height: 400 };
  expect(wallGrid(same(20, 16 / 9), phone, { ...options, least: 250 })).toEqual({
    columns: 1,
    width: 342,
    height: 192,
  });
  expect(wallGrid(same(4, 9 / 16), phone, options)).toEqual({ columns: 2, width: 165, height: 293 });
  expect(wallGrid([], phone, options)).toMatchObject({ columns: 1 });
});

test('on a narrow screen a wide film has a row, upright ones stand two by two, and one alone in the middle', () => {
  const [wide, tall] = [16 / 9, 9 / 16];
  expect(areMixed([wide, wide])).toBe(false);
  expect(areMixed([tall, tall])).toBe(false);
  expect(areMixed([wide, tall])).toBe(true);
  const rows = mixedRows([wide, tall, tall, tall, wide], 342, 12);
  expect(rows.map(({ isWhole, column }) => (isWhole ? 'row' : column))).toEqual([
    'row',
    undefined,
    undefined,
    2,
    'row',
  ]);
  // No taller and no wider than the picture.
  expect(rows.map(({ height }) => height)).toEqual([192, 293, 293, 293, 192]);
});
