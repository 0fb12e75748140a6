import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { accessibilityFaults, open as openDemo, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { comparison, newFolder, png } from './demo.ts';
import { asReader, readers } from './languages.ts';
import { allEnded, compareAt, filmsReady, made, overflow, runsOf, setFault, start, two } from './stage.ts';
import { patience } from './watch.ts';

const open = ({ speed = 100 } = {}) => openDemo({ speed });
const still = { reducedMotion: 'reduce' } as const;
const historyAt = (url: string) => `${url}/#/history`;
const rows = (page: Page) => page.locator('[data-kept]');
const counted = (page: Page, count: number) =>
  vi.waitUntil(async () => (await rows(page).count()) === count, patience);
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent');

/** Three comparisons: two with films, the newest without. */
async function kept(url: string) {
  const balloon = await made(url, { prompt: 'a red balloon' }, two);
  const cat = await made(url, { prompt: '猫咪跳舞' }, two.slice(0, 1));
  await setFault(url, 'moderation');
  const failed = await made(url, { prompt: 'a secret' }, two.slice(0, 1));
  await setFault(url, 'none');
  return { balloon, cat, failed };
}

describe.runIf(isChromiumThere)('the history', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test.each([
    [
      'en-US',
      1280,
      {
        shown: '3 comparisons',
        facts: /2 videos · ≈ \$0\.21 · [\d.]+ s · simulated/,
        failed: 'Without a video',
        favourites: 'Favourites',
        real: 'Real',
        none: 'No comparison fits this filter.',
        star: /^Favourite: a red/,
        search: 'Search prompts and models',
      },
    ],
    [
      'zh-CN',
      360,
      {
        shown: '3 次对比',
        facts: /2 个视频 · ≈ US\$0\.21 · [\d.]+ 秒 · 模拟/,
        failed: '没有视频',
        favourites: '收藏',
        real: '真实',
        none: '没有符合筛选条件的对比。',
        star: /^收藏：a red/,
        search: '搜索提示词和模型',
      },
    ],
  ] as const)(
    '%s at %i px: comparisons with totals and first frames, and what finds them again',
    async (locale, width, words) => {
      const { url } = await open();
      const { balloon, cat, failed } = await kept(url);
      const viewport = { width, height: 900 };
      const page = await visit(browser, historyAt(url), { ...still, locale, viewport });
      await page.getByRole('main').getByText(words.shown, { exact: true }).waitFor();
      expect(await rows(page).evaluateAll((all) => all.map((one) => one.dataset['kept']))).toEqual([
        failed,
        cat,
        balloon,
      ]);
      expect(await page.locator(`[data-kept="${balloon}"]`).textContent()).toMatch(words.facts);
      await page.locator(`[data-kept="${balloon}"] video`).first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.getByRole('checkbox', { name: words.failed }).check();
      await counted(page, 1);
      expect(await rows(page).first().getAttribute('data-kept')).toBe(failed);
      await page.getByRole('checkbox', { name: words.failed }).uncheck();
      await page.getByRole('button', { name: words.star }).click();
      await page.getByRole('checkbox', { name: words.favourites }).check();
      await counted(page, 1);
      await page.reload();
      await counted(page, 3);
      await page.getByRole('button', { name: words.star, pressed: true }).waitFor();
      await page.getByText(words.real, { exact: true }).click();
      await page.getByRole('main').getByText(words.none).waitFor();
      await page.reload();
      const search = page.getByRole('searchbox', { name: words.search });
      await search.fill('Balloon');
      await counted(page, 1);
      await search.fill('猫咪');
      await vi.waitUntil(async () => (await rows(page).first().getAttribute('data-kept')) === cat, patience);
      await rows(page).first().getByRole('link').click();
      await page.waitForURL(new RegExp(`#/compare/${cat}`));
      await page.locator('.film[data-stage="succeeded"]').waitFor();
    },
  );

  test.for(readers)(
    '$locale at $width px: several are deleted at once; what goes on stays, and says why',
    async (reader) => {
      const { cancel, colon, stage: words } = reader.words;
      const { url, simulator } = await open({ speed: 0 });
      await start(url, { prompt: 'goes on' }, two.slice(0, 1));
      await vi.waitUntil(() => simulator.tasks.length === 1, patience);
      simulator.advance(600);
      await allEnded(url);
      await start(url, { prompt: 'still goes on' }, two.slice(0, 1));
      const page = await visit(browser, historyAt(url), asReader(reader), /409/);
      await counted(page, 2);
      for (const box of await page.getByRole('checkbox', { name: /^(Select: |选择：)/ }).all())
        await box.check();
      await page
        .getByRole('group', { name: words.selected(2) })
        .getByRole('button', { name: words.delete })
        .click();
      const dialog = page.getByRole('dialog', { name: words.deleteTitle(2) });
      await dialog.getByText(words.deleteText(2)).waitFor();
      const told = await dialog.getByRole('listitem').allTextContents();
      expect(told).toEqual([
        expect.stringMatching(/still goes on.*\d:\d\d.*kling-v2-6$/),
        expect.stringMatching(/goes on.*\d:\d\d.*kling-v2-6$/),
      ]);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await runsOf(url)).toHaveLength(2);
      await dialog.getByRole('button', { name: words.deleteForGood }).click();
      const why =
        reader.locale === 'en-US' ? 'This run goes on and cannot be deleted' : '运行尚未结束，不能删除。';
      await dialog.getByRole('alert').getByText(why).waitFor();
      await dialog.getByRole('button', { name: cancel }).click();
      await counted(page, 1);
      await vi.waitUntil(() => simulator.tasks.length === 2, patience);
      simulator.advance(600);
      await page.locator('[data-kept][data-open="0"]').waitFor();
      await page.getByRole('button', { name: `${words.delete}${colon}still goes on` }).click();
      await page.getByRole('button', { name: words.deleteForGood }).click();
      await page.getByRole('main').getByText(words.nothing).waitFor();
      await vi.waitUntil(async () => (await focused(page)) === words.nothing, patience);
      expect(await runsOf(url)).toEqual([]);
    },
  );

  test('a search finds a part: the whole is exported and deleted, in two steps where one run goes on', async () => {
    const { url, simulator } = await open({ speed: 0 });
    const id = await start(url, { prompt: 'a cat' }, two.slice(0, 1));
    await vi.waitUntil(() => simulator.tasks.length === 1, patience);
    simulator.advance(600);
    await allEnded(url);
    const later = { ...comparison({ prompt: 'a cat' }, two.slice(1)), comparison: id };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/api/comparisons`, { method: 'POST', headers, body: JSON.stringify(later) });
    await vi.waitUntil(() => simulator.tasks.length === 2, patience);
    const page = await visit(browser, historyAt(url), { ...still, acceptDownloads: true }, /404|409/);
    await counted(page, 1);
    await page.getByRole('searchbox').fill('jimeng');
    await vi.waitUntil(async () => !/kling/i.test((await rows(page).textContent()) ?? ''), patience);
    await page.getByRole('button', { name: 'Export: a cat' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'JSON', exact: true }).click(),
    ]);
    const path = join(newFolder(), 'comparison.json');
    await download.saveAs(path);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ runs: [{}, {}] });
    await page.getByRole('button', { name: 'Delete: a cat' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete this comparison?' });
    await dialog.getByText('2 runs, their videos').waitFor();
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await dialog.getByRole('alert').getByText('1 run stays:').waitFor();
    simulator.advance(600);
    await allEnded(url);
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await runsOf(url)).toEqual([]);
  });

  test.for(readers)(
    '$locale at $width px: run again: request, picture, options, apis and models are as they were',
    async (reader) => {
      const { words } = reader;
      const { url, simulator } = await open();
      const input = {
        comparison: crypto.randomUUID(),
        request: { prompt: 'it moves', firstFrame: { base64: png.toString('base64') }, duration: 7 },
        routing: { adapt: ['duration'] },
        runs: [{ id: crypto.randomUUID(), model: 'kling:kling-v2-6', api: 'gateway' }],
        confirmed: false,
      };
      const answer = await fetch(`${url}/api/comparisons`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      expect(answer.status).toBe(202);
      await allEnded(url);
      // What else is composed is none of it.
      const composed = `${url}/#/create?also=mine&times=3&most=0.01+USD&needs=audio`;
      const page = await visit(browser, composed, asReader(reader));
      await page.getByRole('link', { name: words.views.history.link }).first().click();
      await page.getByRole('button', { name: `${words.stage.again}${words.colon}it moves` }).click();
      const prompt = page.getByLabel(words.fields.prompt, { exact: true });
      await vi.waitUntil(async () => (await prompt.inputValue()) === 'it moves', patience);
      const place = new URLSearchParams(new URL(page.url()).hash.split('?')[1]);
      expect(place.get('models')).toBe('kling:kling-v2-6');
      expect(place.get('apis')).toContain('kling.gateway');
      expect(place.get('adapt')).toBe('1');
      for (const other of ['also', 'times', 'most', 'needs']) expect(place.has(other)).toBe(false);
      expect(simulator.tasks).toHaveLength(1);
      await page.getByRole('button', { name: words.generating.button(1) }).click();
      await vi.waitUntil(() => simulator.tasks.length === 2, patience);
      expect(simulator.tasks[1]?.body).toMatchObject({
        prompt: 'it moves',
        duration: simulator.tasks[0]?.body['duration'],
        image: png.toString('base64'),
      });
      const [again] = await runsOf(url);
      expect(again?.comparison).not.toBe(input.comparison);
    },
  );

  test('two comparisons open together, each film beside any other', async () => {
    const { url } = await open();
    await made(url, { prompt: 'first words' }, two.slice(0, 1));
    await made(url, { prompt: 'second words' }, two.slice(0, 1));
    const page = await visit(browser, historyAt(url), still);
    await counted(page, 2);
    for (const box of await page.getByRole('checkbox', { name: /^Select/ }).all()) await box.check();
    await page.getByRole('link', { name: 'Open together' }).click();
    await filmsReady(page, 2);
    expect((await page.locator('.film-about').allTextContents()).toSorted()).toEqual([
      'first words',
      'second words',
    ]);
    // There is no one request, and no one star.
    for (const name of ['Run again', 'Favourite'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
  });

  test.for(readers)(
    '$locale at $width px: a comparison as a file: HTML with its films linked or inside, and JSON',
    async (reader) => {
      const { stage: words } = reader.words;
      const { url } = await open();
      const id = await made(url, { prompt: '<b>"quoted" & bold</b>' }, two);
      const page = await visit(browser, compareAt(url, id), { ...asReader(reader), acceptDownloads: true });
      await filmsReady(page, 2);
      await page.getByRole('button', { name: words.best(`${reader.kling} kling-v2-6`) }).click();
      const folder = newFolder();
      const save = async (name: string) => {
        await page.getByRole('button', { name: words.export }).click();
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name, exact: true }).click(),
        ]);
        const path = join(folder, download.suggestedFilename());
        await download.saveAs(path);
        return { name: download.suggestedFilename(), text: await readFile(path, 'utf8') };
      };
      const json = await save(words.exports.json);
      expect(json.name).toMatch(/^vid-.*\.json$/);
      expect(JSON.parse(json.text)).toMatchObject({
        comparison: id,
        runs: [
          { provider: 'kling', winner: true, request: { prompt: '<b>"quoted" & bold</b>' } },
          { provider: 'jimeng', winner: false },
        ],
      });
      const linked = await save(words.exports.linked);
      expect(linked.text).toContain(`src="${url}/api/runs/`);
      const embedded = await save(words.exports.embedded);
      expect(embedded.text).not.toContain(`${url}/api/runs/`);
      const alone = await browser.newContext({ offline: true });
      const other = await alone.newPage();
      await other.setContent(embedded.text);
      expect(await other.title()).toBe('<b>"quoted" & bold</b>');
      expect(await other.locator('b').count()).toBe(0);
      await other.getByText(`${reader.kling} kling-v2-6 — ${words.winner}`).waitFor();
      await vi.waitUntil(
        () =>
          other
            .locator('video')
            .evaluateAll(
              (all) => all.length === 2 && all.every((one) => Number(Reflect.get(one, 'readyState')) >= 2),
            ),
        patience,
      );
      await alone.close();
    },
  );

  test('a hundred runs: page by page, and only the pictures near the screen are loaded', async () => {
    const { url } = await open({ speed: 1_000 });
    for (let count = 0; count < 100; count += 1)
      await start(url, { prompt: `number ${count}` }, two.slice(0, 1));
    await allEnded(url);
    const page = await visit(browser, historyAt(url), still);
    await counted(page, 59);
    await page.getByRole('button', { name: 'Show older ones' }).click();
    await counted(page, 100);
    await page.getByRole('main').getByText('100 comparisons', { exact: true }).waitFor();
    await rows(page).last().scrollIntoViewIfNeeded();
    await rows(page).last().locator('video').waitFor();
    expect(await page.locator('video').count()).toBeLessThan(30);
  });
});
