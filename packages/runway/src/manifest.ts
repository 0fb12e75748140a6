import type { ProviderManifest } from '@vid/core/provider-kit';
import { answers } from './gateway/calls.ts';
import { keyVariable as gatewayKey } from './gateway/provider.ts';
import { createRunway } from './index.ts';
import { statuses } from './official/answers.ts';
import { keyVariable as officialKey } from './official/provider.ts';

const script = { poll: '../tasks/{id}', id: ['id'], status: ['status'], link: ['output'] } as const;

/** Runway's apis, keys and look-ups, for tools that know no service by name. */
export const manifest: ProviderManifest = {
  id: 'runway',
  name: { en: 'Runway', zh: 'Runway' },
  package: '@vid/runway',
  factory: 'createRunway',
  apis: [
    {
      api: 'gateway',
      keys: [{ apiKey: gatewayKey }],
      // With the names of wrappers.
      script: {
        ...script,
        id: ['task_id', 'id'],
        link: ['output', 'video_url', 'url'],
        statuses: answers.statuses,
      },
      create: ({ apiKey, baseUrl }, more) => createRunway({ api: 'gateway', apiKey, baseUrl, ...more }),
    },
    {
      api: 'official',
      keys: [{ apiKey: officialKey }],
      script: { ...script, statuses },
      create: ({ apiKey, baseUrl }, more) => createRunway({ api: 'official', apiKey, baseUrl, ...more }),
    },
  ],
};
