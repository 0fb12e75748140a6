import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startSimulator } from '@vid/simulator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import { candidates, choose, everyVideoPlays, press } from './actions.ts';
import { accessibilityFaults, open, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { entriesAt, newFolder, png } from './demo.ts';
import { patience } from './watch.ts';

const isCi = (process.env['CI'] ?? '') !== '';

test.runIf(isCi)('continuous integration has a Chromium', () => {
  expect(isChromiumThere).toBe(true);
});

describe.runIf(isChromiumThere)('the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test('the first screen: all three services can, and their features are one click away', async () => {
    const { url, simulator } = await open();
    const page = await visit(browser, url, { reducedMotion: 'reduce' });
    const models = await candidates(page);
    expect(new Set(models.map((name) => name?.split(':')[0]))).toEqual(
      new Set(['runway', 'kling', 'jimeng']),
    );
    await page.getByText('simulated services do not load it').waitFor();
    await press(page, `Generate on all that fit (${models.length})`);
    await vi.waitUntil(() => simulator.tasks.length === models.length, patience);
    await page.getByRole('link', { name: 'Compare the services by feature' }).click();
    const table = page.getByRole('table', { name: 'The services by feature' });
    await table.waitFor();
    const line = async (name: string) => {
      const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
      return row.getByRole('cell').allTextContents();
    };
    expect((await line('Watermark'))[0]).toBe('yes †');
    expect(await line('Any size or ratio')).toEqual(['yes †', 'no', 'no']);
    expect((await line('Only here'))[1]).toContain('Camera move, Motion masks');
    expect(await accessibilityFaults(page)).toEqual([]);
    const before = await line('Models');
    await page.getByRole('radiogroup', { name: 'Which api of kling' }).getByText('official').click();
    await vi.waitUntil(async () => (await line('Models'))[1] !== before[1], patience);
    await page.setViewportSize({ width: 360, height: 740 });
    await table.locator('[scope=rowgroup]').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('text only: compared on all that fit, side by side, and the videos play', async () => {
    const { url, simulator } = await open({ speed: 0 });
    const page = await visit(browser, url);
    await press(page, 'Text only');
    await page.getByLabel('Prompt', { exact: true }).fill('猫咪跳舞');
    const asked = ['kling:kling-v2-6', 'jimeng:jimeng-video-3.0', 'kling:kling-v1'];
    expect(await candidates(page)).toEqual(asked);
    await page.locator('[data-candidate="kling:kling-v2-6"]').getByText('documented').waitFor();
    const reasons = page.locator('[data-rejection="runway:runwayml-gen4_turbo-5"]');
    expect(await reasons.textContent()).toContain('firstFrame');

    await press(page, 'Generate on all that fit (3)');
    await vi.waitUntil(() => simulator.tasks.length === 3, patience);
    simulator.advance(10);
    await page.locator('[data-stage="running"]').first().waitFor();
    simulator.advance(60);
    await everyVideoPlays(page, 3);
    // All are sent at the same time: which comes first is chance.
    expect(simulator.tasks.map(({ model }) => model).toSorted()).toEqual([
      'jimeng-video-3.0',
      'kling-v1',
      'kling-v2-6',
    ]);
    expect(simulator.tasks.map(({ body }) => body['prompt'])).toEqual(['猫咪跳舞', '猫咪跳舞', '猫咪跳舞']);
    const runs = page.locator('[data-run]');
    expect(await runs.evaluateAll((all) => all.map((one) => one.dataset['run']))).toEqual(asked);
    const tops = await runs.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(1);

    await page.reload();
    await vi.waitUntil(async () => (await page.locator('[data-stage="succeeded"]').count()) === 3, patience);
    expect(simulator.tasks).toHaveLength(3);
  });

  test('a picture with a watermark goes to those that take it, and says why not to the others', async () => {
    const { url, simulator } = await open();
    const page = await visit(browser, url);
    await page.getByLabel('First frame', { exact: true }).fill('https://example.com/image.jpg');
    await choose(page, 'Duration', '5 s');
    await choose(page, 'Watermark', 'yes');
    expect(await candidates(page)).toEqual(['runway:runwayml-gen4_turbo-5', 'runway:gen4_turbo']);
    await page.locator('[data-candidate]').first().getByText('claimed', { exact: true }).waitFor();
    expect(await page.locator('[data-rejection="kling:kling-v2-6"]').textContent()).toContain('watermark');

    await press(page, 'Show request to runway:runwayml-gen4_turbo-5');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('"watermark": true').waitFor();
    expect(await dialog.textContent()).not.toContain(simulator.apiKey);
    expect(simulator.requests).toHaveLength(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Generate on runway:runwayml-gen4_turbo-5' }).dblclick();
    await everyVideoPlays(page, 1);
    expect(simulator.tasks.map(({ body }) => body)).toMatchObject([
      { promptImage: 'https://example.com/image.jpg', watermark: true, duration: 5 },
    ]);
  });

  test('a suggestion is one click, and a camera move goes where it is taken', async () => {
    const { url } = await open();
    const page = await visit(browser, url);
    await press(page, /^Camera move/);
    expect(await candidates(page)).toEqual(['kling:kling-v1']);
    await page.getByRole('slider', { name: 'Zoom' }).press('ArrowRight');
    await page.getByText('Zoom: 6', { exact: true }).waitFor();
    await page.locator('[data-rejection="jimeng:jimeng-video-3.0"]').getByRole('button').click();
    await page.locator('[data-candidate="jimeng:jimeng-video-3.0"]').waitFor();
    await page.getByText('Zoom: 0', { exact: true }).waitFor();
  });

  test('JSON sets every field; what is wrong with it is said and nothing is sent', async () => {
    const { url, simulator } = await open();
    const page = await visit(browser, url);
    await page.getByRole('tab', { name: 'Request as JSON' }).click();
    const editor = page.getByRole('textbox', { name: 'Request as JSON' });
    await editor.fill('{ "promt": 1');
    await page.getByText('This is not JSON yet').waitFor();
    await editor.fill('{ "promt": "a cat" }');
    await page.getByText('Did you mean "prompt"?').waitFor();
    expect(await candidates(page)).toEqual([]);
    expect(await page.getByRole('tab', { name: 'Form' }).isDisabled()).toBe(true);
    await editor.fill('{ "prompt": "a cat", "providerOptions": { "kling": { "cfgScale": 0 } } }');
    expect(await candidates(page)).toEqual(['kling:kling-v1']);
    await page.getByRole('tab', { name: 'Form' }).click();
    await page.getByText('Also set: providerOptions').waitFor();
    await press(page, 'Generate on kling:kling-v1');
    await vi.waitUntil(() => simulator.tasks.length === 1, patience);
    expect(simulator.tasks[0]?.body).toMatchObject({ cfg_scale: 0 });
  });

  test('a picture from a file is sent as bytes; a file that is none is refused', async () => {
    const { url, simulator } = await open();
    const page = await visit(browser, url);
    const input = page.locator('input[type=file]').first();
    await input.setInputFiles({ name: 'fake.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
    await page.getByText('This file is no PNG').waitFor();
    await input.setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer: png });
    await page.getByRole('img', { name: 'First frame' }).waitFor();
    await press(page, 'Generate on kling:kling-v2-6');
    await vi.waitUntil(() => simulator.tasks.length === 1, patience);
    expect(simulator.tasks[0]?.body).toMatchObject({ image: png.toString('base64') });
  });

  test('a real call asks first, and pays once', async () => {
    const real = await startSimulator({ apiKey: 'sk-real', speed: 0 });
    onTestFinished(async () => real.close());
    const { url, simulator } = await open({
      environment: { KLING_API_TOKEN: 'sk-real' },
      entries: entriesAt(real.url),
    });
    const page = await visit(browser, url);
    await page.getByText('kling · real, costs money').waitFor();
    await page.getByText('jimeng · simulated').waitFor();
    await press(page, 'Generate on kling:kling-v2-6');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The first frame is the example address').waitFor();
    expect(await dialog.getByRole('button', { name: 'Pay and generate' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await press(page, 'Text only');
    await press(page, 'Generate on kling:kling-v2-6');
    await dialog.getByText('kling:kling-v2-6').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(real.requests).toHaveLength(0);
    await press(page, 'Generate on kling:kling-v2-6');
    await dialog.getByRole('button', { name: 'Pay and generate' }).dblclick();
    await page.locator('[data-run="kling:kling-v2-6"]').waitFor();
    await press(page, 'Generate on jimeng:jimeng-video-3.0');
    await everyVideoPlays(page, 1);
    expect([real.tasks.length, simulator.tasks.length]).toEqual([1, 1]);
  });

  test('another api of a provider is another plan, and the run goes through it', async () => {
    const { url, simulator } = await open();
    const page = await visit(browser, url);
    await press(page, 'Text only');
    expect(await candidates(page)).not.toContain('runway:gen4.5');
    await page.getByRole('radiogroup', { name: 'Which api of runway' }).getByText('official').click();
    await page
      .locator('[data-candidate="runway:gen4.5"]')
      .getByText(/about .* USD/)
      .waitFor();
    expect(await candidates(page)).not.toContain('runway:runwayml-gen4_turbo-5');
    await press(page, 'Show request to runway:gen4.5');
    await page.getByText(`POST ${simulator.url}/v1/text_to_video`).waitFor();
    await page.keyboard.press('Escape');
    await press(page, 'Generate on runway:gen4.5');
    await everyVideoPlays(page, 1);
    expect(simulator.tasks.map(({ kind, model }) => [kind, model])).toEqual([['text_to_video', 'gen4.5']]);
    await page.locator('[data-run="runway:gen4.5"]').getByText('official').waitFor();
  });

  test('Chinese by the browser, switchable, and the choice stays', async () => {
    const { url } = await open();
    const page = await visit(browser, url, { locale: 'zh-CN', reducedMotion: 'reduce' });
    await page.getByRole('heading', { name: '视频生成服务对比' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByText('English', { exact: true }).click();
    await page.getByRole('heading', { name: 'Compare video services' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Compare video services' }).waitFor();
    await page.getByText('中文', { exact: true }).click();
    await page.getByRole('button', { name: '用所有合适的模型生成（5）' }).waitFor();
  });

  test.each([1280, 390])('axe finds nothing at %i px', async (width) => {
    const { url, simulator } = await open({ speed: 0 });
    const page = await visit(browser, url, {
      reducedMotion: 'reduce',
      viewport: { width, height: 900 },
    });
    await press(page, 'More fields');
    await page.getByLabel('Seed', { exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Request as JSON' }).click();
    await page.getByRole('textbox', { name: 'Request as JSON' }).fill('{');
    await page.getByText('This is not JSON yet').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(page, 'Watermark on a picture');
    await press(page, 'Show request to runway:runwayml-gen4_turbo-5');
    await page.getByRole('dialog').getByText('"watermark": true').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press(page, 'Generate on runway:runwayml-gen4_turbo-5');
    await vi.waitUntil(() => simulator.tasks.length === 1, patience);
    simulator.advance(10);
    await page.getByRole('progressbar').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    simulator.advance(60);
    await page.locator('video').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('nothing is wider than a screen of 360 px', async () => {
    const { url } = await open();
    const page = await visit(browser, url, { viewport: { width: 360, height: 740 } });
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');
    await press(page, 'More fields');
    await page.getByLabel('Seed', { exact: true }).waitFor();
    expect(await overflow()).toBe(0);
    await press(page, 'Watermark on a picture');
    await press(page, 'Show request to runway:runwayml-gen4_turbo-5');
    await page.getByText('"watermark": true').waitFor();
    expect(await overflow()).toBe(0);
    await page.keyboard.press('Escape');
    await press(page, 'Generate on runway:runwayml-gen4_turbo-5');
    await page.locator('video').waitFor();
    expect(await overflow()).toBe(0);
    await page.getByText('中文', { exact: true }).click();
    expect(await overflow()).toBe(0);
  });

  test('the start script prints its address, serves the page and ends cleanly', async () => {
    const folder = fileURLToPath(new URL('..', import.meta.url));
    const command = ['--conditions=@vid/source', 'src/server/main.ts'];
    const environment = {
      PATH: process.env['PATH'],
      PORT: '0',
      JIMENG_API_TOKEN: 'sk-never-used',
      VID_DEMO_DATA: newFolder(),
    };
    const child = spawn(process.execPath, command, { cwd: folder, env: environment });
    onTestFinished(() => void child.kill('SIGKILL'));
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [, url = ''] = await vi.waitUntil(() => /^vid demo: (http:\S+)\n.*\n/m.exec(said), patience);
    expect(said).toContain('runway (gateway) simulated · runway (official) simulated');
    expect(said).toContain('jimeng (gateway) REAL, costs money');
    const page = await visit(browser, url, {}, /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED/);
    await page.getByText('jimeng · real, costs money').waitFor();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await page.getByText('The connection to the server is lost').waitFor();
  });
});
