import type { ProviderManifest } from '@vid/core/provider-kit';
import { answers } from './gateway/calls.ts';
import { keyVariable } from './gateway/provider.ts';
import { createJimeng } from './index.ts';
import { variables } from './official/provider.ts';

/** Jimeng's apis, keys and look-ups, for tools that know no service by name. */
export const manifest: ProviderManifest = {
  id: 'jimeng',
  name: { en: 'Jimeng', zh: '即梦 Jimeng' },
  package: '@vid/jimeng',
  factory: 'createJimeng',
  apis: [
    {
      api: 'gateway',
      keys: [{ apiKey: keyVariable }],
      script: {
        poll: '../query?id={id}',
        id: ['task_id', 'id'],
        status: ['status'],
        link: ['video_url', 'url'],
        statuses: answers.statuses,
      },
      create: ({ apiKey, baseUrl }, more) => createJimeng({ api: 'gateway', apiKey, baseUrl, ...more }),
    },
    {
      api: 'official',
      keys: [variables],
      lookup: { name: 'reqKey', example: 'jimeng_t2v_v30', required: true },
      create: ({ accessKey, secretKey, baseUrl }, more) =>
        createJimeng({ api: 'official', accessKey, secretKey, baseUrl, ...more }),
    },
  ],
};
