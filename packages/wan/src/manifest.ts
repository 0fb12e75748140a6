import type { ProviderManifest } from '@vid/core/provider-kit';
import { createWan } from './index.ts';
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
      create: ({ apiKey, baseUrl }, more) => createWan({ api: 'official', apiKey, baseUrl, ...more }),
    },
  ],
};
