import type { VideoProvider } from '@vid/core';
import { createGatewayProvider } from '@vid/gateway';
import { capabilities } from './capabilities.ts';
import { toSubmitBody } from './mapping.ts';
import { answers } from './schema.ts';

export const createGatewayJimeng = (settings: object): VideoProvider =>
  createGatewayProvider(
    {
      provider: 'jimeng',
      keyVariable: 'JIMENG_API_TOKEN',
      capabilities,
      answers,
      submit: (accepted) => ({ path: '/v1/video/create', body: toSubmitBody(accepted) }),
      queryPath: ({ id }) => `/v1/video/query?id=${encodeURIComponent(id)}`,
    },
    settings,
  );
