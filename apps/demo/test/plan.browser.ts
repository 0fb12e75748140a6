import { startSimulator } from '@vid/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import type { LimitState } from '../src/api.ts';
import type { StartOptions } from '../src/server/start.ts';
import {
  ask,
  candidates,
  gateways,
  generateOn,
  json,
  openMode,
  openModel,
  openReason,
  press,
  unfold,
} from './actions.ts';
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

async function pickFault(page: Page, name: string) {
  const panel = await openMode(page);
  await unfold(page, /^Faults/);
  await panel.getByRole('radio', { name }).check();
  await page.locator('.app-bar .badge').getByText(name).waitFor();
  await page.keyboard.press('Escape');
}

describe.runIf(isChromiumThere)('plan and runs', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test('what matters changes the plan, and what is shown is what is sent', async () => {
    const { url, simulator } = await open();
    const page = await visit(browser, url + gateways);
    await ask(page, { prompt: 'a cat', duration: 7 });
    await openReason(page, 'kling:kling-v2-6');
    await unfold(page, 'Preferences');
    await page.getByRole('switch', { name: 'Allow nearest values' }).check();
    await page.locator('summary').getByText('Allow nearest values').waitFor();
    const row = await openModel(page, 'kling:kling-v2-6');
    await row.getByText('adjusted', { exact: true }).waitFor();
    await row.getByText('Duration 5 s instead of 7 s').waitFor();
    await row.getByText('5.3 min (measured by others)').waitFor();
    await press(page, 'Show request to Kling kling-v2-6');
    await page.getByRole('dialog').getByText('"duration": "5"').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await generateOn(page, 'kling:kling-v2-6');
    await vi.waitUntil(() => simulator.tasks.length === 1, patience);
    expect(simulator.tasks[0]?.body).toMatchObject({ duration: '5' });
    await page.locator('[data-stage="succeeded"]').waitFor();
  });

  test('a simulated time stands beside the table’s, by its name, and orders nothing', async () => {
    const { url } = await open();
    const page = await visit(browser, url + gateways);
    await unfold(page, 'Preferences');
    await page.getByRole('combobox', { name: 'Prefer' }).selectOption('fastest');
    const before = await candidates(page);
    const slow = before.at(-1) ?? '';
    await generateOn(page, slow);
    await page.locator('[data-stage="succeeded"]').waitFor();
    const row = await openModel(page, slow);
    await row.getByText(/^[\d.]+ s at the simulator$/).waitFor();
    expect(await row.getByText('measured here').count()).toBe(0);
    expect(await candidates(page)).toEqual(before);
  });

  test('cheapest first, at most, and needs; the address keeps them', async () => {
    const { url } = await open();
    const page = await visit(browser, url);
    const price = (name: string) => page.locator(`[data-candidate="${name}"] .price`).textContent();
    expect(await price('runway:gen4.5')).toBe('$0.60');
    await unfold(page, 'Preferences');
    await page.getByRole('combobox', { name: 'Prefer' }).selectOption('cheapest');
    const prices = async () =>
      (await page.locator('[data-candidate] .price').allTextContents()).flatMap((text) => {
        const [, amount] = /(?:\s|^)\$([\d.]+)$/.exec(text) ?? [];
        return amount === undefined ? [] : [Number(amount)];
      });
    await vi.waitUntil(async () => {
      const now = await prices();
      return now.length > 2 && now.every((one, index) => index === 0 || one >= (now[index - 1] ?? 0));
    }, patience);
    await page.getByLabel('Max price (USD)').fill('0.45');
    await (await openReason(page, 'runway:gen4.5')).getByText('the limit is $0.45').first().waitFor();
    expect((await prices()).every((one) => one <= 0.45)).toBe(true);
    await vi.waitUntil(() => page.url().includes('most=0.45+USD'), patience);
    await page.reload();
    await page.locator('summary').getByText('cheapest · ≤ $0.45').waitFor();
    expect((await prices()).every((one) => one <= 0.45)).toBe(true);
    await unfold(page, 'Preferences');
    await page.getByLabel('Max price (USD)').fill('');
    await page.getByRole('checkbox', { name: 'cancellable' }).check();
    await (await openReason(page, 'kling:kling-v2-6')).getByText('needs cancellable').waitFor();
    expect(await candidates(page)).not.toContain('kling:kling-v2-6');
  });

  test('in Chinese: why not, and the one click that helps', async () => {
    const { url } = await open();
    const page = await visit(browser, url + gateways, { locale: 'zh-CN' });
    const held = Promise.withResolvers<void>();
    await page.route('**/assets/chinese-problems-*.js', async (route) => {
      await held.promise;
      await route.continue();
    });
    await ask(page, { prompt: '猫', duration: 7 }, 'JSON 请求');
    const reason = await openReason(page, 'kling:kling-v2-6');
    // Nothing before it is in Chinese.
    expect(await reason.locator('li').last().textContent()).toBe(
      '可灵 Kling kling-v2-6、kling-v1即梦 Jimeng jimeng-video-3.0',
    );
    held.resolve();
    await reason.getByText('时长：只接受 5、10；当前为 7').first().waitFor();
    await reason.getByRole('button', { name: /^修改请求：时长 7 秒 → 5 秒/ }).click();
    await page.locator('[data-candidate="kling:kling-v2-6"]').waitFor();
    await page.locator('[data-rejection="kling:kling-v2-6"]').waitFor({ state: 'detached' });
    expect(await candidates(page)).toContain('kling:kling-v2-6');
    const row = await openModel(page, 'kling:kling-v2-6');
    expect(await row.getByRole('term').allTextContents()).toEqual(expect.arrayContaining(['接口', '价格']));
  });

  test('the limit refuses the next real run, and says what is reserved', async () => {
    const { url, real } = await openReal('RUNWAYML_API_SECRET');
    const page = await visit(browser, url);
    const panel = await openMode(page);
    await unfold(page, /^Limit/);
    await panel.getByLabel('Total limit (USD)').fill('1');
    await panel.getByRole('button', { name: 'Set the limit' }).click();
    await panel.getByRole('button', { name: 'Remove the limit' }).waitFor();
    await page.keyboard.press('Escape');
    await generateOn(page, 'runway:gen4.5');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Total: about $0.60').waitFor();
    await dialog.getByText('$1.00 of the limit of $1.00 is left.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await press(page, 'Recent');
    // Nobody agreed, so nothing was sent.
    await page.getByText('Prompts that you send appear here.').waitFor();
    await page.keyboard.press('Escape');
    await generateOn(page, 'runway:gen4.5');
    await dialog.getByRole('button', { name: 'Pay and generate' }).click();
    await page.locator('.app-bar').getByText('$0.60 of $1.00').waitFor();
    await generateOn(page, 'runway:gen4.5');
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
    await generateOn(page, 'kling:kling-v2-6');
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
    await generateOn(page, 'runway:gen4.5');
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
        const page = await visit(browser, url + gateways, { locale, viewport, reducedMotion: 'reduce' });
        const buffer = png;
        await page
          .locator('input[type=file]')
          .first()
          .setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer });
        return page;
      };
      const { url, simulator } = await open();
      const page = await choose(url);
      await page.getByText('image/png').first().waitFor();
      const row = await openModel(page, model);
      await row.getByText(uploads).waitFor();
      await generateOn(page, model);
      await page.locator('[data-stage="succeeded"]').waitFor();
      expect(simulator.tasks.map(({ body }) => String(body['promptImage']))).toEqual([
        expect.stringMatching(/^https:\/\/demo\.invalid\/api\/pictures\/[0-9a-f]{64}$/),
      ]);

      const paid = await openReal('RUNWAY_API_TOKEN');
      const other = await choose(paid.url);
      await other.getByText('image/png').first().waitFor();
      await (await openReason(other, model)).getByText(refusal).waitFor();
      expect(await overflow(other)).toBe(0);
      expect(await accessibilityFaults(other)).toEqual([]);
      expect(paid.real.tasks).toHaveLength(0);
    },
  );

  test.each([1280, 360] as const)('axe finds nothing at %i px, and nothing is wider', async (width) => {
    const { url } = await open();
    const viewport = { width, height: 800 };
    const page = await visit(browser, url + gateways, { reducedMotion: 'reduce', viewport });
    const isFine = async () => {
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    };
    await ask(page, { prompt: 'a cat', duration: 7 });
    await press(page, json);
    await unfold(page, 'Preferences');
    await page.getByRole('switch', { name: 'Allow nearest values' }).check();
    await openModel(page, 'kling:kling-v2-6');
    await page.locator('[data-adjustments]').first().waitFor();
    await isFine();
    const panel = await openMode(page);
    await unfold(page, /^Limit/);
    await panel.getByLabel('Total limit (USD)').waitFor();
    await isFine();
    await page.keyboard.press('Escape');
    await pickFault(page, 'Lost answer');
    await generateOn(page, 'kling:kling-v2-6');
    await page.locator('[data-stage="unknown"]').waitFor();
    await isFine();
    await openMode(page);
    await unfold(page, /^Faults/);
    await isFine();
  });
});
