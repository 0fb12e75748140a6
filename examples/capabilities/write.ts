/*
 * Writes what is generated from the capability tables: the types of each provider's models, pages, data and schemas.
 * With --check it writes nothing and fails when a file is stale, or there without a model.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unlisted } from '@vid/providers/check';
import { documents, files } from './files.ts';

const root = new URL('../../', import.meta.url);
const folder = new URL(documents, root);
const isCheck = process.argv.includes('--check');

const present = existsSync(folder)
  ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) =>
        relative(fileURLToPath(root), join(parentPath, name)).replaceAll(sep, '/'),
      )
  : [];
const orphans = present.filter((path) => !files.has(path));
const stale = [...files].filter(([path, text]) => {
  const url = new URL(path, root);
  return !existsSync(url) || readFileSync(url, 'utf8') !== text;
});

for (const name of unlisted()) {
  console.error(`${name} is tagged "provider" and not in providers/list.ts`);
  process.exitCode = 1;
}
if (isCheck) {
  for (const path of [...orphans, ...stale.map(([path]) => path)]) {
    console.error(`${path} is stale: run pnpm docs:capabilities`);
    process.exitCode = 1;
  }
} else {
  for (const path of orphans) rmSync(new URL(path, root));
  mkdirSync(new URL('schema/', folder), { recursive: true });
  for (const [path, text] of stale) writeFileSync(new URL(path, root), text);
  console.log(`${stale.length} of ${files.size} files written, ${orphans.length} removed`);
}
