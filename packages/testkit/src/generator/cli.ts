#!/usr/bin/env node
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { ProviderManifest } from '@vid/core/provider-kit';
import { closestMatch } from 'leven';
import { type Generated, generate, generated } from './generate.ts';
import { nameProblem, newProvider, titleOf } from './new-provider.ts';

const help = `Usage: vid-provider new NAME [options]
       vid-provider types|schemas|pages … [--check]

A provider for vid, from its first file on.

  new NAME            makes the folder NAME: a package that type-checks and says in its tests what to fill in
    --title <text>    the service's name as people read it (default: NAME in capitals)
    --package <name>  of the package (default vid-NAME)
    --folder <path>   where it goes (default NAME)
    --tarballs <path> takes the @vid packages from the tarballs in a folder, not from the registry

In the package's folder, from the tables that src/manifest.ts leads to:
  types               src/model-requests.ts, what each model takes, for the compiler
  schemas             docs/capabilities/schema, a JSON Schema for each model
  pages               docs/capabilities, what each model takes, for people
    --check           writes nothing, and fails where a file is stale

  --help              this text
`;

const options = {
  title: { type: 'string' },
  package: { type: 'string' },
  folder: { type: 'string' },
  tarballs: { type: 'string' },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;
const onlyNew = ['title', 'package', 'folder', 'tarballs'] as const;

/** What somebody got wrong; said without a stack. */
class UsageError extends Error {}

const nearest = (name: string, known: readonly string[]) => {
  const match = closestMatch(name, [...known], { maxDistance: Math.ceil(name.length / 3) });
  return match === undefined ? '' : `; did you mean ${match}?`;
};

function readArguments() {
  const names = Object.keys(options).map((name) => `--${name}`);
  for (const text of process.argv.slice(2)) {
    const [name = ''] = text.split('=');
    if (text.startsWith('--') && !names.includes(name)) {
      throw new UsageError(`there is no option ${name}${nearest(name, names)}`);
    }
  }
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

interface Packed {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** Of ours, what a provider is written with, all of one version. */
const ours = ['@vid/core', '@vid/simulator', '@vid/testkit'] as const;

/** What a provider stands on, by name, as far as this package knows: what is packed has no `devDependencies`. */
function versions(folder: string, tarballs: string | undefined): Readonly<Record<string, string>> {
  const own: Packed = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const versionOf = (name: string) =>
    tarballs === undefined ? `^${own.version}` : tarball(name, folder, tarballs);
  return { ...own.peerDependencies, ...Object.fromEntries(ours.map((name) => [name, versionOf(name)])) };
}

function tarball(name: string, folder: string, tarballs: string): string {
  const prefix = `${name.slice(1).replace('/', '-')}-`;
  const [file] = globSync(`${prefix}[0-9]*.tgz`, { cwd: tarballs });
  if (file === undefined) throw new UsageError(`there is no ${prefix}….tgz in ${tarballs}`);
  return `file:${relative(folder, join(tarballs, file)).replaceAll('\\', '/')}`;
}

function writeNew(
  name: string,
  given: { readonly [option in (typeof onlyNew)[number]]?: string | undefined },
): void {
  const problem = nameProblem(name);
  if (problem !== undefined) throw new UsageError(problem);
  const { title = titleOf(name), package: packageName = `vid-${name}`, folder = name, tarballs } = given;
  const { files } = newProvider({
    name,
    title,
    packageName,
    place: { kind: 'standalone', versions: versions(folder, tarballs) },
  });
  const taken = [...files.keys()].filter((path) => existsSync(join(folder, path)));
  const [first] = taken;
  if (first !== undefined) {
    throw new UsageError(`${join(folder, first)} is there already; nothing was written`);
  }
  write(folder, files);
  console.log(`${files.size} files in ${folder}. Next:

  cd ${folder}
  npm install
  npm test -- fill-in # lists what to fill in, file by file
  npm run generate    # types, JSON Schemas and pages, from src/capabilities.ts`);
}

function write(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

async function writeGenerated(wanted: readonly Generated[], isCheck: boolean): Promise<void> {
  const source = resolve('src/manifest.ts');
  if (!existsSync(source)) throw new UsageError(`${basename(process.cwd())} has no src/manifest.ts`);
  const loaded: { readonly manifest: ProviderManifest } = await import(pathToFileURL(source).href);
  const files = generate(loaded.manifest, wanted);
  const stale = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  if (!isCheck) {
    write('.', new Map(stale));
    console.log(`${stale.length} of ${files.size} files written`);
    return;
  }
  for (const [path] of stale) console.error(`${path} is stale`);
  if (stale.length > 0) process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values, positionals } = readArguments();
  const { help: wantsHelp, check, ...given } = values;
  const [command, ...rest] = positionals;
  if (wantsHelp) return void process.stdout.write(help);
  if (command === undefined) throw new UsageError('name a command');
  const isNew = command === 'new';
  const misplaced = isNew ? check : onlyNew.some((name) => given[name] !== undefined);
  if (misplaced) throw new UsageError(`${command} takes no such option`);
  if (isNew) {
    const [name, ...more] = rest;
    if (name === undefined || more.length > 0) throw new UsageError('new takes one name');
    return writeNew(name, given);
  }
  const known = ['new', ...generated];
  const unknown = positionals.find((one) => !generated.some((what) => what === one));
  if (unknown !== undefined) {
    throw new UsageError(`there is no command ${unknown}${nearest(unknown, known)}`);
  }
  return writeGenerated(
    generated.filter((what) => positionals.includes(what)),
    check,
  );
}

run().catch((error: unknown) => {
  const isUsage = error instanceof UsageError;
  console.error(`vid-provider: ${error instanceof Error ? error.message : String(error)}`);
  if (isUsage) console.error('Try vid-provider --help');
  process.exitCode = isUsage ? 2 : 1;
});
