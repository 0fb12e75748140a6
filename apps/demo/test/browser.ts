import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { startDemo, type StartOptions } from '../src/server/start.ts';
import { guideEntries, newFolder } from './demo.ts';
import { patience } from './watch.ts';

/** 4: the page has a quarter of the processor. */
const throttle = Number(process.env['VID_BROWSER_THROTTLE'] ?? 1);

/** The demo with its page and the guide's services, simulated; closed at the end of the test, or before. */
export async function open(options: Partial<StartOptions> = {}) {
  const demo = await startDemo({
    port: 0,
    simulatorPort: 0,
    environment: {},
    speed: 20,
    intervals: { real: 5_000, simulated: 50 },
    dataFolder: newFolder(),
    entries: guideEntries,
    ...options,
  });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= demo.close());
  onTestFinished(close);
  return { ...demo, close };
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
  context.setDefaultTimeout(patience.timeout);
  const page = await context.newPage();
  if (throttle > 1) {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  }
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

const settled = () =>
  Promise.allSettled(
    document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished),
  ).then(() => undefined);

/** The rules of axe that look at colours; all others find the same in the dark. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** What axe has against the page as it stands, light and dark; half-faded things look too pale, so visit without motion. `within`: a selector. */
export async function accessibilityFaults(page: Page, within = 'html'): Promise<readonly string[]> {
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axe);
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
    await page.evaluate(settled);
    // What passed is left out: telling of it takes most of the time.
    const options = {
      resultTypes: ['violations'],
      ...(colorScheme === 'dark' && { runOnly: { type: 'rule', values: ofColours } }),
    };
    const violations = await page.evaluate<readonly Result[]>(
      `axe.run('${within}', ${JSON.stringify(options)}).then(({ violations }) => violations)`,
    );
    for (const { id, nodes } of violations) {
      faults.push(`${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    }
  }
  return faults;
}
