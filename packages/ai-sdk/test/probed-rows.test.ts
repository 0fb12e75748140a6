import { knownServices, probedRows } from '@vid/ai-sdk';
import { describe, expect, it } from 'vitest';
import { probedModels } from './probe/models.ts';
import { leavesWhole, probeModel } from './probe/probe.ts';

/* A new version of a package may send less, or more. Then this fails: run `pnpm --filter @vid/ai-sdk probe`, and read the difference. */

describe.each(probedModels)('the rows of $service', (model) => {
  it('are what its package sends today', async () => {
    expect(await probeModel(model)).toEqual(probedRows[model.service]);
  });

  it.each(probedRows[model.service])('leave whole when all is set: $mode', async (row) => {
    expect(await leavesWhole(model, row)).toBe(true);
  });
});

it('every known service is probed', () => {
  expect(probedModels.map(({ service }) => service)).toEqual(knownServices);
  expect(Object.keys(probedRows)).toEqual(knownServices);
});
