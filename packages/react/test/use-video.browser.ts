import { rmSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { buildPage, startHost } from './host.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly chromium: string;
  }
}

const patience = { timeout: 60_000, interval: 50 };

const fact = (page: Page, name: string) => page.locator(`[data-fact=${name}]`).first().textContent();
/** Both components that show the video say so. */
const shows = (page: Page, name: string, text: string) =>
  vi.waitFor(
    async () => expect(await page.locator(`[data-fact=${name}]`).allTextContents()).toEqual([text, text]),
    patience,
  );
const press = (page: Page, name: string) => page.getByRole('button', { name }).first().click();

describe.runIf(inject('chromium') !== '')('useVideo', () => {
  let browser: Browser;
  let built: string;
  beforeAll(async () => {
    built = await buildPage();
    browser = await chromium.connect(inject('chromium'));
  });
  afterAll(async () => {
    await browser.close();
    rmSync(built, { recursive: true, force: true });
  });

  const visitor = async (): Promise<BrowserContext> => {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    return context;
  };
  const open = async (context: BrowserContext, url: string, candidates = '1'): Promise<Page> => {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    onTestFinished(() => expect(complaints.filter((text) => !/502|401/.test(text))).toEqual([]));
    await page.goto(url);
    await shows(page, 'plan', candidates);
    return page;
  };

  it('three clicks at once make one bill in StrictMode, and the video plays', async () => {
    const host = await startHost(built);
    const page = await open(await visitor(), host.url);
    await page
      .getByRole('button', { name: 'Generate' })
      .first()
      .evaluate((button) => {
        for (let clicks = 0; clicks < 3; clicks += 1)
          button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      });
    await shows(page, 'status', 'queued');
    await press(page, 'Generate');
    await press(page, 'Another');
    expect([host.simulator.tasks.length, host.posts.length]).toEqual([1, 1]);
    host.simulator.advance(5);
    await shows(page, 'status', 'running');
    host.simulator.advance(60);
    await shows(page, 'status', 'succeeded');
    await vi.waitUntil(
      () =>
        page
          .locator('video')
          .first()
          .evaluate((video: HTMLVideoElement) => video.readyState >= 2),
      patience,
    );
    // The next one is another video.
    await press(page, 'Generate');
    await shows(page, 'jobs', 'polling succeeded');
    expect(host.simulator.tasks).toHaveLength(2);
    expect(host.streams().open).toBe(1);
  });

  it('a lost answer is unknown, and the same request again finds the same task', async () => {
    const host = await startHost(built);
    const page = await open(await visitor(), host.url);
    host.loseAnswers(true);
    await press(page, 'Generate');
    await shows(page, 'status', 'unknown');
    await shows(page, 'error', 'submission-unknown');
    host.loseAnswers(false);
    // That a later try is refused says nothing of the first one.
    host.refuse(true);
    await press(page, 'Generate');
    await shows(page, 'error', 'authentication');
    await shows(page, 'status', 'unknown');
    host.refuse(false);
    await press(page, 'Another');
    await press(page, 'Generate');
    await shows(page, 'status', 'queued');
    await shows(page, 'error', 'none');
    expect(new Set(host.posts).size).toBe(1);
    expect(host.simulator.tasks).toHaveLength(1);
  });

  it('a reload brings the task back, then the video; also where the answer was lost', async () => {
    const host = await startHost(built);
    const page = await open(await visitor(), host.url);
    host.loseAnswers(true);
    await press(page, 'Generate');
    await vi.waitUntil(() => host.simulator.tasks.length === 1, patience);
    host.refuse(true);
    await page.reload();
    await shows(page, 'status', 'unknown');
    host.refuse(false);
    host.loseAnswers(false);
    await page.reload();
    await shows(page, 'status', 'queued');
    await page.reload();
    await shows(page, 'status', 'queued');
    host.simulator.advance(60);
    await shows(page, 'status', 'succeeded');
    await page.reload();
    await shows(page, 'status', 'succeeded');
    expect(await page.locator('video').count()).toBe(2);
    await press(page, 'Reset');
    await shows(page, 'status', 'idle');
    await page.reload();
    await shows(page, 'status', 'idle');
    expect(host.simulator.tasks).toHaveLength(1);
  });

  it('a page that is there before anybody has logged in is ready once somebody has', async () => {
    const host = await startHost(built);
    host.refuse(true);
    const page = await open(await visitor(), host.url, 'none');
    await shows(page, 'connected', 'true');
    host.refuse(false);
    await shows(page, 'plan', '1');
    expect(host.posts).toEqual([]);
  });

  it('a task whose job was deleted meanwhile holds up no other: after a reload, and without one', async () => {
    const host = await startHost(built);
    const page = await open(await visitor(), host.url);
    await press(page, 'Generate');
    await shows(page, 'status', 'queued');
    await page.goto('about:blank');
    host.simulator.advance(60);
    await host.deleteJob();
    await page.goto(host.url);
    await shows(page, 'status', 'idle');
    await press(page, 'Another');
    await shows(page, 'status', 'queued');
    await shows(page, 'jobs', 'polling');
    host.mute(true);
    await shows(page, 'connected', 'false');
    host.simulator.advance(60);
    await host.deleteJob();
    host.mute(false);
    await shows(page, 'status', 'idle');
    expect(host.simulator.tasks).toHaveLength(2);
  });

  it('two tabs agree over one stream, and whoever opened it may go', async () => {
    const host = await startHost(built);
    const context = await visitor();
    const first = await open(context, host.url);
    const second = await open(context, host.url);
    await press(second, 'Generate');
    await Promise.all([first, second].map((page) => shows(page, 'jobs', 'polling')));
    expect(host.streams()).toEqual({ open: 1, opened: 1 });
    await first.close();
    host.simulator.advance(60);
    await shows(second, 'jobs', 'succeeded');
    const third = await open(context, host.url);
    await shows(third, 'jobs', 'succeeded');
    await vi.waitFor(() => expect(host.streams()).toEqual({ open: 1, opened: 2 }), patience);
    expect(await fact(third, 'status')).toBe('idle');
  });

  it('a tab that no longer answers, as one that is frozen, loses the stream, and may have it again', async () => {
    const host = await startHost(built);
    const context = await visitor();
    const first = await open(context, host.url);
    await shows(first, 'connected', 'true');
    await first.evaluate(() => {
      BroadcastChannel.prototype.postMessage = () => undefined;
    });
    const second = await open(context, host.url);
    await press(second, 'Generate');
    await Promise.all([first, second].map((page) => shows(page, 'jobs', 'polling')));
    await vi.waitFor(() => expect(host.streams()).toEqual({ open: 1, opened: 2 }), patience);
    await second.close();
    host.simulator.advance(60);
    await shows(first, 'jobs', 'succeeded');
    expect(host.streams()).toEqual({ open: 1, opened: 3 });
  });

  it('without locks each tab has a stream of its own', async () => {
    const host = await startHost(built);
    const context = await visitor();
    await context.addInitScript('delete Navigator.prototype.locks');
    const pages = [await open(context, host.url), await open(context, host.url)];
    await press(pages[0] ?? (await context.newPage()), 'Generate');
    await Promise.all(pages.map((page) => shows(page, 'jobs', 'polling')));
    expect(host.streams().open).toBe(2);
  });

  it('a task is canceled and another begins; what is unmounted leaves nothing behind', async () => {
    const host = await startHost(built);
    const page = await open(await visitor(), host.url);
    await shows(page, 'connected', 'true');
    await press(page, 'Generate');
    await shows(page, 'status', 'queued');
    await press(page, 'Cancel');
    await shows(page, 'status', 'canceled');
    await press(page, 'Generate');
    await shows(page, 'status', 'queued');
    expect([host.simulator.tasks.length, host.streams().open]).toEqual([2, 1]);
    await page.evaluate(() => dispatchEvent(new Event('unmount')));
    await vi.waitFor(() => expect(host.streams().open).toBe(0), patience);
    const held = await page.evaluate(() => navigator.locks.query().then((locks) => locks.held?.length));
    expect(held).toBe(0);
    expect(host.streams().opened).toBe(1);
  });
});
