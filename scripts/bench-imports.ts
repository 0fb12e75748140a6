/*
 * What importing a package loads before anything of it is used: other people's packages by name, modules, and time beside Node's own
 * start, the fastest of many in turn. Exits 1 where that is a library which the package stands beside. Run by `pnpm bench`
 * on what is built, and by a test from source, with `--conditions=@vid/source`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fastestOf } from './fastest.ts';

/** Libraries that a package stands beside or in front of; whoever has no use for one must not wait for it. */
const peers =
  /^(ai|ai-6|@ai-sdk\/.*|pg.*|openai|@openrouter\/.*|react.*|@modelcontextprotocol\/.*|@?hono.*)$/;

/** An entry and the libraries that it is made of, so that nothing of it is there without them. */
const entries: Readonly<Record<string, readonly string[]>> = {
  '@vid/ai-sdk': [],
  '@vid/mcp': [],
  '@vid/openai-videos': [],
  '@vid/openrouter': [],
  '@vid/pg-boss': [],
  // Hooks.
  '@vid/react': ['react'],
  // An app of Hono.
  '@vid/server': ['hono', 'hono-openapi', '@hono/standard-validator'],
  '@vid/server/node': ['hono', '@hono/node-server'],
};

const rounds = Number(process.argv[2] ?? 15);

const told = (entry: string) => `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  await import('${entry}');
  console.log(JSON.stringify(loaded));`;

/** In the package's own folder, where its name leads to itself, and on this process's conditions. */
function run(entry: string, code: string): string {
  const [, name = ''] = entry.split('/');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, '--no-warnings', '--input-type=module', '--eval', code],
    { cwd: fileURLToPath(new URL(`../packages/${name}`, import.meta.url)), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${entry}: ${stderr}`);
  return stdout;
}

function milliseconds(entry: string, code: string): number {
  const begin = performance.now();
  run(entry, code);
  return performance.now() - begin;
}

/** The package that a file is of; nothing for what is in this repository or in Node. */
const packageOf = (url: string) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];

const table = Object.entries(entries).map(([entry, made]) => {
  const loaded: readonly string[] = JSON.parse(run(entry, told(entry)));
  const others = new Set(loaded.map(packageOf).filter((name) => name !== undefined));
  const early = [...others].filter((name) => peers.test(name) && !made.includes(name));
  if (early.length > 0) {
    console.error(`${entry} loads ${early.join(', ')} before it is used`);
    process.exitCode = 1;
  }
  const files = loaded.filter((url) => url.startsWith('file:')).length;
  return { entry, files, others: [...others].toSorted() };
});

const timed = [['', '@vid/core'], ...table.map(({ entry }) => [entry, entry])] as const;
const fastest = fastestOf(
  rounds,
  new Map(
    timed.map(([name = '', of = '']) => [
      name,
      () => milliseconds(of, name === '' ? '' : `await import('${name}');`),
    ]),
  ),
);
const own = fastest.get('') ?? 0;

console.log(`Node alone: ${own.toFixed(0)} ms\n`);
console.log('| import | files | ms more than Node | packages of others |\n| --- | --- | --- | --- |');
for (const { entry, files, others } of table) {
  const more = ((fastest.get(entry) ?? own) - own).toFixed(0);
  const names = others.map((name) => `\`${name}\``).join(', ');
  console.log(`| \`${entry}\` | ${files} | ${more} | ${names} |`);
}
