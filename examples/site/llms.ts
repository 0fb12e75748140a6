import { outsideCode, titleOf } from './markdown.ts';
import { read } from './sources.ts';

/* What a language model reads: llms.txt, the site in one list, and llms-full.txt, the pages that writing code needs. */

type Pages = ReadonlyMap<string, string>;

const groups = [
  ['Start', /^(?:start|errors|explorer)\./],
  ['Concepts', /^concepts\//],
  ['Recipes', /^recipes\//],
  ['Providers', /^providers\//],
  ['Ways in', /^ways\//],
  ['Capability tables', /^capabilities\//],
  ['More', /^(add-a-provider|benchmarks|field-report|glossary|mcp-transcript|runtimes|verify)/],
] as const;

const needed = [/^start\./, /^concepts\//, /^recipes\//, /^errors\./, /^ways\/core\./];

const withoutHead = (text: string) => text.replace(/^---\n[^]*?\n---\n/, '').trim();

/** The first paragraph of the README, behind the link to the other language. */
const summary = (/ · (vid is [^]*?)\n\n/.exec(read('README.md'))?.[1] ?? '').replaceAll('\n', ' ');

export function llmsIndex(pages: Pages): string {
  const lists = groups.map(([title, pattern]) => {
    const lines = [...pages]
      .filter(([path]) => pattern.test(path))
      .map(([path, text]) => `- [${titleOf(text)}](/${path.replace(/(?:index)?\.md$/, '')})`);
    return `## ${title}\n\n${lines.join('\n')}`;
  });
  return [
    '# vid',
    `> ${summary}`,
    'All of what writing code needs is in [/llms-full.txt](/llms-full.txt).',
    ...lists,
    '',
  ].join('\n\n');
}

export function llmsFull(pages: Pages): string {
  const texts = needed.flatMap((pattern) =>
    [...pages].filter(([path]) => pattern.test(path)).map(([, text]) => withoutHead(text)),
  );
  // What only the site shows is nothing to read.
  const plain = texts.map((text) =>
    outsideCode(text, (part) => part.replaceAll(/^(?:<[A-Z].*\/>|:::.*)\n/gm, '').replaceAll('&lt;', '<')),
  );
  return [`# vid\n\n> ${summary}`, ...plain, ''].join('\n\n---\n\n');
}
