/*
 * What an application takes in with the library: what the packages' `dist` holds (build first), bundled as for a browser, minified,
 * gzipped. What is loaded on demand (`await import`) is left out. A change that needs more raises the budget here, and its commit says why.
 */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, defaultClientConditions, type Plugin } from 'vite';
import { allProviders } from '../providers/list.ts';

const router = `export { createRouter } from '@vid/core';`;
/** Of a provider that has none of its own yet. */
const usualBudget = 50;

/** At most so many thousand bytes, with the router. */
const budgets: Readonly<Record<string, number>> = {
  runway: 48.8,
  kling: 52.3,
  jimeng: 45.6,
  seedance: 53.4,
  wan: 47.9,
  minimax: 45.8,
  'openai-videos': 51.6,
  openrouter: 51.4,
};
const three = ['runway', 'kling', 'jimeng'];
const factories = new Map(
  allProviders.map((one) => [one.id, `export { ${one.factory} } from '${one.package}';`]),
);
const withRouter = (ids: readonly string[]) => router + ids.map((id) => factories.get(id)).join('');

const bundles: readonly (readonly [name: string, code: string, kilobytes: number])[] = [
  ['router', router, 37.2],
  ...allProviders.map(({ id }) => [`router, ${id}`, withRouter([id]), budgets[id] ?? usualBudget] as const),
  ['router, Kling’s own api', router + `export { createKling } from '@vid/kling/official';`, 50.9],
  ['router, all three', withRouter(three), 62],
  ['remote router', `export { connectRemote } from '@vid/core/remote';`, 47.5],
  [
    'remote router, React’s hook',
    `export { useVideo, createVideoClient } from '../packages/react/dist/index.js';`,
    52,
  ],
];

/** A module beside the list, which depends on every provider. */
const id = fileURLToPath(new URL('../providers/size.js', import.meta.url));

const entry = (code: string): Plugin => ({
  name: 'entry',
  resolveId: (source) => (source === id ? id : undefined),
  load: (source) => (source === id ? code : undefined),
});

async function bundle(code: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: [...defaultClientConditions] },
    plugins: [entry(code)],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      // The page has it already.
      rolldownOptions: { input: id, external: ['react'], preserveEntrySignatures: 'strict' },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('One bundle was expected.');
  const chunks = new Map(
    built.output.flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part] as const] : [])),
  );
  // What the entry loads before anything runs; what several parts share that are loaded later is none of it.
  const first = new Set([...chunks.values()].filter((chunk) => chunk.isEntry));
  for (const { imports } of first)
    for (const name of imports) {
      const chunk = chunks.get(name);
      if (chunk !== undefined) first.add(chunk);
    }
  return [...first].map(({ code: text }) => text).join('\n');
}

console.log(`${'kB, minified and gzipped'.padEnd(26)}${'is'.padStart(7)}${'budget'.padStart(9)}`);
for (const [name, code, budget] of bundles) {
  const kilobytes = gzipSync(await bundle(code)).length / 1000;
  console.log(`${name.padEnd(26)}${kilobytes.toFixed(1).padStart(7)}${budget.toFixed(1).padStart(9)}`);
  if (kilobytes <= budget) continue;
  console.error(`${name} is ${kilobytes.toFixed(2)} kB: over its budget in scripts/check-size.ts`);
  process.exitCode = 1;
}
