import type { Browser, Locator, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import {
  candidates,
  choose,
  gateways,
  generateOn,
  json,
  openModel,
  press,
  requestOf,
  unfold,
  ask,
  openMode,
} from './actions.ts';
import { accessibilityFaults, open, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { png } from './demo.ts';
import { patience } from './watch.ts';

const prompt = (page: Page) => page.getByLabel('Prompt', { exact: true });
const dimmed = (page: Page, feature: string) => page.locator(`[data-dimmed="${feature}"]`);
const hasLink = (page: Page) => page.waitForURL(/[?&]request=/);
/** What the page starts with besides its prompt. */
const example = { duration: 5 };
const sample = 'First frame: use the sample “kite over hills”';

/** Drags through points given as shares of the width and the height. */
async function drag(page: Page, target: Locator, points: readonly (readonly [number, number])[]) {
  // What still comes above it would push it away.
  const coming = page.locator('[aria-busy=true], .spinner');
  await vi.waitUntil(async () => (await coming.count()) === 0, patience);
  let box = await target.boundingBox();
  await vi.waitUntil(async () => {
    await target.scrollIntoViewIfNeeded();
    const before = JSON.stringify(box);
    box = await target.boundingBox();
    return JSON.stringify(box) === before;
  }, patience);
  if (box === null) throw new Error('It is not on the screen.');
  const [first = [0, 0]] = points;
  await page.mouse.move(box.x + first[0] * box.width, box.y + first[1] * box.height);
  await page.mouse.down();
  for (const [x, y] of points)
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
  await page.mouse.up();
}

async function drawing(page: Page) {
  await unfold(page, 'More options');
  await page.getByText('masks are drawn on it').waitFor();
  await press(page, sample);
  const canvas = page.getByRole('img', { name: 'First frame with masks' });
  await canvas.waitFor();
  return canvas;
}
/** Red, green, blue and opacity of a PNG in base64 at one place, and its size. */
const pixel = (page: Page, base64: unknown, x: number, y: number) =>
  page.evaluate(
    async ([base64, x, y]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${String(base64)}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      return [image.width, image.height, ...(context?.getImageData(x, y, 1, 1).data ?? [])];
    },
    [base64, x, y] as const,
  );

describe.runIf(isChromiumThere)('the form', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  /** On the wire, all that comes until nothing more does. */
  test.each([
    ['en-US', 150_000],
    ['zh-CN', 150_000],
  ] as const)('what the first visit loads stays small: %s', async (locale, most) => {
    const { url } = await open();
    const context = await browser.newContext({ locale });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const sizes = new Map<string, number>();
    const count = (kind: string, bytes: number) => sizes.set(kind, (sizes.get(kind) ?? 0) + bytes);
    const coming = new Set<Request>();
    page.on('request', (request) => coming.add(request));
    page.on('requestfinished', async (request) => {
      count(request.resourceType(), (await request.sizes()).responseBodySize);
      coming.delete(request);
    });
    await page.goto(url);
    await page.locator('[data-start]').first().waitFor();
    // Whose end the browser never tells of, while its stream stays open.
    const isWorker = (request: Request) => /\/runs-worker-[^/]+\.js$/.test(request.url());
    await vi.waitUntil(async () => {
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
      return [...coming].every(isWorker) && coming.size === 1;
    }, patience);
    for (const worker of coming)
      count('script', (await (await fetch(worker.url())).arrayBuffer()).byteLength);

    expect(sizes.get('script')).toBeGreaterThan(50_000);
    expect(sizes.get('script')).toBeLessThanOrEqual(most);
    expect(sizes.get('stylesheet')).toBeLessThanOrEqual(25_000);
  });

  describe('a link', () => {
    test('opened elsewhere shows the same request; back and forward walk through the edits', async () => {
      const { url } = await open();
      const page = await visit(browser, url);
      await prompt(page).fill('猫咪跳舞');
      await hasLink(page);
      await prompt(page).fill('猫咪跳舞，下雨');
      await choose(page, 'Duration', '10 s');
      await page.waitForFunction(() => history.length >= 4);
      const elsewhere = await visit(browser, page.url());
      const edited = { ...example, prompt: '猫咪跳舞，下雨' };
      expect(await requestOf(elsewhere)).toEqual({ ...edited, duration: 10 });

      await page.goBack();
      const duration = page.getByRole('combobox', { name: 'Duration' });
      await vi.waitUntil(async () => (await duration.inputValue()) === '5', patience);
      expect(await requestOf(page)).toEqual(edited);
      await page.goForward();
      await vi.waitUntil(async () => (await duration.inputValue()) === '10', patience);
      await page.reload();
      expect(await requestOf(page)).toEqual({ ...edited, duration: 10 });
    });

    test('is copied with a word about it, and never holds a file', async () => {
      const { url } = await open();
      const page = await visit(browser, url, { permissions: ['clipboard-read', 'clipboard-write'] });
      await press(page, sample);
      await page.getByText('A link cannot hold files, so it leaves out: First frame.').waitFor();
      await press(page, 'Copy link');
      await page.locator('.composer').getByText('✓ Copied').waitFor();
      await page.getByRole('status').getByText('✓ Copied').waitFor();
      const link = String(await page.evaluate('navigator.clipboard.readText()'));
      expect(link.length).toBeLessThan(400);
      const elsewhere = await visit(browser, link);
      await elsewhere.getByText('A link cannot hold files. Choose them again: First frame.').waitFor();
      await press(elsewhere, sample);
      await elsewhere.getByText('Choose them again').waitFor({ state: 'detached' });
    });

    test('that is damaged is one message, in both languages, and the page works on', async () => {
      const { url } = await open();
      const page = await visit(browser, `${url}/#request=%%%`);
      await page.getByRole('alert').getByText('It is damaged or incomplete').waitFor();
      expect(await requestOf(page)).toEqual({ ...example, prompt: 'A cat dances in the rain' });
      await prompt(page).fill('a dog');
      await page.getByRole('alert').waitFor({ state: 'detached' });
      const chinese = await visit(browser, `${url}/#request=eyJ9`, { locale: 'zh-CN' });
      await chinese.getByRole('alert').getByText('链接已损坏或不完整').waitFor();
    });

    test('too long for an address is said', async () => {
      const { url } = await open();
      const page = await visit(browser, url);
      await prompt(page).fill('猫'.repeat(6000));
      await press(page, 'Copy link');
      await page.locator('.composer').getByText('This request is too long for a link.').waitFor();
      await vi.waitUntil(() => !page.url().includes('request='), patience);
      expect(page.url()).toContain('#/create');
    });
  });

  test('what no model takes, or not together with the rest, is dimmed with the reason', async () => {
    const { url } = await open();
    const page = await visit(browser, url + gateways);
    await unfold(page, 'More options');
    const source = dimmed(page, 'sourceVideo');
    await source.getByText('No model behind the chosen APIs takes this.').waitFor();
    const described = await source.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toContain('No model');
    await source.focus();
    expect(await source.evaluate((element) => element === document.activeElement)).toBe(true);

    const panel = await openMode(page);
    await panel
      .getByRole('radiogroup', { name: /^Which api of Runway/i })
      .getByText('official')
      .click();
    await source.getByText('takes this.').waitFor({ state: 'detached' });
    await panel
      .getByRole('radiogroup', { name: /^Which api of Runway/i })
      .getByText('gateway')
      .click();
    await page.keyboard.press('Escape');

    await ask(page, { prompt: 'a cat', firstFrame: 'https://example.com/image.jpg', duration: 5 });
    await press(page, json);
    await dimmed(page, 'watermark').waitFor({ state: 'detached' });
    await ask(page, { prompt: 'a cat', duration: 5, cameraControl: { zoom: 5 } });
    await press(page, json);
    await dimmed(page, 'watermark').getByText('together with: Camera control').first().waitFor();
    await page.getByText(/^Watermark: .*together with: Camera control/).waitFor();
    await unfold(page, 'More options');
    await press(page, 'Clear: Camera control');
    await dimmed(page, 'watermark').getByText('together with: Camera control').waitFor({ state: 'detached' });
  });

  describe('a picture', () => {
    const field = (page: Page) => page.getByLabel('First frame', { exact: true });
    const give = (page: Page, kind: 'paste' | 'drop', content: string, type: string) =>
      field(page).evaluate(
        (element, [kind, content, type]) => {
          const data = new DataTransfer();
          data.items.add(
            new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], 'a', { type }),
          );
          const event =
            kind === 'paste'
              ? new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true })
              : new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
          element.dispatchEvent(event);
        },
        [kind, content, type] as const,
      );

    test.each(['paste', 'drop'] as const)('comes by %s', async (kind) => {
      const { url, simulator } = await open();
      const page = await visit(browser, url + gateways);
      await give(page, kind, btoa('words'), 'image/png');
      await page.getByText('This file is no PNG').waitFor();
      await give(page, kind, png.toString('base64'), 'image/png');
      await page.getByRole('img', { name: 'First frame' }).waitFor();
      await generateOn(page, 'kling:kling-v2-6');
      await vi.waitUntil(() => simulator.tasks.length === 1, patience);
      expect(simulator.tasks[0]?.body).toMatchObject({ image: png.toString('base64') });
    });

    test('comes from our samples as a PNG', async () => {
      const { url, simulator } = await open();
      const page = await visit(browser, url + gateways);
      await press(page, sample);
      await generateOn(page, 'kling:kling-v2-6');
      await vi.waitUntil(() => simulator.tasks.length === 1, patience);
      const image = Buffer.from(String(simulator.tasks[0]?.body['image']), 'base64');
      expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([960, 540]);
    });
  });

  describe('a camera move', () => {
    test('by the picture, the sliders and the ready-made ones, one axis at a time', async () => {
      const { url } = await open();
      // All of it on the screen, so that a reason that appears pushes the pad down in the middle of a drag.
      const page = await visit(browser, url + gateways, { viewport: { width: 1280, height: 1600 } });
      await unfold(page, 'More options');
      const pad = page.getByRole('img', { name: 'The camera stands still' });
      await pad.waitFor();
      await drag(page, pad, [
        [0.5, 0.5],
        [0.45, 0.1],
      ]);
      await page.getByText('Vertical: 8', { exact: true }).waitFor();
      await page.getByRole('img', { name: 'The camera’s last view: Vertical 8' }).waitFor();
      await page.getByRole('slider', { name: 'Roll' }).press('ArrowLeft');
      await page.getByText('Roll: -1', { exact: true }).waitFor();
      expect(await requestOf(page)).toMatchObject({ cameraControl: { roll: -1 } });
      await choose(page, 'Preset', 'forward up');
      expect(await requestOf(page)).toMatchObject({ cameraControl: { preset: 'forward_up' } });
      await page.getByText('Roll: 0', { exact: true }).waitFor();
    });

    test('with a strength where only presets are known', async () => {
      const { url } = await open();
      const page = await visit(browser, url);
      await unfold(page, 'More options');
      await choose(page, 'Preset', 'dynamic orbit');
      await choose(page, 'Strength', 'weak');
      expect(await requestOf(page)).toMatchObject({
        cameraControl: { preset: 'dynamic_orbit', strength: 'weak' },
      });
      expect((await candidates(page)).every((name) => name?.startsWith('jimeng:'))).toBe(true);
    });
  });

  describe('masks', () => {
    test('drawn with a pointer: PNGs of the picture’s size, and points from the bottom left', async () => {
      const { url, simulator } = await open();
      const page = await visit(browser, url + gateways);
      const canvas = await drawing(page);
      await page.getByText('Rectangle', { exact: true }).click();
      await drag(page, canvas, [
        [0, 0.5],
        [1, 1],
      ]);
      await press(page, 'Add a moving area');
      await page.getByText('Moves 1', { exact: true }).waitFor();
      await drag(page, canvas, [
        [0.25, 0.1],
        [0.5, 0.4],
      ]);
      await page.getByText('Path', { exact: true }).click();
      await drag(page, canvas, [[0.25, 0.25]]);
      await drag(page, canvas, [[0.75, 0.5]]);
      await page.getByText('2 of at most 77 points').waitFor();
      await generateOn(page, 'kling:kling-v1');
      await vi.waitUntil(() => simulator.tasks.length === 1, patience);
      const body = simulator.tasks[0]?.body ?? {};
      const still = body['static_mask'];
      expect(await pixel(page, still, 480, 500)).toEqual([960, 540, 255, 255, 255, 255]);
      expect(await pixel(page, still, 480, 100)).toEqual([960, 540, 0, 0, 0, 0]);
      const [moving] = Array.isArray(body['dynamic_masks']) ? body['dynamic_masks'] : [];
      expect(await pixel(page, moving.mask, 300, 100)).toEqual([960, 540, 255, 255, 255, 255]);
      const [first, second] = moving.trajectories;
      expect([first.x, second.x].map((x) => Math.round(x / 10))).toEqual([24, 72]);
      expect([first.y, second.y].map((y) => Math.round(y / 10))).toEqual([41, 27]);
    });

    test('by the keyboard alone', async () => {
      const { url, simulator } = await open();
      const page = await visit(browser, url + gateways);
      await drawing(page);
      await page.getByRole('button', { name: 'Add a moving area' }).press('Enter');
      await page.getByText('Moves 1', { exact: true }).waitFor();
      await page.getByText('Without a pointer: numbers').press('Enter');
      await page.getByRole('button', { name: 'Add rectangle' }).press('Enter');
      await page.getByRole('button', { name: 'Add a point' }).press('Enter');
      await page.getByRole('button', { name: 'Add a point' }).press('Enter');
      await page.getByLabel('x of point 2').fill('700');
      await page.getByLabel('y of point 2').fill('30');
      await page.getByText('2 of at most 77 points').waitFor();
      await generateOn(page, 'kling:kling-v1');
      await vi.waitUntil(() => simulator.tasks.length === 1, patience);
      const [moving] = Object(simulator.tasks[0]?.body['dynamic_masks']);
      expect(moving.trajectories).toEqual([
        { x: 480, y: 270 },
        { x: 700, y: 30 },
      ]);
      expect(await pixel(page, moving.mask, 480, 270)).toEqual([960, 540, 255, 255, 255, 255]);
    });

    test('on a linked picture are explained', async () => {
      const { url } = await open();
      const page = await visit(browser, url + gateways);
      await unfold(page, 'More options');
      await page.getByLabel('First frame', { exact: true }).fill('https://example.com/a.png');
      await page.getByText('does not let this page read pictures of other sites').waitFor();
      expect(await page.getByRole('img', { name: 'First frame with masks' }).count()).toBe(0);
    });
  });

  describe('what takes a moment', () => {
    /** Every file that is read and every picture that is drawn waits from now on. */
    const hold = (page: Page) =>
      page.evaluate(() => {
        const waiting: (() => void)[] = [];
        class Held extends Blob {
          override async arrayBuffer() {
            await new Promise<void>((resolve) => waiting.push(resolve));
            return new Response(this).arrayBuffer();
          }
        }
        const usual = Object.getOwnPropertyDescriptors(Blob.prototype);
        const held = Object.getOwnPropertyDescriptors(Held.prototype);
        Object.defineProperty(Blob.prototype, 'arrayBuffer', held.arrayBuffer);
        Reflect.set(globalThis, 'release', () => {
          Object.defineProperty(Blob.prototype, 'arrayBuffer', usual.arrayBuffer);
          for (const resolve of waiting) resolve();
        });
      });
    const release = (page: Page) => page.evaluate('release()');
    const generate = (page: Page, model: string) =>
      page.getByRole('button', { name: `Generate only this: ${model}` });
    /** Everything that would send the request, or put another in its place. */
    const startsOf = (page: Page) =>
      page
        .locator('.details .button:first-child, .reasons .button')
        .evaluateAll((all) => all.map((one) => one.matches(':disabled')));
    const textOnly = async (page: Page) => {
      await press(page, 'Templates');
      await page
        .getByRole('button', { name: /^Text to video/ })
        .first()
        .click();
    };
    const giveTo = (page: Page, place: number, buffer: Buffer) =>
      page
        .locator('input[type=file]')
        .nth(place)
        .setInputFiles({ name: 'a', mimeType: 'application/octet-stream', buffer });
    const clip = Buffer.from('\0\0\0\x18ftypisom');

    test('a file is waited for, in every field', async () => {
      const { url } = await open();
      const page = await visit(browser, url);
      await openModel(page, 'kling:kling-v2-6');
      await unfold(page, /^Not possible/);
      await unfold(page, 'More options');
      await page.locator('input[type=file]').nth(5).waitFor({ state: 'attached' });
      const fields = [
        ['First frame', png],
        ['Last frame', png],
        ['Reference images (1)', png],
        ['Reference videos (1)', clip],
        ['Reference audio (1)', Buffer.from('ID3')],
        ['Source video', clip],
      ] as const;
      for (const [place, [field, content]] of fields.entries()) {
        await textOnly(page);
        expect(new Set(await startsOf(page))).toEqual(new Set([false]));
        await hold(page);
        await giveTo(page, place, content);
        await generate(page, 'Kling kling-v2-6').and(page.locator(':disabled')).waitFor();
        expect(new Set(await startsOf(page))).toEqual(new Set([true]));
        await release(page);
        await page.getByRole('button', { name: `Clear: ${field}` }).waitFor();
        await vi.waitUntil(async () => !(await startsOf(page)).includes(true), patience);
      }
    });

    test('two files for one list: neither takes the place of the other', async () => {
      const { url } = await open();
      const page = await visit(browser, url);
      await openModel(page, 'kling:kling-v2-6');
      await unfold(page, /^Not possible/);
      await unfold(page, 'More options');
      await page.locator('input[type=file]').nth(5).waitFor({ state: 'attached' });
      const link = page.getByLabel('Reference images (1)', { exact: true });
      await press(page, json);
      await page
        .getByRole('textbox', { name: 'Request as JSON' })
        .fill('{ "prompt": "a cat", "references": ["https://example.com/a.png"] }');
      await press(page, json);
      await link.waitFor();
      await hold(page);
      await giveTo(page, 2, png);
      await giveTo(page, 3, png);
      await release(page);
      await page.getByRole('button', { name: 'Clear: Reference images (2)' }).waitFor();
      expect(await page.getByRole('button', { name: 'Clear: Reference images (1)' }).count()).toBe(1);
    });

    test('a sample is waited for, and the last choice in a field counts', async () => {
      const { url } = await open();
      const page = await visit(browser, url);
      await openModel(page, 'kling:kling-v2-6');
      await hold(page);
      await press(page, sample);
      await generate(page, 'Kling kling-v2-6').and(page.locator(':disabled')).waitFor();
      await giveTo(page, 0, png);
      const link = page.getByLabel('First frame', { exact: true });
      await link.fill('https://example.com/a.png');
      await release(page);
      await generate(page, 'Kling kling-v2-6').and(page.locator(':enabled')).waitFor();
      expect(await link.inputValue()).toBe('https://example.com/a.png');

      await link.fill('');
      await hold(page);
      await press(page, sample);
      await giveTo(page, 0, png);
      await release(page);
      await page.getByText('image/png, 1 kB').waitFor();
      await generate(page, 'Kling kling-v2-6').and(page.locator(':enabled')).waitFor();
      expect(await page.getByText('image/png, 1 kB').count()).toBe(1);
    });

    test('another request does not get the picture of the one before', async () => {
      const { url } = await open();
      const page = await visit(browser, url);
      await openModel(page, 'kling:kling-v2-6');
      await hold(page);
      await giveTo(page, 0, png);
      await generate(page, 'Kling kling-v2-6').and(page.locator(':disabled')).waitFor();
      await textOnly(page);
      await generate(page, 'Kling kling-v2-6').and(page.locator(':enabled')).waitFor();
      await giveTo(page, 0, png);
      await press(page, json);
      const text = page.getByRole('textbox', { name: 'Request as JSON' });
      expect(await text.isEditable()).toBe(false);
      await textOnly(page);
      expect(await text.isEditable()).toBe(true);
      await release(page);
      await press(page, json);
      expect(await requestOf(page)).toMatchObject({ duration: 5, aspectRatio: '16:9' });
      expect(await requestOf(page)).not.toHaveProperty('firstFrame');
      expect(await page.getByLabel('First frame', { exact: true }).inputValue()).toBe('');
    });

    test('what cannot be read is said, and nothing waits for it any longer', async () => {
      const { url } = await open();
      const page = await visit(browser, url);
      await openModel(page, 'kling:kling-v2-6');
      await page.evaluate(() => {
        Blob.prototype.arrayBuffer = () => Promise.reject(new Error('It is gone.'));
      });
      await giveTo(page, 0, png);
      await page.getByRole('alert').getByText('Could not be read or drawn: First frame.').waitFor();
      await generate(page, 'Kling kling-v2-6').and(page.locator(':enabled')).waitFor();
      const link = page.getByLabel('First frame', { exact: true });
      await link.fill('https://example.com/a.png');
      await page.getByRole('alert').waitFor({ state: 'detached' });
      expect(await link.inputValue()).toBe('https://example.com/a.png');
    });

    /** Down, along and up, all before the page can be drawn again. */
    const flick = (target: Locator, points: readonly (readonly [number, number])[]) =>
      target.evaluate(async (element, points) => {
        Element.prototype.setPointerCapture = () => undefined;
        const box = element.getBoundingClientRect();
        const send = (type: string, [x, y]: readonly [number, number], buttons: number) =>
          element.dispatchEvent(
            new PointerEvent(type, {
              bubbles: true,
              buttons,
              clientX: box.left + x * box.width,
              clientY: box.top + y * box.height,
            }),
          );
        const [first = [0, 0] as const] = points;
        const last = points.at(-1) ?? first;
        send('pointerdown', first, 1);
        await Promise.resolve();
        for (const point of points) send('pointermove', point, 1);
        send('pointerup', last, 0);
        await Promise.resolve();
        return document.body.textContent;
      }, points);

    test('masks: all that a quick hand draws is sent', async () => {
      const { url, simulator } = await open();
      const page = await visit(browser, url + gateways);
      const canvas = await drawing(page);
      await page.getByText('Rectangle', { exact: true }).click();
      await openModel(page, 'kling:kling-v1');
      await generate(page, 'Kling kling-v1').and(page.locator(':enabled')).waitFor();
      await hold(page);
      await flick(canvas, [
        [0, 0.5],
        [0.5, 0.7],
        [1, 1],
      ]);
      expect(await generate(page, 'Kling kling-v1').isDisabled()).toBe(true);
      await press(page, 'Add a moving area');
      await flick(canvas, [
        [0.25, 0.1],
        [0.5, 0.4],
      ]);
      await flick(canvas, [
        [0.75, 0.6],
        [0.9, 0.9],
      ]);
      await page.getByText('Path', { exact: true }).click();
      await flick(canvas, [[0.25, 0.25]]);
      await flick(canvas, [[0.75, 0.5]]);
      await page.getByText('2 of at most 77 points').waitFor();
      expect(await generate(page, 'Kling kling-v1').isDisabled()).toBe(true);
      expect(await page.getByRole('button', { name: 'Remove this area' }).isDisabled()).toBe(true);
      expect(await page.getByRole('button', { name: 'Clear: Motion masks' }).isDisabled()).toBe(true);
      await release(page);
      await generate(page, 'Kling kling-v1').click();
      await vi.waitUntil(() => simulator.tasks.length === 1, patience);
      const body = simulator.tasks[0]?.body ?? {};
      expect(await pixel(page, body['static_mask'], 900, 520)).toEqual([960, 540, 255, 255, 255, 255]);
      const [moving] = Object(body['dynamic_masks']);
      expect(await pixel(page, moving.mask, 300, 100)).toEqual([960, 540, 255, 255, 255, 255]);
      expect(await pixel(page, moving.mask, 800, 400)).toEqual([960, 540, 255, 255, 255, 255]);
      expect(await pixel(page, moving.mask, 300, 400)).toEqual([960, 540, 0, 0, 0, 0]);
      expect(moving.trajectories).toHaveLength(2);
    });

    test('a camera move is in the request as soon as the pointer is up', async () => {
      const { url } = await open();
      const page = await visit(browser, url + gateways);
      await unfold(page, 'More options');
      const pad = page.getByRole('img', { name: 'The camera stands still' });
      await pad.waitFor();
      const shown = await flick(pad, [
        [0.5, 0.5],
        [0.45, 0.1],
      ]);
      expect(shown).toContain('Vertical: 8');
    });
  });

  test('the exact request is copied in four forms, for the simulator and for the service', async () => {
    const { url, simulator } = await open();
    const page = await visit(browser, url + gateways, { permissions: ['clipboard-read', 'clipboard-write'] });
    const clipboard = async () => String(await page.evaluate('navigator.clipboard.readText()'));
    await press(page, sample);
    await openModel(page, 'kling:kling-v2-6');
    await press(page, 'Show request to Kling kling-v2-6');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('"<base64: firstFrame.png>"').waitFor();
    const code = dialog.getByRole('region', { name: 'Code' });
    const copied = async (form: string) => {
      const before = await clipboard();
      await code.getByText(form, { exact: true }).click();
      await code.getByRole('button', { name: 'Copy the code' }).click();
      await vi.waitUntil(async () => (await clipboard()) !== before, patience);
      return clipboard();
    };
    await code.getByText(`At the simulator (${simulator.url})`).waitFor();
    const command = await copied('curl');
    await code.getByText('✓ Copied').waitFor();
    expect(command).toContain(`curl -sS -X POST '${simulator.url}/kling/v1/videos/image2video'`);
    expect(command).toContain(`'authorization: Bearer '"$KLING_API_TOKEN"`);
    expect(command).toContain(`base64 < 'firstFrame.png'`);
    expect(command).toContain(`KLING_API_TOKEN='${simulator.apiKey}'`);
    expect(command.length).toBeLessThan(2500);
    expect(await copied('TypeScript')).toContain(
      `createRouter([createKling({ api: 'gateway', apiKey: '${simulator.apiKey}', baseUrl })])`,
    );
    expect(await copied('CLI')).toContain(`KLING_API_TOKEN=${simulator.apiKey}`);
    expect(await copied('AI SDK')).toContain(`from '@vid/ai-sdk'`);
    await code.getByText('Real', { exact: true }).click();
    await code.getByText('Your key is read from KLING_API_TOKEN.').waitFor();
    for (const form of ['curl', 'TypeScript', 'CLI', 'AI SDK']) {
      const text = await copied(form);
      expect(text).not.toContain(simulator.apiKey);
      expect(text).not.toContain(simulator.url);
    }
  });

  test('where the browser forbids copying, the text is there to be taken', async () => {
    const { url } = await open();
    const page = await visit(browser, url + gateways);
    await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("no"))');
    await press(page, 'Copy link');
    expect(await page.getByRole('textbox', { name: 'Copy link' }).inputValue()).toContain('?request=');
  });

  test.each([
    ['en-US', 1280],
    ['zh-CN', 360],
  ] as const)('axe finds nothing, and nothing is too wide: %s at %i px', async (locale, width) => {
    const { url } = await open();
    const page = await visit(browser, url, {
      locale,
      reducedMotion: 'reduce',
      viewport: { width, height: 900 },
    });
    const fits = () => page.evaluate('document.documentElement.scrollWidth - innerWidth');
    await page.getByRole('button', { name: /“(kite over hills|山上的风筝)”/ }).click();
    await unfold(page, /^(More options|更多选项)/);
    await page.getByRole('button', { name: /^(Add a moving area|添加运动区域)$/ }).click();
    await page.getByText(/^(Moves 1|运动 1)$/).waitFor();
    await unfold(page, /^(Without a pointer: numbers|不用指针：输入数字)/);
    const addPoint = page.getByRole('button', { name: /^(Add a point|添加一点)$/ });
    await addPoint.click();
    await addPoint.click();
    await page.locator('[data-dimmed]').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await fits()).toBe(0);
    await page.locator('.opener').first().click();
    await page
      .getByRole('button', { name: /^(Show request|查看请求)/ })
      .first()
      .click();
    const code = page.getByRole('dialog').getByRole('region', { name: /^(Code|代码)$/ });
    await code.getByRole('region', { name: 'curl' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await code.getByText(/^(CLI|命令行)$/).click();
    await code
      .getByText(/^(The command line takes masks as links only|命令行只接受链接形式的蒙版)/)
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await code.getByText('TypeScript', { exact: true }).click();
    await code.getByText(/^(Real|真实)$/).click();
    await code.getByText(/(A dry run, until|仅为预演；)/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await fits()).toBe(0);
    await page.keyboard.press('Escape');
    await page.goto(`${url}/#request=%%%`);
    await page.reload();
    await page.getByRole('alert').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await fits()).toBe(0);
  });
});
