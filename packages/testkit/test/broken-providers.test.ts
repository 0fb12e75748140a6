import { contractCases, runCases } from '@vid/testkit';
import { describe, expect, it } from 'vitest';
import { brokenProviders } from './paperboat/faults.ts';
import { openPaperboat } from './paperboat/fixture.ts';
import { uploading } from './paperboat/uploads.ts';

describe('the suite on broken providers', () => {
  it('has at least forty of them', () => {
    expect(Object.keys(brokenProviders).length).toBeGreaterThanOrEqual(40);
  });

  it.each(Object.entries(brokenProviders))(
    'catches it when %s',
    async (_what, { caughtBy, says = /./, fault, fixture }) => {
      const named = contractCases.filter(({ name }) => name === caughtBy);
      expect(named.map(({ name }) => name)).toEqual([caughtBy]);
      const [result] = await runCases(named, () => openPaperboat(fault, fixture));
      expect(result?.passed).toBe(false);
      expect(result?.reason).toMatch(says);
    },
  );
});

describe('the suite on a provider without a fault', () => {
  it('finds nothing', async () => {
    const results = await runCases(contractCases, () => openPaperboat());
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results).toHaveLength(contractCases.length);
  });

  it('finds nothing in the files of one that uploads them', async () => {
    const files = contractCases.filter(({ group }) => group === 'files');
    expect(await runCases(files, () => openPaperboat(uploading()))).toMatchObject([{ passed: true }]);
  });

  it('has a name for each case, and each once', () => {
    const names = contractCases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
