import { startSimulator } from '@vid/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import type { LimitState } from '../src/api.ts';
import type { StartOptions } from '../src/server/start.ts';
import { candidates, press } from './actions.ts';
import { accessibilityFaults, open as openDemo, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { entriesAt, png } from './demo.ts';
import { patience } from './watch.ts';

/** Real services are polled as often as simulated ones. */
const open = (options: Partial<StartOptions> = {}) =>
  openDemo({ intervals: { real: 50, simulated: 50 }, ...options });

/** A page whose calls to one service cost money: of a service of ours. */
async function openReal(variable: string) {
  const real = await startSimulator({ apiKey: 'sk-real', speed: 0 });
  onTestFinished(async () => real.close());
  const environment = { [variable]: 'sk-real' };
  return { real, ...(await open({ environment, entries: entriesAt(real.url) })) };
}

const overflow = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

const official = (page: Page) =>
  page.getByRole('radiogroup', { name: 'Which api of runway' }).getByText('official').click();

/** As JSON: the form offers only what some model takes. */
async function ask(page: Page, request: object, tab = 'Request as JSON') {
  await page.getByRole('tab', { name: tab }).click();
  await page.getByRole('textbox', { name: tab }).fill(JSON.stringify(request));
}

async function pickFault(page: Page, name: string, button: RegExp = /^Faults/) {
  await press(page, button);
  await page.getByRole('radio', { name }).click();
  await page.waitForFunction(
    ([name]) =>
      [...document.querySelectorAll('button')].some(({ textContent }) => textContent.includes(name)),
    [name] as const,
  );
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function generateOnTwo(page: Page) {
  for (const name of ['kling:kling-v2-6', 'jimeng:jimeng-video-3.0']) {
    await page.getByRole('checkbox', { name: `Choose ${name}` }).check();
  }
  await press(page, 'Generate on the chosen (2)');
}

describe.runIf(isChromiumThere)('plan and runs', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test('what matters changes the plan, and what is shown is what is sent', async () => {
    const { url, simulator } = await open();
    const page = await visit(browser, url);
    await ask(page, { prompt: 'a cat', duration: 7 });
    await page.locator('[data-rejection="kling:kling-v2-6"]').waitFor();
    await page.getByRole('switch', { name: 'Allow nearest values' }).check();
    const card = page.locator('[data-candidate="kling:kling-v2-6"]');
    await card.getByText('Duration 5 s instead of 7 s').waitFor();
    await card.getByText(/usually 5\.3 min \(measured by others\)/).waitFor();
    await press(page, 'Show request to kling:kling-v2-6');
    await page.getByRole('dialog').getByText('"duration": "5"').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press(page, 'Generate on kling:kling-v2-6');
    await vi.waitUntil(() => simulator.tasks.length === 1, patience);
    expect(simulator.tasks[0]?.body).toMatchObject({ duration: '5' });
    await page.locator('[data-stage="succeeded"]').waitFor();
    await card.getByText(/usually [\d.]+ s \(measured here\)/).waitFor();
  });

  test('cheapest first, at most, and needs', async () => {
    const { url } = await open();
    const page = await visit(browser, url);
    await press(page, 'Text only');
    await official(page);
    const first = page.locator('[data-candidate]').first().locator('[data-numbers]');
    await first.getByText('about 0.6 USD').waitFor();
    await page.getByLabel('Prefer', { exact: true }).selectOption('cheapest');
    await first.getByText('about 0.4 USD').waitFor();
    await page.getByLabel('At most (USD)').fill('0.45');
    await page.locator('[data-rejection="runway:gen4.5"]').getByText('the limit is 0.45 USD').waitFor();
    expect(await candidates(page)).toEqual(['runway:veo3.1_fast', 'runway:h3_max']);
    await page.getByLabel('At most (USD)').fill('');
    await page.getByText('cancellable').click();
    await page.locator('[data-rejection="kling:kling-v2-6"]').getByText('needs cancel').waitFor();
    expect(await candidates(page)).not.toContain('jimeng:jimeng-video-3.0');
  });

  test('in Chinese: why not, and the one click that helps', async () => {
    const { url } = await open();
    const page = await visit(browser, url, { locale: 'zh-CN' });
    await ask(page, { prompt: '猫', duration: 7 }, 'JSON 请求');
    const card = page.locator('[data-rejection="kling:kling-v2-6"]');
    await card.getByText('时长：kling-v2-6 只接受 5、10；当前为 7').waitFor();
    await card.getByRole('button', { name: '采用：时长改为 5（原为 7）' }).click();
    await page.locator('[data-candidate="kling:kling-v2-6"]').getByText('价格未知').waitFor();
    expect(await card.count()).toBe(0);
  });

  test('the limit refuses the next real run, and says what is reserved', async () => {
    const { url, real } = await openReal('RUNWAYML_API_SECRET');
    const page = await visit(browser, url);
    await press(page, 'Text only');
    await official(page);
    await press(page, /^Limit/);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('At most in all (USD)').fill('1');
    await dialog.getByRole('button', { name: 'Set the limit' }).click();
    await dialog.getByRole('button', { name: 'Remove it' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await press(page, 'Generate on runway:gen4.5');
    await dialog.getByText('Together about 0.6 USD').waitFor();
    await dialog.getByText('1 USD of the limit of 1 USD are left.').waitFor();
    await dialog.getByRole('button', { name: 'Pay and generate' }).click();
    await page.getByRole('button', { name: 'Limit 0.6 of 1 USD' }).waitFor();
    await press(page, 'Generate on runway:gen4.5');
    await dialog.getByText('This is over the limit').waitFor();
    expect(await dialog.getByRole('button', { name: 'Pay and generate' }).isDisabled()).toBe(true);
    expect(real.tasks).toHaveLength(1);
  });

  test('what nobody knows the price of needs a word of its own under a limit', async () => {
    const { url, real } = await openReal('KLING_API_TOKEN');
    const put = { method: 'PUT', headers: { 'content-type': 'application/json' } };
    const limit = JSON.stringify({ amount: 5, currency: 'USD' });
    await fetch(`${url}/api/limit`, { ...put, body: limit });
    const page = await visit(browser, url);
    await press(page, 'Text only');
    await press(page, 'Generate on kling:kling-v2-6');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The price of 1 call is unknown.').waitFor();
    const pay = dialog.getByRole('button', { name: 'Pay and generate' });
    expect(await pay.isDisabled()).toBe(true);
    await dialog.getByLabel('Allow unknown prices').check();
    await pay.click();
    await vi.waitUntil(() => real.tasks.length === 1, patience);
    const state: LimitState = await (await fetch(`${url}/api/limit`)).json();
    expect(state.unpriced).toBe(1);
  });

  test('a limit that was lowered meanwhile: the server refuses, and the page says it in its language', async () => {
    const { url, real } = await openReal('RUNWAYML_API_SECRET');
    const page = await visit(browser, url, { locale: 'zh-CN' }, /409/);
    await press(page, '仅文字');
    await page.getByRole('radiogroup', { name: '选择 runway 的接口' }).getByText('官方').click();
    await press(page, '用 runway:gen4.5 生成');
    const pay = page.getByRole('dialog').getByRole('button', { name: '付费并生成' });
    await pay.waitFor();
    const put = { method: 'PUT', headers: { 'content-type': 'application/json' } };
    const limit = JSON.stringify({ amount: 0.1, currency: 'USD' });
    await fetch(`${url}/api/limit`, { ...put, body: limit });
    await pay.click();
    await page.getByText('费用将超出本次会话的限额。没有发送任何内容。').waitFor();
    expect(real.tasks).toHaveLength(0);
  });

  test.each([
    [
      'en-US',
      1280,
      'Uploads first, before the paid request: First frame (0.0 MB) to demo',
      'cannot fetch a file',
    ],
    ['zh-CN', 360, '付费请求之前先上传到 demo：首帧图片（0.0 MB）', '真实服务无法从本机读取文件'],
  ] as const)(
    '%s: a file for a service that takes links only goes to a simulated one, and is refused for a real one',
    async (locale, width, uploads, refusal) => {
      const viewport = { width, height: 900 };
      const model = 'runway:runwayml-gen4_turbo-5';
      const choose = async (url: string) => {
        const page = await visit(browser, url, { locale, viewport, reducedMotion: 'reduce' });
        const buffer = png;
        await page
          .locator('input[type=file]')
          .first()
          .setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer });
        return page;
      };
      const { url, simulator } = await open();
      const page = await choose(url);
      const card = page.locator(`[data-candidate="${model}"]`);
      await card.getByText(uploads).waitFor();
      await card.getByRole('button').first().click();
      await page.locator(`[data-run="${model}"][data-stage="succeeded"]`).waitFor();
      expect(simulator.tasks.map(({ body }) => String(body['promptImage']))).toEqual([
        expect.stringMatching(/^https:\/\/demo\.invalid\/api\/pictures\/[0-9a-f]{64}$/),
      ]);

      const paid = await openReal('RUNWAY_API_TOKEN');
      const other = await choose(paid.url);
      await other.locator(`[data-rejection="${model}"]`).getByText(refusal).waitFor();
      expect(await overflow(other)).toBe(0);
      expect(await accessibilityFaults(other)).toEqual([]);
      expect(paid.real.tasks).toHaveLength(0);
    },
  );

  test.each([1280, 360] as const)('axe finds nothing at %i px, and nothing is wider', async (width) => {
    const { url } = await open();
    const viewport = { width, height: 800 };
    const page = await visit(browser, url, { reducedMotion: 'reduce', viewport });
    const isFine = async () => {
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    };
    await ask(page, { prompt: 'a cat', duration: 7 });
    await page.getByRole('switch', { name: 'Allow nearest values' }).check();
    await page.locator('[data-adjustments]').first().waitFor();
    await isFine();
    await press(page, /^Limit/);
    await page.getByRole('dialog').getByLabel('At most in all (USD)').waitFor();
    await isFine();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await generateOnTwo(page);
    await page.locator('video').first().waitFor();
    await pickFault(page, 'Lost answer');
    await press(page, 'Generate on kling:kling-v2-6');
    await page.locator('[data-stage="unknown"]').waitFor();
    await isFine();
    await press(page, /^Faults/);
    await page.getByRole('radio', { name: 'Slow' }).waitFor();
    await isFine();
  });
});
