import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeJson } from './json.ts';

/** What a new provider is called, and where it goes. */
export interface NewProvider {
  /** The provider's id, kebab-case. */
  readonly name: string;
  /** As people read it. */
  readonly title: string;
  /** Of its package. */
  readonly packageName: string;
  /** In this repository, or a package of its own. */
  readonly place: Workspace | Standalone;
}

/** In the workspace of this library: versions are the workspace's, the page of documents lies elsewhere. */
interface Workspace {
  /** In this repository. */
  readonly kind: 'workspace';
}

/** A package of its own: what it depends on, by name. */
interface Standalone {
  /** A package of its own. */
  readonly kind: 'standalone';
  /** The ranges of what it depends on, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

// src and dist lie at the same depth.
const template = new URL('../../template/', import.meta.url);

const words = (name: string) => name.split('-');
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
/** `my-service` as `My Service`. */
export const titleOf = (name: string): string => words(name).map(capital).join(' ');

/** Why a name cannot be a provider's; undefined where it can. */
export const nameProblem = (name: string): string | undefined =>
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)
    ? undefined
    : `"${name}" is no name: small letters, digits and single hyphens, a letter first, such as my-service`;

const renamed = (text: string, { name, title, packageName }: NewProvider): string =>
  text
    .replaceAll('@vid/nameless', packageName)
    .replaceAll('NamelessTitle', title)
    .replaceAll('NAMELESS', words(name).join('_').toUpperCase())
    .replaceAll('Nameless', words(name).map(capital).join(''))
    .replaceAll('nameless', name);

const entries = ['.', './manifest', './simulation'] as const;
const fileOf = (entry: (typeof entries)[number]) => (entry === '.' ? 'index' : entry.slice(2));
const built = (entry: (typeof entries)[number]) => ({
  types: `./dist/${fileOf(entry)}.d.ts`,
  default: `./dist/${fileOf(entry)}.js`,
});
const exportsOf = (more: (entry: (typeof entries)[number]) => object) =>
  Object.fromEntries(entries.map((entry) => [entry, { ...more(entry), ...built(entry) }]));

const runtime = ['@vid/core'] as const;
const peer = '@vid/simulator';
const tools = ['@types/node', '@vid/simulator', '@vid/testkit', 'typescript', 'vitest'] as const;

const common = ({ packageName, title }: NewProvider) => ({
  name: packageName,
  version: '0.0.0',
  description: `${title} video generation behind the @vid/core contract`,
  license: 'MIT',
  type: 'module',
  sideEffects: false,
});
const optionalPeer = { peerDependenciesMeta: { [peer]: { optional: true } } };
const engines = { engines: { node: '>=22.18' } };

const workspaceManifest = (provider: NewProvider) => ({
  ...common(provider),
  files: ['CHANGELOG.md', 'dist', '!dist/.tsbuildinfo', 'src'],
  exports: exportsOf((entry) => ({ '@vid/source': `./src/${fileOf(entry)}.ts` })),
  publishConfig: { exports: exportsOf(() => ({})), access: 'public' },
  scripts: {
    build: 'tsc -b && node ../../scripts/bundle.ts',
    prepack: 'pnpm run --silent build',
  },
  dependencies: { '@vid/core': 'workspace:^' },
  devDependencies: {
    '@types/node': 'catalog:',
    '@vid/simulator': 'workspace:*',
    '@vid/testkit': 'workspace:*',
    vitest: 'catalog:',
  },
  peerDependencies: { [peer]: 'workspace:^' },
  ...optionalPeer,
  ...engines,
});

const standaloneManifest = (provider: NewProvider, versions: Standalone['versions']) => {
  const pick = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, versions[name] ?? '*']));
  return {
    ...common(provider),
    files: ['CHANGELOG.md', 'dist', 'src'],
    exports: exportsOf(() => ({})),
    scripts: {
      build: 'tsc -p tsconfig.build.json',
      types: 'tsc',
      test: 'vitest run',
      generate: 'vid-provider types schemas pages',
      prepack: 'npm run build',
    },
    dependencies: pick(runtime),
    devDependencies: pick(tools),
    peerDependencies: { [peer]: '*' },
    ...optionalPeer,
    ...engines,
  };
};

const workspaceTypes = {
  extends: '../../tsconfig.base.json',
  compilerOptions: {
    rootDir: 'src',
    types: ['node'],
    outDir: 'dist',
    tsBuildInfoFile: 'dist/.tsbuildinfo',
  },
  include: ['src'],
  references: [{ path: '../core' }, { path: '../simulator' }],
};
const standaloneTypes = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable', 'esnext.disposable'],
    module: 'nodenext',
    strict: true,
    noEmit: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    rewriteRelativeImportExtensions: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: ['node'],
  },
  include: ['src', 'test'],
};
const standaloneBuild = {
  extends: './tsconfig.json',
  compilerOptions: { noEmit: false, rootDir: 'src', outDir: 'dist', declaration: true },
  include: ['src'],
};

/** The command that writes the generated files of the template. */
const ownCommand = 'vid-provider types';

/** The files of a new provider's folder by path; `page` is its page of documents, which says where it lies. */
export function newProvider(provider: NewProvider): {
  readonly files: ReadonlyMap<string, string>;
  readonly page: string;
} {
  const { place } = provider;
  const read = (path: string) => renamed(readFileSync(new URL(path, template), 'utf8'), provider);
  const texts = globSync('**/*.{ts,md}', { cwd: fileURLToPath(template) })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path !== 'page.md')
    .toSorted()
    .map((path) => [path, read(path)] as const);
  const page = read('page.md');
  if (place.kind === 'standalone') {
    return {
      page,
      files: new Map([
        ['package.json', writeJson(standaloneManifest(provider, place.versions))],
        ['tsconfig.json', writeJson(standaloneTypes)],
        ['tsconfig.build.json', writeJson(standaloneBuild)],
        ['.gitignore', 'node_modules\ndist\n'],
        ...texts,
        [`docs/${provider.name}.md`, page],
      ]),
    };
  }
  return {
    page,
    files: new Map([
      ['package.json', `${JSON.stringify(workspaceManifest(provider), undefined, 2)}\n`],
      ['tsconfig.json', writeJson(workspaceTypes)],
      ['turbo.json', `${JSON.stringify({ extends: ['//'], tags: ['provider'] }, undefined, 2)}\n`],
      ...texts.map(([path, text]) => [path, text.replaceAll(ownCommand, 'pnpm docs:capabilities')] as const),
    ]),
  };
}
