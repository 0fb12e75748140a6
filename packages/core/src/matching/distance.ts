/** What is compared: of `'16:9'` the ratio, of `'1280x720'` both sides, of `'720p'` the lines; `'4k'` has 2160. */
function scalesOf(text: string): readonly number[] {
  if (text.endsWith('k')) return [Number.parseFloat(text) * 540];
  const [width = Number.NaN, height = 1] = text.split(/[:x]/).map(Number.parseFloat);
  return text.includes('x') ? [width, height] : [width / height];
}

/** The short side in pixels of `'720p'`, `'4k'` (2160) or `'1280x720'`. */
export const shortSideOf = (text: string): number => Math.min(...scalesOf(text));

/** Logarithms have noise, which would decide between two that are as near. */
const withoutNoise = (number: number) => Math.round(number * 1e9) / 1e9;

/** How far two values are apart, each kind of value by its own scale. */
export function distance(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return withoutNoise(Math.abs(a - b));
  const others = scalesOf(String(b));
  const sum = scalesOf(String(a)).reduce(
    (all, scale, index) => all + Math.abs(Math.log(scale / (others[index] ?? Number.NaN))),
    0,
  );
  return withoutNoise(sum);
}

/** More of it costs more; a ratio has no less and no more. */
const amountOf = (value: unknown): number =>
  typeof value === 'number'
    ? value
    : String(value).includes(':')
      ? 0
      : scalesOf(String(value)).reduce((product, scale) => product * scale, 1);

/** The nearest first, then what costs less. */
export const byDistanceTo = (value: unknown) => (a: unknown, b: unknown) =>
  distance(a, value) - distance(b, value) || amountOf(a) - amountOf(b);
