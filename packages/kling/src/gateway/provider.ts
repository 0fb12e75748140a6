import type { VideoProvider } from '@vid/core';
import { createGatewayProvider } from '@vid/gateway';
import { capabilities as official } from '../official/capabilities.ts';
import { capabilities } from './capabilities.ts';
import { answers, kinds, queryPath, toSubmit } from './mapping.ts';
import { codes } from './schema.ts';

export const createGatewayKling = (settings: object): VideoProvider =>
  createGatewayProvider(
    {
      provider: 'kling',
      keyVariable: 'KLING_API_TOKEN',
      capabilities,
      otherApis: [official],
      codes,
      answers,
      submit: toSubmit,
      queryPath,
      lookups: kinds.map((kind) => ({ kind })),
    },
    settings,
  );
