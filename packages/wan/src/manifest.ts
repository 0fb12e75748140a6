import type { ProviderManifest } from '@vid/core/provider-kit';
import { createWan } from './index.ts';
import { statuses } from './mapping.ts';
import { keyVariable } from './provider.ts';

export const manifest: ProviderManifest = {
  id: 'wan',
  name: { en: 'Wan', zh: '通义万相 Wan' },
  package: '@vid/wan',
  factory: 'createWan',
  apis: [
    {
      api: 'official',
      keys: [{ apiKey: keyVariable }],
      script: {
        poll: '../../../../tasks/{id}',
        id: ['task_id'],
        status: ['task_status'],
        link: ['video_url'],
        statuses,
      },
      create: ({ apiKey, baseUrl }) => createWan({ api: 'official', apiKey, baseUrl }),
    },
  ],
};
