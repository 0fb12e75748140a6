import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { Run } from '../src/api.ts';
import type { StartOptions } from '../src/server/start.ts';
import { generateChosen } from './actions.ts';
import { accessibilityFaults, open as openDemo, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { countCommits } from './commits.ts';
import { newFolder, runInput } from './demo.ts';
import { asReader, readers } from './languages.ts';
import { madeUpRun, tellRuns } from './made-up-runs.ts';
import { allEnded, compareAt, filmsReady, made, overflow, runsOf, setFault, stage, start } from './stage.ts';
import { two } from './stage.ts';
import { patience } from './watch.ts';

const open = (options: Partial<StartOptions> = {}) =>
  openDemo({ intervals: { real: 50, simulated: 50 }, ...options });
const still = { reducedMotion: 'reduce' } as const;
const looks = [
  ['en-US', 1280],
  ['zh-CN', 360],
] as const;
const inLook = (locale: string, width: number) => ({ ...still, locale, viewport: { width, height: 900 } });

async function isFine(page: Page) {
  expect(await accessibilityFaults(page, '.stage-parts')).toEqual([]);
  expect(await overflow(page)).toBe(0);
}

const succeeded = (page: Page, count: number) =>
  vi.waitUntil(
    async () => (await page.locator('.wall [data-stage="succeeded"]').count()) === count,
    patience,
  );

describe.runIf(isChromiumThere)('the stage', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test.each([
    [
      ...looks[0],
      {
        told: [
          'Queued behind 2',
          'Sent',
          'Refused (429), again in 2 s',
          'Accepted',
          'Checked: queued',
          'Checked 2 times: running 40% · 12 s ago',
        ],
        left: 'about 40 s left',
        over: 'takes longer than usual',
        end: /^0 of 1 done, 1 /,
        stop: 'Stop',
      },
    ],
    [
      ...looks[1],
      {
        told: [
          '前面还有 2 个任务',
          '已发送',
          '被拒绝（429），2 秒后重试',
          '已受理',
          '已查询：排队中',
          '已查询 2 次：生成中 40% · 12 秒前',
        ],
        left: '约剩 40 秒',
        over: '比平时更久',
        end: /^已完成 0 \/ 1、1 个/,
        stop: '停止',
      },
    ],
  ] as const)('%s at %i px: what happened, how long it may take, and Stop', async (locale, width, words) => {
    const demo = await open();
    const now = Date.now();
    const own = { provider: 'runway', model: 'gen4.5' };
    const run = madeUpRun({ ...own, startedAt: now - 20_000 });
    const { state } = run;
    if (state.phase !== 'accepted') throw new Error('It is accepted.');
    const finished = {
      ...madeUpRun({ ...own, comparison: 'earlier' }),
      state: {
        ...state,
        finishedAfterMs: 60_000,
        task: { ...state.task, status: 'succeeded' as const, videos: [] },
      },
      endedAt: now,
    };
    const timeline = [
      { at: now - 20_000, type: 'queued', ahead: 2 },
      { at: now - 19_000, type: 'submitted' },
      { at: now - 18_000, type: 'retrying', httpStatus: 429, code: 'rate-limited', inMs: 2_000 },
      { at: now - 16_000, type: 'accepted' },
      { at: now - 14_000, type: 'polled', status: 'queued' },
      { at: now - 13_000, type: 'polled', status: 'running', progress: 0.2 },
      { at: now - 12_000, type: 'polled', status: 'running', progress: 0.4 },
    ] as const;
    const { url, tell } = await tellRuns(demo.url, [finished, { ...run, timeline }]);
    const page = await visit(browser, compareAt(url, run.comparison), inLook(locale, width), /404/);
    // The page's clock says when it is.
    const card = page.locator('[data-run="runway:gen4.5"]');
    await card.waitFor();
    await page.clock.setFixedTime(now);
    await vi.waitUntil(
      async () => (await card.locator('.run-left').textContent())?.includes(words.left) === true,
      patience,
    );
    const lines = await card.getByRole('listitem').allTextContents();
    expect(lines.map((line) => line.replace(/^\+[\d.]+ (s|秒) /, ''))).toEqual(words.told);
    await card.getByRole('button', { name: words.stop }).waitFor();
    await isFine(page);
    await page.clock.setFixedTime(now + 50_000);
    await vi.waitUntil(
      async () => (await card.locator('.run-left').textContent())?.includes(words.over) === true,
      patience,
    );
    tell({ ...run, state: { ...state, task: { ...state.task, status: 'canceled' } }, endedAt: now });
    await page.locator('.failure[data-stage="canceled"]').waitFor();
    await page.getByRole('status').getByText(words.end).waitFor();
  });

  test.for(readers)(
    '$locale at $width px: the title counts, and who looks elsewhere is told of the end, if he asked for it by a click',
    async (reader) => {
      const { notify, endTitle } = reader.words.stage;
      const { url, simulator } = await open({ speed: 0 });
      const id = await start(url, { prompt: 'a red balloon' }, two);
      const page = await visit(browser, url, asReader(reader));
      await page.addInitScript(`{
      globalThis.asked = 0;
      globalThis.notices = [];
      globalThis.Notification = class extends EventTarget {
        static permission = 'default';
        static requestPermission() {
          globalThis.asked += 1;
          Notification.permission = 'granted';
          return Promise.resolve('granted');
        }
        constructor(title, { body }) {
          super();
          globalThis.notices.push([title, body]);
        }
        close() {}
      };
      document.hasFocus = () => globalThis.looks !== false;
    }`);
      await page.goto(compareAt(url, id));
      await page.reload();
      await vi.waitUntil(async () => (await page.title()).startsWith('(0/2) '), patience);
      expect(await page.evaluate('asked')).toBe(0);
      await stage(page).getByRole('button', { name: notify }).click();
      await stage(page).getByRole('button', { name: notify, pressed: true }).waitFor();
      expect(await page.evaluate('asked')).toBe(1);
      await page.evaluate('looks = false');
      await vi.waitUntil(() => simulator.tasks.length === 2, patience);
      simulator.advance(600);
      await vi.waitUntil(async () => (await page.title()).startsWith('✓ '), patience);
      expect(await page.evaluate('notices')).toEqual([[endTitle(2, 2), 'a red balloon']]);
      await page.evaluate("dispatchEvent(new Event('focus'))");
      await vi.waitUntil(async () => !(await page.title()).startsWith('✓'), patience);
    },
  );

  test('20 runs that go on: React commits at most once a frame, and neither form nor plan at all', async () => {
    const demo = await open();
    const runs = Array.from({ length: 20 }, (_, index) => madeUpRun({ model: `model-${index}` }));
    const { url, tell } = await tellRuns(demo.url, runs);
    const page = await visit(browser, url, still, /404/);
    const commits = await countCommits(page, ['Results', 'Request', 'plan-title']);
    await page.reload();
    await vi.waitUntil(async () => (await page.locator('.run-progress').count()) === 20, patience);
    await page.evaluate(`{
      globalThis.frames = 0;
      const count = () => { frames += 1; requestAnimationFrame(count); };
      requestAnimationFrame(count);
    }`);
    await commits.reset();
    for (let step = 1; step <= 30; step += 1) {
      for (const run of runs) {
        const { state } = run;
        if (state.phase !== 'accepted' || state.task.status !== 'running') continue;
        tell({ ...run, state: { ...state, task: { ...state.task, progress: step / 100 } } });
      }
      await page.evaluate('new Promise(requestAnimationFrame)');
    }
    await vi.waitUntil(
      async () => (await page.locator('.run-progress').getByText('30%').count()) === 20,
      patience,
    );
    const { Results: counted = 0, ...others } = await commits.counts();
    expect(others).toEqual({});
    expect(counted).toBeGreaterThan(1);
    expect(counted).toBeLessThanOrEqual(await page.evaluate<number>('frames'));
  });

  test('films of another request than the form’s say so, and theirs is one press away', async () => {
    const { url } = await open();
    const id = await made(url, { prompt: 'a lantern', duration: 10 }, two);
    await made(url, { prompt: 'newer' }, two);
    const page = await visit(browser, compareAt(url, id), still);
    const offer = page.getByRole('button', { name: 'Load this one' });
    await offer.click();
    await offer.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Prompt', { exact: true }).inputValue()).toBe('a lantern');
    expect(page.url()).toContain(`/compare/${id}`);
    // Whoever changes the form afterwards knows.
    const before = page.url();
    await page.getByLabel('Prompt', { exact: true }).fill('a lantern at night');
    await vi.waitUntil(() => page.url() !== before, patience);
    expect(await offer.count()).toBe(0);
  });

  test('a run is stopped where its service can', async () => {
    const { url, simulator } = await open({ speed: 0.01 });
    const id = await start(url, { prompt: 'a cat' }, [
      ['kling:kling-v2-6', 'gateway'],
      ['runway:gen4.5', 'official'],
    ]);
    const page = await visit(browser, compareAt(url, id), still);
    const card = page.locator('[data-run="kling:kling-v2-6"]');
    await card.getByText('This service cannot stop a task.').waitFor();
    await page.getByRole('button', { name: 'Stop Runway gen4.5' }).click();
    await page.locator('[data-run="runway:gen4.5"][data-stage="canceled"]').waitFor();
    await page.getByRole('button', { name: 'Try again: Runway gen4.5' }).waitFor();
    expect(simulator.tasks).toHaveLength(2);
  });

  test.each([
    [
      ...looks[0],
      {
        behind: 'queued behind 1 task',
        stop: /^Stop Jimeng/,
        done: 'It was stopped before anything was sent.',
        bill: 'Billed: nothing',
        again: /^Try again: Jimeng/,
      },
    ],
    [
      ...looks[1],
      {
        behind: '前面还有 1 个任务',
        stop: /^停止即梦 Jimeng/,
        done: '发送之前已停止。',
        bill: '实际计费：无',
        again: /^重试：即梦 Jimeng/,
      },
    ],
  ] as const)(
    '%s at %i px: behind a lost answer a run waits, is stopped unpaid, and is tried again',
    async (locale, width, words) => {
      const { url, simulator } = await open();
      await setFault(url, 'lost-answer');
      const one = two.slice(1);
      const lost = await start(url, { prompt: 'a cat' }, one);
      await vi.waitUntil(async () => (await runsOf(url))[0]?.state.phase === 'unknown', patience);
      await setFault(url, 'none');
      const id = await start(url, { prompt: 'a cat' }, one);
      const page = await visit(browser, compareAt(url, id), inLook(locale, width));
      const card = page.locator('[data-run][data-stage="waiting"]');
      await card.getByText(words.behind).first().waitFor();
      await isFine(page);
      await card.getByRole('button', { name: words.stop }).click();
      const stopped = page.locator('[data-run][data-stage="stopped"]');
      await stopped.getByText(words.done).waitFor();
      await stopped.getByText(words.bill).waitFor();
      expect(simulator.tasks).toHaveLength(1);
      // What may exist is never sent again.
      await page.goto(compareAt(url, lost));
      const unknown = page.locator('[data-run][data-stage="unknown"]');
      await unknown.waitFor();
      expect(await unknown.getByRole('button', { name: words.again }).count()).toBe(0);
      await isFine(page);
      await page.goto(compareAt(url, id));
      await stopped.getByRole('button', { name: words.again }).click();
      await vi.waitUntil(async () => (await runsOf(url)).length === 3, patience);
      const [again] = await runsOf(url);
      expect(again?.comparison).toBe(id);
    },
  );

  test.each([
    [
      ...looks[0],
      { advice: /moderation refused it\. Change the words/, edit: /^Edit the request/, prompt: 'Prompt' },
    ],
    [...looks[1], { advice: /未通过服务的内容审核。请修改文字或图片/, edit: /^修改请求/, prompt: '提示词' }],
  ] as const)(
    '%s at %i px: a failure is said once, with its reason; its request is edited, and nothing is sent',
    async (locale, width, words) => {
      const { url, simulator } = await open();
      await setFault(url, 'moderation');
      const id = await made(url, { prompt: 'a secret garden' }, two.slice(0, 1));
      const page = await visit(browser, compareAt(url, id), inLook(locale, width));
      const card = page.locator('[data-run][data-stage="failed"]');
      await card.getByText(words.advice).waitFor();
      expect(await stage(page).getByText(words.advice).count()).toBe(1);
      expect(await stage(page).getByText('Failure to pass the risk control system').count()).toBe(1);
      await isFine(page);
      await card.getByRole('button', { name: words.edit }).click();
      const prompt = page.getByLabel(words.prompt, { exact: true }).first();
      await vi.waitUntil(async () => (await prompt.inputValue()) === 'a secret garden', patience);
      expect(page.url()).toContain('models=kling%3Akling-v2-6');
      expect(simulator.tasks).toHaveLength(1);
    },
  );

  test.each([
    [
      'en-US',
      'May have been accepted and may be billed',
      'Look up: Kling kling-v2-6',
      'Service and API',
      'may be billed',
    ],
    ['zh-CN', '任务可能存在，也可能已计费', '查询：可灵 Kling kling-v2-6', '服务与接口', '可能已计费'],
  ] as const)(
    '%s: a lost answer is said, is looked up, and nothing is sent again',
    async (locale, _, look, service, bill) => {
      const { url, simulator } = await open();
      await setFault(url, 'lost-answer');
      const id = await start(url, { prompt: 'a cat' }, [['kling:kling-v2-6', 'gateway']]);
      const page = await visit(browser, compareAt(url, id), { ...still, locale });
      const card = page.locator('[data-run][data-stage="unknown"]');
      await card.getByText(bill).first().waitFor();
      await card.getByRole('button', { name: look }).click();
      await vi.waitUntil(
        async () => (await page.getByLabel(service).inputValue()) === 'kling gateway',
        patience,
      );
      await page.reload();
      await card.getByText(bill).first().waitFor();
      expect(simulator.tasks).toHaveLength(1);
    },
  );

  test('a task by its id: unknown is said, and a known one is followed to its video', async () => {
    const { url, simulator } = await open();
    await fetch(`${url}/api/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(runInput({ prompt: 'by another client' })),
    });
    const [task] = await vi.waitUntil(() => simulator.tasks.length > 0 && simulator.tasks, patience);
    const page = await visit(browser, url, still, /404|503/);
    await stage(page).getByText('Have a task id already?').click();
    const box = page.getByRole('form', { name: 'Have a task id already?' });
    const button = box.getByRole('button', { name: 'Look up' });
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
    const id = box.getByLabel('Task id');
    await id.fill('2f19d8a7-3b74-4fc4-af42-d0bcadbaec54');
    await box.getByLabel('Service and API').selectOption('runway gateway');
    await id.press('Enter');
    await box.getByText('Runway · gateway knows no task with this id.').waitFor();
    await isFine(page);
    await box.getByLabel('Service and API').selectOption('kling gateway');
    await box.getByLabel('kind (optional)').waitFor();
    simulator.fault({ on: 'poll', kind: 'error', status: 503, times: 'always' });
    await id.fill(String(task?.id));
    await id.press('Enter');
    await box.getByText('did not confirm this task, so it is not known whether it exists').waitFor();
    simulator.clearFaults();
    for (let time = 0; time < 2; time += 1) {
      await id.fill(String(task?.id));
      await button.click();
      await page.getByRole('heading', { name: `Task ${task?.id}` }).waitFor();
      await vi.waitUntil(
        () =>
          page
            .getByRole('heading', { name: `Task ${task?.id}` })
            .evaluate((heading) => Math.abs(heading.getBoundingClientRect().top) < 120),
        patience,
      );
    }
    await succeeded(page, 1);
    expect(await runsOf(url)).toHaveLength(2);
    expect(simulator.tasks).toHaveLength(1);
  });

  test('a refresh loses nothing, nor does a restart of the server', async () => {
    const dataFolder = newFolder();
    const first = await open({ dataFolder });
    const port = Number(new URL(first.url).port);
    const id = await made(first.url, { prompt: 'a cat' }, two);
    const page = await visit(browser, compareAt(first.url, id), still, /ERR_|Failed to load/);
    await succeeded(page, 2);
    await page.reload();
    await succeeded(page, 2);
    await first.close();
    await page.getByRole('main').getByText('The connection to the server is lost').waitFor();
    await open({ dataFolder, port });
    await page
      .getByRole('main')
      .getByText('The connection to the server is lost')
      .waitFor({ state: 'detached' });
    await succeeded(page, 2);
    await page.goto(first.url);
    const again = await start(first.url, { prompt: 'a dog' }, two.slice(0, 1));
    await allEnded(first.url);
    // The newest, where the address names none; the other is one step away.
    await succeeded(page, 1);
    await stage(page).locator(`[data-comparison="${id}"] a`).click();
    await succeeded(page, 2);
    expect(again).not.toBe(id);
    await page.goto(`${first.url}/#/compare/${crypto.randomUUID()}`);
    await page.getByText('This comparison is not kept here.').waitFor();
    await page.goto(`${first.url}/#/compare/${id}+${again}`);
    await filmsReady(page, 3);
  });

  test.each([
    ['en-US', 'Try again', 'This could not be started'],
    ['zh-CN', '重试', '无法开始'],
  ] as const)(
    '%s: trying again tells why it could not, and a double click runs once',
    async (locale, again, failed) => {
      const { url, simulator } = await open({ speed: 0 });
      const id = await start(url, { prompt: 'a cat' }, [['runway:gen4.5', 'official']]);
      await vi.waitUntil(() => simulator.tasks.length === 1, patience);
      const [run] = await runsOf(url);
      await fetch(`${url}/api/runs/${run?.id}/cancel`, { method: 'POST' });
      await allEnded(url);
      const page = await visit(browser, compareAt(url, id), { ...still, locale }, /500/);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
      const retries = () => asked.filter((one) => one === `GET /api/runs/${run?.id}/request`).length;
      const error = { code: 'odd', message: 'No request is kept.', problems: [] };
      const held = Promise.withResolvers<undefined>();
      await page.route('**/api/runs/*/request', async (route) => {
        await held.promise;
        await route.fulfill({ status: 500, json: { error } });
      });
      const button = page.getByRole('button', { name: new RegExp(`^${again}[:：] ?Runway gen4.5$`) });
      await button.click();
      // Nothing else is started meanwhile, and no other question asked.
      await page.locator('.generate button[disabled]').waitFor();
      held.resolve(undefined);
      const alert = page.getByRole('alert').filter({ hasText: failed });
      await alert.getByText(error.message).waitFor();
      expect(simulator.tasks).toHaveLength(1);
      await page.unroute('**/api/runs/*/request');
      await alert.getByRole('button', { name: again }).click();
      await alert.waitFor({ state: 'detached' });
      await vi.waitUntil(() => simulator.tasks.length === 2, patience);
      await page.locator('.generate button:enabled').waitFor();

      // Of two quick clicks, and of two slow ones, of which the second comes when the first is done.
      asked.length = 0;
      await button.evaluate((element) => {
        if (!(element instanceof HTMLElement)) return;
        element.click();
        element.click();
      });
      await vi.waitUntil(() => simulator.tasks.length === 3, patience);
      await page.locator('.generate button:enabled').waitFor();
      await button.dispatchEvent('click', { detail: 2 });
      // What it would have asked for would have left before.
      await page.evaluate(() => fetch('/api/limit').then(({ status }) => status));
      expect(retries()).toBe(1);
      expect(await runsOf(url)).toHaveLength(3);
    },
  );

  test.each([
    ['en-US', 'Not everything could be started', /^Generate · 2/],
    ['zh-CN', '未能全部开始', /^生成 2/],
  ] as const)(
    '%s: what was started of a batch is shown, and the rest is sent once more without paying twice',
    async (locale, partly, generate) => {
      const { url, simulator } = await open();
      const page = await visit(
        browser,
        `${url}/#/create?models=kling%3Akling-v2-6&also=a+dog`,
        { ...still, locale },
        /503/,
      );
      const error = { code: 'odd', message: 'Not now.', problems: [] };
      await page.route('**/api/comparisons', (route, request) =>
        request.postData()?.includes('a dog') === true
          ? route.fulfill({ status: 503, json: { error } })
          : route.continue(),
      );
      await page.getByRole('button', { name: generate }).click();
      const alert = page.getByRole('alert').filter({ hasText: partly });
      await alert.getByText(error.message).waitFor();
      await succeeded(page, 1);
      expect(page.url()).toContain('/compare/');
      await page.unroute('**/api/comparisons');
      await alert.getByRole('button').click();
      await succeeded(page, 2);
      expect(simulator.tasks).toHaveLength(2);
      expect(await alert.count()).toBe(0);
    },
  );

  test('a task that is done is not said to go on; one whose file cannot be had is without a video', async () => {
    const demo = await open();
    const run = madeUpRun();
    if (run.state.phase !== 'accepted') throw new Error('It is accepted.');
    const task = { ...run.state.task, status: 'succeeded', videos: [{ url: '/a' }] } as const;
    const state = { ...run.state, task };
    const done: Run = { ...run, state };
    const { url, tell } = await tellRuns(demo.url, [done]);
    const page = await visit(browser, compareAt(url, run.comparison), still, /404/);
    await page.locator('.run-progress').waitFor();
    expect(await stage(page).getByText('cannot stop a task').count()).toBe(0);
    const lastError = { code: 'network', message: 'No route to the file.' } as const;
    tell({ ...done, state: { ...state, lastError }, endedAt: Date.now() });
    const card = page.locator('.failure[data-stage="unsaved"]');
    await card.getByText(lastError.message).waitFor();
    await page.getByRole('button', { name: 'Look up: Kling kling-v2-6' }).waitFor();
    await stage(page).getByText('0 of 1 done · 1 without a video').waitFor();
  });

  test('a comparison is whole where the stream tells of a part, and what is deleted is said', async () => {
    const demo = await open();
    const id = await made(demo.url, { prompt: 'a cat' }, two);
    const newest = (await runsOf(demo.url)).slice(0, 1);
    expect(newest).toMatchObject([{ comparison: id }]);
    const { url } = await tellRuns(demo.url, newest);
    const page = await visit(browser, compareAt(url, id), still);
    await succeeded(page, 2);
    await page.getByRole('button', { name: 'Run again' }).waitFor();
    await page.goto(compareAt(url, `${id}+${crypto.randomUUID()}`));
    await page.getByText('1 of these 2 comparisons is not kept here.').waitFor();
    await succeeded(page, 2);
  });

  test('an accepted run that is looked up again is shown where it goes on', async () => {
    const demo = await open();
    const id = await made(demo.url, { prompt: 'a cat' }, two.slice(0, 1));
    const [run] = await runsOf(demo.url);
    if (run?.state.phase !== 'accepted') throw new Error('It is accepted.');
    const lastError = { code: 'network', message: 'No route to the file.' } as const;
    const { url } = await tellRuns(demo.url, [{ ...run, videos: [], state: { ...run.state, lastError } }]);
    const page = await visit(browser, compareAt(url, id), still);
    await page.getByRole('button', { name: 'Look up: Kling kling-v2-6' }).click();
    await page.waitForURL((address) => !address.hash.includes(id));
    const other = (await runsOf(demo.url)).find(({ comparison }) => comparison !== id);
    expect(page.url()).toContain(`#/compare/${other?.comparison}`);
    await succeeded(page, 1);
  });

  const toResults = (page: Page) => page.getByRole('button', { name: /a red balloon$/ });
  const topOf = (page: Page) => stage(page).evaluate((section) => section.getBoundingClientRect().top);

  test.each([
    ['en-US', 390],
    ['zh-CN', 360],
  ] as const)('%s at %i px: the newest comparison is a press away', async (locale, width) => {
    const { url } = await open();
    const older = await made(url, { prompt: 'a boat' }, two.slice(0, 1));
    await made(url, { prompt: 'a red balloon' }, two);
    const page = await visit(browser, url, inLook(locale, width));
    await page.locator('.board-head').waitFor();
    expect((await toResults(page).boundingBox())?.y).toBeLessThan(200);
    expect(await topOf(page)).toBeGreaterThan(600);
    await toResults(page).click();
    await vi.waitUntil(async () => (await topOf(page)) < 200, patience);
    await isFine(page);
    await page.goto(compareAt(url, older));
    await toResults(page).click();
    await page.getByRole('heading', { name: 'a red balloon' }).waitFor();
  });

  test('on a phone what was started comes into sight, also where the stream tells of it before the answer', async () => {
    const { url } = await open();
    const page = await visit(browser, url, inLook('en-US', 390));
    await page.route('**/api/comparisons', async (route) => {
      const response = await route.fetch();
      await page.locator('.board-head').waitFor();
      await route.fulfill({ response });
    });
    expect(await topOf(page)).toBeGreaterThan(600);
    await generateChosen(page);
    await vi.waitUntil(async () => (await topOf(page)) < 200, patience);
  });

  test('beside the composer the results need no way to them', async () => {
    const { url } = await open();
    await made(url, { prompt: 'a red balloon' }, two);
    const page = await visit(browser, url, still);
    await page.locator('.board-head').waitFor();
    expect(await toResults(page).count()).toBe(0);
    expect(await topOf(page)).toBeLessThan(200);
  });
});
