import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { providers } from '@vid/providers';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const vendors = new RegExp(providers.map(({ id }) => id).join('|'), 'i');
const filesIn = (...folders: readonly string[]) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...folders], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => /\.tsx?$/.test(path));

it('names no vendor outside its own package', () => {
  const files = filesIn('packages/core', 'packages/gateway/src', 'packages/testkit', 'apps/demo/src');
  expect(files.length).toBeGreaterThan(50);
  const naming = files.filter((path) => vendors.test(readFileSync(new URL(path, root), 'utf8')));
  expect(naming).toEqual([]);
});
