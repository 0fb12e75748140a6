import type { ApiManifest, ProviderManifest } from '@vid/core/provider-kit';
import { createSeedance } from './index.ts';
import { keyVariables } from './provider.ts';

const official = (api: 'ark' | 'modelark'): ApiManifest => ({
  api,
  keys: [{ apiKey: keyVariables[api] }],
  create: ({ apiKey, baseUrl }, more) => createSeedance({ api, apiKey, baseUrl, ...more }),
});

/** Seedance's apis, keys and look-ups, for tools that know no service by name. */
export const manifest: ProviderManifest = {
  id: 'seedance',
  name: { en: 'Seedance', zh: '豆包 Seedance' },
  package: '@vid/seedance',
  factory: 'createSeedance',
  apis: [
    official('ark'),
    official('modelark'),
    {
      api: 'gateway',
      keys: [{ apiKey: 'SEEDANCE_API_TOKEN' }],
      create: ({ apiKey, baseUrl }, more) => createSeedance({ api: 'gateway', apiKey, baseUrl, ...more }),
    },
  ],
};
