import { afterEach, expect, test, vi } from 'vitest';
import type { Run } from '../src/api.ts';
import { againOf, canRunAgain } from '../src/page/runs/again.ts';
import { madeUpRun } from './made-up-runs.ts';

afterEach(() => vi.unstubAllGlobals());

/** A server that was asked for these, in their order; each with its seed, if it has one. */
function serverWith(asked: readonly (readonly [facts: Partial<Run>, seed?: number])[]): readonly Run[] {
  const runs = asked.map(([facts]) => madeUpRun({ startedAt: 1, endedAt: 100, ...facts }));
  vi.stubGlobal('fetch', async (path: string) => {
    const index = runs.findIndex(({ id }) => path === `/api/runs/${id}/request`);
    const { prompt } = runs[index] ?? {};
    const seed = asked[index]?.[1];
    return Response.json({
      model: 'acme:acme-1',
      api: 'official',
      request: { model: 'acme:acme-1', prompt, duration: 5, ...(seed !== undefined && { seed }) },
    });
  });
  return runs;
}

test('every prompt and every model once, as often as it was asked', async () => {
  const variations = ['a cat', 'a dog'].flatMap((prompt) =>
    ['acme-1', 'acme-2'].flatMap((model) => [
      { prompt, model },
      { prompt, model },
    ]),
  );
  const again = await againOf(serverWith(variations.map((facts, index) => [facts, 7 + (index % 2)])));
  expect(again).toMatchObject({
    request: { prompt: 'a cat', duration: 5, seed: 7 },
    also: ['a dog'],
    times: 2,
  });
  expect(again.models.map(({ model }) => model)).toEqual(['acme-1', 'acme-2']);
});

test('what was tried again after its end is no variation', async () => {
  const again = await againOf(serverWith([[{}], [{ model: 'other' }], [{ startedAt: 200, endedAt: 300 }]]));
  expect([again.times, again.models.length]).toEqual([1, 2]);
});

test('a seed that the page made up is left out where a model took none; one that was asked for stays', async () => {
  const made = await againOf(serverWith([[{}, 5], [{}, 6], [{ model: 'other' }], [{ model: 'other' }]]));
  expect([made.times, made.request.seed]).toEqual([2, undefined]);
  expect((await againOf(serverWith([[{}, 5]]))).request.seed).toBe(5);
});

test('several comparisons that stand together, and a task from elsewhere, are not one request', () => {
  const run = madeUpRun();
  expect(canRunAgain([run, madeUpRun()])).toBe(true);
  expect(canRunAgain([run, madeUpRun({ comparison: crypto.randomUUID() })])).toBe(false);
  expect(canRunAgain([{ ...run, byId: true }])).toBe(false);
});

test('an adjusted value is as it was asked', async () => {
  const adjustments = [{ code: 'changed', field: 'duration', from: 7, to: 5 }] as const;
  expect(await againOf(serverWith([[{ adjustments }]]))).toMatchObject({
    request: { duration: 7 },
    adapt: true,
  });
});
