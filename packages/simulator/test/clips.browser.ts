import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { gateway } from './gateway.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly chromium: string;
  }
}

/** What a page sees of a clip: size, length, and a hash of the rows of text and of the scenery at each time. */
async function watch(browser: Browser, url: string, times: readonly number[]) {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  return page.evaluate(
    async ({ url, times }) => {
      const video = document.createElement('video');
      video.crossOrigin = 'anonymous';
      video.muted = true;
      video.src = url;
      await new Promise((resolve, reject) => {
        video.addEventListener('loadeddata', resolve);
        video.addEventListener('error', () => reject(new Error(video.error?.message)));
      });
      const { videoWidth: width, videoHeight: height, duration } = video;
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      const hash = (top: number, rows: number) => {
        const { data } = context?.getImageData(0, top, width, rows) ?? { data: [] };
        let sum = 0;
        for (const byte of data) sum = Math.imul(sum ^ byte, 16_777_619);
        return sum;
      };
      const seen: { line: number; name: number; scenery: number }[] = [];
      for (const time of times) {
        // A busy machine tells of the end of a seek before it has the picture.
        const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
        const sought = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
        video.currentTime = time;
        await Promise.all([sought, shown]);
        context?.drawImage(video, 0, 0);
        seen.push({
          line: hash(height - 16, 16),
          name: hash(height - 48, 32),
          scenery: hash(0, height - 48),
        });
      }
      video.currentTime = 0;
      const ended = new Promise((resolve) => video.addEventListener('ended', () => resolve(video.ended)));
      video.playbackRate = 8;
      await video.play();
      return { width, height, duration, seen, ended: await ended };
    },
    { url, times },
  );
}

describe.runIf(inject('chromium') !== '')('clips in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.connect(inject('chromium'));
  });
  afterAll(() => browser.close());

  const clipOf = async (body: Readonly<Record<string, unknown>>) => {
    const { simulator, post, task } = await gateway();
    await post('/kling/v1/videos/text2video', body);
    simulator.advance(60);
    const { id } = task();
    return `${simulator.url}/clips/kling-9x16-10s.mp4?task=${encodeURIComponent(id)}`;
  };
  const asked = {
    model_name: 'kling-v2-6',
    prompt: '雨夜的街道 a tram',
    aspect_ratio: '9:16',
    duration: '10',
  };
  // The middle of a picture each, of 15 a second; the second and the third follow each other.
  const times = [0.5, 4.5, 5.5, 149.5].map((frame) => frame / 15);

  it('play from end to end in their ratio and length, and count their pictures', async () => {
    const { width, height, duration, seen, ended } = await watch(browser, await clipOf(asked), times);
    expect([width, height, duration, ended]).toEqual([288, 512, 10, true]);
    expect(new Set(seen.map(({ line }) => line)).size).toBe(times.length);
    expect(new Set(seen.map(({ name }) => name)).size).toBe(1);
    expect(new Set(seen.map(({ scenery }) => scenery)).size).toBe(times.length);
  });

  it('tell models and prompts apart, and seeds', async () => {
    const [first = 0] = times;
    const look = async (body: Readonly<Record<string, unknown>>) =>
      (await watch(browser, await clipOf(body), [first])).seen[0];
    const one = await look(asked);
    expect(await look(asked)).toEqual(one);
    const [model, prompt] = [
      await look({ ...asked, model_name: 'kling-v1' }),
      await look({ ...asked, prompt: 'x' }),
    ];
    expect(new Set([one, model, prompt].map((seen) => seen?.name)).size).toBe(3);
    expect(prompt?.line).toBe(one?.line);
    expect(model?.scenery).toBe(one?.scenery);
  });
});
