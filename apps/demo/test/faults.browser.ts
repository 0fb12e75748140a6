import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { candidates } from './actions.ts';
import { accessibilityFaults, open, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { countCommits } from './commits.ts';
import { comparison } from './demo.ts';
import { patience } from './watch.ts';

/** Two runs for each; the clock stands, so they go on until somebody moves it. */
async function startRuns(url: string, comparisons: number): Promise<void> {
  for (let started = 0; started < comparisons; started += 1) {
    const two = comparison({ prompt: 'a cat' }, [
      ['kling:kling-v2-6', 'gateway'],
      ['jimeng:jimeng-video-3.0', 'gateway'],
    ]);
    await fetch(`${url}/api/comparisons`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(two),
    });
  }
}

const form = 'request-title';
const plan = 'plan-title';
const results = 'runs-title';

describe.runIf(isChromiumThere)('what goes wrong around the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test('20 runs that go on render neither form nor plan', async () => {
    const { url, simulator } = await open({ speed: 0 });
    const page = await visit(browser, url);
    const commits = await countCommits(page, [form, plan, results]);
    await page.reload();
    const prompt = page.getByLabel('Prompt', { exact: true });
    await prompt.fill('a cat');
    await page.getByText('Nothing was generated yet').waitFor();
    expect((await commits.counts())[form]).toBeGreaterThan(0);
    expect((await commits.counts())[plan]).toBeGreaterThan(0);

    await page.locator(`[aria-labelledby=${form}][aria-busy=false]`).waitFor();
    await commits.reset();
    await startRuns(url, 10);
    await vi.waitUntil(() => simulator.tasks.length === 20, patience);
    const later = page.getByRole('button', { name: 'Show earlier results (4)' });
    await later.click();
    await vi.waitUntil(async () => (await page.locator('[data-stage="queued"]').count()) === 20, patience);
    simulator.advance(10);
    await vi.waitUntil(async () => (await page.locator('[data-stage="running"]').count()) > 0, patience);
    const whileTheyGoOn = await commits.counts();
    expect(whileTheyGoOn[results]).toBeGreaterThan(0);
    expect([whileTheyGoOn[form], whileTheyGoOn[plan]]).toEqual([undefined, undefined]);

    simulator.advance(600);
    await vi.waitUntil(async () => (await page.locator('[data-stage="succeeded"]').count()) === 20, patience);
    await page
      .locator('[data-candidate="kling:kling-v2-6"]')
      .getByText(/measured here/)
      .waitFor();
    const { [form]: ofTheForm } = await commits.counts();
    expect(ofTheForm).toBeUndefined();
  });

  test('typing renders the form alone; what looks different in the plan renders, too', async () => {
    const { url, simulator } = await open({ speed: 0 });
    const page = await visit(browser, url);
    const commits = await countCommits(page, [form, plan, results]);
    await page.reload();
    await startRuns(url, 1);
    await vi.waitUntil(async () => (await page.locator('[data-stage="queued"]').count()) === 2, patience);
    await page.getByRole('button', { name: 'Text only' }).click();
    await page.locator(`[aria-labelledby=${form}][aria-busy=false]`).waitFor();
    const prompt = page.getByLabel('Prompt', { exact: true });
    await prompt.press('End');
    await commits.reset();
    await page.keyboard.type(' and a dog');
    await page.locator(`[aria-labelledby=${form}][aria-busy=false]`).waitFor();
    const typed = await commits.counts();
    expect(typed[form]).toBeGreaterThanOrEqual(10);
    expect(typed[plan]).toBeUndefined();
    // The clock of runs that go on ticks by itself.
    await page.locator('[data-candidate="kling:kling-v2-6"]').getByRole('button').first().click();
    await vi.waitUntil(() => simulator.tasks.length === 3, patience);
    expect(simulator.tasks.at(-1)?.body).toMatchObject({ prompt: 'A cat dances in the rain and a dog' });

    await commits.reset();
    await page.getByRole('radiogroup', { name: 'Aspect ratio' }).getByText('4:3', { exact: true }).click();
    await vi.waitUntil(async () => (await commits.counts())[plan] !== undefined, patience);
    await prompt.pressSequentially(', at dusk');
    await page
      .locator('[data-rejection]')
      .getByRole('button', { name: /^Use: / })
      .first()
      .click();
    expect(await prompt.inputValue()).toBe('A cat dances in the rain and a dog, at dusk');
  });

  test.each([
    ['models', 'matrix-title'],
    ['services', 'The services by feature'],
  ] as const)('20 runs that go on do not render the view %s', async (view, label) => {
    const { url, simulator } = await open({ speed: 0 });
    const page = await visit(browser, url);
    const commits = await countCommits(page, [label]);
    await page.goto(`${url}/#/${view}`);
    await page.reload();
    await page.getByRole('table').waitFor();
    expect((await commits.counts())[label]).toBeGreaterThan(0);
    await commits.reset();
    await startRuns(url, 10);
    await vi.waitUntil(() => simulator.tasks.length === 20, patience);
    simulator.advance(10);
    const answers = async () => (await (await fetch(`${url}/api/runs`)).json()).runs;
    await vi.waitUntil(async () => JSON.stringify(await answers()).split('"running"').length > 20, patience);
    simulator.advance(600);
    await vi.waitUntil(
      async () => (await answers()).every(({ endedAt }: { endedAt?: number }) => endedAt !== undefined),
      patience,
    );
    expect(await commits.counts()).toEqual({});
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    await page.locator('[data-stage="succeeded"]').first().waitFor();
  });

  test.each([
    ['comparisons', 'en-US', /^Generate on all/, 'This part of the page could not be loaded'],
    ['json-editor', 'zh-CN', undefined, '页面的这一部分未能加载'],
    ['more-fields', 'en-US', 'More fields', 'This part of the page could not be loaded'],
    ['request-modal', 'en-US', /^Show request/, 'This part of the page could not be loaded'],
    ['session-modal', 'en-US', /^Faults/, 'This part of the page could not be loaded'],
  ] as const)(
    'without the file %s the rest stands, and Reload heals (%s)',
    async (file, locale, button, words) => {
      const { url } = await open();
      const page = await visit(browser, url, { locale }, /ERR_FAILED|dynamically imported module/);
      const missing = `**/assets/${file}-*.js`;
      await page.route(missing, (route) => route.abort());
      const use = () =>
        button === undefined
          ? page.getByRole('tab', { name: 'JSON 请求' }).click()
          : page.getByRole('button', { name: button }).first().click();
      await use();
      const alert = page.getByRole('alert').filter({ hasText: words });
      await alert.waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('[data-candidate]').first().waitFor();
      await page.unroute(missing);
      await alert.getByRole('button').click();
      await alert.waitFor({ state: 'detached' });
      await use();
      expect(await alert.count()).toBe(0);
    },
  );

  test.each(['services', 'models', 'history'] as const)(
    'without its file the view %s says so',
    async (view) => {
      const { url } = await open();
      const page = await visit(browser, url, {}, /ERR_FAILED|dynamically imported module/);
      await page.route(`**/assets/${view}-view-*.js`, (route) => route.abort());
      await page.evaluate(`location.hash = '#/${view}'`);
      await page.getByText('This part of the page could not be loaded').waitFor();
      await page.getByRole('link', { name: 'Compare', exact: true }).click();
      await page.locator('[data-candidate]').first().waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
    },
  );

  test('a field whose file is missing leaves the form standing', async () => {
    const { url } = await open();
    const page = await visit(browser, url, {}, /ERR_FAILED|dynamically imported module/);
    await page.route('**/assets/camera-field-*.js', (route) => route.abort());
    await page.reload();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Prompt', { exact: true }).fill('a cat');
    expect(await candidates(page)).not.toEqual([]);
  });

  test('a server that is gone is said in words', async () => {
    const { url, close } = await open();
    const expected = /ERR_|dynamically imported module/;
    const english = await visit(browser, url, {}, expected);
    const chinese = await visit(browser, url, { locale: 'zh-CN' }, expected);
    await close();
    await english.getByText('The connection to the server is lost').waitFor();
    await english.getByRole('button', { name: /^Generate on all/ }).click();
    await english.getByText('The server does not answer').waitFor();
    await chinese.getByRole('button', { name: /^用所有合适的模型生成/ }).click();
    await chinese.getByText('服务器没有响应').waitFor();
    for (const page of [english, chinese]) expect(await candidates(page)).not.toEqual([]);
  });

  test('a page without its setup has a main part and a heading', async () => {
    const { url } = await open();
    const page = await visit(browser, url, { reducedMotion: 'reduce' }, /ERR_FAILED/);
    await page.route('**/api/setup', (route) => route.abort());
    await page.reload();
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('The server does not answer').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.unroute('**/api/setup');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('[data-candidate]').first().waitFor();
  });

  test('what is wrong with a field can be read', async () => {
    const { url } = await open();
    const page = await visit(browser, url, { reducedMotion: 'reduce' });
    const input = page.locator('input[type=file]').first();
    await input.setInputFiles({ name: 'fake.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
    await page.getByText('This file is no PNG').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('files go out compressed, and those whose name is their content are kept', async () => {
    const { url } = await open();
    const headers = { 'accept-encoding': 'gzip' };
    const page = await fetch(url, { headers });
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text()) ?? [];
    for (const path of [script, '/api/setup']) {
      const answer = await fetch(url + path, { headers });
      expect(answer.headers.get('content-encoding')).toBe('gzip');
      await answer.body?.cancel();
    }
    expect((await fetch(url + script)).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
    const missing = await fetch(`${url}/assets/missing-12345678.js`);
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, null]);
  });
});
