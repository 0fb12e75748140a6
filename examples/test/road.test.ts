import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** In a process of its own: the test runner's import accessors would count as calls. */
async function filesEntered(call: string): Promise<readonly string[]> {
  const child = fileURLToPath(new URL('./road-child.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@vid/source', child, call]);
  return JSON.parse(stdout);
}

// Prices, what rows say of fields together, what values a rule takes, the age of a table and whether it was renewed are a file each;
// what is loaded at the first call is four.
it.each([
  ['generate', 33],
  ['plan', 16],
  ['planRequest', 15],
])('%s: runs functions of at most %i files, from the call to the socket', async (call, most) => {
  const files = await filesEntered(call);
  expect(files).toContain('core/src/planning/plan.ts');
  expect(files.slice(most)).toEqual([]);
});
