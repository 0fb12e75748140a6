import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Film } from './start.tsx';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

it('the start of the README is what is compiled here', () => {
  expect(read('../README.md')).toContain(`\`\`\`tsx\n${read('start.tsx')}\`\`\``);
});

it('a page that is rendered on a server is idle, and asks nobody', () => {
  expect(renderToString(createElement(Film))).toContain('>idle</button>');
});
