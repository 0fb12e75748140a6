import { deepEqual, match, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entries, hoverIn, undocumented } from './declarations.ts';

/*
 * What an editor shows of the packages as they are installed: declarations alone, no source. Over a field of a literal TypeScript
 * shows nothing where two types of a union have it: so for a model of two apis.
 */

const application = `
import { createRouter, defineRequest, type VideoRequest, waitForTask } from '@vid/core';
import { createKling, createVideoWithCamera } from '@vid/kling';
import { createVideo5s } from '@vid/runway';

const router = createRouter([createKling({ apiKey: 'key' })]);
const request: VideoRequest = { prompt: 'A cat', duration: 5 };
const ofModel = defineRequest('kling:kling-v3', {
  negativePrompt: 'A dog',
  providerOptions: { kling: { voices: ['1'] } },
});
const task = await router.generate(request, { maxCost: { amount: 1, currency: 'USD' } });
await waitForTask(router, task, { timeoutMs: 60_000 });
router.plan(ofModel).candidates[0]?.leastPrice;
createVideo5s('https://example.com/cat.png');
createVideoWithCamera('https://example.com/cat.png', { zoom: 5 });
`;

void describe('editors', () => {
  const hover = hoverIn(application);

  void it('show a comment for every public name and field', { timeout: 600_000 }, () => {
    const { seen, missing } = undocumented();
    ok(entries.length > 20, `${entries.length} entries`);
    ok(seen > 1_500, `${seen} names and fields`);
    deepEqual(missing, []);
  });

  for (const [mark, comment] of [
    ['prompt:', /^What the video shows/],
    ['duration:', /^Length in seconds.*Default/],
    ['negativePrompt:', /^What the video must not show/],
    ['voices:', /^Ids of at most 2 voices/],
    ['maxCost:', /^The most that it may cost/],
    ['timeoutMs:', /milliseconds\. Default 600 000/],
    ['leastPrice;', /^The least/],
    ['zoom:', /-10 to 10\. Default 0/],
  ] as const)
    void it(`show the comment of ${mark.slice(0, -1)}`, { timeout: 600_000 }, () => {
      match(hover(mark).comment, comment);
    });

  for (const mark of ['generate(', "createVideo5s('", "createVideoWithCamera('"])
    void it(`name VideoRequest over ${mark.split(/\W/)[0]}`, { timeout: 600_000 }, () => {
      const { shown } = hover(mark);
      match(shown, /\bVideoRequest\b/);
      ok(!shown.includes('negativePrompt'), shown);
    });
});
