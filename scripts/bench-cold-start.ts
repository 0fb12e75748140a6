/*
 * How long it takes until the library can be used, beside the AI SDK: a process each, in turn, so that a busy machine slows all of
 * them; the fastest of many. Exits 1 above a bound. Run by `pnpm bench`, which builds the packages first.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { allProviders } from '../providers/list.ts';
import { fastestOf } from './fastest.ts';

const rounds = 25;
/** Where each is installed. */
const folders = {
  ours: join(import.meta.dirname, '../providers'),
  theirs: join(import.meta.dirname, '../examples'),
};
const three = ['@vid/core', '@vid/runway', '@vid/kling', '@vid/jimeng'];
const all = ['@vid/core', ...allProviders.map((one) => one.package)];

/** What is imported, one after the other, and how many times as long as the AI SDK it may take. */
const imports: Readonly<Record<string, { readonly names: readonly string[]; readonly bound?: number }>> = {
  ai: { names: ['ai'] },
  core: { names: ['@vid/core'] },
  'core and the first three providers': { names: three, bound: 0.65 },
  'core and every provider': { names: all, bound: 1 },
};

const program = (names: readonly string[]) => `
const begin = performance.now();
for (const name of ${JSON.stringify(names)}) await import(name);
console.log(performance.now() - begin);`;

function milliseconds(names: readonly string[]): number {
  const given = ['--input-type=module', '--eval', program(names)];
  const cwd = names.includes('ai') ? folders.theirs : folders.ours;
  const { status, stdout, stderr } = spawnSync(process.execPath, given, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

const fastest = fastestOf(
  rounds,
  new Map(Object.entries(imports).map(([name, { names }]) => [name, () => milliseconds(names)])),
);

const theirs = fastest.get('ai') ?? 0;
for (const [name, time] of fastest) {
  const ratio = time / theirs;
  console.log(`${name.padEnd(36)}${time.toFixed(0).padStart(5)} ms${ratio.toFixed(2).padStart(7)} × ai`);
  const { bound } = imports[name] ?? {};
  if (bound === undefined || ratio <= bound) continue;
  console.error(`${name}: more than ${bound} times as long as the AI SDK`);
  process.exitCode = 1;
}
