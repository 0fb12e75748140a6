import { createRouter } from '@vid/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createOpenaiVideos, type OpenaiVideosSettings } from '../src/index.ts';
import { manifest } from '../src/manifest.ts';
import { errorOf, providerAt } from './planted.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const prompt = 'a boat';
const models = ['film-1'];
const accepted = { 'POST /v1/videos': { json: { id: 'video_1', status: 'queued' } } };

describe('the address', () => {
  it.each([
    'https://gate.example',
    'https://gate.example/',
    'https://gate.example/v1',
    'https://gate.example/v1/',
  ])('%s is one and the same', (baseUrl) => {
    const { url } = createOpenaiVideos({ baseUrl, models }).prepare({ prompt });
    expect(url).toBe('https://gate.example/v1/videos');
  });

  it('keeps what stands before /v1', () => {
    const { url } = createOpenaiVideos({ baseUrl: 'https://one.example/openai/v1', models }).prepare({
      prompt,
    });
    expect(url).toBe('https://one.example/openai/v1/videos');
  });

  it('comes from the dialect’s variable, by the same rules', () => {
    vi.stubEnv('VLLM_OMNI_BASE_URL', 'http://gpu:8091');
    vi.stubEnv('LITELLM_BASE_URL', 'gpu:4000');
    expect(createOpenaiVideos({ dialect: 'vllm-omni', models }).prepare({ prompt }).url).toBe(
      'http://gpu:8091/v1/videos',
    );
    expect(() => createOpenaiVideos({ dialect: 'litellm', models })).toThrow(/LITELLM_BASE_URL/);
  });

  it('may be missing until something is to be sent', async () => {
    const provider = createOpenaiVideos({ dialect: 'sglang', models });
    expect(provider.prepare({ prompt }).url).toBe('https://base-url.invalid/v1/videos');
    const error = await errorOf(provider.generate({ prompt }));
    expect([error.code, error.message]).toEqual([
      'invalid-request',
      'Nobody has said where openai-videos (sglang) is: pass baseUrl, or set SGLANG_BASE_URL. Nothing was sent.',
    ]);
  });
});

describe('the key', () => {
  it('of OpenAI itself goes to nobody else', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-real');
    const { provider, asked } = await providerAt('openai', accepted, { apiKey: undefined });
    const error = await errorOf(provider.generate({ prompt }));
    expect([error.code, asked.length]).toEqual(['authentication', 0]);
    expect(error.message).toContain('OPENAI_VIDEOS_API_KEY');
  });

  it('of a self-hosted server is sent where there is one', async () => {
    vi.stubEnv('VLLM_OMNI_API_KEY', 'from-the-environment');
    const { provider, asked } = await providerAt('vllm-omni', accepted, { apiKey: undefined });
    await provider.generate({ prompt });
    expect(asked[0]?.authorization).toBe('Bearer from-the-environment');
    expect(provider.prepare({ prompt }).headers).toMatchObject({ authorization: 'Bearer ***' });
  });
});

describe('settings', () => {
  const refusedBy = (settings: object) => {
    const create: (given: never) => unknown = createOpenaiVideos;
    return () => Reflect.apply(create, undefined, [settings]);
  };

  it.each<readonly [string, object]>([
    ['an unknown dialect', { dialect: 'sora' }],
    ['two words that differ', { dialect: 'litellm', api: 'sglang' }],
    ['an id that is none', { id: 'My GPU' }],
    ['a model twice', { models: ['a', 'a'] }],
    ['a model without a name', { models: [''] }],
    ['a model that is no model', { models: [{ name: 'a' }] }],
    ['a row that is none', { models: [{ model: 'a', rows: [{ mode: 'text-to-video' }] }] }],
    ['a word of nobody', { model: 'a' }],
  ])('with %s are refused', (_what, settings) => {
    expect(refusedBy(settings)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  it('take the dialect in the word of tools', () => {
    const [entry] = createOpenaiVideos({ api: 'litellm', models }).capabilities.models;
    expect(entry?.api).toBe('litellm');
  });

  it('without models have no table, and send nothing', () => {
    const provider = createOpenaiVideos({ baseUrl: 'https://gate.example' });
    expect(provider.capabilities.models).toEqual([]);
    expect(provider.validateRequest({ prompt, model: 'film-1' }).valid).toBe(false);
  });

  it('take the names of the dialect’s variable for models', () => {
    vi.stubEnv('SGLANG_MODELS', ' film-1,film-2, ');
    const namesOf = (settings: OpenaiVideosSettings) =>
      createOpenaiVideos({ dialect: 'sglang', ...settings }).capabilities.models.map(({ model }) => model);
    expect(namesOf({})).toEqual(['film-1', 'film-2']);
    expect(namesOf({ models: [] })).toEqual([]);
  });

  it('with ids let two services of a dialect stand in one router, each with its tasks', async () => {
    const one = await providerAt('vllm-omni', accepted, { id: 'big-gpu' });
    const other = await providerAt('vllm-omni', accepted, { id: 'small-gpu', models: ['film-2'] });
    const router = createRouter([one.provider, other.provider]);
    const task = await router.generate({ prompt, model: 'small-gpu:film-2' });
    expect([task.provider, one.asked.length, other.asked.length]).toEqual(['small-gpu', 0, 1]);
    await expect(one.provider.query(task)).rejects.toMatchObject({ code: 'invalid-request' });
    expect(() => createRouter([one.provider, one.provider])).toThrow(/remove one/);
  });

  it('name their options by their id', async () => {
    const { provider } = await providerAt('vllm-omni', {}, { id: 'big-gpu' });
    const providerOptions = JSON.parse('{"big-gpu":{"extra":{"flow_shift":3}}}');
    expect(provider.prepare({ prompt, providerOptions }).body).toMatchObject({ flow_shift: '3' });
  });
});

it('the manifest needs an address of every dialect, and makes what it names', () => {
  for (const { api, keys, create } of manifest.apis) {
    for (const way of keys) expect(Object.keys(way)).toEqual(expect.arrayContaining(['baseUrl', 'models']));
    const made = create({ baseUrl: 'https://gate.example', models: 'film-1, film-2' });
    const path = api === 'localai' ? '/video' : '/v1/videos';
    expect([api, made.prepare({ model: 'film-2', prompt }).url]).toEqual([
      api,
      `https://gate.example${path}`,
    ]);
  }
});
