import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

/*
 * A provider in a folder far from this repository, which has the packages as npm would get them: packed from what is built,
 * unpacked, and beside them what they depend on.
 */

const root = fileURLToPath(new URL('../../', import.meta.url));
const packages = ['core', 'simulator', 'testkit'] as const;
/** What a provider is written with. */
const tools = ['@types/node', 'typescript', 'vitest'];

/** What a package of ours depends on, ours apart. */
function dependenciesOf(name: string): readonly string[] {
  const path = join(root, 'packages', name, 'package.json');
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  return Object.keys(dependencies).filter((one) => !one.startsWith('@vid/'));
}

function run(cwd: string, command: string, ...rest: readonly string[]) {
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', VITEST: undefined };
  const { status, stdout, stderr } = spawnSync(command, rest, { cwd, env, encoding: 'utf8' });
  return { status, text: stdout + stderr };
}

/** A folder whose `node_modules` is as after an installation. */
function elsewhere(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vid-elsewhere-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const build = ['node_modules/typescript/bin/tsc', '-b', 'packages/simulator', 'packages/testkit'];
  expect(run(root, process.execPath, ...build)).toEqual({ status: 0, text: '' });
  const filters = packages.flatMap((name) => ['--filter', `@vid/${name}`]);
  const pack = ['-y', 'pnpm@12', '-r', '--silent', ...filters, 'pack', '--pack-destination', folder];
  expect(run(root, 'npx', ...pack)).toMatchObject({ status: 0 });
  for (const name of packages) {
    const place = join(folder, 'node_modules/@vid', name);
    mkdirSync(place, { recursive: true });
    const [tarball = ''] = globSync(`vid-${name}-*.tgz`, { cwd: folder });
    expect(run(folder, 'tar', '-xzf', tarball, '-C', place, '--strip-components=1')).toMatchObject({
      status: 0,
    });
  }
  const needed = new Map([
    ...packages.flatMap((name) => dependenciesOf(name).map((one) => [one, name] as const)),
    ...tools.map((one) => [one, 'testkit'] as const),
  ]);
  for (const [name, from] of needed) {
    const place = join(folder, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(realpathSync(join(root, 'packages', from, 'node_modules', name)), place);
  }
  return folder;
}

it(
  'a provider outside of this repository: made, type-checked, told what to fill in, filled in, and documented',
  { timeout: 900_000 },
  () => {
    const folder = elsewhere();
    const node = (cwd: string, path: string, ...rest: readonly string[]) =>
      run(cwd, process.execPath, join(folder, 'node_modules', path), ...rest);
    const command = (cwd: string, ...rest: readonly string[]) =>
      node(cwd, '@vid/testkit/dist/generator/cli.js', ...rest);
    const done = { status: 0, text: expect.any(String) };
    const refused = (text: string) => ({ status: 2, text: expect.stringContaining(text) });

    expect(command(folder, 'new', 'lumen', '--tarball', '.')).toEqual(refused('did you mean --tarballs?'));
    expect(command(folder, 'new', 'Lumen')).toEqual(refused('my-service'));
    expect(command(folder, 'new', 'lumen', '--tarballs', '.')).toEqual(done);
    expect(command(folder, 'new', 'lumen')).toEqual(refused('package.json is there already'));

    const own = join(folder, 'lumen');
    // Everything of ours comes from the tarballs: nothing is asked of a registry that may not have it.
    const {
      dependencies,
      devDependencies,
    }: Record<string, Record<string, string>> = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'));
    const ours = Object.entries({ ...dependencies, ...devDependencies }).filter(([name]) =>
      name.startsWith('@vid/'),
    );
    expect(ours.map(([name]) => name)).toEqual(packages.map((name) => `@vid/${name}`));
    for (const [, from] of ours) expect(existsSync(join(own, from.replace('file:', '')))).toBe(true);
    expect(node(own, 'typescript/bin/tsc')).toEqual({ status: 0, text: '' });
    const unfilled = node(own, 'vitest/vitest.mjs', 'run');
    expect(unfilled).toMatchObject({ status: 1 });
    expect(unfilled.text).toContain('Error: Fill in src/mapping.ts: the route of a submit');
    expect(unfilled.text).toMatch(/\+ +"docs\/lumen\.md:\d+: what is a guess/);

    const sample = join(root, 'examples/lumen');
    cpSync(join(sample, 'src'), join(own, 'src'), { recursive: true });
    cpSync(join(sample, 'test'), join(own, 'test'), { recursive: true });
    rmSync(join(own, 'src/fill-in.ts'));
    rmSync(join(own, 'docs/lumen.md'));
    rmSync(join(own, 'src/model-requests.ts'));
    expect(command(own, 'tipes')).toEqual(refused('did you mean types?'));
    expect(command(own, 'types', 'schemas', 'pages', '--check')).toMatchObject({ status: 1 });
    expect(command(own, 'types', 'schemas', 'pages')).toEqual(done);
    expect(command(own, 'types', 'schemas', 'pages', '--check')).toEqual({ status: 0, text: '' });
    expect(globSync('docs/**/*.{md,json}', { cwd: own }).toSorted()).toEqual([
      'docs/capabilities/README.md',
      'docs/capabilities/lumen-official.md',
      'docs/capabilities/schema/lumen-official-lumen-1.json',
    ]);
    expect(node(own, 'typescript/bin/tsc')).toEqual({ status: 0, text: '' });
    expect(node(own, 'typescript/bin/tsc', '-p', 'tsconfig.build.json')).toEqual({ status: 0, text: '' });
    const filled = node(own, 'vitest/vitest.mjs', 'run');
    expect(filled.text).toMatch(/Tests +\d+ passed \(\d+\)/);
    expect(filled.status).toBe(0);
  },
);
