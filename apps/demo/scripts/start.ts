import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { startDemo, usualPort } from '../src/server/start.ts';

function portFrom(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`PORT must be a number from 0 to 65535, not "${text}".`);
}

/** In the checkout, which may be read-only. Runs may have cost money, so never a temporary folder. */
function dataFolderFrom(text: string | undefined): string {
  if (text !== undefined && text !== '') return text;
  const here = resolve('.vid-demo');
  try {
    mkdirSync(here, { recursive: true, mode: 0o700 });
    accessSync(here, constants.W_OK);
    return here;
  } catch {
    const atHome = join(homedir(), '.vid-demo');
    console.log(`This folder is read-only: runs are kept in ${atHome}.`);
    return atHome;
  }
}

/** Of the sources as they are, so that no page is older than its server. */
async function buildPage(outDir: string): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  // Other loaders write beside the configuration.
  await build({ root, configLoader: 'native', logLevel: 'error', build: { outDir, emptyOutDir: true } });
}

const pageFolder = mkdtempSync(join(tmpdir(), 'vid-demo-page-'));
process.once('exit', () => rmSync(pageFolder, { recursive: true, force: true }));
try {
  const port = portFrom(process.env['PORT']);
  const dataFolder = dataFolderFrom(process.env['VID_DEMO_DATA']);
  await buildPage(pageFolder);
  const demo = await startDemo({ port, environment: process.env, dataFolder, pageFolder });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void demo.close());
  const words = {
    real: () => 'REAL, costs money',
    simulated: () => 'simulated',
    unavailable: (keys: readonly string[]) => `not set up: set ${keys.join(' and ')}`,
  };
  const states = demo.connections.map(
    ({ provider, api, state, keyVariables }) => `${provider.id} (${api}) ${words[state](keyVariables)}`,
  );
  const isElsewhere = port === undefined && new URL(demo.url).port !== String(usualPort);
  console.log(`vid demo: ${demo.url}${isElsewhere ? ` (port ${usualPort} is taken)` : ''}`);
  console.log(`Simulator: ${demo.simulator.url} (key ${demo.simulator.apiKey})`);
  console.log(states.join(' · '));
  console.log(`Runs are kept in ${demo.dataFolder} (set VID_DEMO_DATA for another folder)`);
} catch (error) {
  console.error(`vid demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
