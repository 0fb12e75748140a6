import type { Capabilities } from '@vid/core';

/** FILL IN: each model, a row for each combination that holds together; what no row names is refused. */
export const capabilities = {
  models: [
    {
      provider: 'nameless',
      api: 'official',
      model: 'nameless-1',
      rows: [
        {
          mode: 'text-to-video',
          evidence: 'documented',
          source: 'FILL IN: where the documents say so',
          requires: ['prompt'],
          accepts: { prompt: { minLength: 1, maxLength: 500 }, duration: { oneOf: [5, 10] } },
          defaults: { duration: 5 },
        },
      ],
      // Where the documents print prices, in the currency of the bill: prices: [{ perSecond: 0.1, currency: 'USD', source: 'its price page' }]
    },
  ],
} as const satisfies Capabilities;
