import { leftToFillIn } from '@vid/testkit';
import { expect, it } from 'vitest';

it('nothing is left to fill in', () => {
  expect(leftToFillIn(new URL('..', import.meta.url))).toEqual([]);
});
