import type { Locator, Page } from 'playwright-core';
import { vi } from 'vitest';
import { patience } from './watch.ts';

/** `within`: a selector of what is new; what is around it was looked at before. */
export type Check = (state: string, page: Page, within?: string) => Promise<void>;

const overlay = 'dialog[open], [popover]:popover-open';

/** What opens beside or over the page, and what closes it. */
async function openEach(page: Page, openers: Locator, most: number, state: string, check: Check) {
  const count = Math.min(await openers.count(), most);
  for (let index = 0; index < count; index++) {
    const opener = openers.nth(index);
    if (!(await opener.isVisible()) || (await opener.isDisabled())) continue;
    await opener.click();
    const box = page.locator(overlay).last();
    await box.waitFor();
    await settled(page);
    const folded = box.locator('details:not([open]) > summary:visible');
    while ((await folded.count()) > 0) await folded.first().click();
    await check(
      `${state}: ${(await opener.getAttribute('aria-label')) ?? (await opener.textContent())}`,
      page,
      overlay,
    );
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'hidden' });
  }
}

/** Nothing is loaded any more. */
const settled = (page: Page) =>
  vi.waitUntil(async () => (await page.locator('main .spinner, dialog .spinner').count()) === 0, patience);

async function unfold(page: Page, within: string) {
  const folded = page.locator(`${within} details:not([open]) > summary:visible`);
  while ((await folded.count()) > 0) await folded.first().click();
  await settled(page);
}

const opening = 'button[aria-haspopup="dialog"]:visible';

/** Composing: folds, menus, rows, what cannot, the dry run and its code in every form. */
export async function composing(page: Page, check: Check): Promise<void> {
  await settled(page);
  await check('create', page);
  await openEach(page, page.locator(`header ${opening}`), 1, 'bar', check);
  await openEach(page, page.locator(`.composer ${opening}`), 3, 'create', check);
  await unfold(page, '.composer');
  await check('create, unfolded', page);
  for (const row of (
    await page.locator('.composer button[aria-expanded="false"]:not([aria-haspopup]):visible').all()
  ).slice(0, 2))
    await row.click();
  await check('create, rows open', page);
}

/** The dry run of the first row, with code in each form for each target. */
export async function code(page: Page, opener: Locator, check: Check): Promise<void> {
  await opener.click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('pre').first().waitFor();
  const [forms, targets] = [dialog.getByRole('radiogroup').first(), dialog.getByRole('radiogroup').nth(1)];
  for (const target of await targets.getByRole('radio').all()) {
    await target.check({ force: true });
    for (const form of await forms.getByRole('radio').all()) {
      await form.check({ force: true });
      await settled(page);
      await check(`code ${await form.getAttribute('value')} ${await target.getAttribute('value')}`, page);
    }
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}

/** The stage and the history once something was made. */
export async function made(page: Page, url: string, check: Check): Promise<void> {
  // Videos off the screen are not loaded.
  await page.locator('.stage .wall').scrollIntoViewIfNeeded();
  await page.locator('.stage video').first().waitFor();
  await settled(page);
  await check('stage, done', page);
  await unfold(page, '.stage');
  await check('stage, unfolded', page);
  await openEach(page, page.locator(`.stage ${opening}`), 4, 'stage', check);
  await page.goto(`${url}/#/history`);
  await settled(page);
  await page.locator('.view input[type=checkbox]').first().waitFor();
  await check('history', page);
  await openEach(page, page.locator(`.view ${opening}`), 3, 'history', check);
}

/** Models, their details, two of them side by side, and the services. */
export async function tables(page: Page, url: string, check: Check): Promise<void> {
  await page.goto(`${url}/#/models`);
  await page.locator('[data-model]').first().waitFor();
  await check('models', page);
  await page.getByRole('searchbox').fill('camera, 9:16, unicorns');
  await page.locator('[data-cannot]').first().waitFor();
  await unfold(page, 'main [data-model]:first-child');
  await check('models, needs', page);
  await openEach(page, page.locator('.cell:visible'), 3, 'models', check);
  for (const one of [0, 1]) await page.locator('[data-model] input').nth(one).check();
  await page.locator('.picked-bar button').last().click();
  await page.locator('.feature-table').waitFor();
  await check('models, side by side', page);
  await page.goto(`${url}/#/services`);
  await page.locator('.feature-table [data-line="cancel"]').waitFor();
  await check('services', page);
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await check('shortcuts', page);
  await page.keyboard.press('Escape');
}
