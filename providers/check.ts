import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { allProviders } from './list.ts';

const packageFile = z.object({ name: z.string() });
const turboFile = z.object({ tags: z.optional(z.array(z.string())) });
const repository = fileURLToPath(new URL('../', import.meta.url));

/** The packages of a repository that are tagged `provider` and are not in the list, by name. */
export function unlisted(root: string = repository): readonly string[] {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
  const listed = new Set(allProviders.map((one) => one.package));
  return globSync('packages/*/turbo.json', { cwd: root }).flatMap((path) => {
    const { tags = [] } = z.parse(turboFile, read(path));
    const { name } = z.parse(packageFile, read(path.replace('turbo.json', 'package.json')));
    return tags.includes('provider') && !listed.has(name) ? [name] : [];
  });
}
