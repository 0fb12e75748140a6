/*
 * A release from a clone to a registry on this machine, a project that installs it, and the next release, to which that project is
 * upgraded. Run by `pnpm test:release`.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Registry, startRegistry } from './registry.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vid-rehearsal-'));
const clone = join(folder, 'vid');
const app = join(folder, 'app');
const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();

let registry: Registry;
const environment = () => ({
  ...process.env,
  npm_config_userconfig: registry.npmrc,
  TURBO_TELEMETRY_DISABLED: '1',
});
/** Its output, or an error that holds it. */
function run(cwd: string, command: string, ...given: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, given, { cwd, encoding: 'utf8', env: environment() });
  if (status !== 0)
    throw new Error(`${command} ${given.join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
  return stdout;
}
const pnpm = (...given: readonly string[]) => run(clone, 'npx', '-y', 'pnpm@12', ...given);
const git = (...given: readonly string[]) =>
  run(clone, 'git', '-c', 'user.name=Rehearsal', '-c', 'user.email=rehearsal@example.com', ...given);
const commit = () => {
  git('add', '-A');
  git('commit', '-qm', 'version');
};
const release = (...given: readonly string[]) =>
  pnpm('exec', 'node', 'tools/release/release.ts', '--registry', registry.url, ...given);
const versionsOf = (name: string): readonly string[] =>
  JSON.parse(run(app, 'npm', 'view', name, 'versions', '--json', '--registry', registry.url));

before(async () => {
  registry = await startRegistry(join(folder, 'registry'), upstream);
  execFileSync('git', ['clone', '-q', '--no-hardlinks', root, clone]);
  execFileSync('mkdir', [app]);
  pnpm('install', '--frozen-lockfile', '--registry', upstream);
  pnpm('--dir', 'tools/release', 'install', '--frozen-lockfile', '--registry', upstream);
});
after(() => {
  registry.close();
  rmSync(folder, { recursive: true, force: true });
});

void test('a clone as it is does not publish: placeholders, no version, changes without one', () => {
  assert.throws(() => release('--publish'), /placeholder[^]*0\.0\.0[^]*changesets[^]*Nothing was published/);
  assert.throws(() => versionsOf('@vid/core'), /E404/);
});

void test('the first release installs and runs in a foreign project', () => {
  const project = {
    repository: 'https://github.com/somebody/vid',
    security: 'security@example.com',
    conduct: 'conduct@example.com',
  };
  writeFileSync(join(clone, 'project.json'), JSON.stringify(project));
  pnpm('changeset', 'version');
  commit();
  release('--publish');
  assert.deepEqual(versionsOf('@vid/core'), ['0.1.0']);

  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
  run(app, 'npm', 'install', '--no-audit', '--no-fund', '@vid/core', '@vid/kling', '@vid/runway');
  writeFileSync(
    join(app, 'plan.js'),
    `import { createRouter } from '@vid/core';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
const router = createRouter([createKling({ api: 'official' }), createRunway({ api: 'official' })]);
console.log(router.plan({ prompt: 'a kite', aspectRatio: '9:16' }).candidates.length);`,
  );
  assert.ok(Number(run(app, 'node', 'plan.js')) > 3);
  const manifest: unknown = JSON.parse(
    readFileSync(join(app, 'node_modules/@vid/kling/package.json'), 'utf8'),
  );
  assert.partialDeepStrictEqual(manifest, {
    version: '0.1.0',
    repository: { url: 'git+https://github.com/somebody/vid.git', directory: 'packages/kling' },
  });
});

void test('a release that was cut short goes on: what is there already stays as it is', () => {
  assert.match(release('--publish'), /@vid\/core@0\.1\.0 is there already/);
});

void test('the next release: a project that is upgraded has one core', () => {
  writeFileSync(join(clone, '.changeset/kling-only.md'), "---\n'@vid/kling': minor\n---\n\nKling can fly.\n");
  commit();
  pnpm('changeset', 'version');
  commit();
  release('--publish');
  assert.deepEqual(versionsOf('@vid/core'), ['0.1.0', '0.2.0']);
  run(
    app,
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    '@vid/kling@latest',
    '@vid/runway@latest',
    '@vid/core@latest',
  );
  const cores = run(app, 'npm', 'ls', '@vid/core', '--all').match(/@vid\/core@[\d.]+/g) ?? [];
  assert.deepEqual([...new Set(cores)], ['@vid/core@0.2.0']);
  assert.ok(Number(run(app, 'node', 'plan.js')) > 3);
});
