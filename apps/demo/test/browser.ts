import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build } from 'vite';
import { expect, onTestFinished, vi } from 'vitest';

/** As the build script makes it. */
export async function buildPage(): Promise<void> {
  vi.stubEnv('NODE_ENV', 'production');
  await build({ root: fileURLToPath(new URL('..', import.meta.url)), logLevel: 'error' });
  vi.unstubAllEnvs();
}

/** A fresh visitor. The test fails if the console tells of an error that is not expected. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  expected: RegExp = /^$/,
) {
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
  });
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe has against the page as it stands; half-faded things look too pale, so visit without motion. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
