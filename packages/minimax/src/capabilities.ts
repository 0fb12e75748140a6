import type { Capabilities } from '@vid/core';

/** FILL IN: each model, a row for each combination that holds together; what no row names is refused. */
export const capabilities = {
  models: [
    {
      provider: 'minimax',
      api: 'official',
      model: 'minimax-1',
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
    },
  ],
} as const satisfies Capabilities;
