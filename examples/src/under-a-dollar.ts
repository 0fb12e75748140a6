import { createRouter } from '@vid/core';
import { providers } from '@vid/providers';

/** Every api of every service. No key is needed for a plan, and nothing is sent. */
const router = createRouter(providers.flatMap(({ apis }) => apis.map(({ create }) => create({}))));

const portrait = {
  prompt: 'a paper boat in the rain',
  aspectRatio: '9:16',
  duration: 5,
  audio: true,
} as const;

/** Who makes 9:16, 5 s, with sound, for less than a dollar: the cheapest first. */
export const underADollar = router.plan(portrait, {
  prefer: 'cheapest',
  maxCost: { amount: 1, currency: 'USD' },
});

/** The same without a limit: each currency by itself. */
export const inAnyCurrency = router.plan(portrait, { prefer: 'cheapest' });
