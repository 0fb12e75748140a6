import type { VideoProvider } from '@vid/core';
import { createGatewayProvider } from '@vid/gateway';
import { capabilities } from './capabilities.ts';
import { answers, queryPath, toSubmit } from './mapping.ts';
import { codes } from './schema.ts';

export const createGatewayKling = (settings: object): VideoProvider =>
  createGatewayProvider(
    {
      provider: 'kling',
      keyVariable: 'KLING_API_TOKEN',
      capabilities,
      codes,
      answers,
      submit: toSubmit,
      queryPath,
    },
    settings,
  );
