import type { ProviderManifest } from '@vid/core/provider-kit';
import { answers } from './gateway/calls.ts';
import { keyVariable } from './gateway/provider.ts';
import { createKling } from './index.ts';
import { statuses } from './official/answers.ts';
import { variables } from './official/authentication.ts';
import { routes as newerRoutes } from './official/newer/submit.ts';

const script = { poll: '{id}', id: ['task_id'], status: ['task_status'], link: ['url'] } as const;
const lookup = { name: 'kind', example: 'image2video', required: false } as const;

/** Kling's apis, keys and look-ups, for tools that know no service by name. */
export const manifest: ProviderManifest = {
  id: 'kling',
  name: { en: 'Kling', zh: '可灵 Kling' },
  package: '@vid/kling',
  factory: 'createKling',
  apis: [
    {
      api: 'gateway',
      keys: [{ apiKey: keyVariable }],
      lookup,
      // With the names of wrappers.
      script: {
        ...script,
        status: ['task_status', 'status'],
        link: ['url', 'video_url'],
        statuses: answers.statuses,
      },
      create: ({ apiKey, baseUrl }, more) => createKling({ api: 'gateway', apiKey, baseUrl, ...more }),
    },
    {
      api: 'official',
      keys: [
        { apiKey: variables.apiKey },
        { accessKey: variables.accessKey, secretKey: variables.secretKey },
      ],
      lookup,
      script: {
        ...script,
        polls: newerRoutes.map((route) => ({ of: `/${route}/`, poll: '../../tasks?task_ids={id}' })),
        id: ['task_id', 'id'],
        status: ['task_status', 'status'],
        statuses,
      },
      create: ({ apiKey, accessKey, secretKey, baseUrl }, more) =>
        createKling({ api: 'official', apiKey, accessKey, secretKey, baseUrl, ...more }),
    },
  ],
};
