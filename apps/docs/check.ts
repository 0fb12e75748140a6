/* Every link of the built site, with its anchor: the generator looks at pages only. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const dist = join(import.meta.dirname, '.vitepress/dist');
const text = (value: string) => value.replaceAll('&amp;', '&').replaceAll('&quot;', '"');

interface Page {
  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
}

/** By address. */
const pages: ReadonlyMap<string, Page> = new Map(
  globSync('**/*.html', { cwd: dist }).map((path) => {
    const html = readFileSync(join(dist, path), 'utf8');
    const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = '']) => text(id)));
    const links = [...html.matchAll(/\s(?:href|src)="([^"]+)"/g)].map(([, link = '']) => text(link));
    return [`/${path.replace(/(?:(?<=^|\/)index)?\.html$/, '')}`, { ids, links }] as const;
  }),
);

const dead = [...pages].flatMap(([page, { links }]) =>
  links
    .filter((link) => !/^(?:[a-z]+:|\/\/)/.test(link))
    .filter((link) => {
      const { pathname, hash } = new URL(link, `https://site.invalid${page}`);
      const path = decodeURI(pathname);
      const target = pages.get(path);
      if (target === undefined) return !existsSync(join(dist, path));
      return hash !== '' && !target.ids.has(decodeURIComponent(hash.slice(1)));
    })
    .map((link) => `${page} links to ${link}`),
);

for (const line of new Set(dead)) console.error(line);
if (dead.length > 0) process.exit(1);
console.log(`${pages.size} pages, no dead link`);
