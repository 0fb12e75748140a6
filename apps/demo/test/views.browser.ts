import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { press } from './actions.ts';
import { accessibilityFaults, open as openDemo, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { patience } from './watch.ts';

const open = ({ speed = 100 } = {}) => openDemo({ speed });

const widths = [1280, 360] as const;

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent');
const overflow = (page: Page) => page.evaluate('document.documentElement.scrollWidth - innerWidth');
const able = (page: Page) =>
  page.locator('[data-model]').evaluateAll((all) => all.map((one) => one.dataset['model']));

describe.runIf(isChromiumThere)('the views', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test('have addresses, titles and a way back; the focus goes to the heading, and what was typed stays', async () => {
    const { url } = await open();
    const page = await visit(browser, url);
    await page.getByLabel('Prompt', { exact: true }).fill('a red balloon');
    const links = page.getByRole('navigation');
    expect(await links.getByRole('link', { name: 'Compare' }).getAttribute('aria-current')).toBe('page');
    await links.getByRole('link', { name: 'Models' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-model]').first().waitFor();
    expect(await page.title()).toBe('Models and what they can do · vid');
    expect(await focused(page)).toBe('Models and what they can do');
    expect(await links.locator('[aria-current]').allTextContents()).toEqual(['Models']);
    await page.goBack();
    await heading(page, 'Compare video services').waitFor();
    expect(await focused(page)).toBe('Compare video services');
    expect(await page.getByLabel('Prompt', { exact: true }).inputValue()).toBe('a red balloon');
    await page.goForward();
    await heading(page, 'Models and what they can do').waitFor();
    await page.reload();
    await heading(page, 'Models and what they can do').waitFor();
  });

  test('are light or dark as chosen, and the choice stays', async () => {
    const { url } = await open();
    const page = await visit(browser, `${url}/#/models`, { colorScheme: 'light' });
    await press(page, 'Dark');
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor({ state: 'attached' });
    await page.reload();
    await page.getByRole('button', { name: 'Light' }).waitFor();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  });

  // That a router follows tables which are renewed, and polls in batches, took the last of 200.
  test('load at first no more than 201 kB of script', async () => {
    const { url } = await open();
    const page = await visit(browser, url);
    const loaded = await page.evaluate<string[]>(
      "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))",
    );
    const folder = fileURLToPath(new URL('../dist/page/assets/', import.meta.url));
    const files = readdirSync(folder).filter((name) => loaded.some((address) => address.endsWith(name)));
    const sizes = files.map((name) => gzipSync(readFileSync(`${folder}${name}`)).byteLength);
    expect(files.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(201_000);
  });

  describe('models', () => {
    test('gateway and official apart, and every cell opens who says so and when', async () => {
      const { url } = await open();
      const page = await visit(browser, `${url}/#/models`);
      await page.getByRole('columnheader', { name: 'kling · gateway' }).waitFor();
      await page.getByRole('columnheader', { name: 'kling · official' }).waitFor();
      await page
        .getByRole('columnheader', { name: /^kling-v1 retired since/ })
        .first()
        .waitFor();
      const cell = page.getByRole('button', { name: 'Watermark, runwayml-gen4_turbo-5: yes †' });
      await cell.click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('claimed', { exact: true }).waitFor();
      expect(await dialog.textContent()).toContain('guide says that watermark');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect(await cell.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
      await page.getByRole('button', { name: /^Duration, kling-v3: 3–15 s/ }).click();
      await dialog.getByText('documented').first().waitFor();
      expect(await dialog.textContent()).toMatch(/Price: [^·]*: [\d.]+ USD\/s · .*20\d\d/);
    });

    test('needs as words: who can, and why the others cannot; the address keeps them', async () => {
      const { url } = await open();
      const page = await visit(browser, `${url}/#/models`);
      await page.getByRole('searchbox', { name: 'What must it do?' }).fill('camera, 10 s');
      await page.getByText(/^\d+ of \d+ models can$/).waitFor();
      const found = await able(page);
      expect(found).toContain('kling:kling-v1');
      expect(found).not.toContain('kling:kling-v1-5');
      const count = page.getByText(new RegExp(`^${found.length} of \\d+ models can$`));
      await count.waitFor();
      const whyNot = page.locator('[data-cannot="kling:kling-v1-5"]');
      expect(await whyNot.textContent()).toContain('duration: kling-v1-5 takes 5');
      await page.waitForURL(/needs=camera/);
      await page.reload();
      await count.waitFor();
      await page.getByRole('button', { name: 'camera', pressed: true }).click();
      await page.getByRole('button', { name: '10 s', pressed: true }).waitFor();
      await vi.waitUntil(async () => (await able(page)).length > found.length, patience);
      await press(page, 'Clear');
      await page.getByText(/^\d+ models$/).waitFor();
      await page.getByRole('searchbox').fill('unicorns');
      await page.getByText('Not understood, and not looked for: unicorns').waitFor();
    });

    test('in Chinese', async () => {
      const { url } = await open();
      const page = await visit(browser, `${url}/#/models`, { locale: 'zh-CN' });
      await heading(page, '模型能力一览').waitFor();
      await page.getByRole('button', { name: '水印', exact: true }).click();
      await page.getByText(/^\d+ 个模型中有 \d+ 个可以$/).waitFor();
      const whyNot = page.locator('[data-cannot="kling:kling-v2-6"]');
      expect(await whyNot.textContent()).toContain('水印：kling-v2-6 在“文生视频”中不接受此项');
      expect(await page.title()).toBe('模型能力一览 · vid');
      expect(await page.getByRole('searchbox').inputValue()).toBe('水印');
    });

    test('by keyboard alone: the table scrolls, a cell opens', async () => {
      const { url } = await open();
      const page = await visit(browser, `${url}/#/models`);
      const table = page.getByRole('region', { name: 'Models and features' });
      await page.getByRole('searchbox').focus();
      while (!(await table.evaluate((element) => element === element.ownerDocument.activeElement))) {
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('ArrowRight');
      await vi.waitUntil(() => table.evaluate((element) => element.scrollLeft > 0), patience);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByText('documented').first().waitFor();
      expect(await dialog.textContent()).toMatch(/^Makes · /);
    });

    test('a list on a phone', async () => {
      const { url } = await open();
      const page = await visit(browser, `${url}/#/models`, { viewport: { width: 390, height: 844 } });
      await page.getByRole('heading', { name: 'kling · official' }).waitFor();
      expect(await page.getByRole('table').count()).toBe(0);
      await page.locator('[data-model="kling:kling-v3"]').click();
      await page.getByRole('button', { name: /^Duration, kling-v3/ }).click();
      await page.getByRole('dialog').getByText('documented').first().waitFor();
    });

    test.each(widths)('axe finds nothing: %i px', async (width) => {
      const { url } = await open();
      const options = { reducedMotion: 'reduce', viewport: { width, height: 900 } } as const;
      const page = await visit(browser, `${url}/#/models`, options);
      await page.locator('[data-model]').first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('searchbox').fill('camera, unicorns');
      await page.getByText('Not understood').waitFor();
      if (width < 768) await page.locator('[data-model]').first().click();
      await page.locator('.cell-button').first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.locator('.cell-button').first().click();
      await page.getByRole('dialog').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
    });

    test('nothing is wider than a screen of 360 px', async () => {
      const { url } = await open();
      const page = await visit(browser, `${url}/#/models`, { viewport: { width: 360, height: 740 } });
      await page.locator('[data-model]').first().click();
      await page.locator('.cell-button').first().waitFor();
      expect(await overflow(page)).toBe(0);
      await page.getByRole('searchbox').fill('camera, 10 s');
      await page.locator('[data-cannot]').first().waitFor();
      expect(await overflow(page)).toBe(0);
    });
  });
});
