import { createBudget, type Router } from '@vid/core';

/* The README has these calls; its test looks for them here. */

export const cheapestWithWatermark = (router: Router, prompt: string) =>
  router.generate({ prompt, watermark: true }, { prefer: 'cheapest' });

export const cameraControlWithinHalfADollar = (router: Router, prompt: string) =>
  router.generate({ prompt, cameraControl: { zoom: 5 } }, { maxCost: { amount: 0.5, currency: 'USD' } });

export const portraitThatCanBeCanceled = (router: Router, prompt: string) =>
  router.generate({ prompt, aspectRatio: '9:16' }, { needs: ['cancel'], fallback: true });

export function sideBySide(router: Router, prompt: string, models: readonly string[]) {
  const budget = createBudget({ amount: 3, currency: 'USD' });
  return router.compare({ prompt }, { models, budget, allowUnknownPrice: true });
}
