import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** In a process of its own: the test runner's import accessors would count as calls. */
async function filesEntered(): Promise<readonly string[]> {
  const child = fileURLToPath(new URL('./generate-road-child.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@vid/source', child]);
  return JSON.parse(stdout);
}

it('router.generate: enters few files from the router to the socket', async () => {
  const files = await filesEntered();
  expect(files.filter((file) => file.startsWith('core/src/routing/'))).toEqual([
    'core/src/routing/breaker.ts',
    'core/src/routing/planner.ts',
    'core/src/routing/router.ts',
    'core/src/routing/submit.ts',
  ]);
  expect(files.length, files.join('\n')).toBeLessThanOrEqual(36);
});
