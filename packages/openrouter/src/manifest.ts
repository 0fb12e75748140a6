import type { ProviderManifest } from '@vid/core/provider-kit';
import { createOpenrouter } from './index.ts';
import { statuses } from './mapping.ts';
import { keyVariable } from './provider.ts';

/** OpenRouter's api, key and look-ups, for tools that know no service by name. */
export const manifest: ProviderManifest = {
  id: 'openrouter',
  name: { en: 'OpenRouter', zh: 'OpenRouter' },
  package: '@vid/openrouter',
  factory: 'createOpenrouter',
  apis: [
    {
      api: 'official',
      keys: [{ apiKey: keyVariable }],
      script: {
        poll: '{id}',
        id: ['id'],
        status: ['status'],
        link: ['unsigned_urls'],
        file: '{id}/content?index=0',
        statuses,
      },
      create: ({ apiKey, baseUrl }, more) => createOpenrouter({ api: 'official', apiKey, baseUrl, ...more }),
    },
  ],
};
