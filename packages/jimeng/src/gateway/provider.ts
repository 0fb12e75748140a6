import type { Capabilities, VideoProvider } from '@vid/core';
import { createGatewayProvider } from '@vid/gateway';
import { capabilities } from './capabilities.ts';
import { toSubmit } from './mapping.ts';

export const keyVariable = 'JIMENG_API_TOKEN';

export const createGatewayJimeng = (
  settings: object,
  otherApis: readonly Capabilities[] = [],
): VideoProvider =>
  createGatewayProvider(
    {
      provider: 'jimeng',
      keyVariable,
      capabilities,
      otherApis,
      // A UUID may come back as another one [client].
      otherIds: /^(jimeng:)?[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
      submit: toSubmit,
      calls: async () => (await import('./calls.ts')).calls,
    },
    settings,
  );
