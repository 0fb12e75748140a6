import type { ProviderManifest } from '@vid/core/provider-kit';
import { createKling } from './index.ts';

const lookup = { name: 'kind', example: 'image2video', required: false } as const;

export const manifest: ProviderManifest = {
  id: 'kling',
  name: { en: 'Kling', zh: '可灵 Kling' },
  package: '@vid/kling',
  factory: 'createKling',
  apis: [
    {
      api: 'gateway',
      keys: [{ apiKey: 'KLING_API_TOKEN' }],
      lookup,
      create: ({ apiKey, baseUrl }) => createKling({ api: 'gateway', apiKey, baseUrl }),
    },
    {
      api: 'official',
      keys: [
        { apiKey: 'KLINGAI_API_KEY' },
        { accessKey: 'KLINGAI_ACCESS_KEY', secretKey: 'KLINGAI_SECRET_KEY' },
      ],
      lookup,
      create: ({ apiKey, accessKey, secretKey, baseUrl }) =>
        createKling({ api: 'official', apiKey, accessKey, secretKey, baseUrl }),
    },
  ],
};
