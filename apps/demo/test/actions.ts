import type { Page } from 'playwright-core';
import { vi } from 'vitest';

export const candidates = (page: Page) =>
  page.locator('[data-candidate]').evaluateAll((all) => all.map((one) => one.dataset['candidate']));

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

export const choose = (page: Page, field: string, value: string) =>
  page.getByRole('radiogroup', { name: field }).getByText(value, { exact: true }).click();

/** Videos off the screen are not even loaded, so each place is brought there. */
export async function everyVideoPlays(page: Page, count: number) {
  const places = page.locator('[data-video]');
  await vi.waitUntil(async () => (await places.count()) === count, { timeout: 20_000 });
  for (const place of await places.all()) {
    await place.scrollIntoViewIfNeeded();
    const video = await place.locator('video').elementHandle();
    const start = await video?.evaluate((element) => Reflect.get(element, 'currentTime'));
    await page.waitForFunction(
      ([element, start]) =>
        element instanceof HTMLVideoElement && element.readyState >= 2 && element.currentTime !== start,
      [video, start] as const,
    );
  }
}
