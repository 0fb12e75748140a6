import type { ApiManifest, ProviderManifest } from '@vid/core/provider-kit';
import { namesIn, variablesOf } from './connection.ts';
import { type DialectName, dialectNames, dialects } from './dialects.ts';
import { createOpenaiVideos } from './index.ts';
import { usualId } from './provider.ts';

const apiOf = (api: DialectName): ApiManifest => {
  // No two users have the same address and the same models.
  const { apiKey, ...service } = variablesOf(api);
  const withKey = { ...service, apiKey };
  return {
    api,
    keys: dialects[api].needsKey ? [withKey] : [withKey, service],
    create: ({ baseUrl, apiKey: key, models }, more) =>
      createOpenaiVideos({
        api,
        baseUrl,
        apiKey: key,
        ...(models !== undefined && { models: namesIn(models) }),
        ...more,
      }),
  };
};

const [first, ...others] = dialectNames;

/** The dialects as apis, with their variables, for tools that know no service by name. */
export const manifest: ProviderManifest = {
  id: usualId,
  name: { en: 'OpenAI-style videos', zh: 'OpenAI 视频接口' },
  package: '@vid/openai-videos',
  factory: 'createOpenaiVideos',
  models: 'declared',
  apis: [apiOf(first), ...others.map(apiOf)],
};
