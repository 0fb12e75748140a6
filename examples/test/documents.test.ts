import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';

/*
 * What people paste: every block of TypeScript of every document, as it stands there, in a folder outside of this repository that has
 * the packages and what applications have beside them. Whether they do what the page says is tested elsewhere.
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const documents = globSync(
  [
    '*.md',
    'docs/**/*.md',
    'packages/*/README.md',
    'packages/testkit/template/*.md',
    'apps/*/{README.md,content/**/*.md}',
    'examples/starters/*/README.md',
  ],
  { cwd: root },
).toSorted();

/** Lines of a longer program, which a document shows with a link to the whole. */
const excerpts: Readonly<Record<string, string>> = {
  'under-a-dollar.ts': 'examples/src/under-a-dollar.ts',
  server: 'packages/server',
  react: 'packages/react',
};

interface Block {
  readonly document: string;
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** Of the generated part that it is. */
  readonly part: string | undefined;
}

/** A block may stand in a list, and so be indented. */
function blocksOf(document: string): readonly Block[] {
  const text = read(document);
  return [...text.matchAll(/^( *)```(\w+).*\n([^]*?)^\1```$/gm)].map(
    ({ index, 1: indent = '', 2: language = '', 3: code = '' }) => ({
      document,
      line: text.slice(0, index).split('\n').length,
      language,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      part: /<!-- generated: (\S+) -->\n+$/.exec(text.slice(0, index))?.[1],
    }),
  );
}

const blocks = documents.flatMap(blocksOf);
const isTypeScript = ({ language }: Block) => language === 'ts' || language === 'tsx';
const isExcerpt = ({ part = '' }: Block) => part in excerpts;

/** What the site puts into its pages; a block may import it by its name. */
const shownFiles = (document: string) =>
  [...read(document).matchAll(/<!-- code: (examples\/s\S+) -->/g)]
    .map(([, path = '']) => path)
    .filter((path) => !path.startsWith('examples/starters/') && !(basename(path) in excerpts));

/** What is generated of a file of the examples may import another one. */
const atHome = ({ code, part }: Block) =>
  part === undefined
    ? code
    : code.replaceAll(
        / from '(\.\.?\/.*)';/g,
        (_whole, path: string) => ` from '${join(root, 'examples/test', path)}';`,
      );

/** Beside the packages, what the blocks of some of them are about, from a folder that has it. */
const others = {
  '@types/node': 'examples',
  '@types/react': 'packages/react',
  '@ai-sdk/fal': 'examples',
  ai: 'examples',
  openai: 'packages/server',
  openworkflow: 'examples',
  'pg-boss': 'examples',
  react: 'packages/react',
  vitest: 'examples',
  zod: 'examples',
} as const;

/** A project outside of this repository. */
function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vid-documents-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const link = (name: string, target: string) => {
    const place = join(folder, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, target), place);
  };
  for (const path of globSync('packages/*', { cwd: root })) link(`@vid/${basename(path)}`, path);
  for (const [name, from] of Object.entries(others)) link(name, join(from, 'node_modules', name));
  return folder;
}

const parse = (path: string): Readonly<Record<string, unknown>> => JSON.parse(read(path));
const keysOf = (value: unknown) => Object.keys(typeof value === 'object' && value !== null ? value : {});

describe('the documents', () => {
  const entries = new Set(
    globSync('packages/*/package.json', { cwd: root }).flatMap((path) => {
      const { name, exports, bin } = parse(path);
      const paths = keysOf(exports).map((entry) => `${String(name)}${entry.slice(1)}`);
      return bin === undefined ? paths : [...paths, String(name)];
    }),
  );
  /** Of this repository only. */
  const inside = new Set([
    '@vid/providers',
    '@vid/providers/grok',
    '@vid/examples',
    '@vid/demo',
    '@vid/source',
    '@vid/nameless',
    '@vid/nameless/simulation',
  ]);

  it('name packages and entries that there are', () => {
    // Decisions tell of what is not there, too.
    const present = documents.filter((document) => !document.startsWith('docs/decisions/'));
    const named = present.flatMap((document) =>
      [...read(document).matchAll(/@vid\/[a-z-]+(?:\/[a-z-]+(?![\w.]))*/g)].map(
        ([name]) => [document, name] as const,
      ),
    );
    expect(named.length).toBeGreaterThan(200);
    expect(named.filter(([, name]) => !entries.has(name) && !inside.has(name))).toEqual([]);
  });

  it('run the command by its package: `npx vid` is somebody else’s where it is not installed', () => {
    expect(documents.filter((document) => /npx (?:-y )?vid[ `]/.test(read(document)))).toEqual([]);
  });

  it('name scripts that there are', () => {
    const scripts = new Set([...keysOf(parse('package.json')['scripts']), 'install', 'exec', 'changeset']);
    const named = documents.flatMap((document) =>
      [...read(document).matchAll(/\bpnpm(?:@12)? ([a-z]+(?::[a-z]+)*)/g)].map(
        ([, name = '']) => [document, name] as const,
      ),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(([, name]) => !scripts.has(name))).toEqual([]);
  });
});

describe('the blocks of the documents', () => {
  it('of TypeScript compile as they stand', { timeout: 300_000 }, () => {
    const folder = project();
    for (const document of documents) {
      const page = join(folder, document.replaceAll(/[/.]/g, '_'));
      const put = (name: string, code: string) => {
        mkdirSync(page, { recursive: true });
        writeFileSync(join(page, name), code);
      };
      for (const path of shownFiles(document)) put(basename(path), read(path));
      for (const block of blocks.filter((one) => one.document === document && isTypeScript(one))) {
        if (!isExcerpt(block)) put(`line-${block.line}.${block.language}`, atHome(block));
      }
    }
    const compilerOptions = {
      noEmit: true,
      target: 'es2024',
      lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable', 'esnext.disposable'],
      module: 'nodenext',
      moduleDetection: 'force',
      allowImportingTsExtensions: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      jsx: 'react-jsx',
      skipLibCheck: true,
      types: ['node'],
      customConditions: ['@vid/source'],
      paths: { '@vid/nameless': [join(root, 'packages/testkit/template/src/index.ts')] },
    };
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*_md/*'] }));
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '--pretty', 'false', '-p', folder],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(stdout.split('\n').filter((line) => line !== '')).toEqual([]);
  });

  it('that are lines of a longer program are beside a link to the whole', () => {
    const shown = blocks.filter(isExcerpt);
    expect(shown).toHaveLength(6);
    const alone = shown.filter(({ document, part = '' }) => !read(document).includes(`](${excerpts[part]})`));
    expect(alone).toEqual([]);
  });

  it('that are to be saved as JavaScript are JavaScript', () => {
    const folder = project();
    const saved = documents.flatMap((document) => {
      const [, name] = /(?:[Ss]ave (?:it|this) as|保存为) `(\S+\.mjs)`/.exec(read(document)) ?? [];
      return name === undefined ? [] : [[document, name] as const];
    });
    expect(saved).toHaveLength(4);
    for (const [document, name] of saved) {
      const [file] = shownFiles(document);
      const code = file === undefined ? blocksOf(document).find(isTypeScript)?.code : read(file);
      writeFileSync(join(folder, name), code ?? '');
      const { stderr } = spawnSync(process.execPath, ['--check', join(folder, name)], { encoding: 'utf8' });
      expect(`${document}: ${stderr}`).toBe(`${document}: `);
    }
  });

  it('in JSON are JSON', () => {
    for (const { code } of blocks.filter(({ language }) => language === 'json')) {
      expect(() => JSON.parse(code)).not.toThrow();
    }
  });

  it('name a language, so that none goes unchecked', () => {
    const known = ['ts', 'tsx', 'sh', 'json', 'csv', 'text', 'console'];
    expect(blocks.filter(({ language }) => !known.includes(language))).toEqual([]);
    expect(
      documents.filter((document) =>
        /^ *```$/m.test(read(document).replaceAll(/^( *)```\w[^]*?^\1```$/gm, '')),
      ),
    ).toEqual([]);
  });
});
