import type { Capabilities, VideoProvider } from '@vid/core';
import { createGatewayProvider } from '@vid/gateway';
import { capabilities } from './capabilities.ts';
import { toSubmit } from './mapping.ts';

export const keyVariable = 'KLING_API_TOKEN';

export const createGatewayKling = (
  settings: object,
  otherApis: readonly Capabilities[] = [],
): VideoProvider =>
  createGatewayProvider(
    {
      provider: 'kling',
      keyVariable,
      capabilities,
      otherApis,
      submit: toSubmit,
      calls: async () => (await import('./calls.ts')).calls,
    },
    settings,
  );
