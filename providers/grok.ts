import type { CapabilityRow, Price } from '@vid/core';

const source = 'docs.x.ai, video generation and prices, November 2026';

const perSecond = (resolution: string, amount: number): Price => ({
  when: { resolution: [resolution] },
  perSecond: amount,
  currency: 'USD',
  source,
});

const rows: readonly CapabilityRow[] = [
  {
    mode: 'text-to-video',
    evidence: 'documented',
    source,
    requires: ['prompt'],
    accepts: {
      prompt: {},
      duration: { min: 1, max: 15, step: 1 },
      aspectRatio: { oneOf: ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3'] },
      resolution: { oneOf: ['480p', '720p', '1080p'] },
      audio: { oneOf: [true, false] },
    },
    defaults: { duration: 8, aspectRatio: '16:9', resolution: '480p', audio: true },
  },
];

/**
 * What a user of `@ai-sdk/xai` tells `fromVideoModel` of one model, from text: the package knows neither what it takes nor what it
 * costs. For the documents and the page; vid has no package for this service.
 */
export const grok = {
  id: 'xai',
  model: 'grok-imagine-video-1.5',
  rows,
  prices: [perSecond('480p', 0.08), perSecond('720p', 0.14), perSecond('1080p', 0.25)],
} as const;
