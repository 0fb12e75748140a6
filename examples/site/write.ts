/*
 * Writes apps/docs/pages, which git ignores: the written pages of apps/docs/content with what they take from elsewhere, and every
 * document of the repository as a page. What is generated from tables and code is so here, too.
 */
import { cpSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assembled } from './assemble.ts';
import { errorCodes } from './errors.ts';
import { llmsFull, llmsIndex } from './llms.ts';
import { escaped, fileUrl, linked, titleOf } from './markdown.ts';
import { capabilityLinks, providerLinks, providerPages, wide } from './providers.ts';
import { pageOf, read, root, ways } from './sources.ts';

const site = join(root, 'apps/docs');
const kept = new Set<string>();
const keep = (path: string) => void kept.add(path);

const written = globSync('**/*.md', { cwd: join(site, 'content') })
  .toSorted()
  .map((path) => {
    const language = path.startsWith('zh/') ? 'zh' : 'en';
    const text = read(join('apps/docs/content', path)).replace('<!-- table: errors -->', () =>
      errorCodes(language),
    );
    return [path, assembled(text, language, keep)] as const;
  });

const documents = [...pageOf]
  .filter(([path]) => !path.startsWith('README') && !path.startsWith('docs/providers/'))
  .filter(([, page]) => !page.startsWith('providers/'))
  .map(([path, page]) => {
    const text = linked(escaped(read(path)), path, keep);
    return [page, page.startsWith('capabilities/') ? `${wide}\n\n${text}` : text] as const;
  });

const decisions = documents.filter(([page]) => page.startsWith('decisions/'));
const linksTo = (pages: readonly (readonly [string, string])[]) =>
  pages.map(([page, text]) => ({ text: titleOf(text), link: `/${page.replace(/\.md$/, '')}` }));
const decisionIndex = [
  '# Decisions',
  'What somebody might question, a page each, the newest last.',
  linksTo(decisions)
    .map(({ text, link }) => `- [${text}](${link})`)
    .join('\n'),
  '',
].join('\n\n');

const pages = new Map([
  ...written,
  ...documents,
  ...providerPages(keep),
  ['decisions/index.md', decisionIndex] as const,
]);

function put(path: string, text: string) {
  const file = join(site, 'pages', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

rmSync(join(site, 'pages'), { recursive: true, force: true });
for (const [path, text] of pages) put(path, text);
for (const path of kept) cpSync(join(root, path), join(site, 'pages/public', fileUrl(path)));
cpSync(join(root, 'docs/images'), join(site, 'pages/public/files/docs/images'), { recursive: true });
put('public/llms.txt', llmsIndex(pages));
put('public/llms-full.txt', llmsFull(pages));
put(
  'navigation.json',
  JSON.stringify({
    providers: { en: providerLinks('en'), zh: providerLinks('zh') },
    ways: ways.map((name) => ({ text: `@vid/${name}`, link: `/ways/${name}` })),
    capabilities: capabilityLinks(),
    decisions: linksTo(decisions),
  }),
);
console.log(`${pages.size} pages, ${kept.size} files`);
