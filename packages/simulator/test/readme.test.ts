import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faultCatalogue } from '../src/index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

it('the README’s table of faults is the code’s', () => {
  const [, table = ''] = /<!-- faults -->\s([^]*?)<!-- \/faults -->/.exec(readme) ?? [];
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| ?| ?\|$/g, '').trim()));
  const words = { true: 'yes', false: 'no' } as const;
  expect(rows).toEqual(
    faultCatalogue.map(({ on, kind, creates, text }) => [
      on,
      `\`${kind}\``,
      creates === undefined ? '' : words[`${creates}`],
      text,
    ]),
  );
});
