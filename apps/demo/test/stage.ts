/** What tests of the stage and of the history have in common. */
import type { Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { Run } from '../src/api.ts';
import { comparison } from './demo.ts';
import { patience } from './watch.ts';

type Asked = readonly (readonly [model: string, api: string])[];

export const three: Asked = [
  ['runway:gen4.5', 'official'],
  ['kling:kling-v2-6', 'official'],
  ['jimeng:jimeng-video-3.0', 'official'],
];
export const two = three.slice(1);

/** Started elsewhere, so that no test of the stage depends on the composer; answers the comparison's id. */
export async function start(url: string, request: object, asked: Asked = three): Promise<string> {
  const input = comparison(request, asked);
  const answer = await fetch(`${url}/api/comparisons`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  expect(answer.status).toBe(202);
  return input.comparison;
}

export async function runsOf(url: string): Promise<readonly Run[]> {
  const { runs } = await (await fetch(`${url}/api/runs?limit=200`)).json();
  return runs;
}

export const allEnded = (url: string) =>
  vi.waitUntil(async () => (await runsOf(url)).every(({ endedAt }) => endedAt !== undefined), patience);

/** A comparison whose runs have ended. */
export async function made(url: string, request: object, asked?: Asked): Promise<string> {
  const id = await start(url, request, asked);
  await allEnded(url);
  return id;
}

export const compareAt = (url: string, id: string) => `${url}/#/compare/${id}`;
export const setFault = (url: string, preset: string) =>
  fetch(`${url}/api/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ preset }),
  });

export const stage = (page: Page): Locator => page.locator('.stage-parts');
export const videos = (page: Page): Locator => page.locator('.wall video');
export const overflow = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');

/** As many films as wanted are there and can be played. */
export async function filmsReady(page: Page, count: number): Promise<void> {
  await vi.waitUntil(async () => {
    const ready = await videos(page).evaluateAll((all) =>
      all.map((one) => Number(Reflect.get(one, 'readyState')) >= 2),
    );
    return ready.length === count && ready.every((is) => is);
  }, patience);
}

export const times = (page: Page): Promise<readonly number[]> =>
  videos(page).evaluateAll((all) => all.map((one) => Number(Reflect.get(one, 'currentTime'))));
export const spread = (all: readonly number[]) => Math.max(...all) - Math.min(...all);
