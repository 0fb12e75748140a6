import { existsSync } from 'node:fs';
import { type Browser, type BrowserServer, chromium } from 'playwright-core';

/** See `scripts/chromium.ts`. */
const executablePath = process.env['CHROMIUM_PATH'] ?? '';
export const isChromiumThere = existsSync(executablePath);

const options = {
  executablePath,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export const launch = (): Promise<Browser> => chromium.launch(options);
/** For several processes. */
export const launchServer = (): Promise<BrowserServer> => chromium.launchServer(options);
export const connect = (address: string): Promise<Browser> => chromium.connect(address);
