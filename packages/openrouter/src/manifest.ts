import type { ProviderManifest } from '@vid/core/provider-kit';
import { createOpenrouter } from './index.ts';
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
      create: ({ apiKey, baseUrl }, more) => createOpenrouter({ api: 'official', apiKey, baseUrl, ...more }),
    },
  ],
};
