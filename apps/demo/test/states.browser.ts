import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ask, generateOn, openMode } from './actions.ts';
import { accessibilityFaults, open, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { guideEntries } from './demo.ts';
import { acme, acmeSimulation } from './made-up.ts';

const entries = [...guideEntries, acme];

describe.runIf(isChromiumThere)('the states of a service', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test('neither key nor simulation: shown, explained, and no candidate', async () => {
    const { url } = await open({ entries });
    const page = await visit(browser, url);
    const panel = await openMode(page);
    await panel.getByText('Acme not set up').waitFor();
    await panel.getByText('Set ACME_API_KEY and start the demo again.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    // What it could do, too.
    await ask(page, { prompt: 'a cat' });
    await page.locator('[data-candidate^="kling:"]').first().waitFor();
    expect(await page.locator('[data-candidate^="acme:"]').count()).toBe(0);
    await page.goto(`${url}/#/services`);
    await page.getByRole('columnheader', { name: /Acme.*not set up/ }).waitFor();
    expect(await page.locator('[data-line="models"]').textContent()).toContain('acme-1');
  });

  test('in Chinese, too', async () => {
    const { url } = await open({ entries });
    const page = await visit(browser, url, { locale: 'zh-CN' });
    const panel = await openMode(page);
    await panel.getByText('Acme 未配置').waitFor();
    expect(await panel.getByText('请设置 ACME_API_KEY').count()).toBe(1);
  });

  test('with its own simulation it is a candidate like any other', async () => {
    const { url, simulator } = await open({ entries, services: [acmeSimulation] });
    const page = await visit(browser, url);
    const panel = await openMode(page);
    await panel.getByText('Acme simulated').waitFor();
    expect(await panel.getByText('not set up').count()).toBe(0);
    await page.keyboard.press('Escape');
    await ask(page, { prompt: 'a cat' });
    await generateOn(page, 'acme:acme-1');
    await page.locator('[data-stage="succeeded"]').waitFor();
    expect(simulator.tasks).toMatchObject([{ service: 'acme' }]);
  });
});
