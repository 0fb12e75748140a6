/*
 * Writes the generated parts of the READMEs and of docs/add-a-provider.md: the comparison table from the capability tables, the snippets from
 * examples/. With --check it writes nothing and fails when a part is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRouter, explainPlan, type VideoProvider } from '@vid/core';
import { gateway, official } from '../capabilities/tables.ts';
import { comparisonTable, type Language } from './comparison-table.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

function snippet(name: string): string {
  const source = read(`examples/src/${name}`);
  const code = /\/\/ #region readme\n([^]*?)\/\/ #endregion/.exec(source)?.[1] ?? source;
  return `\`\`\`ts\n${code.trim()}\n\`\`\``;
}

/** What the plan of the first example prints. */
function planOutput(): string {
  const request = { firstFrame: 'https://example.com/cat.jpg', prompt: 'the cat dances', watermark: true };
  return `\`\`\`text\n${explainPlan(createRouter(gateway).plan(request))}\n\`\`\``;
}

const tableOf = (providers: readonly VideoProvider[], language: Language) =>
  comparisonTable(
    providers.map((provider) => provider.capabilities),
    language,
  );

function part(name: string, language: Language): string {
  if (name === 'gateway') return tableOf(gateway, language);
  if (name === 'official') return tableOf(official, language);
  return name === 'plan' ? planOutput() : snippet(name);
}

/** `<!-- generated: name -->` … `<!-- /generated -->` */
function generate(text: string, language: Language): string {
  return text.replaceAll(
    /(<!-- generated: (\S+) -->\n)[^]*?(<!-- \/generated -->)/g,
    (_whole, start: string, name: string, end: string) => `${start}\n${part(name, language)}\n\n${end}`,
  );
}

interface Document {
  readonly language: Language;
  /** It has all of these, so that a lost marker does not go unnoticed. */
  readonly parts: readonly string[];
}

const parts = ['first-video.ts', 'plan', 'four-wishes.ts', 'gateway', 'official'];
const documents: Readonly<Record<string, Document>> = {
  'README.md': { language: 'en', parts },
  'README.zh-CN.md': { language: 'zh', parts },
  'packages/core/README.md': { language: 'en', parts: ['choose-and-pay.ts'] },
  'docs/add-a-provider.md': { language: 'en', parts: ['own-provider.ts'] },
};
const isCheck = process.argv.includes('--check');
for (const [path, { language, parts: needed }] of Object.entries(documents)) {
  const before = read(path);
  const lost = needed.filter((name) => !before.includes(`<!-- generated: ${name} -->`));
  if (lost.length > 0) throw new Error(`${path} has lost its generated parts: ${lost.join(', ')}`);
  const after = generate(before, language);
  if (before === after) continue;
  if (isCheck) {
    console.error(`${path} is stale: run pnpm docs:readme`);
    process.exitCode = 1;
  } else {
    writeFileSync(new URL(path, root), after);
    console.log(`${path} written`);
  }
}
