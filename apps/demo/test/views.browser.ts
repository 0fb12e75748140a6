import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { press } from './actions.ts';
import { open as openDemo, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';

const open = ({ speed = 100 } = {}) => openDemo({ speed });

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent');

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
    expect(await links.getByRole('link', { name: 'Create' }).getAttribute('aria-current')).toBe('page');
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
    await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
    await page.reload();
    await page.getByRole('button', { name: 'Light' }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });
});
