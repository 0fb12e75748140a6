/*
 * How long a first visit waits for something to see, beside a page of one word of the same server: the built page in real
 * Chromium, in turn, each visit with nothing kept from the one before. Run by `pnpm bench`, which builds the page first.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { startDemo } from '../src/server/start.ts';
import { isChromiumThere, launch } from '../test/chromium.ts';

const rounds = Number(process.argv[2] ?? 15);
/** The first visits are the browser's and the server's. */
const warmUpRounds = 2;
const languages = [
  { name: 'English', locale: 'en-US' },
  { name: 'Chinese', locale: 'zh-CN' },
] as const;
const blank = 'blank.html';
const blankPage = '<!doctype html><meta charset="utf-8"><title>vid</title><p>vid';

interface Visit {
  /** Milliseconds from the navigation to the first word or picture. */
  readonly painted: number;
  /** To what is waited for: what its script draws, if it has one. */
  readonly drawn: number;
}

async function visit(browser: Browser, url: string, locale: string, awaited: string): Promise<Visit> {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  const painted = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((entries) => {
          const [entry] = entries.getEntriesByName('first-contentful-paint');
          if (entry !== undefined) resolve(entry.startTime);
        });
        observer.observe({ type: 'paint', buffered: true });
      }),
  );
  // Looked for with each frame.
  const found = await page.waitForFunction(
    (selector) => document.querySelector(selector) !== null && performance.now(),
    awaited,
  );
  const drawn = Number(await found.jsonValue());
  await context.close();
  return { painted, drawn };
}

interface Turn {
  readonly beside: number;
  readonly own: number;
  readonly ratio: number;
  readonly drawn: number;
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function measure(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vid-first-paint-'));
  const pageFolder = join(folder, 'page');
  await cp(fileURLToPath(new URL('../dist/page', import.meta.url)), pageFolder, { recursive: true });
  await writeFile(join(pageFolder, blank), blankPage);
  const dataFolder = join(folder, 'data');
  const demo = await startDemo({ port: 0, simulatorPort: 0, environment: {}, dataFolder, pageFolder });
  const browser = await launch();
  try {
    const visits = languages.map((language) => ({ ...language, turns: new Array<Turn>() }));
    for (let round = 0; round < warmUpRounds + rounds; round += 1) {
      for (const { locale, turns } of visits) {
        const { painted: beside } = await visit(browser, `${demo.url}/${blank}`, locale, 'p');
        const { painted: own, drawn } = await visit(browser, demo.url, locale, '.composer');
        if (round >= warmUpRounds) turns.push({ beside, own, ratio: own / beside, drawn });
      }
    }
    console.log('| first contentful paint, ms | page of one word | demo | × that page | composer is there |');
    console.log('| --- | ---: | ---: | ---: | ---: |');
    for (const { name, turns } of visits) {
      const of = (field: keyof Turn) => median(turns.map((turn) => turn[field]));
      console.log(
        `| ${name} | ${of('beside').toFixed(0)} | ${of('own').toFixed(0)} | ${of('ratio').toFixed(2)} | ${of('drawn').toFixed(0)} |`,
      );
    }
    console.log(`\nMedians of ${rounds} visits each, in turn; the ratio is the median of the turns' own.`);
  } finally {
    await browser.close();
    await demo.close();
    await rm(folder, { recursive: true });
  }
}

if (isChromiumThere) await measure();
else
  console.log('There is no Chromium at CHROMIUM_PATH or the usual places: the first paint was not measured.');
