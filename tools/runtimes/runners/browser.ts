import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, request as requestOf, type Server } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import '../../../scripts/chromium.ts';
import type { Report, Settings } from '../consumer/scenario.ts';
import type { Given } from '../runtime.ts';
import { keys } from '../simulator.ts';
import { here } from './command.ts';

const executablePath = process.env['CHROMIUM_PATH'] ?? '';
export const missing = existsSync(executablePath)
  ? undefined
  : 'no Chromium; CHROMIUM_PATH says where one is';

const types: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript' };

/**
 * The page, and behind the same address the services, which answer no other site's pages. No connection is kept: Chromium
 * sends a POST again, unasked, when one that it had kept breaks.
 */
async function serve(folder: string, simulator: string): Promise<Server> {
  const server = createServer((asked, answer) => {
    const { method, url = '/', headers } = asked;
    const file = join(folder, url === '/' ? 'index.html' : url);
    if (method === 'GET' && !url.includes('?') && existsSync(file)) {
      const contentType = types[file.split('.').at(-1) ?? ''];
      answer.writeHead(200, { 'content-type': contentType, connection: 'close' }).end(readFileSync(file));
      return;
    }
    const onward = requestOf(new URL(url, simulator), { method, headers, agent: false });
    onward.on('response', (given) => {
      answer.writeHead(given.statusCode ?? 502, { ...given.headers, connection: 'close' });
      given.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const addressOf = (server: Server): string => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
};

/** The page as `vite build` makes it, in Chromium. */
export async function inChromium({ simulator, dead, folder }: Given): Promise<Report> {
  await build({
    root: join(here, 'browser'),
    configFile: false,
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  });
  const server = await serve(folder, simulator);
  const browser = await chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(addressOf(server));
    const settings: Settings = { baseUrl: addressOf(server), deadUrl: dead, keys };
    return await page.evaluate(`run(${JSON.stringify(settings)})`);
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}
