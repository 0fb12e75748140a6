import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allProviders } from '@vid/providers';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The ways in that are packages, in the order of the site. */
export const ways = ['core', 'cli', 'server', 'react', 'ai-sdk', 'mcp', 'pg-boss', 'simulator', 'testkit'];

const named = (pattern: string, folder: string): readonly (readonly [string, string])[] =>
  globSync(pattern, { cwd: root })
    .toSorted()
    .map((path) => [path, `${folder}/${basename(path) === 'README.md' ? 'index.md' : basename(path)}`]);

/** Which page of the site a document of the repository is, by their paths. */
export const pageOf: ReadonlyMap<string, string> = new Map([
  ['README.md', 'index.md'],
  ['README.zh-CN.md', 'zh/index.md'],
  ['docs/interop.md', 'ways/index.md'],
  ...ways.map((name) => [`packages/${name}/README.md`, `ways/${name}.md`] as const),
  ...named('docs/providers/*.md', 'providers'),
  ...allProviders.map(({ id }) => [`packages/${id}/README.md`, `providers/${id}.md`] as const),
  ...named('docs/capabilities/*.md', 'capabilities'),
  ...named('docs/decisions/*.md', 'decisions'),
  ...['add-a-provider', 'benchmarks', 'field-report', 'glossary', 'mcp-transcript', 'runtimes', 'verify'].map(
    (name) => [`docs/${name}.md`, `${name}.md`] as const,
  ),
]);

/** Where a heading of a README stands on the site. */
export const sections: ReadonlyMap<string, string> = new Map([
  ['README.md#which-service', '/providers/#which-service'],
  ['README.md#keys', '/providers/#keys'],
]);
