const { writeFileSync } = require('node:fs');
const { run } = require('../consumer/by-require.cjs');

const { REPORT, SETTINGS } = process.env;

test('the scenario', async () => {
  const report = await run(JSON.parse(SETTINGS));
  expect(report.found).toBe('succeeded');
  writeFileSync(REPORT, JSON.stringify(report));
}, 60_000);
