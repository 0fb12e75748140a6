import { writeFileSync } from 'node:fs';
import { run } from '../consumer/by-import.ts';

const { REPORT, SETTINGS } = process.env;

test('the scenario', async () => {
  const report = await run(JSON.parse(SETTINGS));
  expect(report.found).toBe('succeeded');
  writeFileSync(REPORT, JSON.stringify(report));
}, 60_000);
