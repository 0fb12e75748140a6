import { xai } from '@ai-sdk/xai';
import { fromVideoModel } from '@vid/ai-sdk';
import { createRouter, explainPlan } from '@vid/core';
import { createOpenrouter } from '@vid/openrouter';
import { providers } from '@vid/providers';
import { grok } from '@vid/providers/grok';

/** Every api of every service that has a package. No key is needed for a plan, and nothing is sent. */
const services = providers
  .filter(({ id }) => id !== 'openrouter')
  .flatMap(({ apis }) => apis.map(({ create }) => create({})));

const portrait = {
  prompt: 'a paper boat in the rain',
  aspectRatio: '9:16',
  duration: 5,
  audio: true,
} as const;

// #region readme
const grokModel = fromVideoModel({ ...grok, model: xai.video(grok.model) }); // its rows and prices are yours
const router = createRouter([...services, createOpenrouter(), grokModel]);
export const inAnyCurrency = router.plan(portrait, { prefer: 'cheapest' });
export const explained = explainPlan(inAnyCurrency); // each currency by itself, and why the others cannot
// #endregion

/** Who makes 9:16, 5 s, with sound, for less than a dollar: the cheapest first. */
export const underADollar = router.plan(portrait, {
  prefer: 'cheapest',
  maxCost: { amount: 1, currency: 'USD' },
});
