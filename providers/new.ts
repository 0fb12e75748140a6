/*
 * Adds a provider to this repository:
 *   pnpm new:provider NAME [--title "My Service"] [--no-install]
 * A package, a line of the list, a changeset and a page of documents; then all that follows from the list.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nameProblem, newProvider, titleOf } from '@vid/testkit/generator';

const root = fileURLToPath(new URL('../', import.meta.url));
const list = 'providers/list.ts';
/** Each depends on every provider: the list's own package, and the command, which is published. */
const dependents = { 'providers/package.json': 'workspace:*', 'packages/cli/package.json': 'workspace:^' };
const cliBuild = 'packages/cli/tsconfig.json';
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The list with a line more, at its end. */
function withLine(text: string, packageName: string): string {
  const line = `  { manifest: import('${packageName}/manifest'), simulation: import('${packageName}/simulation') },\n`;
  const changed = text.replace(/^const list: [^]*?(?=^\];)/m, (lines) => lines + line);
  if (changed === text) throw new Error(`${list} has no list`);
  return changed;
}

/** A package's dependencies with one more, in the order of the alphabet. */
const withDependency = (text: string, packageName: string, range: string) =>
  text.replace(/(?<="dependencies": \{\n)[^}]*(?=\n {2}\})/, (lines) =>
    [...lines.split(/,?\n/), `    "${packageName}": "${range}"`].toSorted().join(',\n'),
  );

const withReference = (text: string, name: string) =>
  text.replace(/(?<="references": \[\n)[^\]]*(?=\n {2}\])/, (lines) =>
    [...lines.split(/,\n/), `    { "path": "../${name}" }`].toSorted().join(',\n'),
  );

function addProvider(name: string, title: string): ReadonlyMap<string, string> {
  const folder = `packages/${name}`;
  const packageName = `@vid/${name}`;
  const { files, page } = newProvider({ name, title, packageName, place: { kind: 'workspace' } });
  const added = new Map([
    ...Array.from(files, ([path, text]) => [`${folder}/${path}`, text] as const),
    [`docs/providers/${name}.md`, page],
    [`.changeset/add-${name}.md`, `---\n'${packageName}': minor\n---\n\n${title}: a new provider.\n`],
  ]);
  const taken = [folder, ...added.keys()].filter((path) => existsSync(join(root, path)));
  if (taken.length > 0) throw new Error(`${taken.join(', ')} is there already`);
  return new Map([
    ...added,
    [list, withLine(read(list), packageName)],
    ...Object.entries(dependents).map(
      ([path, range]) => [path, withDependency(read(path), packageName, range)] as const,
    ),
    [cliBuild, withReference(read(cliBuild), name)],
  ]);
}

/** Ends the process with the command's own exit code where it fails. */
function run(...command: readonly string[]): void {
  const { status } = spawnSync('npx', ['-y', 'pnpm@12', ...command], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

try {
  const { values, positionals } = parseArgs({
    options: { title: { type: 'string' }, install: { type: 'boolean', default: true } },
    allowPositionals: true,
    allowNegative: true,
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new Error('pnpm new:provider takes one name');
  const problem = nameProblem(name);
  if (problem !== undefined) throw new Error(problem);
  const files = addProvider(name, values.title ?? titleOf(name));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  if (values.install) {
    run('install');
    run('docs:capabilities');
    run('exec', 'oxfmt', `packages/${name}`, `docs/providers/${name}.md`, `.changeset/add-${name}.md`);
  }
  console.log(`packages/${name} is there, with its line in ${list}. What to fill in:

  npx -y pnpm@12 exec vitest run packages/${name}/test/fill-in.test.ts`);
} catch (error) {
  console.error(`new:provider: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
