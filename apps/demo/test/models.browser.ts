import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { accessibilityFaults, open as openDemo, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { patience } from './watch.ts';

const open = () => openDemo({ speed: 100 });
const wide = { width: 1280, height: 900 } as const;
const narrow = { width: 360, height: 740 } as const;
const overflow = (page: Page) => page.evaluate('document.documentElement.scrollWidth - innerWidth');
const shown = (page: Page) =>
  page.locator('[data-model]').evaluateAll((all) => all.map((one) => one.dataset['model'] ?? ''));
const table = (page: Page) => page.getByRole('table', { name: 'Models and features' });
const heads = (page: Page) => page.getByRole('columnheader').allTextContents();

describe.runIf(isChromiumThere)('the models and the services', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test('price, length and resolution first; every cell opens who says so and when', async () => {
    const { url } = await open();
    const page = await visit(browser, `${url}/#/models`);
    await table(page).waitFor();
    // The page's texts of the other language stay where they are.
    expect(
      await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name)),
    ).toEqual(expect.not.arrayContaining([expect.stringMatching(/\/zh-[^/]+\.js$/)]));
    expect((await heads(page)).slice(0, 4)).toEqual(['Model', 'Price ↕', 'Duration ↕', 'Resolution ↕']);
    await page.getByText('Kling · gateway').first().waitFor();
    await page.getByText('Kling · official').first().waitFor();
    await page
      .getByText(/^retired since/)
      .first()
      .waitFor();
    const cell = page.getByRole('button', { name: 'Watermark, runwayml-gen4_turbo-5: yes †' });
    await cell.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('claimed', { exact: true }).waitFor();
    expect(await dialog.textContent()).toContain('guide says that watermark');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await cell.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    await page.getByRole('button', { name: /^Duration, kling-v3: 3–15 s/ }).click();
    await dialog.getByText('documented').first().waitFor();
    expect(await dialog.textContent()).toMatch(/Price[^·]*: \$[\d.]+\/s/);
    expect(await dialog.textContent()).toMatch(/Price source.*20\d\d/);
  });

  test('a wide table says that it goes on, up to its end', async () => {
    const { url } = await open();
    const page = await visit(browser, `${url}/#/models`, { viewport: wide });
    await table(page).waitFor();
    await page.locator('.scroll-box[data-more=true]').waitFor();
    await page.locator('.table-box').evaluate((box) => box.scrollTo({ left: box.scrollWidth }));
    await page.locator('.scroll-box[data-more=false]').waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  test.each([
    ['en-US', 'Price', 'Duration', 'Resolution'],
    ['zh-CN', '价格', '时长', '分辨率'],
  ] as const)('sorts, and the address keeps it: %s', async (locale, price, duration, resolution) => {
    const { url } = await open();
    const page = await visit(browser, `${url}/#/models`, { locale });
    await page.locator('[data-model]').first().waitFor();
    const listed = await shown(page);
    const sort = async (name: string) => {
      const before = await shown(page);
      await page.getByRole('button', { name, exact: true }).click();
      await vi.waitUntil(async () => (await shown(page)).join() !== before.join(), patience);
      return shown(page);
    };
    const byPrice = await sort(price);
    expect(byPrice.toSorted()).toEqual(listed.toSorted());
    const amounts = await page
      .locator('[data-line="price"]')
      .evaluateAll((all) => all.map((one) => Number.parseFloat(one.textContent.replace(/^\D+/, ''))));
    // Those without a price are last.
    const known = amounts.filter((amount) => !Number.isNaN(amount));
    expect(amounts.slice(0, known.length)).toEqual(known);
    expect(known[0]).toBe(Math.min(...known));
    await page
      .getByRole('columnheader', { name: price })
      .and(page.locator('[aria-sort="ascending"]'))
      .waitFor();
    expect((await sort(duration))[0]).toMatch(/^runway:/);
    const finest = await sort(resolution);
    expect(page.url()).toContain('sort=resolution');
    await page.reload();
    await table(page)
      .or(page.getByRole('table', { name: '模型与功能' }))
      .waitFor();
    expect(await shown(page)).toEqual(finest);
  });

  test.each([
    ['en-US', wide],
    ['zh-CN', narrow],
  ] as const)('two or more side by side, with what differs marked: %s', async (locale, viewport) => {
    const { url } = await open();
    const page = await visit(browser, `${url}/#/models`, { locale, viewport });
    const isEnglish = locale === 'en-US';
    const pick = (model: string) =>
      page
        .getByRole('checkbox', { name: isEnglish ? `Compare ${model}` : `对比 ${model}`, exact: true })
        .first();
    await pick('gen4.5').check();
    await page
      .getByText(isEnglish ? '1 model chosen; choose one more' : '已选 1 个模型，请再选一个')
      .waitFor();
    await pick('kling-v3').check();
    await page.getByRole('button', { name: isEnglish ? 'Compare 2 models' : '对比 2 个模型' }).click();
    const compared = page.getByRole('table', { name: isEnglish ? 'Models side by side' : '模型并排对比' });
    await compared.waitFor();
    expect(await compared.locator('thead [data-column]').count()).toBe(2);
    expect(await compared.locator('tbody tr').first().getAttribute('data-line')).toBe('price');
    await compared.locator('[data-line="price"][data-differs]').waitFor();
    await compared.locator('[data-line="firstFrame"]:not([data-differs])').waitFor();
    const all = await compared.locator('tbody tr').count();
    await page.getByRole('checkbox', { name: isEnglish ? 'Only what differs' : '只看不同' }).check();
    await compared.locator('[data-line="firstFrame"]').waitFor({ state: 'detached' });
    expect(await compared.locator('tbody tr').count()).toBeLessThan(all);
    expect(await overflow(page)).toBe(0);
    await page.reload();
    await compared.waitFor();
    await page.getByRole('button', { name: isEnglish ? '← All models' : '← 全部模型' }).click();
    expect(await pick('gen4.5').isChecked()).toBe(true);
    await page.goBack();
    await compared.waitFor();
  });

  test('needs as words: who can, and why the others cannot; the address keeps them', async () => {
    const { url } = await open();
    const page = await visit(browser, `${url}/#/models`);
    await page.getByRole('searchbox', { name: 'What must it do?' }).fill('camera, 10 s');
    await page
      .locator('.view')
      .getByText(/^\d+ of \d+ models can$/)
      .waitFor();
    const found = await shown(page);
    expect(found).toContain('kling:kling-v1');
    expect(found).not.toContain('kling:kling-v1-5');
    const count = page.locator('.view').getByText(new RegExp(`^${found.length} of \\d+ models can$`));
    await count.waitFor();
    const whyNot = page.locator('[data-cannot="kling:kling-v1-5"]');
    expect(await whyNot.textContent()).toContain('Duration: takes 5');
    await page.waitForURL(/needs=camera/);
    await page.reload();
    await count.waitFor();
    await page.getByRole('button', { name: 'camera', pressed: true }).click();
    await page.getByRole('button', { name: '10 s', pressed: true }).waitFor();
    await vi.waitUntil(async () => (await shown(page)).length > found.length, patience);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page
      .locator('.view')
      .getByText(/^\d+ models$/)
      .waitFor();
    await page.getByRole('searchbox').fill('jimeng official');
    await vi.waitUntil(async () => (await shown(page)).every((name) => name.startsWith('jimeng:')), patience);
    await page.getByRole('searchbox').fill('unicorns');
    await page.getByText('Not understood, ignored: unicorns').waitFor();
  });

  test('in Chinese, by the words that people use there', async () => {
    const { url } = await open();
    const page = await visit(browser, `${url}/#/models`, { locale: 'zh-CN' });
    await page.getByRole('heading', { level: 1, name: '模型能力一览' }).waitFor();
    const group = page.getByRole('toolbar', { name: '常见需要' });
    for (const word of ['竖屏', '横屏', '高清', '首尾帧', '无水印']) {
      await group.getByRole('button', { name: word, exact: true }).click();
      await page
        .locator('.view')
        .getByText(/^\d+ 个模型中有 [1-9]\d* 个符合$/)
        .waitFor();
      await group.getByRole('button', { name: word, exact: true, pressed: true }).click();
      await page
        .locator('.view')
        .getByText(/^\d+ 个模型$/)
        .waitFor();
    }
    const search = page.getByRole('searchbox');
    await search.fill('水印');
    const whyNot = page.locator('[data-cannot="kling:kling-v2-6"]').first();
    await whyNot.waitFor();
    expect(await whyNot.textContent()).toContain('水印：文生视频不支持');
    await search.fill('可灵');
    await vi.waitUntil(async () => (await shown(page)).every((name) => name.startsWith('kling:')), patience);
    await page.getByText('可灵 Kling · 官方').first().waitFor();
    expect(await page.title()).toBe('模型能力一览 · vid');
  });

  test('by keyboard alone: the table is two tab stops, arrows go from cell to cell, Enter opens one', async () => {
    const { url } = await open();
    const page = await visit(browser, `${url}/#/models`);
    const region = page.getByRole('region', { name: 'Models and features' });
    await page.getByRole('button', { name: 'portrait', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('landscape');
    await page.keyboard.press('Tab');
    expect(await region.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    const label = () =>
      page.evaluate<string>(
        'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
      );
    // The three heads that sort, and the first of all cells.
    for (const _ of [1, 2, 3, 4]) await page.keyboard.press('Tab');
    const first = await label();
    expect(first).toMatch(/^Compare /);
    await page.keyboard.press('ArrowRight');
    expect(await label()).toMatch(/^(Price|Duration), /);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText(/documented|claimed/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    const here = await label();
    await page.keyboard.press('Tab');
    expect(await region.evaluate((element) => element.contains(element.ownerDocument.activeElement))).toBe(
      false,
    );
    await page.keyboard.press('Shift+Tab');
    expect(await label()).toBe(here);
  });

  test('a list on a phone, which sorts and opens', async () => {
    const { url } = await open();
    const page = await visit(browser, `${url}/#/models`, { viewport: narrow, hasTouch: true });
    await page.getByText('Kling · official').first().waitFor();
    expect(await page.getByRole('table').count()).toBe(0);
    const listed = await shown(page);
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Price');
    await vi.waitUntil(async () => (await shown(page)).join() !== listed.join(), patience);
    await page.locator('[data-model="kling:kling-v3"] summary').click();
    await page.getByRole('button', { name: /^Duration, kling-v3/ }).click();
    await page.getByRole('dialog').getByText('documented').first().waitFor();
    expect(await overflow(page)).toBe(0);
  });

  test.each([wide, narrow])('axe finds nothing in any state: $width px', async (viewport) => {
    const { url } = await open();
    const page = await visit(browser, `${url}/#/models`, { reducedMotion: 'reduce', viewport });
    await page.locator('[data-model]').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('searchbox').fill('camera, unicorns');
    await page.getByText('Not understood').waitFor();
    if (viewport === narrow) await page.locator('[data-model] summary').first().click();
    for (const one of [0, 1]) await page.locator('[data-model] input').nth(one).check();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('.cell').first().click();
    await page.getByRole('dialog').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Compare 2 models' }).click();
    await page.getByRole('table', { name: 'Models side by side' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  });

  test.each([
    ['en-US', wide, 'Services by feature'],
    ['zh-CN', narrow, '各家服务功能对比'],
  ] as const)('every service by feature, price first: %s', async (locale, viewport, name) => {
    const { url } = await openDemo({ entries: undefined });
    const page = await visit(browser, `${url}/#/services`, { locale, viewport, reducedMotion: 'reduce' });
    const services = page.getByRole('table', { name });
    await services.waitFor();
    const columns = await services
      .locator('thead [data-column]')
      .evaluateAll((all) => all.map((one) => one.dataset['column']));
    expect(columns).toEqual(['runway', 'kling', 'jimeng', 'seedance', 'wan', 'minimax', 'openrouter']);
    const lines = await services
      .locator('tbody tr')
      .evaluateAll((all) => all.map((one) => one.dataset['line']));
    expect(lines.slice(0, 4)).toEqual(['only', 'price', 'duration', 'resolution']);
    await services
      .getByText(locale === 'zh-CN' ? '即梦 Jimeng' : 'Jimeng')
      .first()
      .waitFor();
    expect(await overflow(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
