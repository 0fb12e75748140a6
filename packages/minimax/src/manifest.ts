import type { ProviderManifest } from '@vid/core/provider-kit';
import { createMinimax } from './index.ts';
import { statuses } from './mapping.ts';
import { keyVariable } from './provider.ts';

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
      create: ({ apiKey, baseUrl }) => createMinimax({ api: 'official', apiKey, baseUrl }),
    },
  ],
};
