import { startSimulator } from '@vid/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import type { LimitState } from '../src/api.ts';
import type { StartOptions } from '../src/server/start.ts';
import { candidates, press } from './actions.ts';
import { accessibilityFaults, open as openDemo, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { entriesAt, newFolder, png, runInput } from './demo.ts';
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

const times = (page: Page): Promise<readonly number[]> =>
  page.locator('video').evaluateAll((all) => all.map((one) => Number(Reflect.get(one, 'currentTime'))));
const paused = (page: Page): Promise<readonly boolean[]> =>
  page.locator('video').evaluateAll((all) => all.map((one) => Reflect.get(one, 'paused') === true));
const spread = (all: readonly number[]) => Math.max(...all) - Math.min(...all);
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

  test('videos play, stand and move in step, by buttons and by keys', async () => {
    const { url } = await open();
    const page = await visit(browser, url);
    await generateOnTwo(page);
    const videos = page.locator('video');
    await vi.waitUntil(async () => (await videos.count()) === 2, patience);
    await vi.waitUntil(async () => (await times(page)).every((time) => time > 0.3), patience);
    await press(page, 'Pause all');
    await vi.waitUntil(async () => spread(await times(page)) < 0.05, patience);
    expect(await paused(page)).toEqual([true, true]);

    const slider = page.getByRole('slider', { name: 'Position' });
    await slider.press('Home');
    await vi.waitUntil(async () => Math.max(...(await times(page))) < 0.05, patience);
    for (let step = 0; step < 20; step += 1) await slider.press('ArrowRight');
    await vi.waitUntil(async () => Math.abs(((await times(page))[0] ?? 0) - 2) < 0.11, patience);
    expect(spread(await times(page))).toBeLessThan(0.15);

    await videos.first().focus();
    await page.keyboard.press('ArrowRight');
    await vi.waitUntil(async () => (await times(page)).every((time) => time > 2.8), patience);
    expect(spread(await times(page))).toBeLessThan(0.15);
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Pause all' }).waitFor();
    await vi.waitUntil(async () => (await paused(page)).every((is) => !is), patience);
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Play all' }).waitFor();
    await vi.waitUntil(async () => spread(await times(page)) < 0.15, patience);

    const muted = () => videos.evaluateAll((all) => all.map((one) => Reflect.get(one, 'muted') === true));
    expect(await muted()).toEqual([true, true]);
    await press(page, 'Sound on');
    expect(await muted()).toEqual([false, false]);
    await page.getByRole('checkbox', { name: 'Loop' }).uncheck();
    await slider.press('End');
    const fromTheStart = videos.evaluateAll(async (all) => {
      const seeks = all.map(
        (one) =>
          new Promise<void>((resolve) => {
            one.addEventListener('seeked', () => Number(Reflect.get(one, 'currentTime')) < 4 && resolve());
          }),
      );
      await Promise.all(seeks);
    });
    await press(page, 'Play all');
    await page.getByRole('button', { name: 'Pause all' }).waitFor();
    await fromTheStart;

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download kling:kling-v2-6' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^kling-kling-v2-6-.*\.mp4$/);
    await press(page, 'All on full screen');
    await page.waitForFunction(() => document.fullscreenElement?.querySelectorAll('video').length === 2);
  });

  test('without motion nothing plays by itself; off the screen nothing holds a connection', async () => {
    const { url } = await open();
    const page = await visit(browser, url, { reducedMotion: 'reduce' });
    await generateOnTwo(page);
    await vi.waitUntil(async () => (await page.locator('video').count()) === 2, patience);
    await page.getByRole('button', { name: 'Play all' }).waitFor();
    expect(await paused(page)).toEqual([true, true]);
    await page.setViewportSize({ width: 390, height: 500 });
    await page.evaluate('scrollTo(0, 0)');
    await vi.waitUntil(async () => (await page.locator('video').count()) === 0, patience);
    await page.getByRole('button', { name: 'Play all' }).scrollIntoViewIfNeeded();
    await page.locator('video').first().waitFor();
  });

  test('a run is stopped where its service can', async () => {
    const { url, simulator } = await open({ speed: 0.01 });
    const page = await visit(browser, url);
    await press(page, 'Generate on kling:kling-v2-6');
    await official(page);
    await press(page, 'Generate on runway:gen4.5');
    const card = page.locator('[data-run="runway:gen4.5"]');
    await card.getByRole('button', { name: 'Stop runway:gen4.5' }).click();
    await card.getByText('Stopped.').waitFor();
    await page.locator('[data-run="runway:gen4.5"][data-stage="canceled"]').waitFor();
    expect(await page.getByRole('button', { name: 'Stop kling:kling-v2-6' }).count()).toBe(0);
    expect(simulator.tasks).toHaveLength(2);
  });

  test.each([
    [
      'en-US',
      {
        tab: 'Text only',
        jimeng: 'Which api of jimeng',
        api: 'official',
        lost: 'Lost answer',
        faults: /^Faults/,
      },
      { behind: 'queued behind 1 task', stop: /^Stop /, done: 'Stopped. It is not billed.' },
      { width: 1280, height: 900 },
    ],
    [
      'zh-CN',
      { tab: '仅文字', jimeng: '选择 jimeng 的接口', api: '官方', lost: '应答丢失', faults: /^故障/ },
      { behind: '前面还有 1 个任务', stop: /^停止 /, done: '已停止。 不计费。' },
      { width: 360, height: 800 },
    ],
  ] as const)(
    '%s: behind a lost answer a run says that it is queued, and is stopped unpaid',
    async (locale, names, words, viewport) => {
      const { url, simulator } = await open();
      const page = await visit(browser, url, { locale, viewport, reducedMotion: 'reduce' });
      await press(page, names.tab);
      await page.getByRole('radiogroup', { name: names.jimeng }).getByText(names.api).click();
      await pickFault(page, names.lost, names.faults);
      const generate = page.locator('[data-candidate="jimeng:jimeng-video-3.0"]').getByRole('button').first();
      await generate.click();
      await page.locator('[data-stage="unknown"]').waitFor();
      await generate.click();
      const card = page.locator('[data-run][data-stage="waiting"]');
      await card.getByRole('status').getByText(words.behind).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await card.getByRole('button', { name: words.stop }).click();
      const stopped = page.locator('[data-run][data-stage="stopped"]');
      await stopped.getByText(words.done).waitFor();
      expect(await stopped.getByRole('alert').count()).toBe(0);
      expect(await stopped.getByRole('button').count()).toBe(0);
      expect(simulator.tasks).toHaveLength(1);
    },
  );

  test.each([
    ['en-US', /^Faults/, 'Failed by moderation', /moderation refused it\. Change the words/],
    ['zh-CN', /^故障/, '审核未通过', /内容审核未通过。请修改文字或图片/],
  ] as const)('%s: a failure with its reason and what to do', async (locale, button, preset, advice) => {
    const { url, simulator } = await open();
    const page = await visit(browser, url, { locale });
    await pickFault(page, preset, button);
    await page.locator('[data-candidate="kling:kling-v2-6"]').getByRole('button').first().click();
    const card = page.locator('[data-run][data-stage="failed"]');
    await card.getByText(advice).waitFor();
    await card.getByText('Failure to pass the risk control system').waitFor();
    expect(simulator.tasks).toHaveLength(1);
  });

  test.each([
    ['en-US', /^Faults/, 'Lost answer', 'May have been accepted, not sent again', 'may be billed'],
    ['zh-CN', /^故障/, '应答丢失', '可能已被接受，不会重发', '可能已计费'],
  ] as const)(
    '%s: a lost answer is said and nothing is sent again',
    async (locale, button, preset, title, bill) => {
      const { url, simulator } = await open();
      const page = await visit(browser, url, { locale });
      await pickFault(page, preset, button);
      await page.locator('[data-candidate="kling:kling-v2-6"]').getByRole('button').first().click();
      const card = page.locator('[data-run][data-stage="unknown"]');
      await card.getByRole('alert').getByText(title).waitFor();
      await card.locator('[data-costs]').getByText(bill).waitFor();
      expect(simulator.tasks).toHaveLength(1);
      await page.reload();
      await card.getByRole('alert').getByText(title).waitFor();
      expect(simulator.tasks).toHaveLength(1);
    },
  );

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

  test('a task by its id: unknown is said, and a known one is followed to its video', async () => {
    const { url, simulator } = await open();
    const body = JSON.stringify(runInput({ prompt: 'by another client' }));
    await fetch(`${url}/api/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const [task] = await vi.waitUntil(() => simulator.tasks.length > 0 && simulator.tasks, patience);
    const page = await visit(browser, url, { reducedMotion: 'reduce' }, /404|502/);
    const box = page.getByRole('form', { name: 'Have a task id already?' });
    // Until the runs are known it stands open.
    await page.locator('[data-run]').first().waitFor();
    await press(page, 'Have a task id already?');
    const look = box.getByRole('button', { name: 'Look up' });
    expect(await look.isDisabled()).toBe(true);
    const id = box.getByLabel('Task id');
    await id.fill('2f19d8a7-3b74-4fc4-af42-d0bcadbaec54');
    await id.press('Enter');
    await box.getByText('runway · gateway knows no task with this id.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await box.getByLabel('Service and API').selectOption('kling · gateway');
    await box.getByLabel('kind (optional)').waitFor();
    simulator.fault({ on: 'poll', kind: 'error', status: 503, times: 'always' });
    await id.fill(String(task?.id));
    await id.press('Enter');
    await box.getByText('did not confirm this task, so it is not known whether it exists').waitFor();
    simulator.clearFaults();
    await look.click();
    await page.getByRole('heading', { name: `Task ${task?.id}` }).waitFor();
    await vi.waitUntil(async () => (await page.locator('[data-stage=succeeded]').count()) === 2, patience);
    await page.locator('video').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    // Once more: its card is there, and comes into sight, again and again.
    const inSight = () =>
      page
        .getByRole('heading', { name: `Task ${task?.id}` })
        .evaluate((heading) => Math.abs(heading.getBoundingClientRect().top) < 100);
    for (let time = 0; time < 2; time += 1) {
      await page.evaluate('scrollTo(0, 0)');
      expect(await inSight()).toBe(false);
      await id.fill(String(task?.id));
      await page.evaluate('scrollTo(0, 0)');
      await id.evaluate((field) => field.closest('form')?.requestSubmit());
      await vi.waitUntil(inSight, patience);
    }
    expect(await page.locator('[data-run]').count()).toBe(2);
    expect(simulator.tasks).toHaveLength(1);
  });

  test('a refresh loses nothing, nor does a restart of the server', async () => {
    const dataFolder = newFolder();
    const first = await open({ dataFolder });
    const port = Number(new URL(first.url).port);
    const page = await visit(browser, first.url, {}, /ERR_|Failed to load/);
    await generateOnTwo(page);
    const done = page.locator('[data-stage="succeeded"]');
    await vi.waitUntil(async () => (await done.count()) === 2, patience);
    await page.reload();
    await vi.waitUntil(async () => (await done.count()) === 2, patience);
    await first.close();
    await page.getByText('The connection to the server is lost').waitFor();
    await open({ dataFolder, port });
    await page.getByText('The connection to the server is lost').waitFor({ state: 'detached' });
    expect(await done.count()).toBe(2);
    await press(page, 'Generate on jimeng:jimeng-video-3.0');
    await vi.waitUntil(async () => (await done.count()) === 3, patience);
  });

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
