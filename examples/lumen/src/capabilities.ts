import type { Capabilities } from '@vid/core';

export const capabilities = {
  models: [
    {
      provider: 'lumen',
      api: 'official',
      model: 'lumen-1',
      rows: [
        {
          mode: 'text-to-video',
          evidence: 'documented',
          source: "Lumen's API reference, films",
          requires: ['prompt'],
          accepts: {
            prompt: { minLength: 1, maxLength: 800 },
            duration: { oneOf: [4, 8] },
            aspectRatio: { oneOf: ['16:9', '9:16'] },
          },
          defaults: { duration: 4, aspectRatio: '16:9' },
        },
      ],
    },
  ],
} as const satisfies Capabilities;
