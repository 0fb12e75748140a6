import type { Capabilities } from '@vid/core';
import { contractCases, runCases } from '@vid/testkit';
import { expect, it } from 'vitest';
import { openPaperboat } from './paperboat/fixture.ts';
import { capabilities } from './paperboat/provider.ts';

/** `count` rows that differ by their seeds, every other one with pictures, for each of as many models. */
function tableOf(models: number, count: number): Capabilities {
  const [model] = capabilities.models;
  const kinds = model?.rows.slice(0, 2) ?? [];
  if (model === undefined) throw new Error('the table is empty');
  const rows = Array.from({ length: count }, (_, index) =>
    kinds.slice(index % 2, (index % 2) + 1).map((row) => ({
      ...row,
      requires: [...(row.requires ?? []), 'seed'] as const,
      accepts: { ...row.accepts, seed: { min: index * 10 + 10, max: index * 10 + 19 } },
    })),
  ).flat();
  return {
    models: Array.from({ length: models }, (_, index) => ({ ...model, model: `boat-${index}`, rows })),
  };
}

/** What the cases that walk the table ask of a provider with such a table. */
async function effortFor(models: number, rows: number) {
  let prepared = 0;
  let created = 0;
  const results = await runCases(
    contractCases.filter(
      ({ group, name }) => ['the table', 'files'].includes(group) && !name.includes('request of the fixture'),
    ),
    async () => {
      const fixture = await openPaperboat({
        table: () => tableOf(models, rows),
        provider: (right) => ({
          ...right,
          prepare: (request) => {
            prepared += 1;
            return right.prepare(request);
          },
        }),
      });
      return {
        ...fixture,
        close: async () => {
          created += fixture.createdTasks();
          await fixture.close();
        },
      };
    },
  );
  return { prepared, created, failed: results.filter(({ passed }) => !passed) };
}

it('asks of a table in proportion to its rows', async () => {
  const few = await effortFor(2, 2);
  const twice = await effortFor(2, 4);
  const wide = await effortFor(4, 2);
  expect([...few.failed, ...twice.failed, ...wide.failed]).toEqual([]);
  expect(twice.created).toBe(2 * few.created);
  expect(wide.created).toBe(2 * few.created);
  expect(twice.prepared).toBe(2 * few.prepared);
  expect(wide.prepared).toBe(2 * few.prepared);
});

it('is done with a table of the size that is asked for', async () => {
  // `10x100` in VID_SUITE_TABLE is 10 models of 100 rows: docs/benchmarks.md.
  const [models = 2, rows = 2] = (process.env['VID_SUITE_TABLE'] ?? '2x2').split('x').map(Number);
  const two = await effortFor(1, 2);
  const all = await effortFor(models, rows);
  expect(all.failed).toEqual([]);
  expect(all.created).toBe(((models * rows) / 2) * two.created);
}, 900_000);
