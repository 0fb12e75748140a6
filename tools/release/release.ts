/*
 * `pnpm release`: builds and packs every package, and looks at each tarball as a stranger would. Nothing leaves without `--publish`,
 * and nothing at all when a check fails.
 *
 *   pnpm release                                  checks only
 *   pnpm release --publish [--provenance]         publishes what the registry does not have yet, so that it can be repeated
 *                [--registry URL]                 default: npm's own setting
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { problemsOfProject, problemsOfTarball } from './checks.ts';

const { values: options } = parseArgs({
  options: {
    publish: { type: 'boolean', default: false },
    provenance: { type: 'boolean', default: false },
    registry: { type: 'string' },
  },
});

const root = join(import.meta.dirname, '../..');
const run = (command: string, ...given: readonly string[]) =>
  execFileSync(command, given, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const tool = (name: string) => join(import.meta.dirname, 'node_modules/.bin', name);

function stop(problems: readonly string[]): void {
  if (problems.length === 0) return;
  for (const problem of problems) console.error(problem);
  console.error(
    `Nothing was published: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`,
  );
  process.exit(1);
}

/** Whether it ends well; else what it printed is shown. */
function holds(command: string, ...given: readonly string[]): boolean {
  const { status, stdout, stderr } = spawnSync(command, given, { cwd: root, encoding: 'utf8' });
  if (status !== 0) console.error(stdout, stderr);
  return status === 0;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const read = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8'));
const packages = globSync('packages/*/package.json', { cwd: root })
  .map((path) => ({ folder: dirname(path), ...read(join(root, path)) }))
  .filter(({ private: isPrivate }) => isPrivate !== true);

stop(
  problemsOfProject({
    project: readFileSync(join(root, 'project.json'), 'utf8'),
    versions: packages.map(({ version }) => version),
    changesets: globSync('.changeset/*.md', { cwd: root }).filter((path) => !path.endsWith('README.md')),
    changed: run('git', 'status', '--porcelain').trim().split('\n').filter(Boolean),
  }),
);

/** What a package needs stands before it. */
function inOrder(): typeof packages {
  const sorted: typeof packages = [];
  const add = (one: (typeof packages)[number]): void => {
    if (sorted.includes(one)) return;
    for (const name of Object.keys(one.dependencies ?? {}))
      for (const needed of packages.filter((other) => other.name === name)) add(needed);
    sorted.push(one);
  };
  packages.forEach(add);
  return sorted;
}

const folder = mkdtempSync(join(tmpdir(), 'vid-release-'));
// Packing builds, in the order of what needs what.
run(
  'pnpm',
  '-r',
  '--workspace-concurrency=1',
  '--filter',
  './packages/*',
  'pack',
  '--pack-destination',
  folder,
);
const tarballOf = ({ name, version }: Manifest) =>
  join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);

stop(
  packages.flatMap((one) => {
    const tarball = tarballOf(one);
    const found = problemsOfTarball(tarball);
    if (!holds(tool('publint'), tarball, '--strict')) found.push('publint: see above');
    if (!holds(tool('attw'), tarball, '--profile', 'esm-only')) found.push('attw: see above');
    return found.map((problem) => `${one.name}: ${problem}`);
  }),
);
if (!holds('pnpm', 'size')) stop(['a bundle is over its budget: see above']);
console.log(`${packages.length} packages hold, version ${packages[0]?.version}`);

const registry = options.registry === undefined ? [] : ['--registry', options.registry];
function isPublished({ name, version }: Manifest): boolean {
  try {
    return run('npm', 'view', `${name}@${version}`, 'version', ...registry).trim() === version;
  } catch {
    return false;
  }
}

if (options.publish)
  for (const one of inOrder()) {
    if (isPublished(one)) {
      console.log(`${one.name}@${one.version} is there already`);
      continue;
    }
    const more = options.provenance ? ['--provenance'] : [];
    run('npm', 'publish', tarballOf(one), '--access', 'public', ...more, ...registry);
    console.log(`${one.name}@${one.version} is published`);
  }
