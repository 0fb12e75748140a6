import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = globSync('{packages,apps}/*/src/**/*.ts', { cwd: root });

it('no statement has a parameter with a number, which Node 22 takes for a name', () => {
  const statements = sources.filter((path) => readFileSync(join(root, path), 'utf8').includes('.prepare('));
  expect(statements.length).toBeGreaterThan(2);
  const numbered = statements.filter((path) => /[\s(,]\?\d/.test(readFileSync(join(root, path), 'utf8')));
  expect(numbered).toEqual([]);
});
