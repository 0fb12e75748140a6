import type { Capabilities, VideoProvider } from '@vid/core';
import { createGatewayProvider } from '@vid/gateway';
import { capabilities } from './capabilities.ts';
import { answers, kinds, queryPath, toSubmit } from './mapping.ts';
import { codes } from './schema.ts';

export const createGatewayKling = (
  settings: object,
  otherApis: readonly Capabilities[] = [],
): VideoProvider =>
  createGatewayProvider(
    {
      provider: 'kling',
      keyVariable: 'KLING_API_TOKEN',
      capabilities,
      otherApis,
      codes,
      answers,
      submit: toSubmit,
      queryPath,
      lookups: kinds.map((kind) => ({ kind })),
    },
    settings,
  );
