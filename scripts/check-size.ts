/*
 * What an application takes in with the library: what the packages' `dist` holds (build first), bundled as for a browser, minified,
 * gzipped. What is loaded on demand (`await import`) is left out. A change that needs more raises the budget here, and says why.
 */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, defaultClientConditions, type Plugin } from 'vite';
import { allProviders } from '../providers/list.ts';

const router = `export { createRouter } from '@vid/core';`;
/** Of a provider that has none of its own yet. */
const usualBudget = 50;

/**
 * At most so many thousand bytes. Answers of strangers, leaving at once, stuck polls, a clock that nobody sets and input that
 * is hardly a request took 3.5 of them; files, whose type, size and pixels are told before anything is paid, and which leave as streams, took 4.5;
 * that a file is read once, and that one which changes meanwhile is never paid for, took 0.2;
 * that rows say steps, words and what goes together, and a refusal every value that is taken, took 1.9; prices by tokens, in any
 * currency and as ranges, 2.4; looking a lost submit up by the id of its call, in lists of pages, with what is only a hint told
 * apart from proof, 0.5; challenges of callbacks and hints after a submit 0.2. Six models more of Runway, with the prices and the
 * kinds of files of all, took 1.9; the day of each table 0.1. Asking about several tasks with one request, and going back to one by
 * one where a service refuses that, took 1.5, and 0.5 in the kit. Submits as forms, and services that work while they are asked,
 * took 0.4. Kling's newer generation, six models with a wire of their own, took 4.3, and what every table may say since then 0.1: that
 * an option counts with files, and which key opens a model. That a request of a million keys is one problem took 0.1. That a table may
 * be renewed under a router, whose plans of before still hold, took 0.4, and 0.1 in the kit. Events of retries and of polls, which tell
 * when the next one comes, took 0.4; the day on which a user saw that a row holds a few bytes. What signs Kling's tokens is loaded by
 * who has a pair of keys: 4.5 less.
 * A remote router plans as the router does, and sends files as the kit reads them: 13; the hook for React
 * and the stream of events 3. What a provider needs for its first call is loaded by it: 10 less; so is what a router does with
 * requests and tasks, 7 less, what reads the answers of the first three providers, 10 less, and what a remote router sends files with,
 * 5 less. That what is sent is what was asked at the call, whatever becomes of the request meanwhile, took 0.1; names whose letters changed
 * places a few bytes.
 */
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
    52.1,
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
