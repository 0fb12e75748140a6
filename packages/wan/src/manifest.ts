import type { ProviderManifest } from '@vid/core/provider-kit';
import { createWan } from './index.ts';
import { statuses } from './mapping.ts';
import { keyVariable } from './provider.ts';

/** Wan's api, key and look-ups, for tools that know no service by name. */
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
      create: ({ apiKey, baseUrl }, more) => createWan({ api: 'official', apiKey, baseUrl, ...more }),
    },
  ],
};
