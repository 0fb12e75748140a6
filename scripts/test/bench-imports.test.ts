import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('no package loads a library that it stands beside before it is used', { timeout: 120_000 }, () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@vid/source', fileURLToPath(new URL('../bench-imports.ts', import.meta.url)), '0'],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.match(/^\| `@vid\/.*` \| [1-9]\d* \|/gm)).toHaveLength(8);
  expect(stdout).toMatch(/`@vid\/react` .*`react`/);
});
