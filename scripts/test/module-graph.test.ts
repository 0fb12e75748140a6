import { expect, it } from 'vitest';
import { createModuleGraph, findCircles, findForbiddenImports, findUpwardImports } from '../module-graph.ts';

const graphOf = (files: Readonly<Record<string, string>>, entries: Readonly<Record<string, string>> = {}) =>
  createModuleGraph(new Map(Object.entries(files)), new Map(Object.entries(entries)));

it('createModuleGraph: finds every way to import, and nothing in texts and comments', () => {
  const graph = graphOf(
    {
      'src/a.tsx': `
        import { value } from './value.ts';
        import type { Shape } from './shape.ts';
        import './effect.ts';
        import './style.css';
        import { it } from 'vitest';
        export { other } from './other.ts';
        export type * from './types.ts';
        type Inline = import('./inline.ts').Inline;
        const later = () => import('./later.tsx');
        const entry = <p title="import './text.ts'">{itself}</p>; // import './comment.ts'
        import { itself } from '@vid/a';
      `,
      ...Object.fromEntries(
        [
          'value.ts',
          'shape.ts',
          'effect.ts',
          'other.ts',
          'types.ts',
          'inline.ts',
          'later.tsx',
          'index.ts',
        ].map((name) => [`src/${name}`, '']),
      ),
    },
    { '@vid/a': 'src/index.ts' },
  );
  expect([...(graph.get('src/a.tsx') ?? [])].toSorted()).toEqual([
    'src/effect.ts',
    'src/index.ts',
    'src/inline.ts',
    'src/later.tsx',
    'src/other.ts',
    'src/shape.ts',
    'src/types.ts',
    'src/value.ts',
  ]);
});

it('createModuleGraph: throws for an import of a file that is not there', () => {
  expect(() => graphOf({ 'a.ts': `import './gone.ts';` })).toThrow('a.ts imports ./gone.ts');
});

it('createModuleGraph: throws for a file that cannot be parsed', () => {
  expect(() => graphOf({ 'a.ts': `import {` })).toThrow('a.ts: ');
});

it('findCircles: none where imports only meet', () => {
  const graph = graphOf({
    'a.ts': `import './b.ts'; import './c.ts';`,
    'b.ts': `import './d.ts';`,
    'c.ts': `import './d.ts';`,
    'd.ts': '',
  });
  expect(findCircles(graph)).toEqual([]);
});

it.each([
  ['values', `import { b } from './b.ts';`, `import { a } from './a.ts';`],
  ['types', `import type { B } from './b.ts';`, `export type A = import('./a.ts').B;`],
  ['exports', `export { b } from './b.ts';`, `export type { A } from './a.ts';`],
  ['dynamic imports', `const b = () => import('./b.ts');`, `import { a } from './a.ts';`],
])('findCircles: a circle by %s', (_name, a, b) => {
  const graph = graphOf({ 'a.ts': a, 'b.ts': b, 'c.ts': `import './a.ts';` });
  expect(findCircles(graph)).toEqual([['a.ts → b.ts', 'b.ts → a.ts']]);
});

it('findCircles: one over three files, one of a file with itself, one through an entry of the workspace', () => {
  const graph = graphOf(
    {
      'a.ts': `import './b.ts';`,
      'b.ts': `import './c.ts';`,
      'c.ts': `import './a.ts'; import './self.ts';`,
      'self.ts': `import type {} from './self.ts';`,
      'x/index.ts': `export * from './part.ts';`,
      'x/part.ts': `import '@vid/x';`,
    },
    { '@vid/x': 'x/index.ts' },
  );
  expect(findCircles(graph)).toEqual([
    ['a.ts → b.ts', 'b.ts → c.ts', 'c.ts → a.ts'],
    ['self.ts → self.ts'],
    ['x/index.ts → x/part.ts', 'x/part.ts → x/index.ts'],
  ]);
});

it('findForbiddenImports: an import of a room that the table does not grant, or does not know', () => {
  const graph = graphOf({
    'low/a.ts': `import './b.ts'; import type { High } from '../high/c.ts';`,
    'low/b.ts': '',
    'high/c.ts': `import '../low/b.ts'; import '../new/d.ts';`,
    'new/d.ts': '',
    'free.ts': `import './high/c.ts';`,
  });
  const roomOf = (file: string) => (file.includes('/') ? file.split('/')[0] : undefined);
  expect(findForbiddenImports(graph, { low: [], high: ['low'] }, roomOf)).toEqual([
    'low/a.ts → high/c.ts',
    'high/c.ts → new/d.ts',
  ]);
});

it('findUpwardImports: an import up the chain, also by way of a file outside it', () => {
  const graph = graphOf({
    'schema.ts': `import './between.ts';`,
    'between.ts': `import type {} from './index.ts';`,
    'mapping.ts': `import './schema.ts';`,
    'other/mapping.ts': `import '../mapping.ts';`,
    'index.ts': `import './other/mapping.ts';`,
  });
  const linkOf = (file: string) => file.replace(/^.*\/|\.ts$/g, '');
  expect(findUpwardImports(graph, ['schema', 'mapping'], linkOf)).toEqual([
    'schema.ts → other/mapping.ts',
    'schema.ts → mapping.ts',
  ]);
});
