import type { Money } from '@vid/core';
import * as z from '@vid/core/zod';

/* MiniMax's price list (minimax.md 12), read a second time: what a body costs in the international region. */

const body = z.object({
  model: z.string(),
  content: z.array(z.object({ type: z.string() })),
  resolution: z.string(),
  duration: z.number(),
});

const perSecond: Readonly<Record<string, number>> = {
  'MiniMax-H3 768P': 0.08,
  'MiniMax-H3 2K': 0.13,
  'MiniMax-H3-Max 480P': 0.05,
  'MiniMax-H3-Max 768P': 0.08,
};

/** Of clips of `clipSeconds` each. */
export function billOf(json: unknown, clipSeconds: number): Money | undefined {
  const { model, content, resolution, duration } = z.parse(body, json);
  const count = (type: string) => content.filter((one) => one.type === type).length;
  const [free, each] = model === 'MiniMax-H3' ? [5, 0.04] : [2, 0.074];
  const rate = perSecond[`${model} ${resolution}`];
  if (rate === undefined) return undefined;
  const seconds = duration + count('video_url') * clipSeconds;
  return { amount: seconds * rate + Math.max(count('image_url') - free, 0) * each, currency: 'USD' };
}
