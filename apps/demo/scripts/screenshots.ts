/*
 * Writes the READMEs' pictures of the page to docs/images, from the built page and simulated services:
 *   pnpm docs:images
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startDemo } from '../src/server/start.ts';
import { launch } from '../test/chromium.ts';

const folder = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const patience = { timeout: 60_000 };
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 860 } };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

async function visit(browser: Browser, url: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}

const shoot = async (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}.png`) });

/** Where the own apis are chosen, prices are known. */
async function chooseOwnApis(page: Page): Promise<void> {
  for (const group of await page.getByRole('radiogroup', { name: /^Which api of/ }).all()) {
    await group.getByText('official').click();
  }
}

async function generateOn(page: Page, models: readonly string[], prompt: string): Promise<void> {
  const before = await page.locator('[data-stage="succeeded"]').count();
  await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt);
  const more = page.getByRole('button', { name: /^Show \d+ more/ }).first();
  if (await more.isVisible()) await more.click();
  for (const model of models)
    await page.getByRole('checkbox', { name: `Choose ${model}`, exact: true }).check();
  await page.getByRole('button', { name: `Generate on the chosen (${models.length})` }).click();
  await page.waitForFunction(
    (count) => document.querySelectorAll('[data-stage="succeeded"]').length >= count,
    before + models.length,
    patience,
  );
}

const data = await mkdtemp(join(tmpdir(), 'vid-screenshots-'));
const demo = await startDemo({ port: 0, simulatorPort: 0, environment: {}, speed: 20, dataFolder: data });
const browser = await launch();
try {
  await mkdir(folder, { recursive: true });
  const page = await visit(browser, demo.url, { ...desktop, locale: 'en-US' });
  await chooseOwnApis(page);
  await page.getByRole('textbox', { name: 'Prompt' }).fill('a paper lantern drifts over a lake at dusk');
  await page.getByRole('radiogroup', { name: 'Duration' }).getByText('10 s', { exact: true }).click();
  await page.getByLabel('Prefer', { exact: true }).selectOption('cheapest');
  await page.evaluate(() => scrollTo(0, 0));
  await shoot(page, 'compare-en');
  const models = ['runway:gen4.5', 'kling:kling-v2-6', 'jimeng:jimeng-video-3.0'];
  await generateOn(page, models, 'a paper lantern drifts over a lake at dusk');
  await page.setViewportSize({ width: 1280, height: 560 });
  await page
    .getByRole('heading', { name: 'Results' })
    .evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
  await page.locator('video').first().waitFor();
  await shoot(page, 'results-en');
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.goto(`${demo.url}/#/models?needs=watermark%2C%209%3A16%2C%2010%20s`);
  await page.getByRole('table').waitFor();
  await shoot(page, 'models-en');

  const dark = await visit(browser, demo.url, { ...desktop, locale: 'zh-CN', colorScheme: 'dark' });
  await shoot(dark, 'compare-zh');
  await dark.goto(`${demo.url}/#/history`);
  await dark.locator('video').first().waitFor();
  await shoot(dark, 'history-zh');
  await shoot(await visit(browser, demo.url, { ...phone, locale: 'zh-CN' }), 'phone-zh');
} finally {
  await browser.close();
  await demo.close();
  await rm(data, { recursive: true });
}
