import type { ProviderManifest } from '@vid/core/provider-kit';
import { createRunway } from './index.ts';

export const manifest: ProviderManifest = {
  id: 'runway',
  name: { en: 'Runway', zh: 'Runway' },
  package: '@vid/runway',
  factory: 'createRunway',
  apis: [
    {
      api: 'gateway',
      keys: [{ apiKey: 'RUNWAY_API_TOKEN' }],
      create: ({ apiKey, baseUrl }) => createRunway({ api: 'gateway', apiKey, baseUrl }),
    },
    {
      api: 'official',
      keys: [{ apiKey: 'RUNWAYML_API_SECRET' }],
      create: ({ apiKey, baseUrl }) => createRunway({ api: 'official', apiKey, baseUrl }),
    },
  ],
};
