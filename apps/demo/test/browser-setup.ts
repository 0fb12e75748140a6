/** Before the first browser test: the page as the build script makes it, and one Chromium for all files. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { isChromiumThere, launchServer } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly chromium: string;
  }
}

async function buildPage(): Promise<void> {
  const mode = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({ root: fileURLToPath(new URL('..', import.meta.url)), logLevel: 'error' });
  process.env['NODE_ENV'] = mode;
}

export async function setup({ provide }: TestProject) {
  if (!isChromiumThere) {
    const where = process.env['CHROMIUM_PATH'] ?? 'the usual places, and CHROMIUM_PATH is not set';
    console.log(`There is no Chromium at ${where}: the page was not tested.`);
    provide('chromium', '');
    return undefined;
  }
  await buildPage();
  const server = await launchServer();
  provide('chromium', server.wsEndpoint());
  return () => server.close();
}
