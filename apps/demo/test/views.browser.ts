import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Run } from '../src/api.ts';
import { press } from './actions.ts';
import { accessibilityFaults, open as openDemo, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { runInput, png } from './demo.ts';
import { patience } from './watch.ts';

const open = ({ speed = 100 } = {}) => openDemo({ speed });

const widths = [1280, 360] as const;

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent');
const overflow = (page: Page) => page.evaluate('document.documentElement.scrollWidth - innerWidth');
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

  describe('history', () => {
    /** Runs that were started elsewhere; each waits for its video. */
    async function kept(
      { url }: Awaited<ReturnType<typeof open>>,
      wanted: readonly (readonly [model: string, request: object])[],
    ): Promise<readonly string[]> {
      const inputs = wanted.map(([model, request]) => runInput(request, model));
      for (const body of inputs) {
        const headers = { 'content-type': 'application/json' };
        const sent = await fetch(`${url}/api/runs`, { method: 'POST', headers, body: JSON.stringify(body) });
        expect(sent.status).toBe(202);
      }
      const ids = inputs.map(({ id }) => id);
      for (const id of ids) {
        await vi.waitUntil(async () => {
          const run: Run = await (await fetch(`${url}/api/runs/${id}`)).json();
          return run.endedAt !== undefined;
        }, patience);
      }
      return ids;
    }
    const cards = (page: Page) => page.locator('[data-kept]');
    const two = [
      ['kling:kling-v2-6', { prompt: 'a red balloon', duration: 5 }],
      ['jimeng:jimeng-video-3.0', { prompt: '猫咪跳舞' }],
    ] as const;

    test('the newest first, with first frames, cost and time; a search finds prompts and models', async () => {
      const demo = await open();
      const page = await visit(browser, `${demo.url}/#/history`);
      await page.getByText('No run is kept here yet.').waitFor();
      await kept(demo, two);
      await page.reload();
      await page.getByText('2 runs', { exact: true }).waitFor();
      expect(await cards(page).locator('.history-prompt').allTextContents()).toEqual([
        '猫咪跳舞',
        'a red balloon',
      ]);
      expect(await cards(page).first().textContent()).toMatch(/cost unknown · [\d.]+ s · .*20\d\d/);
      const picture = page.locator('.thumbnail video').first();
      await picture.waitFor();
      await vi.waitUntil(
        () => picture.evaluate((element) => Reflect.get(element, 'videoWidth') > 0),
        patience,
      );
      expect(await picture.getAttribute('preload')).toBe('metadata');
      const search = page.getByRole('searchbox', { name: 'Search prompts and models' });
      await search.fill('Balloon');
      await page.getByText('1 run', { exact: true }).waitFor();
      await search.fill('jimeng');
      await cards(page).filter({ hasText: '猫咪跳舞' }).waitFor();
      await search.fill('unicorn');
      await page.getByText('No run has these words').waitFor();
    });

    test('run again with changes: the form gets the request, its pictures and its api', async () => {
      const demo = await open();
      const firstFrame = { base64: png.toString('base64') };
      await kept(demo, [['kling:kling-v2-6', { prompt: 'it moves', firstFrame, duration: 10 }]]);
      const page = await visit(browser, `${demo.url}/#/history`);
      await page.getByRole('button', { name: /^Run again with changes: kling:kling-v2-6/ }).click();
      await heading(page, 'Compare video services').waitFor();
      await page.getByRole('img', { name: 'First frame' }).waitFor();
      const prompt = page.getByLabel('Prompt', { exact: true });
      expect(await prompt.inputValue()).toBe('it moves');
      await prompt.fill('it moves slowly');
      await press(page, 'Generate on kling:kling-v2-6');
      await vi.waitUntil(() => demo.simulator.tasks.length === 2, patience);
      expect(demo.simulator.tasks[1]?.body).toMatchObject({
        image: png.toString('base64'),
        prompt: 'it moves slowly',
        duration: '10',
      });
      await page.getByRole('link', { name: 'History' }).click();
      await cards(page).nth(1).waitFor();
      await page.getByRole('link', { name: 'Create' }).click();
      expect(await prompt.inputValue()).toBe('it moves slowly');
    });

    test('any two runs side by side, and what differs between them', async () => {
      const demo = await open();
      await kept(demo, two);
      const page = await visit(browser, `${demo.url}/#/history`);
      const [first, second] = [/^Compare: jimeng/, /^Compare: kling/].map((name) =>
        page.getByRole('button', { name }),
      );
      await first?.focus();
      await page.keyboard.press('Space');
      await page.getByText('Choose one more run to compare with.').waitFor();
      await second?.focus();
      await page.keyboard.press('Space');
      await page.getByRole('link', { name: 'Compare the two' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Two runs side by side' }).waitFor();
      await vi.waitUntil(async () => (await focused(page)) === 'Two runs side by side', patience);
      await page.getByLabel('Video of kling:kling-v2-6').waitFor();
      const differing = page.locator('[data-differs] th');
      expect(await differing.allTextContents()).toEqual(
        expect.arrayContaining(['Run (differs)', 'Prompt (differs)', 'Duration (differs)']),
      );
      await page.reload();
      await page.getByLabel('Video of jimeng:jimeng-video-3.0').waitFor();
      await page.getByRole('link', { name: 'Back to all runs' }).click();
      await cards(page).first().waitFor();
    });

    test('delete asks first, and says when it cannot', async () => {
      const demo = await open({ speed: 0 });
      const page = await visit(browser, `${demo.url}/#/history`, {}, /409/);
      const running = runInput({ prompt: 'still running' });
      const headers = { 'content-type': 'application/json' };
      await fetch(`${demo.url}/api/runs`, { method: 'POST', headers, body: JSON.stringify(running) });
      await page.reload();
      await page.getByRole('button', { name: /^Delete: kling/ }).click();
      const dialog = page.getByRole('dialog', { name: 'Delete this run?' });
      await dialog.getByText('There is no way back').waitFor();
      await dialog.getByRole('button', { name: 'Delete for good' }).click();
      await dialog.getByText('This run goes on and cannot be deleted').waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'detached' });
      demo.simulator.advance(60);
      await page.locator('[data-kept][data-stage="succeeded"]').waitFor();
      await page.getByRole('button', { name: /^Delete: kling/ }).focus();
      await page.keyboard.press('Enter');
      expect(await cards(page).count()).toBe(1);
      await dialog.getByRole('button', { name: 'Delete for good' }).click();
      await page.getByText('No run is kept here yet.').waitFor();
      await dialog.waitFor({ state: 'detached' });
      expect(await focused(page)).toBe('No run is kept here yet.');
      expect((await fetch(`${demo.url}/api/runs/${running.id}`)).status).toBe(404);
    });

    test('a hundred runs: page by page, and only the pictures near the screen are loaded', async () => {
      const demo = await open({ speed: 1_000 });
      const ids = await kept(
        demo,
        Array.from(
          { length: 100 },
          (_, index) => ['kling:kling-v2-6', { prompt: `number ${index}` }] as const,
        ),
      );
      const page = await visit(browser, `${demo.url}/#/history`);
      await page.getByText('The newest 24 runs').waitFor();
      expect(await cards(page).count()).toBe(24);
      for (const shown of [48, 72, 96, 100]) {
        await press(page, 'Show older runs');
        await vi.waitUntil(async () => (await cards(page).count()) === shown, patience);
        await cards(page).last().scrollIntoViewIfNeeded();
        await cards(page).last().locator('video').waitFor();
        expect(await page.locator('video').count()).toBeLessThan(24);
      }
      await page.getByText('100 runs', { exact: true }).waitFor();
      expect(await cards(page).last().getAttribute('data-kept')).toBe(ids[0]);
    });

    test('in Chinese', async () => {
      const demo = await open();
      await kept(demo, two);
      const page = await visit(browser, `${demo.url}/#/history`, { locale: 'zh-CN' });
      await heading(page, '历史记录').waitFor();
      await page.getByText('2 次运行', { exact: true }).waitFor();
      await page.getByRole('button', { name: /^删除：kling/ }).click();
      await page.getByRole('dialog', { name: '删除这次运行？' }).getByText('无法恢复').waitFor();
      expect(await page.title()).toBe('历史记录 · vid');
    });

    test.each(widths)('axe finds nothing, and nothing is too wide: %i px', async (width) => {
      const demo = await open();
      await kept(demo, two);
      const options = { reducedMotion: 'reduce', viewport: { width, height: 900 } } as const;
      const page = await visit(browser, `${demo.url}/#/history`, options);
      await page.locator('.thumbnail video').first().waitFor();
      await page.getByRole('button', { name: /^Compare: jimeng/ }).click();
      await page.getByRole('button', { name: /^Compare: kling/ }).click();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.getByRole('button', { name: /^Delete: kling/ }).click();
      await page.getByRole('dialog').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('link', { name: 'Compare the two' }).click();
      await page.getByRole('table').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    });
  });
});
