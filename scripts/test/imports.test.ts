import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import {
  createModuleGraph,
  findCircles,
  findForbiddenImports,
  findUpwardImports,
  type ModuleGraph,
  readEntries,
  readSources,
  type Rooms,
} from '../module-graph.ts';

/** The rooms of core, lowest first, and what each may import besides itself. `index.ts` may import them all. */
const coreRooms: Rooms = {
  contract: [],
  chinese: ['contract'],
  matching: ['contract'],
  overrides: ['contract'],
  polling: ['contract'],
  planning: ['contract', 'matching'],
  'provider-kit': ['contract', 'matching'],
  observing: ['contract', 'matching', 'planning', 'polling'],
  routing: ['contract', 'matching', 'polling', 'planning', 'observing'],
  journal: ['contract', 'polling', 'provider-kit', 'planning', 'observing', 'routing'],
  sqlite: ['contract', 'planning', 'journal'],
  remote: ['contract', 'polling', 'provider-kit', 'planning', 'routing', 'journal'],
  download: ['contract', 'polling', 'provider-kit', 'observing', 'journal'],
};

/** The files of an api, lowest first. */
const providerChain = ['schema.ts', 'capabilities.ts', 'mapping.ts', 'provider.ts', 'index.ts'];

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The folders of the packages with one of these tags. */
const providers = globSync('packages/*/turbo.json', { cwd: root }).flatMap((path) =>
  /"tags": \["(provider|gateway)"\]/.test(readFileSync(join(root, path), 'utf8'))
    ? [path.split('/')[1] ?? '']
    : [],
);
const graph = createModuleGraph(readSources(root), readEntries(root));

/** The files of one folder by their paths in it, and what they import of each other. */
function graphOf(folder: string): ModuleGraph {
  const inside = (file: string) => (file.startsWith(folder) ? [file.slice(folder.length)] : []);
  return new Map(
    [...graph].flatMap(([file, targets]) =>
      inside(file).map((name) => [name, new Set([...targets].flatMap(inside))] as const),
    ),
  );
}

const firstPart = (file: string) => file.split('/')[0] ?? file;
const lastPart = (file: string) => file.split('/').at(-1) ?? file;

it('the graph holds the whole repository, and imports across packages', () => {
  expect([...graph.keys()]).toEqual(
    expect.arrayContaining([
      'apps/demo/src/page/main.tsx',
      'examples/src/first-video.ts',
      'packages/core/test/router.test.ts',
      'scripts/test/imports.test.ts',
      'vitest.config.ts',
    ]),
  );
  expect(graph.get('packages/kling/src/index.ts')).toContain('packages/core/src/index.ts');
});

it('no file imports itself, directly or not', () => {
  expect(findCircles(graph)).toEqual([]);
});

it('core is a room of each name and one index', () => {
  const found = new Set(Array.from(graphOf('packages/core/src/').keys(), firstPart));
  expect([...found].toSorted()).toEqual([...Object.keys(coreRooms), 'index.ts'].toSorted());
});

it('core imports only down from index to contract', () => {
  const rooms = { ...coreRooms, 'index.ts': Object.keys(coreRooms) };
  expect(findForbiddenImports(graphOf('packages/core/src/'), rooms, firstPart)).toEqual([]);
});

it.each(providers)('%s imports only down from index to schema', (provider) => {
  const files = graphOf(`packages/${provider}/src/`);
  expect(files.size).toBeGreaterThan(1);
  expect(findUpwardImports(files, providerChain, lastPart)).toEqual([]);
});
