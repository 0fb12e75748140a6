import type { ApiManifest, ProviderManifest } from '@vid/core/provider-kit';
import { answers } from './gateway/calls.ts';
import { keyVariable } from './gateway/provider.ts';
import { createSeedance } from './index.ts';
import { statuses } from './mapping.ts';
import { keyVariables } from './provider.ts';

const script = { poll: '{id}', id: ['id'], status: ['status'], link: ['video_url'], statuses } as const;

const official = (api: 'ark' | 'modelark'): ApiManifest => ({
  api,
  keys: [{ apiKey: keyVariables[api] }],
  script,
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
      keys: [{ apiKey: keyVariable }],
      // With the names of wrappers.
      script: {
        ...script,
        id: ['task_id', 'id'],
        link: ['video_url', 'output', 'url'],
        statuses: answers.statuses,
      },
      create: ({ apiKey, baseUrl }, more) => createSeedance({ api: 'gateway', apiKey, baseUrl, ...more }),
    },
  ],
};
