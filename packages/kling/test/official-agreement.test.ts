import { asyncProperty, array, assert as assertProperty, constantFrom, tuple } from 'fast-check';
import { checkRequest, features, VideoError, type VideoProvider, type VideoRequest } from '@vid/core';
import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { expect, it, onTestFinished } from 'vitest';

/* The table and the simulated vendor are two readings of the same pages; where these are clear, both say the same. */

const picture = 'https://example.com/a.png';
const clip = 'https://example.com/a.mp4';
const trajectory = [
  { x: 0, y: 0 },
  { x: 5, y: 9 },
];
const kling = (options: NonNullable<NonNullable<VideoRequest['providerOptions']>['kling']>) => ({
  providerOptions: { kling: options },
});

/** What a video is made from. */
const bases: readonly VideoRequest[] = [
  {},
  { prompt: 'a kite' },
  { firstFrame: picture },
  { firstFrame: picture, prompt: 'a kite' },
  { firstFrame: picture, prompt: 'a kite', lastFrame: picture },
  { lastFrame: picture },
  { references: [picture], prompt: 'a kite' },
  { prompt: 'a kite', cameraControl: { zoom: 4.5 } },
  { firstFrame: picture, cameraControl: { zoom: 4.5 } },
  { firstFrame: picture, motionMasks: { static: picture } },
  { referenceVideos: [clip], prompt: 'a kite' },
  { references: [picture], referenceVideos: [clip], ...kling({ characterOrientation: 'video' }) },
  { sourceVideo: clip, prompt: 'a kite' },
];

const parts: readonly VideoRequest[] = [
  { prompt: 'a'.repeat(2501) },
  { negativePrompt: 'rain' },
  { firstFrame: picture },
  { lastFrame: picture },
  { references: [picture] },
  { references: Array.from({ length: 5 }, () => picture) },
  { duration: 3 },
  { duration: 5 },
  { duration: 10 },
  { duration: 16 },
  { aspectRatio: '16:9' },
  { aspectRatio: '4:3' },
  { resolution: '4k' },
  { resolution: '720p' },
  { quality: 'standard' },
  { quality: 'pro' },
  { watermark: true },
  { audio: true },
  { audio: false },
  { seed: 1 },
  { cameraControl: { zoom: 4.5 } },
  { cameraControl: { zoom: 1, pan: 1 } },
  { cameraControl: { preset: 'forward_up' } },
  { cameraControl: { preset: 'sideways' } },
  { motionMasks: { static: picture } },
  { motionMasks: { dynamic: [{ mask: picture, trajectory }] } },
  { motionMasks: { dynamic: [{ mask: picture, trajectory: [] }] } },
  kling({ cfgScale: 0 }),
  kling({ cfgScale: 2 }),
  kling({ voices: ['a'] }),
  kling({ voices: ['a', 'b', 'c'] }),
  kling({ elements: [1] }),
  kling({ elements: [1], voices: ['a'] }),
  kling({ elements: [1, 2, 3, 4] }),
  kling({ elements: [1, 2, 3, 4, 5, 6, 7] }),
  kling({ characterOrientation: 'image' }),
  { referenceVideos: [clip] },
  { sourceVideo: clip },
  { resolution: '1080p' },
  { duration: 7 },
  { prompt: 'a'.repeat(3073) },
  kling({ multiShot: true }),
  kling({ shots: [{ prompt: 'a kite', duration: 5 }] }),
  kling({ shots: [{ prompt: 'a kite', duration: 2 }] }),
  kling({ shots: [{ prompt: 'a'.repeat(513), duration: 5 }] }),
];

/** Where the pages do not say who is right; the table is the stricter one. */
function isOpen(request: VideoRequest): boolean {
  const { model = '', prompt, duration, audio, quality, aspectRatio, firstFrame, sourceVideo } = request;
  return (
    (model.endsWith('master') && quality !== undefined) ||
    (audio === false && !['kling-v2-6', 'kling-v3'].includes(model)) ||
    (model === 'kling-3.0' && prompt === undefined) ||
    // What the picture or the clip decides may be said all the same, at the route that has a place for it.
    (/omni|o1/.test(model) && (firstFrame ?? sourceVideo) !== undefined && aspectRatio !== undefined) ||
    (sourceVideo !== undefined && duration !== undefined) ||
    // Prompt and length beside shots: ours take their place, the vendor may bear them.
    (request.providerOptions?.kling?.shots !== undefined && (prompt ?? duration) !== undefined)
  );
}

/** `taken`, or the refusal: here, by its code, or by the service, by its number. */
async function fateOf(provider: VideoProvider, request: VideoRequest): Promise<string> {
  try {
    await provider.generate(request, { retries: 0 });
    return 'taken';
  } catch (error) {
    return error instanceof VideoError ? (error.providerCode ?? error.code) : String(error);
  }
}

it('takes what the table takes, and refuses what the table refuses', async () => {
  const simulator = await startSimulator({
    speed: 0,
    retired: 'served',
    officialKling: { parallel: 10_000, strict: true },
  });
  onTestFinished(() => simulator.close());
  const { url: baseUrl, apiKey } = simulator;
  const provider = createKling({ api: 'official', baseUrl, apiKey });
  const { capabilities } = provider;
  const models = capabilities.models.map(({ model }) => model);
  const seen = { taken: 0, refused: 0 };
  const agreement = asyncProperty(
    tuple(constantFrom(...models), constantFrom(...bases), array(constantFrom(...parts), { maxLength: 3 })),
    async ([model, base, chosen]) => {
      const request: VideoRequest = Object.assign({ model }, base, ...chosen);
      const { fits } = checkRequest(capabilities, request);
      if (!fits && isOpen(request)) return;
      const said = fits ? request : { ...request, unchecked: features };
      const { shots } = request.providerOptions?.kling ?? {};
      // What the items of a list are the options' schema says, not the table.
      const isWrongShot = shots?.some(({ prompt, duration }) => prompt.length > 512 || duration < 3) === true;
      const expected = fits && !isWrongShot ? ['taken'] : ['unsupported', '1201', '1203'];
      expect(expected).toContain(await fateOf(provider, said));
      seen[fits ? 'taken' : 'refused'] += 1;
    },
  );
  await assertProperty(agreement, { numRuns: 2000 });
  expect(seen.taken).toBeGreaterThan(50);
  expect(seen.refused).toBeGreaterThan(50);
}, 60_000);
