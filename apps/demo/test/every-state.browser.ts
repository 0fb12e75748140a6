import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { accessibilityFaults, open, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { type Check, code, composing, made, tables } from './every-state.ts';

/*
 * Every state of the page, in Chinese and at both widths: nothing of it is an English sentence but what is quoted, axe finds nothing
 * light or dark, nothing is wider than the screen, and one place is read out as it changes.
 */

/** Three words of Latin letters in a row, in a text or a name, outside of quotes, code and what the person wrote. */
const english = (page: Page) =>
  page.evaluate<readonly string[]>(`(() => {
    const quoted = 'q, code, pre, kbd, textarea, script, style, [lang]:not([lang^="zh"]):not(html)';
    const sentence = /(?<![\\w:/.-])[A-Za-z]{2,}(?:['’-][A-Za-z]+)?(?:,? [A-Za-z]{2,}(?:['’-][A-Za-z]+)?){2,}/;
    const found = [];
    const tell = (text, where) => {
      if (text && sentence.test(text)) found.push(where + ': ' + text.trim().slice(0, 120));
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (parentElement?.closest(quoted) === null) tell(data, parentElement.tagName);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      if (element.closest(quoted) === null)
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
          tell(element.getAttribute(name), name);
    return found;
  })()`);

const sizes = [
  { width: 1280, height: 860 },
  { width: 390, height: 844 },
] as const;

describe.runIf(isChromiumThere)('every state in Chinese', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  const checks = () => {
    const faults: string[] = [];
    const check: Check = async (state, page, within) => {
      faults.push(...(await english(page)).map((text) => `${state}: English: ${text}`));
      faults.push(...(await accessibilityFaults(page, within)).map((fault) => `${state}: ${fault}`));
      const live = await page.locator('[role=status], [role=log], [aria-live]').count();
      if (live > 1) faults.push(`${state}: ${live} places that are read out as they change`);
      const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      if (wider !== 0) faults.push(`${state}: ${String(wider)} px too wide`);
    };
    return { faults, check };
  };
  const start = async (viewport: (typeof sizes)[number]) => {
    const demo = await open({ entries: undefined, speed: 10 });
    const page = await visit(browser, demo.url, { locale: 'zh-CN', viewport, reducedMotion: 'reduce' });
    return { ...demo, page };
  };

  test.each(sizes)('composing and copying code: $width px', { timeout: 300_000 }, async (viewport) => {
    const { page } = await start(viewport);
    const { faults, check } = checks();
    await composing(page, check);
    await code(page, page.getByRole('button', { name: /查看请求/ }).first(), check);
    expect(faults).toEqual([]);
  });

  test.each(sizes)('films, failures and the history: $width px', { timeout: 300_000 }, async (viewport) => {
    const { page, url } = await start(viewport);
    const { faults, check } = checks();
    const generate = () => page.getByRole('button', { name: /^生成 \d+ 个视频/ }).click();
    await generate();
    await page.locator('.stage [data-run], .stage .wall').first().waitFor();
    await check('stage, while it runs', page);
    await made(page, url, check);
    await fetch(`${url}/api/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ preset: 'moderation' }),
    });
    await page.goto(`${url}/#/create`);
    await generate();
    await page.locator('.failures').waitFor();
    await check('stage, failed', page);
    expect(faults).toEqual([]);
  });

  test.each(sizes)('models and services: $width px', { timeout: 300_000 }, async (viewport) => {
    const { page, url } = await start(viewport);
    const { faults, check } = checks();
    await tables(page, url, check);
    expect(faults).toEqual([]);
  });
});
