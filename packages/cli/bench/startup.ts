/*
 * How long `vid --help` takes beside Node's own start: the fastest of many, one after the other, so that a busy machine slows
 * both. Exits 1 above the bound. Run by `pnpm bench`, which
 * builds it first: of the source Node would have to strip the types.
 */
import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const main = join(dist, 'main.js');
const flags = ['--no-warnings'];
const rounds = 25;
const bound = 1.5;

const commands = {
  node: [...flags, '--input-type=module', '--eval', ''],
  'vid --help': [...flags, main, '--help'],
  'vid models': [...flags, main, 'models'],
};

function milliseconds(given: readonly string[]): number {
  const begin = performance.now();
  const { status } = spawnSync(process.execPath, given, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${given.join(' ')} ended with ${status}`);
  return performance.now() - begin;
}

const fastest = new Map<string, number>();
for (let round = 0; round < rounds; round += 1)
  for (const [name, given] of Object.entries(commands))
    fastest.set(name, Math.min(fastest.get(name) ?? Number.POSITIVE_INFINITY, milliseconds(given)));

const code = globSync('**/*.js', { cwd: dist }).map((file) => statSync(join(dist, file)).size);
const kilobytes = code.reduce((sum, size) => sum + size, 0) / 1000;
const own = fastest.get('node') ?? 0;
for (const [name, time] of fastest)
  console.log(
    `${name.padEnd(12)}${time.toFixed(0).padStart(6)} ms${(time / own).toFixed(2).padStart(7)} × Node`,
  );
console.log(`Its own code: ${kilobytes.toFixed(0)} kB in ${code.length} files`);
if ((fastest.get('vid --help') ?? 0) > bound * own) {
  console.error(`vid --help takes more than ${bound} times as long as Node alone`);
  process.exitCode = 1;
}
