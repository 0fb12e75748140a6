import { startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOpenaiVideos, listModels } from '../src/index.ts';
import { dialectNames } from '../src/dialects.ts';
import { simulation } from '../src/simulation.ts';
import { apiKey, errorOf, plant, type Planted } from './planted.ts';

/* What services tell of their models (openai-videos.md 5). */

const typed = (id: string, ...types: readonly string[]) => ({ id, supported_endpoint_types: types });
const priced = (name: string, ...types: readonly string[]) => ({
  model_name: name,
  supported_endpoint_types: types,
});
const list = (...data: readonly object[]): Planted => ({ json: { object: 'list', data } });
const prices = (path: string, ...data: readonly object[]): Planted => ({
  json: { data, supported_endpoint: { 'openai-video': { path, method: 'POST' } } },
});

describe('the models of a service', () => {
  it.each(dialectNames.filter((one) => !['litellm', 'localai', 'openai'].includes(one)))(
    'of %s are what its provider is made with',
    async (dialect) => {
      const simulator = await startSimulator({ speed: 0, services: [simulation] });
      onTestFinished(() => simulator.close());
      const settings = { dialect, ...simulator.settingsFor('openai-videos', dialect) };
      const models = await listModels(settings);
      expect(models).toEqual(['film-1']);
      const provider = createOpenaiVideos({ ...settings, models });
      await expect(provider.generate({ prompt: 'a boat', model: 'film-1' })).resolves.toMatchObject({
        model: 'film-1',
      });
    },
  );

  it('that make videos are told by their type, in the list or beside the prices', async () => {
    const { baseUrl, asked } = await plant({
      'GET /v1/models': list(typed('a', 'openai-video'), typed('b', 'openai'), { id: 'c' }, { id: 'd' }),
      'GET /api/pricing': prices('/v1/videos', priced('c', 'openai-video'), priced('d', 'openai')),
    });
    expect(await listModels({ dialect: 'new-api', baseUrl, apiKey })).toEqual(['a', 'c']);
    expect(asked.map(({ method, authorization }) => [method, authorization])).toEqual(
      Array.from({ length: 2 }, () => ['GET', `Bearer ${apiKey}`]),
    );
  });

  it('are not told where their type has a route of another shape: the site’s map decides', async () => {
    const { baseUrl } = await plant({
      'GET /v1/models': list(typed('a', 'openai-video')),
      'GET /api/pricing': prices('/v1/video/generations', priced('a', 'openai-video')),
    });
    const error = await errorOf(listModels({ dialect: 'new-api', baseUrl, apiKey }));
    expect([error.code, error.message.includes('name them in models')]).toEqual(['unsupported', true]);
  });

  it('are not guessed from names', async () => {
    const { baseUrl, asked } = await plant({ 'GET /v1/models': list({ id: 'sora-2' }, { id: 'gpt-6' }) });
    expect((await errorOf(listModels({ baseUrl, apiKey }))).code).toBe('unsupported');
    const before = asked.length;
    expect((await errorOf(listModels({ dialect: 'litellm', baseUrl, apiKey }))).code).toBe('unsupported');
    expect(asked).toHaveLength(before);
  });

  it.each<readonly [string, Planted, string]>([
    ['a wrong key', { status: 401, json: {} }, 'authentication'],
    ['a page', { page: '<html>' }, 'provider-unavailable'],
    ['trouble', { status: 500, json: {} }, 'provider-unavailable'],
    ['an old list over trouble', { status: 502, json: { data: [{ id: 'a' }] } }, 'provider-unavailable'],
    ['a list of something else', { json: { data: [{ name: 'a' }] } }, 'provider-unavailable'],
  ])('are no empty list after %s', async (_what, answer, code) => {
    const { baseUrl } = await plant({ 'GET /v1/models': answer });
    const error = await errorOf(listModels({ dialect: 'vllm-omni', baseUrl, apiKey }));
    expect(error.code).toBe(code);
    expect(String(error)).not.toContain(apiKey);
  });
});
