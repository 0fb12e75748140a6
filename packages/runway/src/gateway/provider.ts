import type { Capabilities, VideoProvider } from '@vid/core';
import { createGatewayProvider } from '@vid/gateway';
import { capabilities } from './capabilities.ts';
import { toSubmit } from './mapping.ts';

export const keyVariable = 'RUNWAY_API_TOKEN';

export const createGatewayRunway = (
  settings: object,
  otherApis: readonly Capabilities[] = [],
): VideoProvider =>
  createGatewayProvider(
    {
      provider: 'runway',
      keyVariable,
      capabilities,
      otherApis,
      // Two siblings list it as required, yunwu.ai's clients do not send it; harmless [guess].
      headers: { 'x-runway-version': '2024-11-06' },
      submit: toSubmit,
      calls: async () => (await import('./calls.ts')).calls,
    },
    settings,
  );
