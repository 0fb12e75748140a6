import type { ProviderManifest } from '@vid/core/provider-kit';
import { createMinimax } from './index.ts';
import { statuses } from './mapping.ts';
import { keyVariable } from './provider.ts';

/** MiniMax's api, key and look-ups, for tools that know no service by name. */
export const manifest: ProviderManifest = {
  id: 'minimax',
  name: { en: 'MiniMax', zh: '海螺 MiniMax' },
  package: '@vid/minimax',
  factory: 'createMinimax',
  apis: [
    {
      api: 'official',
      keys: [{ apiKey: keyVariable }],
      script: {
        poll: '../query/video_generation/{id}',
        id: ['task_id'],
        status: ['status'],
        link: ['url'],
        statuses,
      },
      create: ({ apiKey, baseUrl }, more) => createMinimax({ api: 'official', apiKey, baseUrl, ...more }),
    },
  ],
};
