import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { startDemo, type StartOptions } from '../src/server/start.ts';
import { visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { countCommits } from './commits.ts';
import { comparison, newFolder } from './demo.ts';
import { patience } from './watch.ts';

async function open(options: Partial<StartOptions> = {}) {
  const demo = await startDemo({
    port: 0,
    environment: {},
    speed: 20,
    intervals: { real: 5_000, simulated: 50 },
    dataFolder: newFolder(),
    ...options,
  });
  onTestFinished(async () => demo.close());
  return demo;
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
    for (let started = 0; started < 20; started += 2) {
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
});
