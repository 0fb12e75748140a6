/*
 * What an application takes in with the library: bundled from source as for a browser, minified, gzipped. What is
 * loaded on demand (`await import`) is left out. A change that needs more raises the budget here, and says why.
 */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, defaultClientConditions, type Plugin } from 'vite';

const router = `export { createRouter } from '@vid/core';`;
const runway = `export { createRunway } from '@vid/runway';`;
const kling = `export { createKling } from '@vid/kling';`;
const jimeng = `export { createJimeng } from '@vid/jimeng';`;

/**
 * At most so many thousand bytes. Answers of strangers, leaving at once, stuck polls, a clock that nobody sets and input that
 * is hardly a request took 3.5 of them; files, whose type, size and pixels are told before anything is paid, and which leave as streams, took 4.5.
 */
const budgets: readonly (readonly [name: string, code: string, kilobytes: number])[] = [
  ['router', router, 36.5],
  ['router, runway', router + runway, 61],
  ['router, kling', router + kling, 66],
  ['router, jimeng', router + jimeng, 59],
  ['router, all three', router + runway + kling + jimeng, 76.5],
];

/** A module of the examples, which depend on every package here. */
const id = fileURLToPath(new URL('../examples/size.js', import.meta.url));

const entry = (code: string): Plugin => ({
  name: 'entry',
  resolveId: (source) => (source === id ? id : undefined),
  load: (source) => (source === id ? code : undefined),
});

async function bundle(code: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['@vid/source', ...defaultClientConditions] },
    plugins: [entry(code)],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: { input: id, preserveEntrySignatures: 'strict' },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('One bundle was expected.');
  return built.output
    .flatMap((part) => (part.type === 'chunk' && !part.isDynamicEntry ? [part.code] : []))
    .join('\n');
}

console.log(`${'kB, minified and gzipped'.padEnd(26)}${'is'.padStart(7)}${'budget'.padStart(9)}`);
for (const [name, code, budget] of budgets) {
  const kilobytes = gzipSync(await bundle(code)).length / 1000;
  console.log(`${name.padEnd(26)}${kilobytes.toFixed(1).padStart(7)}${budget.toFixed(1).padStart(9)}`);
  if (kilobytes <= budget) continue;
  console.error(`${name} is ${kilobytes.toFixed(2)} kB: over its budget in scripts/check-size.ts`);
  process.exitCode = 1;
}
