import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import { patience } from './watch.ts';

/** Where each service that the guide speaks of is asked at its gateway; without it, at its own api. */
export const gateways = '/#/create?apis=runway.gateway,kling.gateway,jimeng.gateway';

export const candidates = (page: Page) =>
  page.locator('[data-candidate]').evaluateAll((all) => all.map((one) => one.dataset['candidate']));

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

export const choose = (page: Page, field: string, value: string) =>
  page.getByRole('combobox', { name: field, exact: true }).selectOption({ label: value });

/** Opens what is folded under these words. */
export async function unfold(page: Page, words: string | RegExp): Promise<void> {
  const summary = page.locator('summary').filter({ hasText: words }).first();
  const isOpen = await summary.evaluate(({ parentElement }) => parentElement?.hasAttribute('open') === true);
  if (!isOpen) await summary.click();
}

/** The row of a model, open. */
export async function openModel(page: Page, name: string) {
  const row = page.locator(`[data-candidate="${name}"]`);
  const opener = row.locator('.opener');
  if ((await opener.getAttribute('aria-expanded')) !== 'true') await opener.click();
  return row;
}

/** On this one only, whichever are chosen. */
export async function generateOn(page: Page, name: string): Promise<void> {
  const row = await openModel(page, name);
  await row.getByRole('button', { name: /^(Generate only this|只用它生成)/ }).click();
}

export const generateChosen = (page: Page) => press(page, /^(Generate · |生成 )\d/);

/** Why a model cannot, with all whom the same keeps from it, and what would help. */
export async function openReason(page: Page, name: string) {
  await unfold(page, /^(Not possible|无法完成)/);
  const model = page.locator(`[data-rejection="${name}"]`);
  const reason = page.locator('[data-reason]').filter({ has: model });
  await reason.waitFor();
  if (!(await model.isVisible())) await reason.locator('summary').click();
  return reason;
}

/** Where apis, the limit and faults are. */
export async function openMode(page: Page) {
  await press(page, /^(Simulated|Real – calls cost money|模拟|真实)/);
  const panel = page.locator('.popover:popover-open');
  await panel.waitFor();
  return panel;
}

export const json = 'Request as JSON';

/** The request as JSON, and back to the form. */
export async function requestOf(page: Page): Promise<unknown> {
  await press(page, json);
  const text = await page.getByRole('textbox', { name: json }).inputValue();
  await press(page, json);
  return JSON.parse(text);
}

/** As JSON: the form offers only what some model takes. */
export async function ask(page: Page, request: object, name = json): Promise<void> {
  await press(page, name);
  await page.getByRole('textbox', { name }).fill(JSON.stringify(request));
}

/** Videos off the screen are not even loaded, so each place is brought there, where a video may take another's place. */
export async function everyVideoPlays(page: Page, count: number) {
  const places = page.locator('[data-video]');
  await vi.waitUntil(async () => (await places.count()) === count, patience);
  for (const place of await places.all()) {
    await vi.waitUntil(async () => {
      await place.scrollIntoViewIfNeeded();
      return place.locator('video').evaluateAll(async ([video]) => {
        if (!(video instanceof HTMLVideoElement) || video.readyState < 2) return false;
        const start = video.currentTime;
        await new Promise((resolve) => setTimeout(resolve, 200));
        return video.currentTime !== start;
      });
    }, patience);
  }
}
