import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { router } from '../src/providers.ts';

const root = new URL('../../', import.meta.url);
const vendors = new RegExp(router.providers.map(({ id }) => id).join('|'), 'i');
const filesIn = (...folders: readonly string[]) =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...folders], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => /\.tsx?$/.test(path));

/** The demo's list of providers, the one place outside the providers that names them. */
const list = 'apps/demo/src/server/providers.ts';

it('names no vendor outside its own package', () => {
  const files = filesIn('packages/core', 'packages/gateway/src', 'packages/testkit', 'apps/demo/src');
  expect(files.length).toBeGreaterThan(50);
  const naming = files.filter((path) => vendors.test(readFileSync(new URL(path, root), 'utf8')));
  expect(naming).toEqual([list]);
});
