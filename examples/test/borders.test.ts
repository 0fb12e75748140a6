import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { providers } from '@vid/providers';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
/** A short name is part of many a word, such as `want`: it counts as a word of its own, in identifiers, too. */
const formsOf = (id: string) => {
  if (id.length > 3) return new RegExp(id, 'i');
  const [lower, capital, upper] = [id, id.charAt(0).toUpperCase() + id.slice(1), id.toUpperCase()];
  return new RegExp(`(?<![A-Za-z])${lower}(?![a-z])|${capital}(?![a-z])|(?<![A-Z])${upper}(?![A-Z])`);
};
const vendors = providers.map(({ id }) => formsOf(id));
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
  const naming = files.filter((path) => {
    const text = readFileSync(new URL(path, root), 'utf8');
    return vendors.some((vendor) => vendor.test(text));
  });
  expect(naming).toEqual([]);
});
