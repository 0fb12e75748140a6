import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { accessibilityFaults, open, visit } from './browser.ts';
import { connect, isChromiumThere } from './chromium.ts';
import { asReader, readers } from './languages.ts';
import { allEnded, compareAt, filmsReady, made, overflow, runsOf, spread, stage, start } from './stage.ts';
import { three, times, two, videos } from './stage.ts';
import { patience } from './watch.ts';

const still = { reducedMotion: 'reduce' } as const;
const press = (page: Page, name: string | RegExp) =>
  stage(page).getByRole('button', { name }).first().click();
const look = (page: Page, name: string) => stage(page).getByText(name, { exact: true }).click();
const paused = (page: Page): Promise<readonly boolean[]> =>
  videos(page).evaluateAll((all) => all.map((one) => Reflect.get(one, 'paused') === true));
const property = <Value>(page: Page, name: string): Promise<readonly Value[]> =>
  videos(page).evaluateAll((all, key) => all.map((one) => Reflect.get(one, key)), name);

/** How much of the viewer its films cover, and of the height of the screen. */
const shares = (page: Page) =>
  page.evaluate(() => {
    const area = ({ width, height }: DOMRect) => width * height;
    const rects = [...document.querySelectorAll('.film-screen')].map((one) => one.getBoundingClientRect());
    const wall = document.querySelector('.viewer')?.getBoundingClientRect();
    return {
      wall: rects.reduce((sum, rect) => sum + area(rect), 0) / area(wall ?? new DOMRect()),
      height: Math.max(...rects.map(({ height }) => height)) / innerHeight,
      width: (wall?.width ?? 0) / innerWidth,
    };
  });

/** How far from the middle of the wall each row stands. */
const asides = (page: Page) =>
  page.evaluate(() => {
    const middle = (from: number, to: number) => (from + to) / 2;
    const wall = document.querySelector('.wall')?.getBoundingClientRect() ?? new DOMRect();
    const films = [...document.querySelectorAll('.film')].map((one) => one.getBoundingClientRect());
    return [...Map.groupBy(films, ({ top }) => Math.round(top)).values()].map(
      (row) =>
        middle(Math.min(...row.map(({ left }) => left)), Math.max(...row.map(({ right }) => right))) -
        middle(wall.left, wall.right),
    );
  });
const cutNames = (page: Page) =>
  page
    .locator('.film-name')
    .evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
    );

describe.runIf(isChromiumThere)('the viewer', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await connect(inject('chromium'));
  });
  afterAll(async () => browser.close());

  test.each([
    ['16:9', 1280, 0.4, 0.2],
    ['9:16', 1280, 0.45, 0.5],
    ['1:1', 1280, 0.3, 0.25],
    ['16:9', 360, 0.4, 0.2],
    ['9:16', 360, 0.35, 0.3],
  ] as const)('a wall of %s at %i px uses the screen', async (aspectRatio, width, wall, height) => {
    const { url } = await open();
    const id = await made(url, { prompt: 'a cat', aspectRatio }, [
      ['kling:kling-v2-6', 'official'],
      ['jimeng:jimeng-video-3.0', 'official'],
      ['kling:kling-v3', 'official'],
    ]);
    const viewport = { width, height: 860 };
    const page = await visit(browser, compareAt(url, id), { ...still, viewport });
    await stage(page).locator('.film').first().scrollIntoViewIfNeeded();
    await videos(page).first().waitFor();
    const [wide = 0, high = 0] = aspectRatio.split(':').map(Number);
    await vi.waitUntil(async () => {
      const box = await page.locator('.film-screen').first().boundingBox();
      return box !== null && Math.abs(box.width / box.height - wide / high) < 0.05;
    }, patience);
    const seen = await shares(page);
    expect(seen.wall).toBeGreaterThan(wall);
    expect(seen.height).toBeGreaterThan(height);
    expect(await overflow(page)).toBe(0);
    // No place of a row is empty: beside one large film, or in the middle.
    const isLed = (await page.locator('.wall[data-lead]').count()) > 0;
    expect(isLed).toBe(aspectRatio === '1:1');
    for (const aside of isLed ? [] : await asides(page)) expect(Math.abs(aside)).toBeLessThan(4);
    // Names are whole where nothing points at them.
    if (width > 700) return;
    expect(await cutNames(page)).toEqual([]);
    await look(page, 'Wipe');
    await filmsReady(page, 2);
    expect(await cutNames(page)).toEqual([]);
    const captions = page.locator('.film figcaption');
    const heights = await captions.evaluateAll((all) => all.map(({ clientHeight }) => clientHeight));
    // Two lines of a name and one of facts.
    expect(Math.max(...heights)).toBeLessThan(100);
  });

  test.for(readers)(
    '$locale at $width px: three films keep one time: played, paused, moved, by frames, slower, in a loop',
    async (reader) => {
      const { stage: words, ...player } = reader.words;
      const { url } = await open();
      const id = await made(url, { prompt: 'a cat' });
      const page = await visit(browser, compareAt(url, id), {
        ...asReader(reader),
        reducedMotion: 'no-preference',
      });
      await filmsReady(page, 3);
      await vi.waitUntil(async () => (await times(page)).every((time) => time > 0.3), patience);
      await press(page, player.pause);
      await vi.waitUntil(async () => spread(await times(page)) < 0.004, patience);
      expect(await paused(page)).toEqual([true, true, true]);

      const slider = stage(page).getByRole('slider', { name: player.position });
      await slider.press('Home');
      await vi.waitUntil(async () => Math.max(...(await times(page))) < 0.05, patience);
      await press(page, words.frameOn);
      await vi.waitUntil(async () => Math.min(...(await times(page))) > 0, patience);
      const [first = 0, ...others] = await times(page);
      expect(spread([first, ...others])).toBeLessThan(0.004);
      expect(first).toBeGreaterThan(0.02);
      expect(first).toBeLessThan(0.2);
      await press(page, words.frameOn);
      await vi.waitUntil(async () => Math.min(...(await times(page))) > first, patience);
      const [second = 0] = await times(page);
      // On a machine that drops frames, what was drawn may be two apart.
      expect(second - first).toBeLessThan(0.13);
      await press(page, words.frameBack);
      await vi.waitUntil(async () => Math.max(...(await times(page))) < second, patience);
      expect(spread(await times(page))).toBeLessThan(0.004);
      const [begin = 0] = await times(page);

      await stage(page).getByLabel(words.speed).selectOption('0.5');
      expect(await property(page, 'playbackRate')).toEqual([0.5, 0.5, 0.5]);
      await page.locator('.wall').focus();
      for (let count = 0; count < 3; count += 1) await page.keyboard.press('ArrowRight');
      await vi.waitUntil(async () => Math.min(...(await times(page))) > 2.9, patience);
      await page.keyboard.press(']');
      await stage(page)
        .getByRole('button', { name: /^(Loop to|循环到) 3/, pressed: true })
        .waitFor();
      for (let count = 0; count < 2; count += 1) await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('[');
      await stage(page)
        .getByRole('button', { name: /^(Loop from|从) 1/, pressed: true })
        .waitFor();
      await page.keyboard.press('ArrowRight');
      await vi.waitUntil(async () => Math.min(...(await times(page))) > 1.9, patience);
      await stage(page).getByLabel(words.speed).selectOption('2');
      const jumpsBack = videos(page)
        .first()
        .evaluate(
          (video) =>
            new Promise<number>((resolve) => {
              let before = 0;
              const look = () => {
                const time = Number(Reflect.get(video, 'currentTime'));
                if (time < before - 0.5) return resolve(time);
                before = time;
                requestAnimationFrame(look);
              };
              look();
            }),
        );
      await page.locator('.wall').focus();
      await page.keyboard.press(' ');
      const back = await jumpsBack;
      expect(back).toBeGreaterThan(begin + 0.9);
      expect(back).toBeLessThan(begin + 2);
      await page.keyboard.press(' ');

      expect(await property(page, 'muted')).toEqual([true, true, true]);
      await page.keyboard.press('m');
      expect(await property(page, 'muted')).toEqual([false, false, false]);
      await press(page, player.fullScreenAll);
      await page.waitForFunction(() => document.fullscreenElement?.querySelectorAll('video').length === 3);
    },
  );

  test.for(readers)(
    '$locale at $width px: two under a wipe, side by side, one alone, and one zoom for all',
    async (reader) => {
      const { modes, secondFilm, zoom } = reader.words.stage;
      const { url } = await open();
      const id = await made(url, { prompt: 'a cat' });
      const page = await visit(browser, compareAt(url, id), asReader(reader));
      await filmsReady(page, 3);
      await look(page, modes.pair);
      await filmsReady(page, 2);
      const tops = () =>
        page.locator('.film').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
      expect(new Set(await tops()).size).toBe(reader.width === 390 ? 2 : 1);
      await stage(page).getByLabel(secondFilm).selectOption({ index: 2 });
      await page.locator('[data-film="jimeng:jimeng-video-3.0"] video').waitFor();

      await look(page, modes.wipe);
      await filmsReady(page, 2);
      const wipe = stage(page).getByRole('slider', { name: /^(Wipe between|在) Runway/ });
      const clip = () =>
        page
          .locator('.film-screen')
          .nth(1)
          .evaluate((screen) => getComputedStyle(screen).clipPath);
      expect(await clip()).toContain('50%');
      await wipe.focus();
      await page.keyboard.press('Home');
      expect(await clip()).toBe('inset(0px 0px 0px 0%)');
      const box = await wipe.boundingBox();
      if (box === null) throw new Error('There is no line to wipe with.');
      await page.mouse.click(box.x + box.width * 0.8, box.y + box.height / 2);
      await vi.waitUntil(async () => /(79|80|81)%/.test(await clip()), patience);

      await look(page, modes.wall);
      await filmsReady(page, 3);
      await page.locator('.wall').focus();
      await page.keyboard.press('2');
      await page.locator('[data-film="kling:kling-v2-6"] video').waitFor();
      expect(await videos(page).count()).toBe(1);
      await page.keyboard.press('0');
      await filmsReady(page, 3);
      await press(page, /Jimeng jimeng-video-3\.0$/);
      await vi.waitUntil(async () => (await videos(page).count()) === 1, patience);
      await look(page, modes.wall);
      await stage(page).getByLabel(zoom, { exact: true }).selectOption('4');
      const transforms = () =>
        videos(page).evaluateAll((all) => all.map((one) => getComputedStyle(one).transform));
      await filmsReady(page, 3);
      expect(new Set(await transforms())).toEqual(new Set(['matrix(4, 0, 0, 4, 0, 0)']));
      const origin = () =>
        videos(page).evaluateAll(
          (all) => new Set(all.map((one) => getComputedStyle(one).transformOrigin)).size,
        );
      const before = await videos(page)
        .first()
        .evaluate((one) => getComputedStyle(one).transformOrigin);
      await page.locator('.wall').focus();
      await page.keyboard.press('Shift+ArrowRight');
      expect(
        await videos(page)
          .first()
          .evaluate((one) => getComputedStyle(one).transformOrigin),
      ).not.toBe(before);
      expect(await origin()).toBe(1);
    },
  );

  test('without motion nothing plays by itself; off the screen nothing holds a connection', async () => {
    const { url } = await open();
    const id = await made(url, { prompt: 'a cat' }, two);
    const page = await visit(browser, compareAt(url, id), still);
    await filmsReady(page, 2);
    expect(await paused(page)).toEqual([true, true]);
    await page.setViewportSize({ width: 390, height: 500 });
    await page.evaluate('scrollTo(0, 0)');
    await vi.waitUntil(async () => (await videos(page).count()) === 0, patience);
    await page.locator('.wall').scrollIntoViewIfNeeded();
    await videos(page).first().waitFor();
  });

  test('a seek that never ends, though the film is here, is made once more', async () => {
    const { url } = await open();
    const id = await made(url, { prompt: 'a cat' });
    const page = await visit(browser, compareAt(url, id), still);
    await filmsReady(page, 3);
    await stage(page).getByRole('slider', { name: 'Position' }).press('End');
    await vi.waitUntil(async () => Math.min(...(await times(page))) > 1, patience);
    const again = videos(page)
      .first()
      .evaluate((video) => {
        Object.defineProperty(video, 'seeking', { value: true });
        return new Promise<number>((resolve) =>
          video.addEventListener('seeking', () => resolve(Number(Reflect.get(video, 'currentTime'))), {
            once: true,
          }),
        );
      });
    expect(await again).toBeGreaterThan(1);
  });

  test.each([
    [
      'en-US',
      1280,
      {
        price: '\\$0.21',
        best: /^Best: Kling/,
        note: /^Add a note to Kling/,
        on: 'Note on Kling kling-v2-6',
      },
    ],
    [
      'zh-CN',
      360,
      {
        price: 'US\\$0.21',
        best: /^最佳：可灵 Kling/,
        note: /^为可灵 Kling.* 添加备注/,
        on: '可灵 Kling kling-v2-6 的备注',
      },
    ],
  ] as const)(
    '%s at %i px: captions, the best and a note stay; a file is kept by its name',
    async (locale, width, words) => {
      const { url } = await open();
      const id = await made(url, { prompt: 'a cat' });
      const viewport = { width, height: 900 };
      const page = await visit(browser, compareAt(url, id), {
        ...still,
        locale,
        viewport,
        acceptDownloads: true,
      });
      const film = page.locator('[data-run="kling:kling-v2-6"]');
      await film.scrollIntoViewIfNeeded();
      expect(await film.locator('.film-facts').textContent()).toMatch(
        new RegExp(`^${words.price} · [\\d.]+ `),
      );
      await film.getByRole('button', { name: words.note }).click();
      await page.keyboard.type('good water');
      await page.keyboard.press('Enter');
      await film.getByRole('button', { name: words.best }).click();
      await page.locator('[data-run="kling:kling-v2-6"][data-winner]').waitFor();
      expect(await accessibilityFaults(page, '.stage-parts')).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.reload();
      await page.locator('[data-run="kling:kling-v2-6"][data-winner]').waitFor();
      expect(await page.getByLabel(words.on).inputValue()).toBe('good water');
      await film.scrollIntoViewIfNeeded();
      const [download] = await Promise.all([page.waitForEvent('download'), film.getByRole('link').click()]);
      expect(download.suggestedFilename()).toMatch(/^kling-kling-v2-6-.*\.mp4$/);
    },
  );

  test.each([
    [
      'en-US',
      1280,
      {
        blind: 'Blind',
        vote: 'This is the best',
        film: /^Video [ABC]$/,
        ranking: 'Your ranking',
        of: '2 of 2',
      },
    ],
    [
      'zh-CN',
      360,
      { blind: '盲评', vote: '这个最好', film: /^视频 [ABC]$/, ranking: '你的排名', of: '2 次中胜出 2 次' },
    ],
  ] as const)(
    '%s at %i px: blind, nothing says whose film it is until the vote',
    async (locale, width, words) => {
      const { url, simulator } = await open({ speed: 0 });
      const id = await start(url, { prompt: 'a cat' });
      const viewport = { width, height: 900 };
      const page = await visit(browser, compareAt(url, id), { ...still, locale, viewport });
      const told = async () => {
        const earlier = await stage(page).locator('nav').allInnerTexts();
        const html = await stage(page).evaluate((section) => section.outerHTML);
        return [html.match(/kling|runway|jimeng|gen4/gi), earlier.length];
      };
      await press(page, words.blind);
      await page.locator('[data-film]').first().waitFor();
      expect(await told()).toEqual([null, 0]);
      expect(await page.getByRole('button', { name: words.vote }).count()).toBe(0);
      await vi.waitUntil(() => simulator.tasks.length === 3, patience);
      const ended = async () => (await runsOf(url)).filter(({ endedAt }) => endedAt !== undefined).length;
      await vi.waitUntil(async () => {
        simulator.advance(5);
        return (await ended()) > 0;
      }, patience);
      // Nor does who is done first, who tells how far it is and can be stopped, or what they cost together.
      // Asked at one moment: two questions may stand on both sides of the last film's end.
      const texts = await page
        .locator('[data-film]')
        .evaluateAll((all) =>
          all.filter((one) => one.querySelector('progress') !== null).map((one) => one.textContent),
        );
      expect(new Set(texts.map((text) => text.replace(/ [ABC]$/, ''))).size).toBeLessThan(2);
      expect([0, 3]).toContain(texts.length);
      expect(await stage(page).textContent()).not.toMatch(/[$¥]/);
      simulator.advance(600);
      await allEnded(url);
      await page.getByRole('button', { name: words.vote }).first().waitFor();
      expect(await told()).toEqual([null, 0]);
      expect(await stage(page).textContent()).not.toMatch(/[$¥]/);
      const names = await page
        .locator('[data-film]')
        .evaluateAll((all) => all.map((one) => one.dataset['film'] ?? ''));
      expect(names).toEqual([
        expect.stringMatching(words.film),
        expect.stringMatching(words.film),
        expect.stringMatching(words.film),
      ]);
      // Nor does a film: the lines in which the simulator names the model are cut off.
      const cuts = await videos(page).evaluateAll((all) =>
        all.map((one) => [
          getComputedStyle(one).clipPath,
          4800 / Number(Reflect.get(one, 'videoHeight')),
          Math.abs(
            one.clientWidth / one.clientHeight -
              Number(Reflect.get(one, 'videoWidth')) / Number(Reflect.get(one, 'videoHeight')),
          ) < 0.02,
        ]),
      );
      for (const [cut, percent, isWhole] of cuts) {
        expect(Number(/^inset\(0px 0px ([\d.]+)%/.exec(String(cut))?.[1])).toBeCloseTo(Number(percent), 2);
        expect(isWhole).toBe(true);
      }
      // Chance decides the order: that of the ids.
      const ids = (await runsOf(url)).map((run) => run.id).toSorted();
      const shown = await videos(page).evaluateAll((all) =>
        all.map((one) => String(Reflect.get(one, 'src'))),
      );
      expect(shown.map((src) => ids.findIndex((one) => src.includes(one)))).toEqual([0, 1, 2]);
      expect(await accessibilityFaults(page, '.stage-parts')).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.getByRole('button', { name: words.vote }).first().click();
      const best = (await runsOf(url)).find((run) => run.id === ids[0]);
      await page.locator(`[data-run="${best?.provider}:${best?.model}"][data-winner]`).waitFor();
      expect(await page.locator('[data-cut]').count()).toBe(0);
      const ranking = page.getByRole('region', { name: words.ranking });
      expect(await ranking.getByRole('listitem').first().textContent()).toContain(best?.model);
      expect(await ranking.textContent()).toContain(words.of);
      await page.reload();
      await ranking.waitFor();
      expect(await page.getByRole('button', { name: words.vote }).count()).toBe(0);
      expect(await accessibilityFaults(page, '.stage-parts')).toEqual([]);
    },
  );

  test('what another program left in the place of what is kept is nothing', async () => {
    const { url } = await open();
    const id = await made(url, { prompt: 'a cat' }, three.slice(0, 2));
    const page = await visit(browser, compareAt(url, id), still);
    for (const garbage of [
      '{',
      'null',
      '[]',
      '{"winners": 5, "votes": [{"winner": 1}], "favourites": ["x"]}',
    ]) {
      await page.evaluate((text) => localStorage.setItem('vid-kept', text), garbage);
      await page.reload();
      await filmsReady(page, 2);
      expect(await page.locator('[data-winner]').count()).toBe(0);
    }
    await press(page, /^Best: Kling/);
    await page.locator('[data-winner]').waitFor();
    expect(await page.evaluate(() => localStorage.getItem('vid-kept'))).toContain('"favourites":["x"]');
  });
});
