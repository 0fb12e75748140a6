import { expect, test, vi } from 'vitest';
import { isOtherRequest } from '../src/page/runs/other-request.tsx';
import { madeUpRun } from './made-up-runs.ts';

// The page listens to its window as it is loaded.
vi.hoisted(() => vi.stubGlobal('addEventListener', () => {}));

const request = { prompt: 'a cat', duration: 5 };
const run = madeUpRun({ prompt: 'a cat' });

test.each([
  ['the same', { request, also: [] }, false],
  ['another prompt', { request: { ...request, prompt: 'a dog' }, also: [] }, true],
  ['its prompt beside others', { request: { ...request, prompt: 'a dog' }, also: ['a cat'] }, false],
  ['another value', { request: { ...request, duration: 10 }, also: [] }, true],
  ['one field more', { request: { ...request, cameraControl: { pan: 1 } }, also: [] }, true],
  ['a seed, which each variation has', { request: { ...request, seed: 7 }, also: [] }, false],
])('%s', (_, composed, isOther) => {
  expect(isOtherRequest(composed, [run], request)).toBe(isOther);
});

test('a file is a file, whose bytes are kept elsewhere', () => {
  const file = { data: Uint8Array.of(1), mediaType: 'image/png' };
  const asked = { ...request, firstFrame: { picture: '/api/pictures/1' } };
  const composed = (firstFrame: typeof file | string) => ({ request: { ...request, firstFrame }, also: [] });
  expect(isOtherRequest(composed(file), [run], asked)).toBe(false);
  expect(isOtherRequest(composed('https://example.com/a.png'), [run], asked)).toBe(true);
});

test('what was changed to fit a model is as it was asked', () => {
  const adjusted = madeUpRun({
    prompt: 'a cat',
    adjustments: [{ code: 'changed', field: 'duration', from: 7, to: 5 }],
  });
  expect(isOtherRequest({ request: { ...request, duration: 7 }, also: [] }, [adjusted], request)).toBe(false);
});
