import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  blocksOf,
  documents,
  excerpts,
  filesToCompile,
  isExcerpt,
  isTypeScript,
  shownFiles,
} from '../readme/documents.ts';

/*
 * What people paste: every block of TypeScript of every document, as it stands there, in a folder outside of this repository that has
 * the packages and what applications have beside them. Whether they do what the page says is tested elsewhere.
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const blocks = documents.flatMap(blocksOf);
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
    for (const [path, code] of filesToCompile()) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), code);
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
