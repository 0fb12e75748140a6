import type { Capabilities, VideoProvider } from '@vid/core';
import { createGatewayProvider } from '@vid/gateway';
import { capabilities } from './capabilities.ts';
import { answers, toSubmit } from './mapping.ts';
import { codes } from './schema.ts';

export const createGatewayJimeng = (
  settings: object,
  otherApis: readonly Capabilities[] = [],
): VideoProvider =>
  createGatewayProvider(
    {
      provider: 'jimeng',
      keyVariable: 'JIMENG_API_TOKEN',
      capabilities,
      otherApis,
      // A UUID may come back as another one [client].
      otherIds: /^(jimeng:)?[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
      codes,
      answers,
      submit: toSubmit,
      queryPath: ({ id }) => `/v1/video/query?id=${encodeURIComponent(id)}`,
    },
    settings,
  );
