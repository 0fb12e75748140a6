/*
 * Writes the generated parts of the READMEs, of docs/add-a-provider.md and of docs/interop.md: the comparison table from the capability
 * tables, the snippets from examples/. With --check it writes nothing and fails when a part is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { guideTable, type Language } from '../capabilities/comparison-table.ts';
import { briefPlan } from '../capabilities/one-plan.ts';
import { gateway, own } from '../capabilities/tables.ts';
import { keysTable } from './keys-table.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

function snippet(name: string): string {
  const source = read(`examples/${name.endsWith('.test.ts') ? 'test' : 'src'}/${name}`);
  const code = /\/\/ #region readme\n([^]*?)\/\/ #endregion/.exec(source)?.[1] ?? source;
  return `\`\`\`ts\n${code.trim()}\n\`\`\``;
}

/** Three lines of code that is compiled and run elsewhere: `pattern` finds each of them. */
function lines(language: 'ts' | 'tsx', path: string, patterns: readonly RegExp[]): string {
  const source = read(path);
  const found = patterns.map((pattern) => {
    const [line] = pattern.exec(source) ?? [];
    if (line === undefined) throw new Error(`${path} has no ${String(pattern)}`);
    return line.replaceAll(/\s*\n\s*/g, '');
  });
  return `\`\`\`${language}\n${found.join('\n')}\n\`\`\``;
}

const server = () =>
  lines('ts', 'packages/server/test/start.ts', [
    /const store = .*/,
    /const server = .*/,
    /const \{ url \} = await serve.*/,
  ]);
const react = () =>
  lines('tsx', 'packages/react/test/start.tsx', [
    /const client = .*/,
    /const \{ submit.*/,
    /<button[^]*<\/button>/,
  ]);

function part(name: string, language: Language): string {
  if (name === 'server') return server();
  if (name === 'react') return react();
  if (name === 'services') return guideTable([...gateway, ...own], language);
  if (name === 'one-plan') return briefPlan(language);
  return name === 'keys' ? keysTable(language) : snippet(name);
}

/** `<!-- generated: name -->` … `<!-- /generated -->`, with a blank line after and before them or without. */
function generate(text: string, language: Language): string {
  return text.replaceAll(
    /(<!-- generated: (\S+) -->\n)(\n?)[^]*?(<!-- \/generated -->)/g,
    (_whole, start: string, name: string, gap: string, end: string) =>
      `${start}${gap}${part(name, language)}\n${gap}${end}`,
  );
}

interface Document {
  readonly language: Language;
  /** It has all of these, so that a lost marker does not go unnoticed. */
  readonly parts: readonly string[];
}

const parts = [
  'first-video.ts',
  'services',
  'requests.ts',
  'under-a-dollar.ts',
  'one-plan',
  'server',
  'react',
  'keys',
];
const documents: Readonly<Record<string, Document>> = {
  'README.md': { language: 'en', parts },
  'README.zh-CN.md': { language: 'zh', parts },
  'packages/core/README.md': { language: 'en', parts: ['choose-and-pay.ts', 'one-key.ts', 'overrides.ts'] },
  'packages/ai-sdk/README.md': { language: 'en', parts: ['ai-sdk.ts', 'ai-sdk-model.ts'] },
  'packages/openai-videos/README.md': { language: 'en', parts: ['openai-videos.ts'] },
  'packages/openrouter/README.md': { language: 'en', parts: ['openrouter.ts'] },
  'packages/mcp/README.md': { language: 'en', parts: ['mcp-server.ts'] },
  'packages/pg-boss/README.md': { language: 'en', parts: ['pg-boss.ts'] },
  'docs/interop.md': { language: 'en', parts: ['cron.ts', 'openworkflow.ts'] },
  'packages/testkit/README.md': { language: 'en', parts: ['own-provider.test.ts'] },
  'docs/add-a-provider.md': { language: 'en', parts: ['own-provider.ts', 'own-provider.test.ts'] },
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
