import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { compilers, runtimes } from './table.ts';

const page = readFileSync(new URL('../../docs/runtimes.md', import.meta.url), 'utf8');
/** The cells of each line of its tables, but for their heads. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  .filter(([first = '']) => !/^(runtime|compiler|-+)$/.test(first));

void it('docs/runtimes.md has a line for each runtime and each compiler, with what was seen', () => {
  const tested = runtimes.map(({ name, hasDisk, provesRefusal }) => [
    name,
    hasDisk ? 'disk' : 'link',
    provesRefusal ? 'nothing was sent' : 'may be billed',
  ]);
  assert.deepEqual(rows.slice(0, tested.length), tested);
  const told = rows
    .slice(tested.length)
    .flatMap(([compiler = '', nodenext, bundler, require]) => [
      ...(nodenext === 'yes' ? [`${compiler}, \`nodenext\``] : []),
      ...(bundler === 'yes' ? [`${compiler}, \`bundler\`, no Node types`] : []),
      ...(require === 'yes' ? [`${compiler}, \`require\``] : []),
    ]);
  assert.deepEqual(
    told,
    compilers.map(({ name }) => name),
  );
});
