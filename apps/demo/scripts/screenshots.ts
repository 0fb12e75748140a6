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
const patience = { timeout: 120_000 };
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

async function visit(browser: Browser, url: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light', ...options });
  context.setDefaultTimeout(patience.timeout);
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('.composer textarea').first().waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return page;
}

/** Without a caret or a ring where the script was last. */
async function shoot(page: Page, name: string) {
  await page.evaluate('document.activeElement?.blur()');
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

const words = {
  en: { prompt: 'a paper lantern drifts over a lake at dusk', generate: /^Generate/, locale: 'en-US' },
  zh: { prompt: '黄昏的湖面上，一盏纸灯缓缓飘过', generate: /^生成/, locale: 'zh-CN' },
} as const;

type InLanguage = (typeof words)[keyof typeof words];

/** In a demo of its own: what another language has made would stand in the picture instead of the templates. */
async function shootIn(browser: Browser, language: string, { prompt, generate, locale }: InLanguage) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'vid-screenshots-'));
  const demo = await startDemo({ port: 0, simulatorPort: 0, environment: {}, speed: 20, dataFolder });
  try {
    const colorScheme = language === 'zh' ? 'dark' : 'light';
    const page = await visit(browser, `${demo.url}/#/create`, { ...desktop, locale, colorScheme });
    await page.locator('.composer textarea').first().fill(prompt);
    await page.locator('.composer [data-candidate]').first().waitFor();
    await shoot(page, `compare-${language}`);
    await page.getByRole('button', { name: generate }).first().click();
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('.stage video')].filter(
          (video) => video instanceof HTMLVideoElement && video.readyState > 1,
        ).length > 2,
      undefined,
      patience,
    );
    // In the middle of the films, where they move.
    await page.evaluate(
      `Promise.all([...document.querySelectorAll('.stage video')].map((video) => new Promise((resolve) => {
        video.addEventListener('seeked', resolve, { once: true });
        video.currentTime = 2;
      })))`,
    );
    await shoot(page, `results-${language}`);
  } finally {
    await demo.close();
    await rm(dataFolder, { recursive: true });
  }
}

const browser = await launch();
try {
  await mkdir(folder, { recursive: true });
  for (const [language, inLanguage] of Object.entries(words)) await shootIn(browser, language, inLanguage);
} finally {
  await browser.close();
}
