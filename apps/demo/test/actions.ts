import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import { patience } from './watch.ts';

export const candidates = (page: Page) =>
  page.locator('[data-candidate]').evaluateAll((all) => all.map((one) => one.dataset['candidate']));

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

export const choose = (page: Page, field: string, value: string) =>
  page.getByRole('radiogroup', { name: field }).getByText(value, { exact: true }).click();

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
