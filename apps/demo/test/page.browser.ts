import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startSimulator } from '@vid/simulator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import {
  ask,
  candidates,
  choose,
  gateways,
  generateChosen,
  generateOn,
  json,
  openModel,
  openMode,
  openReason,
  press,
  unfold,
} from './actions.ts';
import { accessibilityFaults, open, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { entriesAt, newFolder, png } from './demo.ts';
import { asReader, readers } from './languages.ts';
import { compareAt, filmsReady, made, two } from './stage.ts';
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

  test.each([
    ['en-US', 1280, 'Generate · 3 videos', /^Simulated, not billed\. Real: ≈ \$/],
    ['zh-CN', 390, '生成 3 个视频', /^模拟，不收费。真实价格：约/],
  ] as const)(
    'the best of three services are chosen, with the sum and the time, and one button sends them: %s',
    async (locale, width, button, facts) => {
      const { url, simulator } = await open();
      const page = await visit(browser, url, {
        locale,
        reducedMotion: 'reduce',
        viewport: { width, height: 860 },
      });
      const chosen = page.locator('[data-chosen=true]');
      const names = await chosen.evaluateAll((all) => all.map((one) => one.dataset['candidate'] ?? ''));
      expect(new Set(names.map((name) => name.split(':')[0]))).toEqual(
        new Set(['runway', 'kling', 'jimeng']),
      );
      const bar = page.locator('.generate');
      expect(await bar.locator('p').textContent()).toMatch(facts);
      await expect
        .poll(() => bar.boundingBox().then((box) => box !== null && box.y + box.height <= 860))
        .toBe(true);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button', { name: button }).click();
      await vi.waitUntil(() => simulator.tasks.length === 3, patience);
      await page.waitForURL(/#\/compare\/[0-9a-f-]{36}/);
      await page.locator('[data-stage="succeeded"]').nth(2).waitFor();
      expect(simulator.tasks).toHaveLength(3);
    },
  );

  test.for(readers)(
    '$locale at $width px: Ctrl+Enter sends, once; None sends nothing, and a choice stays in the address',
    async (reader) => {
      const { words } = reader;
      const { url, simulator } = await open();
      const page = await visit(browser, url, asReader(reader));
      await press(page, words.planning.clear);
      const prompt = page.getByLabel(words.fields.prompt, { exact: true });
      await prompt.press('Control+Enter');
      const generate = page.getByRole('button', { name: words.generating.button(0), exact: true });
      expect(await generate.isDisabled()).toBe(true);
      await page.getByRole('checkbox', { name: words.chooseThis(`${reader.kling} kling-v2-6`) }).check();
      await vi.waitUntil(() => page.url().includes('models=kling'), patience);
      await page.reload();
      await prompt.press('Control+Enter');
      await vi.waitUntil(() => simulator.tasks.length === 1, patience);
      await page.locator('[data-stage="succeeded"]').waitFor();
      expect(simulator.tasks.map(({ model }) => model)).toEqual(['kling-v2-6']);
    },
  );

  test.for(readers)(
    '$locale at $width px: prompts × models × variations are one comparison, and the button counts them',
    async (reader) => {
      const { words } = reader;
      const { composer } = words;
      const { url, simulator } = await open();
      const page = await visit(browser, url, asReader(reader));
      await press(page, composer.addPrompt);
      await page.getByLabel(composer.nth(2), { exact: true }).fill('a dog');
      await page
        .getByRole('checkbox', { name: words.chooseThis(`${reader.jimeng} jimeng-video-3.0`) })
        .uncheck();
      await unfold(page, composer.more);
      await page.getByRole('radiogroup', { name: composer.variations }).getByText('2×').click();
      const generate = page.getByRole('button', { name: words.generating.button(8) });
      await generate.waitFor();
      await page.reload();
      await generate.click();
      await vi.waitUntil(() => simulator.tasks.length === 8, patience);
      const { runs } = await (await fetch(`${url}/api/runs`)).json();
      const all: readonly { readonly comparison: string; readonly prompt: string }[] = runs;
      expect(new Set(all.map(({ comparison }) => comparison)).size).toBe(1);
      expect(all.filter(({ prompt }) => prompt === 'a dog')).toHaveLength(4);
      const seeds = simulator.tasks.filter(({ model }) => model === 'gen4.5').map(({ body }) => body['seed']);
      expect(new Set(seeds).size).toBe(4);
    },
  );

  test.for(readers)(
    '$locale at $width px: a start takes the place of the request, and its picture is sent as a file',
    async (reader) => {
      const { words } = reader;
      const { url, simulator } = await open();
      const page = await visit(browser, url, asReader(reader));
      await page.locator('[data-start="text"]').click();
      const prompt = page.getByLabel(words.fields.prompt, { exact: true });
      await vi.waitUntil(
        async () => (await prompt.inputValue()) === words.starts.items.text.prompt,
        patience,
      );
      await press(page, words.composer.templates);
      await page.locator('.popover').getByRole('button', { name: words.starts.items.picture.name }).click();
      await page.getByRole('img', { name: words.fields.firstFrame }).waitFor();
      await generateOn(page, 'kling:kling-v2-6');
      await vi.waitUntil(() => simulator.tasks.length === 1, patience);
      const image = Buffer.from(String(simulator.tasks[0]?.body['image']), 'base64');
      expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([960, 540]);
      await press(page, words.composer.recent);
      const recent = words.starts.items.picture.prompt;
      await page.locator('.popover').getByRole('button', { name: recent }).waitFor();
    },
  );

  test.for(readers)(
    '$locale at $width px: the first stop skips the bar, and ? lists every key',
    async (reader) => {
      const { shortcuts } = reader.words;
      const { url } = await open();
      const page = await visit(browser, url, asReader(reader));
      await page.keyboard.press('Tab');
      const skip = page.getByRole('button', { name: shortcuts.skip });
      expect(await skip.evaluate((element) => element === document.activeElement)).toBe(true);
      const { width = 0 } = (await skip.boundingBox()) ?? {};
      expect(width).toBeGreaterThan(44);
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
      await page.keyboard.press('?');
      const dialog = page.getByRole('dialog', { name: shortcuts.title });
      await dialog.getByText(/^(Previous or next model|在模型之间移动)$/).waitFor();
      expect(await dialog.locator('kbd').allTextContents()).toEqual(
        expect.arrayContaining(['?', 'Esc', 'Ctrl', 'Space', '0']),
      );
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await page.getByLabel(reader.words.fields.prompt, { exact: true }).press('?');
      expect(await dialog.isVisible()).toBe(false);
    },
  );

  test('one tab stop for all models; arrows lead through them, open and close', async () => {
    const { url } = await open();
    const page = await visit(browser, url);
    const [first, second] = await page.locator('.model .name').allTextContents();
    await page.getByRole('button', { name: 'Select none' }).focus();
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate<string>('document.activeElement.ariaLabel ?? ""');
    expect(await focused()).toBe(`Choose ${first}`);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(`Choose ${second}`);
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: `Generate only this: ${second}` }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: `Generate only this: ${second}` }).waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    expect(await focused()).not.toContain('Choose ');
  });

  test.each(['en-US', 'zh-CN'])(
    'on a phone every target of the composer is 44 px high: %s',
    async (locale) => {
      const { url } = await open();
      const viewport = { width: 390, height: 844 };
      const page = await visit(browser, url, { locale, viewport, hasTouch: true, isMobile: true });
      const low = await page
        .locator(
          '.composer :is(button, select, textarea, summary, input:not([type=file], [type=checkbox])), .tabs a',
        )
        .evaluateAll((all) =>
          all
            .filter((one) => one.getBoundingClientRect().height > 0)
            .filter((one) => one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML.slice(0, 120)),
        );
      expect(low).toEqual([]);
      const rows = await page
        .locator('.model > div > label')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
      expect(Math.min(...rows)).toBeGreaterThanOrEqual(44);
    },
  );

  test('on a phone targets of films, the history and the models are 44 px high, too', async () => {
    const { url } = await open();
    const id = await made(url, { prompt: 'a cat' }, two);
    const viewport = { width: 390, height: 844 };
    const options = {
      locale: 'zh-CN',
      viewport,
      hasTouch: true,
      isMobile: true,
      reducedMotion: 'reduce',
    } as const;
    const page = await visit(browser, compareAt(url, id), options);
    const targets = page.locator(
      'main :is(button, select, textarea, summary, a.button, input:is([type=search], [type=text], [type=url])):visible',
    );
    const low = () =>
      targets.evaluateAll((all) =>
        all
          .filter((one) => one.getBoundingClientRect().height < 44)
          .map((one) => one.outerHTML.slice(0, 120)),
      );
    await filmsReady(page, 2);
    expect(await low()).toEqual([]);
    await page.goto(`${url}/#/history`);
    await page.locator('[data-kept]').waitFor();
    expect(await low()).toEqual([]);
    await page.goto(`${url}/#/models`);
    await page.locator('[data-model]').first().waitFor();
    expect(await low()).toEqual([]);
  });

  test('text only: compared on all that can, and each prompt arrives as it was typed', async () => {
    const { url, simulator } = await open({ speed: 0 });
    const page = await visit(browser, url + gateways);
    await page.getByLabel('Prompt', { exact: true }).fill('猫咪跳舞');
    const asked = ['kling:kling-v2-6', 'jimeng:jimeng-video-3.0', 'kling:kling-v1'];
    expect(await candidates(page)).toEqual(asked);
    await page.getByRole('checkbox', { name: 'Choose Kling kling-v1' }).check();
    const reasons = await openReason(page, 'runway:runwayml-gen4_turbo-5');
    expect(await reasons.textContent()).toContain('First frame: required for image to video');

    await generateChosen(page);
    await vi.waitUntil(() => simulator.tasks.length === 3, patience);
    simulator.advance(10);
    await page.locator('[data-stage="running"]').first().waitFor();
    simulator.advance(60);
    await page.locator('[data-stage="succeeded"]').nth(2).waitFor();
    // All are sent at the same time: which comes first is chance.
    expect(simulator.tasks.map(({ model }) => model).toSorted()).toEqual([
      'jimeng-video-3.0',
      'kling-v1',
      'kling-v2-6',
    ]);
    expect(simulator.tasks.map(({ body }) => body['prompt'])).toEqual(['猫咪跳舞', '猫咪跳舞', '猫咪跳舞']);
  });

  test('a picture with a watermark goes to those that take it, and says why not to the others', async () => {
    const { url, simulator } = await open();
    const page = await visit(browser, url + gateways);
    await page.getByLabel('First frame', { exact: true }).fill('https://example.com/image.jpg');
    await choose(page, 'Duration', '5 s');
    await choose(page, 'Watermark', 'on');
    expect(await candidates(page)).toEqual(['runway:runwayml-gen4_turbo-5', 'runway:gen4_turbo']);
    const row = await openModel(page, 'runway:runwayml-gen4_turbo-5');
    await row.getByText('claimed', { exact: true }).waitFor();
    expect(await (await openReason(page, 'kling:kling-v2-6')).textContent()).toContain('Watermark');

    await press(page, 'Show request to Runway runwayml-gen4_turbo-5');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('"watermark": true').first().waitFor();
    expect(simulator.requests).toHaveLength(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });

    await row.getByRole('button', { name: /^Generate only this/ }).dblclick();
    await page.locator('[data-stage="succeeded"]').waitFor();
    expect(simulator.tasks.map(({ body }) => body)).toMatchObject([
      { promptImage: 'https://example.com/image.jpg', watermark: true, duration: 5 },
    ]);
  });

  test('a suggestion is one click, for one model or for all whom it helps', async () => {
    const { url } = await open();
    const page = await visit(browser, url + gateways);
    await ask(page, { prompt: 'a cat', duration: 5, cameraControl: { zoom: 5 } });
    await press(page, json);
    expect(await candidates(page)).toEqual(['kling:kling-v1']);
    await unfold(page, 'More options');
    await page.getByRole('slider', { name: 'Zoom' }).press('ArrowRight');
    await page.getByText('Zoom: 6', { exact: true }).waitFor();
    const reason = await openReason(page, 'jimeng:jimeng-video-3.0');
    await reason.getByRole('button').click();
    await page.locator('[data-candidate="jimeng:jimeng-video-3.0"]').waitFor();
    await page.getByText('Zoom: 0', { exact: true }).waitFor();

    await ask(page, { prompt: 'a cat', duration: 7 });
    await press(page, json);
    expect(await candidates(page)).toEqual([]);
    const group = page.locator('[data-reason^="Duration"]').first();
    await group.locator('> button').click();
    await page.locator('[data-candidate="kling:kling-v2-6"]').waitFor();
    expect(await candidates(page)).toContain('jimeng:jimeng-video-3.0');
  });

  test('who could with the other api is one click away', async () => {
    const { url } = await open();
    const page = await visit(browser, url + gateways);
    expect(await candidates(page)).not.toContain('runway:gen4.5');
    await unfold(page, /^Not possible/);
    await page.locator('[data-other-api="runway"]').getByRole('button', { name: 'Use official' }).click();
    await page.locator('[data-candidate="runway:gen4.5"]').waitFor();
    expect(page.url()).toContain('runway.official');
  });

  test('JSON sets every field; what is wrong with it is said and nothing is sent', async () => {
    const { url, simulator } = await open();
    const page = await visit(browser, url + gateways);
    const toggle = page.getByRole('button', { name: json });
    await toggle.click();
    const editor = page.getByRole('textbox', { name: json });
    await editor.fill('{ "promt": 1');
    await page.getByText('This is not JSON yet').waitFor();
    await editor.fill('{ "promt": "a cat" }');
    await page.getByText('Did you mean "prompt"?').waitFor();
    expect(await candidates(page)).toEqual([]);
    expect(await toggle.isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Generate', exact: true }).isDisabled()).toBe(true);
    await editor.fill('{ "prompt": "a cat", "providerOptions": { "kling": { "cfgScale": 0 } } }');
    expect(await candidates(page)).toEqual(['kling:kling-v1']);
    await toggle.click();
    await page.getByText('Also set: providerOptions').waitFor();
    await generateOn(page, 'kling:kling-v1');
    await vi.waitUntil(() => simulator.tasks.length === 1, patience);
    expect(simulator.tasks[0]?.body).toMatchObject({ cfg_scale: 0 });
  });

  test.for(readers)(
    '$locale at $width px: a picture from a file is sent as bytes; a file that is none is refused',
    async (reader) => {
      const { media, fields } = reader.words;
      const { url, simulator } = await open();
      const page = await visit(browser, url, asReader(reader));
      const input = page.locator('input[type=file]').first();
      await input.setInputFiles({ name: 'fake.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
      await page.getByText(media.wrong.image).waitFor();
      await input.setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer: png });
      await page.getByRole('img', { name: fields.firstFrame }).waitFor();
      await generateOn(page, 'kling:kling-v2-6');
      await vi.waitUntil(() => simulator.tasks.length === 1, patience);
      expect(simulator.tasks[0]?.body).toMatchObject({ image: png.toString('base64') });
    },
  );

  test.for(readers)(
    '$locale at $width px: a real call asks first, with the sum, and pays once',
    async (reader) => {
      const { words } = reader;
      const real = await startSimulator({ apiKey: 'sk-real', speed: 0 });
      onTestFinished(async () => real.close());
      const { url, simulator } = await open({
        environment: { KLING_API_TOKEN: 'sk-real' },
        entries: entriesAt(real.url),
      });
      const page = await visit(browser, url, asReader(reader));
      const panel = await openMode(page);
      await panel.getByText(/^(Real calls to Kling cost money|对 可灵 Kling 的真实调用会产生费用)/).waitFor();
      await page.keyboard.press('Escape');
      await generateChosen(page);
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Kling kling-v2-6').waitFor();
      await dialog.getByText(/^(2 more run on the simulator\.|另有 2 个在模拟器上运行。)$/).waitFor();
      await dialog.getByRole('button', { name: words.cancel }).click();
      await dialog.waitFor({ state: 'hidden' });
      expect([real.requests.length, simulator.requests.length]).toEqual([0, 0]);
      await generateChosen(page);
      await dialog.getByRole('button', { name: /^(Pay and generate|付费并生成)$/ }).dblclick();
      await vi.waitUntil(() => real.tasks.length + simulator.tasks.length === 3, patience);
      expect([real.tasks.length, simulator.tasks.length]).toEqual([1, 2]);
    },
  );

  test('another api of a provider is another plan, and the run goes through it', async () => {
    const { url, simulator } = await open();
    const page = await visit(browser, url + gateways);
    const panel = await openMode(page);
    await panel
      .getByRole('radiogroup', { name: /^Which api of Runway/i })
      .getByText('official')
      .click();
    await page.keyboard.press('Escape');
    const row = await openModel(page, 'runway:gen4.5');
    await row.getByText(/about \$/).waitFor();
    await press(page, 'Show request to Runway gen4.5');
    await page.getByText(`POST ${simulator.url}/v1/text_to_video`).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await generateOn(page, 'runway:gen4.5');
    await page.locator('[data-stage="succeeded"]').waitFor();
    expect(simulator.tasks.map(({ kind, model }) => [kind, model])).toEqual([['text_to_video', 'gen4.5']]);
    await page.goBack();
    await page.goBack();
    await page.locator('[data-candidate="runway:gen4.5"]').waitFor({ state: 'detached' });
  });

  test('Chinese by the browser, switchable, and the choice stays', async () => {
    const { url } = await open();
    const page = await visit(browser, url, { locale: 'zh-CN', reducedMotion: 'reduce' });
    await page.getByRole('button', { name: '生成 3 个视频' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(page, 'English');
    await page.getByRole('button', { name: 'Generate · 3 videos' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Generate · 3 videos' }).waitFor();
    await press(page, '中文');
    await page.getByRole('button', { name: '生成 3 个视频' }).waitFor();
  });

  test('a language that cannot be loaded is said, and is not that of the next visit', async () => {
    const { url } = await open();
    const page = await visit(browser, url, {}, /ERR_FAILED/);
    await page.route('**/assets/zh-*.js', (route) => route.abort());
    await press(page, '中文');
    await page.getByRole('alert').getByText('The other language could not be loaded.').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await accessibilityFaults(page, 'main > .notice')).toEqual([]);
    await page.unroute('**/assets/zh-*.js');
    await page.reload();
    await page.getByRole('button', { name: 'Generate · 3 videos' }).waitFor();
    await press(page, '中文');
    await page.getByRole('button', { name: '生成 3 个视频' }).waitFor();
  });

  test('a chosen theme is there before the script of the page is', async () => {
    const { url } = await open();
    const page = await visit(browser, url, { colorScheme: 'light' });
    await press(page, 'Dark');
    const held = Promise.withResolvers<void>();
    await page.route('**/assets/page-*.js', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    const bar = page.locator('#root > .app-bar');
    await bar.locator('.tabs:empty').waitFor({ state: 'attached' });
    expect(await bar.evaluate((element) => getComputedStyle(element).colorScheme)).toBe('dark');
    held.resolve();
    await page.getByRole('button', { name: 'Light', exact: true }).waitFor();
  });

  test('where a browser forbids storage there is a page, in the other theme and language if wanted', async () => {
    const { url } = await open();
    const page = await visit(browser, url);
    await page.addInitScript(`Object.defineProperty(window, 'localStorage', {
      get() { throw new DOMException('It is forbidden.', 'SecurityError'); },
    })`);
    await page.reload();
    await press(page, 'Dark');
    await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
    await press(page, '中文');
    await page.getByRole('button', { name: '生成 3 个视频' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  test.each([
    [1280, 'en-US'],
    [900, 'zh-CN'],
    [360, 'en-US'],
  ] as const)('axe finds nothing at %i px in %s, and nothing is wider', async (width, locale) => {
    const { url } = await open();
    const page = await visit(browser, url + gateways, {
      locale,
      reducedMotion: 'reduce',
      viewport: { width, height: 800 },
    });
    const isFine = async () => {
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    };
    const name = locale === 'zh-CN' ? 'JSON 请求' : json;
    await unfold(page, /^(More options|更多选项)/);
    await page.getByRole('slider').first().waitFor();
    await unfold(page, /^(Preferences|偏好)/);
    await unfold(page, /^(Not possible|无法完成)/);
    await page.locator('[data-reason] summary').first().click();
    await openModel(page, 'kling:kling-v2-6');
    await isFine();
    await press(page, name);
    await page.getByRole('textbox', { name }).fill('{');
    await page.getByRole('alert').first().waitFor();
    await isFine();
    await page.getByRole('textbox', { name }).fill('{ "prompt": "a cat", "duration": 5 }');
    await press(page, name);
    await openModel(page, 'kling:kling-v2-6');
    await press(page, /^(Show request to|查看请求：)/);
    await page.getByRole('dialog').getByText('kling').first().waitFor();
    await isFine();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const panel = await openMode(page);
    await panel
      .getByText(/^(Limit|限额)/)
      .first()
      .click();
    await isFine();
  });

  test('the start script prints its address, serves the page and ends cleanly', async () => {
    const folder = fileURLToPath(new URL('..', import.meta.url));
    const command = ['--conditions=@vid/source', 'scripts/start.ts'];
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
    const [, url = ''] = await vi.waitUntil(
      () => /^vid demo: (http:\S+)\n[^]*kept in .*\n/m.exec(said),
      patience,
    );
    expect(said).toContain('runway (gateway) simulated · runway (official) simulated');
    expect(said).toContain('jimeng (gateway) REAL, costs money');
    const page = await visit(browser, url, {}, /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED/);
    const panel = await openMode(page);
    await panel.getByText('Real calls to Jimeng cost money').waitFor();
    await page.keyboard.press('Escape');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await page.getByRole('main').getByText('The connection to the server is lost').waitFor();
  });
});
