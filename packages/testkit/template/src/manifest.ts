import type { ProviderManifest } from '@vid/core/provider-kit';
import { createNameless } from './index.ts';
import { keyVariable } from './provider.ts';

/** The service's apis and keys, for tools that know no service by name. */
export const manifest: ProviderManifest = {
  id: 'nameless',
  name: { en: 'NamelessTitle', zh: 'NamelessTitle' },
  package: '@vid/nameless',
  factory: 'createNameless',
  apis: [
    {
      api: 'official',
      keys: [{ apiKey: keyVariable }],
      create: ({ apiKey, baseUrl }) => createNameless({ api: 'official', apiKey, baseUrl }),
    },
  ],
};
