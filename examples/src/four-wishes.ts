import { createBudget, type Router } from '@vid/core';

// #region readme
/** The cheapest that can put a watermark on the video. */
export const cheapestWithWatermark = (router: Router) =>
  router.generate({ prompt: 'a paper boat at dusk', watermark: true }, { prefer: 'cheapest' });

/** Any with camera control, for less than half a dollar. */
export const camera = (router: Router) =>
  router.generate(
    { prompt: 'a lighthouse in the fog', cameraControl: { zoom: 5 } },
    { maxCost: { amount: 0.5, currency: 'USD' } },
  );

/** Text to video, 9:16, and it must be possible to stop it; if a service refuses, the next one. */
export const upright = (router: Router) =>
  router.generate(
    { prompt: 'rain on a tin roof', aspectRatio: '9:16' },
    { needs: ['cancel'], fallback: true },
  );

/** Three side by side, for three dollars together at most; a line for each as it ends. */
export async function compareThree(router: Router, print: (line: string) => void): Promise<void> {
  const request = { prompt: 'a fox runs over fresh snow', aspectRatio: '16:9' };
  const models = ['runway:gen4.5', 'kling:kling-v2-6', 'jimeng:jimeng-video-3.0'];
  const budget = createBudget({ amount: 3, currency: 'USD' });
  const runs = router.compare(request, { models, budget, allowUnknownPrice: true });
  for await (const { model, state, task, cost, endedAfterMs } of runs) {
    if (state === 'ended')
      print(`${model}: ${task?.status} after ${endedAfterMs} ms, ${cost?.amount ?? '?'} USD`);
  }
}
// #endregion
