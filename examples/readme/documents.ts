import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/* What the documents give people to paste. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** By their paths from the root of the repository. */
export const documents: readonly string[] = globSync(
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
export const excerpts: Readonly<Record<string, string>> = {
  'under-a-dollar.ts': 'examples/src/under-a-dollar.ts',
  server: 'packages/server',
  react: 'packages/react',
};

export interface Block {
  readonly document: string;
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** Of the generated part that it is. */
  readonly part: string | undefined;
}

/** A block may stand in a list, and so be indented. */
export function blocksOf(document: string): readonly Block[] {
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

export const isTypeScript = ({ language }: Block): boolean => language === 'ts' || language === 'tsx';
export const isExcerpt = ({ part = '' }: Block): boolean => part in excerpts;

/** What the site puts into a page of its own, by path; a block there may import it by its name. */
export const shownFiles = (document: string): readonly string[] =>
  [...read(document).matchAll(/<!-- code: (examples\/s\S+) -->/g)]
    .map(([, path = '']) => path)
    .filter((path) => !path.startsWith('examples/starters/') && !(basename(path) in excerpts));

/** What is generated of a file of the examples may import another one: it does so here by its whole path. */
const atHome = ({ code, part }: Block) =>
  part === undefined
    ? code
    : code.replaceAll(
        / from '(\.\.?\/.*)';/g,
        (_whole, path: string) => ` from '${join(root, 'examples/test', path)}';`,
      );

/** Every block of TypeScript and every shown file as a file to compile, by its path below a folder. */
export function filesToCompile(): ReadonlyMap<string, string> {
  return new Map(
    documents.flatMap((document) => {
      const page = document.replaceAll(/[/.]/g, '_');
      const shown = shownFiles(document).map((path) => [`${page}/${basename(path)}`, read(path)] as const);
      const blocks = blocksOf(document)
        .filter((block) => isTypeScript(block) && !isExcerpt(block))
        .map((block) => [`${page}/line-${block.line}.${block.language}`, atHome(block)] as const);
      return [...shown, ...blocks];
    }),
  );
}
