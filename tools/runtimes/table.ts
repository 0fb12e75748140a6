import { inChromium, missing as chromiumMissing } from './runners/browser.ts';
import { binary, onCommandLine, withoutEnvironment } from './runners/command.ts';
import { inJest } from './runners/jest.ts';
import { createNext } from './runners/next.ts';
import { inWorker } from './runners/worker.ts';
import type { Runtime } from './runtime.ts';

const node22 = binary(
  {
    'darwin-x64': 'node-22-darwin-x64',
    'linux-arm64': 'node-22-linux-arm64',
    'linux-x64': 'node-22-linux-x64',
  },
  'bin/node',
);
const node24 = binary({ 'linux-arm64': 'node-24-linux-arm64', 'linux-x64': 'node-24-linux-x64' }, 'bin/node');
/** The one that this repository's scripts run on. */
const node26 = { path: process.execPath, missing: undefined };
const bun = binary(
  {
    'darwin-arm64': '@oven/bun-darwin-aarch64',
    'darwin-x64': '@oven/bun-darwin-x64',
    'linux-arm64': '@oven/bun-linux-aarch64',
    'linux-x64': '@oven/bun-linux-x64',
  },
  'bin/bun',
);
const deno = binary(
  {
    'darwin-arm64': '@deno/darwin-arm64',
    'darwin-x64': '@deno/darwin-x64',
    'linux-arm64': '@deno/linux-arm64-glibc',
    'linux-x64': '@deno/linux-x64-glibc',
  },
  'deno',
);
const denoRun = [
  deno.path,
  'run',
  '--no-prompt',
  '--cached-only',
  '--allow-net',
  '--allow-read',
  '--allow-write',
];

export const next = createNext();

const whole = { isQuick: true, hasDisk: true, provesRefusal: true } as const;

/** Each Node that is supported. */
export const nodes = [
  ['22.18', node22],
  ['24', node24],
  ['26', node26],
] as const;

/** What an application may run on, with the command that proves it: `pnpm test:runtimes`. */
export const runtimes: readonly Runtime[] = [
  ...nodes.flatMap(([version, { path, missing }]) => [
    { ...whole, name: `Node ${version}, \`import\``, missing, run: onCommandLine([path], 'by-import.ts') },
    { ...whole, name: `Node ${version}, \`require\``, missing, run: onCommandLine([path], 'by-require.cjs') },
  ]),
  { ...whole, name: 'Bun, `import`', missing: bun.missing, run: onCommandLine([bun.path], 'by-import.ts') },
  {
    ...whole,
    name: 'Bun, `require`',
    missing: bun.missing,
    run: onCommandLine([bun.path], 'by-require.cjs'),
  },
  {
    ...whole,
    name: 'Deno, `--allow-env`',
    missing: deno.missing,
    run: onCommandLine([...denoRun, '--allow-env'], 'by-import.ts'),
  },
  {
    ...whole,
    name: 'Deno, without `--allow-env`',
    missing: deno.missing,
    run: withoutEnvironment(denoRun),
  },
  {
    ...whole,
    name: 'Jest 30 on Node 22.18, `import`',
    missing: node22.missing,
    run: inJest(node22.path, 'by-import.test.mjs'),
  },
  { ...whole, name: 'Jest 30 on Node 26, `import`', run: inJest(node26.path, 'by-import.test.mjs') },
  { ...whole, name: 'Jest 30 on Node 26, `require`', run: inJest(node26.path, 'by-require.test.cjs') },
  {
    name: 'Cloudflare Workers (workerd)',
    isQuick: true,
    hasDisk: false,
    provesRefusal: false,
    run: inWorker('settings'),
  },
  {
    name: 'Cloudflare Workers (workerd), `nodejs_compat`',
    isQuick: true,
    hasDisk: false,
    provesRefusal: false,
    run: inWorker('bindings'),
  },
  {
    name: 'Chromium, built by Vite 8',
    isQuick: true,
    hasDisk: false,
    provesRefusal: false,
    missing: chromiumMissing,
    run: inChromium,
  },
  { ...whole, name: 'Next 16, route on Node', isQuick: false, run: next.run('server') },
  { ...whole, name: 'Next 16, route on the edge', isQuick: false, hasDisk: false, run: next.run('edge') },
];

const configurations = {
  '`nodenext`': 'tsconfig.json',
  '`bundler`, no Node types': 'tsconfig.bundler.json',
  '`require`': 'tsconfig.require.json',
} as const;

/** Compilers of those who use the types, libraries checked too (`skipLibCheck: false`). */
export const compilers = ['5.7', '5.9', '7'].flatMap((version) =>
  Object.entries(configurations)
    // Until 5.8 TypeScript takes no `require` of an ES module.
    .filter(([what]) => what !== '`require`' || version !== '5.7')
    .map(([what, file]) => ({
      name: `TypeScript ${version}, ${what}`,
      command: [process.execPath, `node_modules/typescript-${version}/bin/tsc`, '-p', `consumer/${file}`],
    })),
);
