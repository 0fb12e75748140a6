/*
 * What each client takes in: the time that an import needs beside Node's own start, processes in turn and the fastest of
 * many; and minified and gzipped, as Vite builds it for a browser, without what is loaded on demand. Packages as built.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const clients: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'vid: router': { '@vid/core': 'createRouter' },
  'vid: router, Runway': { '@vid/core': 'createRouter', '@vid/runway': 'createRunway' },
  '@runwayml/sdk': { '@runwayml/sdk': 'default' },
  replicate: { replicate: 'default' },
  '@fal-ai/client': { '@fal-ai/client': 'createFalClient' },
  '@openrouter/sdk': { '@openrouter/sdk': 'OpenRouter' },
  'ai with @ai-sdk/fal': { ai: 'experimental_generateVideo', '@ai-sdk/fal': 'createFal' },
  '@tanstack/ai with ai-openai': {
    '@tanstack/ai': 'generateVideo',
    '@tanstack/ai-openai': 'createOpenaiVideo',
  },
};
const rounds = Number(process.argv[2] ?? 15);
const here = fileURLToPath(new URL('.', import.meta.url));

function start(packages: readonly string[]): number {
  const code = packages.map((name) => `await import('${name}');`).join('');
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: here,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - begin;
}

async function kilobytes(exports: Readonly<Record<string, string>>): Promise<number> {
  const code = Object.entries(exports)
    .map(([name, taken], index) => `export { ${taken} as taken${index} } from '${name}';`)
    .join('');
  const input = `${here}footprint-entry.js`;
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: (source) => (source === input ? input : undefined),
        load: (source) => (source === input ? code : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { input, preserveEntrySignatures: 'strict' },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('Vite built no bundle.');
  const chunks = built.output.filter((one) => one.type === 'chunk');
  const atOnce = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  for (const name of atOnce) {
    for (const one of chunks) {
      if (one.fileName === name) for (const needed of one.imports) atOnce.add(needed);
    }
  }
  const bundled = chunks.filter(({ fileName }) => atOnce.has(fileName)).map((one) => one.code);
  return gzipSync(bundled.join('\n')).length / 1000;
}

const times = new Map<string, number>();
for (let round = 0; round < rounds; round += 1) {
  for (const [name, packages] of [['', {}] as const, ...Object.entries(clients)]) {
    times.set(name, Math.min(times.get(name) ?? Infinity, start(Object.keys(packages))));
  }
}
const node = times.get('') ?? Number.NaN;
console.log('| | import, ms beside Node | kB gz |\n| --- | ---: | ---: |');
for (const [name, exports] of Object.entries(clients)) {
  const beside = (times.get(name) ?? Number.NaN) - node;
  console.log(`| ${name} | ${beside.toFixed(0)} | ${(await kilobytes(exports)).toFixed(1)} |`);
}
console.log(`\nNode alone starts in ${node.toFixed(0)} ms. Fastest of ${rounds}.`);
