import { expect, it } from 'vitest';
import { runsOf } from '../src/runs.ts';

const texts = (numbers: readonly number[]) =>
  runsOf(numbers).map(({ min, max }) => (min === max ? `${min}` : `${min}–${max}`));

it.each([
  [[3, 4, 5, 6], ['3–6']],
  [
    [10, 5, 3, 4],
    ['3–5', '10'],
  ],
  [
    [5, 6, 10],
    ['5', '6', '10'],
  ],
  [
    [0.5, 1.5, 2.5],
    ['0.5', '1.5', '2.5'],
  ],
  [
    [4, 6, 8],
    ['4', '6', '8'],
  ],
  [[], []],
])('%j in runs', (numbers, runs) => {
  expect(texts(numbers)).toEqual(runs);
});
