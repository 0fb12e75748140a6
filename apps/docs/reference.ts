/*
 * The reference, a page an entry, from the declarations: every entry of every package that an application imports. Into
 * pages/reference, which write.ts has made.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Application, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';

const root = join(import.meta.dirname, '../..');

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly '@vid/source'?: string }>>;
}

/** What tests, generators and other packages of ours import is not the application's. */
const ownEntries = new Set(['./manifest', './simulation', './generator']);

const entries = globSync('packages/*/package.json', { cwd: root })
  .toSorted()
  .flatMap((path) => {
    const { name, exports }: Manifest = JSON.parse(readFileSync(join(root, path), 'utf8'));
    return Object.entries(exports).flatMap(([entry, target]) => {
      const source = typeof target === 'string' ? undefined : target['@vid/source'];
      if (source === undefined || ownEntries.has(entry)) return [];
      return [{ file: join(dirname(path), source), name: join(name, entry) }];
    });
  });

const options: TypeDocOptions & Partial<PluginOptions> = {
  entryPoints: entries.map(({ file }) => join(root, file)),
  basePath: root,
  tsconfig: join(import.meta.dirname, 'tsconfig.reference.json'),
  plugin: ['typedoc-plugin-markdown'],
  // The repository's own compiler checks the types; this one only reads them.
  skipErrorChecking: true,
  disableSources: true,
  disableGit: true,
  excludeExternals: true,
  excludeInternal: true,
  readme: 'none',
  entryFileName: 'index',
  outputFileStrategy: 'modules',
  outputs: [{ name: 'markdown', path: join(import.meta.dirname, 'pages/reference') }],
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  expandObjects: false,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  logLevel: 'Error',
};

const app = await Application.bootstrapWithPlugins(options);
const project = await app.convert();
if (project === undefined) throw new Error('The declarations could not be read.');
// By what an application writes in its import, not by the file.
for (const child of project.children ?? []) {
  const entry = entries.find(({ file }) => file.replace(/(?:\/index)?\.ts$/, '') === child.name);
  if (entry === undefined) throw new Error(`${child.name} is no entry.`);
  child.name = entry.name;
}
await app.generateOutputs(project);
