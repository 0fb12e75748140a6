import type { ProviderManifest } from '@vid/core/provider-kit';
import { createSeedance } from './index.ts';
import { keyVariable } from './provider.ts';

export const manifest: ProviderManifest = {
  id: 'seedance',
  name: { en: 'Seedance', zh: 'Seedance' },
  package: '@vid/seedance',
  factory: 'createSeedance',
  apis: [
    {
      api: 'official',
      keys: [{ apiKey: keyVariable }],
      create: ({ apiKey, baseUrl }) => createSeedance({ api: 'official', apiKey, baseUrl }),
    },
  ],
};
