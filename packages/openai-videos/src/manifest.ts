import type { ApiManifest, ProviderManifest } from '@vid/core/provider-kit';
import { variablesOf } from './connection.ts';
import { type DialectName, dialectNames, dialects } from './dialects.ts';
import { createOpenaiVideos } from './index.ts';
import { usualId } from './provider.ts';

const apiOf = (api: DialectName): ApiManifest => {
  const { baseUrl, apiKey } = variablesOf(api);
  const both = { baseUrl, apiKey };
  return {
    api,
    // Nobody has the same address: without it there is nothing to ask.
    keys: dialects[api].needsKey ? [both] : [{ baseUrl }, both],
    create: (settings) =>
      createOpenaiVideos({ api, apiKey: settings['apiKey'], baseUrl: settings['baseUrl'] }),
  };
};

const [first, ...others] = dialectNames;

export const manifest: ProviderManifest = {
  id: usualId,
  name: { en: 'OpenAI-style videos', zh: 'OpenAI 视频接口' },
  package: '@vid/openai-videos',
  factory: 'createOpenaiVideos',
  models: 'declared',
  apis: [apiOf(first), ...others.map(apiOf)],
};
