import type { Page } from 'playwright-core';
import { vi } from 'vitest';

export const candidates = (page: Page) =>
  page.locator('[data-candidate]').evaluateAll((all) => all.map((one) => one.dataset['candidate']));

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

export const choose = (page: Page, field: string, value: string) =>
  page.getByRole('radiogroup', { name: field }).getByText(value, { exact: true }).click();

/** Videos off the screen stand still, so each one is brought there. */
export async function everyVideoPlays(page: Page, count: number) {
  await vi.waitUntil(async () => (await page.locator('video').count()) === count, { timeout: 20_000 });
  for (const video of await page.locator('video').elementHandles()) {
    await video.scrollIntoViewIfNeeded();
    const start = await video.evaluate((element) => Reflect.get(element, 'currentTime'));
    await page.waitForFunction(
      ([element, start]) =>
        element instanceof HTMLVideoElement && element.readyState >= 2 && element.currentTime !== start,
      [video, start] as const,
    );
  }
}
