import { existsSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pageOf, root, sections } from './sources.ts';

/* From Markdown as GitHub shows it to Markdown as the site's generator reads it. */

/** `edit` of the text alone: not of blocks and spans of code. */
export function outsideCode(text: string, edit: (part: string) => string): string {
  return text
    .split(/(^ *```[^]*?^ *```$|``[^]*?``|`[^`\n]+`)/m)
    .map((part, index) => (index % 2 === 0 ? edit(part) : part))
    .join('');
}

/** The generator takes `<name>` for a component and braces for code of a page. */
export const escaped = (text: string): string =>
  outsideCode(text.replaceAll(/<!--[^]*?-->\n?/g, ''), (part) =>
    part.replaceAll(/<(?!https?:)/g, '&lt;').replaceAll('{{', '&#123;&#123;'),
  );

const urlOf = (page: string) => `/${page.replace(/(?:(?<=^|\/)index)?\.md$/, '')}`;

/** Servers take `.ts` for a film. */
export const fileUrl = (path: string): string => `/files/${path}${/\.tsx?$/.test(path) ? '.txt' : ''}`;

/** A file of the repository that is no document: the site has it as it is, under `/files`. */
export type Keep = (path: string) => void;

function destination(from: string, target: string, keep: Keep): string {
  const [path = '', anchor] = target.split('#');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (path === '') return target;
  const joined = normalize(join(dirname(from), path)).replace(/\/$/, '');
  const readme = join(joined, 'README.md');
  const file = existsSync(join(root, readme)) ? readme : joined;
  const section = sections.get(`${file}${hash}`);
  if (section !== undefined) return section;
  const page = pageOf.get(file);
  if (page !== undefined) return `${urlOf(page)}${hash}`;
  if (!existsSync(join(root, file))) throw new Error(`${from} links to ${target}, which is not there.`);
  if (statSync(join(root, file)).isDirectory()) return folders.get(file) ?? '/';
  keep(file);
  return fileUrl(file);
}

const folders: ReadonlyMap<string, string> = new Map([
  ['packages', '/ways/'],
  ['docs/decisions', '/decisions/'],
  ['docs/capabilities', '/capabilities/'],
]);

/** Links between files of the repository become links between pages. */
export function linked(text: string, from: string, keep: Keep): string {
  const edit = (part: string) =>
    part.replaceAll(/\]\((?!https?:|mailto:|\/)([^)\s]+)\)/g, (_whole, target: string) => {
      return `](${destination(from, target, keep)})`;
    });
  // A link's text may be code, so the whole line is looked at; blocks of code are not.
  return text
    .split(/(^ *```[^]*?^ *```$)/m)
    .map((part, index) => (index % 2 === 0 ? edit(part) : part))
    .join('');
}

/** What stands below a heading, up to the next of its rank. */
export function section(text: string, heading: string): string {
  const start = text.indexOf(`\n## ${heading}\n`);
  if (start === -1) throw new Error(`There is no section ${heading}.`);
  const body = text.slice(start + heading.length + 5);
  const end = body.search(/^## /m);
  return (end === -1 ? body : body.slice(0, end)).trim();
}

export const titleOf = (text: string): string => /^# (.+)$/m.exec(text)?.[1] ?? '';
