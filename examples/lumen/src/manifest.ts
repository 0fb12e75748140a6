import type { ProviderManifest } from '@vid/core/provider-kit';
import { createLumen } from './index.ts';
import { keyVariable } from './provider.ts';

export const manifest: ProviderManifest = {
  id: 'lumen',
  name: { en: 'Lumen', zh: 'Lumen' },
  package: 'vid-lumen',
  factory: 'createLumen',
  apis: [
    {
      api: 'official',
      keys: [{ apiKey: keyVariable }],
      create: ({ apiKey, baseUrl }) => createLumen({ api: 'official', apiKey, baseUrl }),
    },
  ],
};
