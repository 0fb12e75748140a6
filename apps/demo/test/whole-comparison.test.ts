import { afterEach, expect, test, vi } from 'vitest';
import type { RunPage } from '../src/api.ts';
import { outdatedBy, withKept } from '../src/page/runs/runs-stream.ts';
import { fetchComparison } from '../src/page/server.ts';
import { madeUpRun } from './made-up-runs.ts';

afterEach(() => vi.unstubAllGlobals());

test('what only the history has stands beside what the stream tells, which is newer', () => {
  const [old, open, fresh] = [madeUpRun(), madeUpRun(), madeUpRun()];
  const ended = { ...open, endedAt: 1 };
  expect(withKept([ended, fresh], [old, open])).toEqual([old, ended, fresh]);
  // The same array, so that nothing is rendered again.
  const told = [ended, fresh];
  expect(withKept(told, [open])).toBe(told);
  expect(withKept(told)).toBe(told);
  const kept = [old];
  expect(withKept(undefined, kept)).toBe(kept);
  expect(withKept()).toEqual([]);
});

test('a comparison is asked for to its last page, the oldest run first', async () => {
  const [old, middle, retried] = [madeUpRun(), madeUpRun(), madeUpRun()];
  const pages: Readonly<Record<string, RunPage>> = {
    '/api/runs?limit=200&comparison=one': { runs: [retried], next: 7 },
    '/api/runs?limit=200&comparison=one&before=7': { runs: [middle, old] },
  };
  vi.stubGlobal('fetch', async (path: string) => Response.json(pages[path]));
  expect(await fetchComparison('one')).toEqual([old, middle, retried]);
});

test('what is spent is asked again after whatever was missed; a comparison also after a deletion', () => {
  const run = madeUpRun();
  expect(outdatedBy({ kind: 'all', runs: [] })).toEqual(['limit', 'comparison']);
  expect(outdatedBy({ kind: 'run', run: { ...run, real: true } })).toEqual(['limit']);
  expect(outdatedBy({ kind: 'delete', id: run.id })).toEqual(['comparison']);
  for (const news of [{ kind: 'run', run } as const, { kind: 'lost' } as const])
    expect(outdatedBy(news)).toEqual([]);
});
