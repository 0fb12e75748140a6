import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { open, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { countStreams } from './count-streams.ts';
import { runInput } from './demo.ts';
import { patience } from './watch.ts';

const generate = async (url: string) => {
  const response = await fetch(`${url}/api/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(runInput({ prompt: 'a cat' })),
  });
  expect(response.status).toBe(202);
};
/** The newest on the stage, the others below it. */
const done = '.film[data-stage="succeeded"], .earlier [data-open="0"][data-failed="0"]';
const succeeded = (page: Page, count: number) =>
  vi.waitUntil(async () => (await page.locator(done).count()) === count, patience);
async function newTab(first: Page, url: string): Promise<Page> {
  const page = await first.context().newPage();
  await page.goto(url);
  await page.locator('.stage-parts').waitFor();
  return page;
}

describe.runIf(isChromiumThere)('tabs of one browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test('eight tabs have one stream, and whoever opened it may go', async () => {
    const { url } = await open();
    const streams = await countStreams(url);
    const first = await visit(browser, streams.url);
    const others: Page[] = [];
    for (let count = 1; count < 8; count += 1) others.push(await newTab(first, streams.url));
    await generate(url);
    await Promise.all([first, ...others].map((page) => succeeded(page, 1)));
    expect(streams.open()).toBe(1);

    await first.close();
    await generate(url);
    await Promise.all(others.map((page) => succeeded(page, 2)));
    const [last] = others;
    if (last === undefined) throw new Error('There is no tab.');
    await succeeded(await newTab(last, streams.url), 2);
    expect([streams.open(), streams.opened()]).toEqual([1, 1]);
  });

  test('a tab that is frozen holds nobody up, and has missed nothing when it wakes', async () => {
    const { url, simulator } = await open();
    const first = await visit(browser, url);
    const second = await newTab(first, url);
    const session = await first.context().newCDPSession(first);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await generate(url);
    await succeeded(second, 1);
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await succeeded(first, 1);
    expect(simulator.tasks).toHaveLength(1);
  });

  test('a worker whose process ends is replaced, and nothing between is lost', async () => {
    const { url } = await open();
    const streams = await countStreams(url);
    const first = await visit(browser, streams.url);
    const second = await newTab(first, streams.url);
    const session = await browser.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    const worker = targetInfos.find(
      ({ type, url: at }) => type === 'shared_worker' && at.startsWith(streams.url),
    );
    expect(worker).toBeDefined();
    await session.send('Target.closeTarget', { targetId: worker?.targetId ?? '' });
    await generate(url);
    await Promise.all([first, second].map((page) => succeeded(page, 1)));
    await vi.waitUntil(() => streams.open() === 1 && streams.opened() === 2, patience);
  });

  test.each([
    ['has none', 'delete globalThis.SharedWorker'],
    ['has no locks', 'delete Navigator.prototype.locks'],
    ['does not load it', ''],
  ])('where the browser %s, each tab has a stream of its own', async (_, script) => {
    const { url, simulator } = await open();
    const streams = await countStreams(url);
    const first = await visit(browser, streams.url, {}, /ERR_/);
    const context = first.context();
    if (script === '') await context.route('**/assets/runs-worker-*.js', (route) => route.abort());
    else await context.addInitScript(script);
    await first.reload();
    const second = await newTab(first, streams.url);
    await generate(url);
    await Promise.all([first, second].map((page) => succeeded(page, 1)));
    await vi.waitUntil(() => streams.open() === 2, patience);
    expect(simulator.tasks).toHaveLength(1);
  });

  test('the last tab that looks at runs takes the stream along', async () => {
    const { url } = await open();
    const streams = await countStreams(url);
    const first = await visit(browser, streams.url);
    const second = await newTab(first, streams.url);
    await vi.waitUntil(() => streams.open() === 1, patience);
    await second.close();
    await first.getByRole('link', { name: 'Models' }).click();
    await vi.waitUntil(() => streams.open() === 0, patience);
    await generate(url);
    await first.goBack();
    await succeeded(first, 1);
    expect(streams.opened()).toBe(2);
  });
});
