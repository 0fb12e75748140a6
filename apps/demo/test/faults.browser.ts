import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import {
  ask,
  candidates,
  choose,
  gateways,
  generateChosen,
  generateOn,
  openModel,
  openReason,
  press,
  unfold,
} from './actions.ts';
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

const form = 'Request';
const plan = 'plan-title';
const results = 'Results';

describe.runIf(isChromiumThere)('what goes wrong around the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test('20 runs that go on render neither form nor plan', async () => {
    const { url, simulator } = await open({ speed: 0 });
    const page = await visit(browser, url + gateways);
    const commits = await countCommits(page, [form, plan, results]);
    await page.reload();
    const prompt = page.getByLabel('Prompt', { exact: true });
    await prompt.fill('a cat');
    await page.locator(`[aria-label=${form}][aria-busy=false]`).waitFor();
    expect((await commits.counts())[form]).toBeGreaterThan(0);
    expect((await commits.counts())[plan]).toBeGreaterThan(0);

    await openModel(page, 'kling:kling-v2-6');
    await commits.reset();
    await startRuns(url, 10);
    await vi.waitUntil(() => simulator.tasks.length === 20, patience);
    await page.locator('[data-stage="queued"]').first().waitFor();
    simulator.advance(10);
    await page.locator('[data-stage="running"]').first().waitFor();
    const whileTheyGoOn = await commits.counts();
    expect(whileTheyGoOn[results]).toBeGreaterThan(0);
    expect([whileTheyGoOn[form], whileTheyGoOn[plan]]).toEqual([undefined, undefined]);

    simulator.advance(600);
    await page.getByText(/ at the simulator$/).waitFor();
    const { [form]: ofTheForm } = await commits.counts();
    expect(ofTheForm).toBeUndefined();
  });

  test('typing renders the form alone; what looks different in the plan renders, too', async () => {
    const { url, simulator } = await open({ speed: 0 });
    const page = await visit(browser, url + gateways);
    const commits = await countCommits(page, [form, plan, results]);
    await page.reload();
    await openModel(page, 'kling:kling-v2-6');
    await page.locator(`[aria-label=${form}][aria-busy=false]`).waitFor();
    const prompt = page.getByLabel('Prompt', { exact: true });
    await prompt.press('End');
    await commits.reset();
    await page.keyboard.type(' and a dog');
    await page.locator(`[aria-label=${form}][aria-busy=false]`).waitFor();
    const typed = await commits.counts();
    expect(typed[form]).toBeGreaterThanOrEqual(10);
    expect([typed[plan], typed[results]]).toEqual([undefined, undefined]);
    await generateOn(page, 'kling:kling-v2-6');
    await vi.waitUntil(() => simulator.tasks.length === 1, patience);
    expect(simulator.tasks.at(-1)?.body).toMatchObject({ prompt: 'A cat dances in the rain and a dog' });

    await unfold(page, /^Not possible/);
    await commits.reset();
    await choose(page, 'Ratio', '4:3');
    await vi.waitUntil(async () => (await commits.counts())[plan] !== undefined, patience);
    await prompt.pressSequentially(', at dusk');
    await page.locator('[data-reason] > button').first().click();
    expect(await prompt.inputValue()).toBe('A cat dances in the rain and a dog, at dusk');
  });

  test.each(['models', 'services'])('20 runs that go on do not render the view %s', async (view) => {
    const { url, simulator } = await open({ speed: 0 });
    const page = await visit(browser, url);
    const commits = await countCommits(page, ['view']);
    await page.goto(`${url}/#/${view}`);
    await page.reload();
    await page.getByRole('table').waitFor();
    expect((await commits.counts())['view']).toBeGreaterThan(0);
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
    await page.getByRole('link', { name: 'Create', exact: true }).click();
    await page.locator('[data-stage="succeeded"]').first().waitFor();
  });

  test.each([
    ['board', 'en-US', 'This part of the page could not be loaded'],
    ['json-editor', 'zh-CN', '页面的这一部分未能加载'],
    ['more-fields', 'en-US', 'This part of the page could not be loaded'],
    ['dry-run', 'en-US', 'This part of the page could not be loaded'],
    ['mode-panel', 'zh-CN', '页面的这一部分未能加载'],
    ['not-possible', 'en-US', 'This part of the page could not be loaded'],
  ] as const)('without the file %s the rest stands, and Reload heals (%s)', async (file, locale, words) => {
    const { url } = await open();
    const page = await visit(browser, url + gateways, { locale }, /ERR_FAILED|dynamically imported module/);
    const missing = `**/assets/${file}-*.js`;
    await page.route(missing, (route) => route.abort());
    const uses: Readonly<Record<typeof file, () => Promise<void>>> = {
      board: () => generateChosen(page),
      'json-editor': () => press(page, 'JSON 请求'),
      'more-fields': () => unfold(page, 'More options'),
      'dry-run': async () => {
        await openModel(page, 'kling:kling-v2-6');
        await press(page, /^Show request/);
      },
      'mode-panel': () => press(page, '模拟'),
      'not-possible': () => unfold(page, /^Not possible/),
    };
    await uses[file]();
    const alert = page.getByRole('alert').filter({ hasText: words });
    await alert.first().waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('[data-candidate]').first().waitFor();
    await page.unroute(missing);
    await alert.first().getByRole('button').click();
    await alert.first().waitFor({ state: 'detached' });
    await uses[file]();
    expect(await alert.count()).toBe(0);
  });

  test('without the Chinese sentences of core it says that they are missing, and nothing in English', async () => {
    const { url } = await open();
    const options = { locale: 'zh-CN' };
    const page = await visit(browser, url + gateways, options, /ERR_FAILED/);
    await page.route('**/assets/chinese-problems-*.js', (route) => route.abort());
    await ask(page, { prompt: '猫', duration: 7 }, 'JSON 请求');
    const reason = await openReason(page, 'kling:kling-v2-6');
    await reason.locator('p').getByText('页面的这一部分未能加载').first().waitFor();
    expect(await reason.textContent()).not.toMatch(/takes|duration/);
  });

  test.each(['services', 'models', 'history'] as const)(
    'without its file the view %s says so',
    async (view) => {
      const { url } = await open();
      const page = await visit(browser, url, {}, /ERR_FAILED|dynamically imported module/);
      await page.route(`**/assets/${view}-view-*.js`, (route) => route.abort());
      await page.evaluate(`location.hash = '#/${view}'`);
      await page.getByText('This part of the page could not be loaded').waitFor();
      await page.getByRole('link', { name: 'Create', exact: true }).click();
      await page.locator('[data-candidate]').first().waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
    },
  );

  test('a server that is gone is said in words', async () => {
    const { url, close } = await open();
    const expected = /ERR_|dynamically imported module/;
    const english = await visit(browser, url, {}, expected);
    const chinese = await visit(browser, url, { locale: 'zh-CN' }, expected);
    await close();
    await english.getByRole('main').getByText('The connection to the server is lost').waitFor();
    await generateChosen(english);
    await english.getByText('The server does not answer').waitFor();
    await generateChosen(chinese);
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
    const named = (await page.text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g);
    const files = [...named].flatMap(([, path]) => path ?? []);
    const kept = 'public, max-age=31536000, immutable';
    const large: string[] = [];
    for (const path of [...files, '/api/setup']) {
      const answer = await fetch(url + path, { headers });
      expect(answer.headers.get('cache-control')).toBe(path === '/api/setup' ? null : kept);
      // What fits into one packet is not worth it.
      const { byteLength } = await answer.arrayBuffer();
      if (byteLength < 1024) continue;
      large.push(path.replace(/-[\w-]{8}\./, '.'));
      expect(answer.headers.get('content-encoding')).toBe('gzip');
    }
    expect(large).toEqual(['/assets/page.js', '/assets/page.css', '/api/setup']);
    const missing = await fetch(`${url}/assets/missing-12345678.js`);
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, null]);
  });
});
