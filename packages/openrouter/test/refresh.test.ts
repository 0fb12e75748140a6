import { adjustedRequest, createRouter, explainPlan, type ModelCapabilities } from '@vid/core';
import { defineOverrides } from '@vid/core/overrides';
import { describe, expect, it } from 'vitest';
import { createOpenrouter } from '../src/index.ts';
import { apiKey, errorOf, jobId, type Planted, providerAt } from './planted.ts';
import { start } from './start.ts';

const now = Date.parse('2026-11-29T08:00:00Z');
const clock = { now: () => now, sleep: async () => undefined };

const record = (changes: object = {}) => ({
  id: 'acme/film-1',
  supported_resolutions: ['720p'],
  supported_aspect_ratios: ['16:9'],
  supported_sizes: null,
  supported_durations: [4, 6, 8],
  supported_frame_images: ['first_frame'],
  generate_audio: false,
  seed: null,
  pricing_skus: { duration_seconds: '0.1' },
  allowed_passthrough_parameters: [],
  ...changes,
});
const modelsOf = (inputs: readonly string[] = ['text', 'image'], id = 'acme/film-1'): Planted => ({
  json: { data: [{ id, architecture: { input_modalities: inputs } }] },
});
const catalogue = (...records: readonly unknown[]): Record<string, Planted> => ({
  'GET /videos/models': { json: { data: records } },
  'GET /models?output_modalities=video': modelsOf(),
  'POST /videos': { status: 202, json: { id: jobId, status: 'pending' } },
  [`GET /videos/${jobId}`]: { json: { id: jobId, status: 'pending' } },
});
const request = { model: 'openrouter:acme/film-1', prompt: 'a boat', duration: 4 } as const;

/** The model as a refresh reads it. */
async function readModel(
  changes: object,
  inputs?: readonly string[],
): Promise<ModelCapabilities | undefined> {
  const { provider, answers } = await providerAt(catalogue(record(changes)));
  answers['GET /models?output_modalities=video'] = modelsOf(inputs);
  await provider.refresh({ clock });
  return provider.capabilities.models[0];
}

describe('the copy that is built in', () => {
  it('serves the first plan, and tells its day', () => {
    const { capabilities } = createOpenrouter();
    expect(capabilities.models).toHaveLength(30);
    const router = createRouter([createOpenrouter()], { clock });
    const [best] = router.plan({ model: 'google/veo-3.1-lite', prompt: 'a boat' }).candidates;
    expect(best).toMatchObject({
      checkedOn: '2026-10-09',
      source: "copy of OpenRouter's catalogue of 2026-10-09",
    });
  });

  it('is said to be old once it is', () => {
    const later = { ...clock, now: () => Date.parse('2027-05-01T00:00:00Z') };
    const router = createRouter([createOpenrouter()], { clock: later });
    const plan = router.plan({ model: 'google/veo-3.1-lite', prompt: 'a boat' });
    expect(explainPlan(plan)).toContain('checked on 2026-10-09, over 180 days ago');
  });

  it('is never replaced unasked', async () => {
    const { provider, asked } = await providerAt(catalogue(record()));
    createRouter([provider]).plan({ prompt: 'a boat' });
    await errorOf(provider.generate(request));
    expect(asked).toEqual([]);
  });
});

describe('refresh', () => {
  it('reaches a router that exists, and its plans record the day', async () => {
    const { provider, asked } = await providerAt(catalogue(record()));
    const router = createRouter([provider], { onEvent: () => undefined, clock });
    expect(router.plan(request).candidates).toEqual([]);
    const { capabilities, unread } = await provider.refresh({ clock });
    expect(unread).toEqual([]);
    expect(capabilities).toBe(provider.capabilities);
    expect(router.plan(request).candidates).toMatchObject([
      { model: 'acme/film-1', checkedOn: '2026-11-29', price: { amount: 0.4, currency: 'USD' } },
    ]);
    expect(router.capabilities.models).toHaveLength(1);
    expect(await router.generate(request)).toMatchObject({ id: jobId });
    expect(asked.map(({ call, authorization }) => [call, authorization])).toEqual([
      ['GET /videos/models', undefined],
      ['GET /models?output_modalities=video', undefined],
      ['POST /videos', `Bearer ${apiKey}`],
    ]);
  });

  it('reads all 30 models of the service as the copy has them', async () => {
    const { provider } = await start();
    const before = provider.capabilities.models;
    await provider.refresh({ clock });
    const undated = (models: readonly ModelCapabilities[]) =>
      JSON.parse(
        JSON.stringify(models)
          .replaceAll("copy of OpenRouter's catalogue of 2026-10-09", 'it')
          .replaceAll('GET /videos/models of 2026-11-29', 'it')
          .replaceAll('2026-10-09', 'day')
          .replaceAll('2026-11-29', 'day'),
      );
    const byModel = (models: readonly ModelCapabilities[]) =>
      Object.groupBy(undated(models), ({ model }: { readonly model: string }) => model);
    const [read, copied] = [byModel(provider.capabilities.models), byModel(before)];
    expect(Object.keys(read)).toEqual(Object.keys(copied));
    for (const name of Object.keys(copied)) {
      const [own] = copied[name] ?? [];
      const [told] = read[name] ?? [];
      expect({ name, rows: Object(told).rows.length }).toEqual({ name, rows: Object(own).rows.length });
      expect({ name, prices: Object(told).prices }).toEqual({ name, prices: Object(own).prices });
    }
  });

  it('keeps the tasks of a model that has left', async () => {
    const { provider, answers } = await providerAt(catalogue(record()));
    const router = createRouter([provider], { clock });
    await provider.refresh({ clock });
    const task = await router.generate(request);
    answers['GET /videos/models'] = { json: { data: [record({ id: 'acme/film-2' })] } };
    await provider.refresh({ clock });
    expect(router.plan(request).candidates).toEqual([]);
    expect(await router.query(task)).toMatchObject({ id: jobId, status: 'queued' });
  });

  it('holds a plan of before to its price', async () => {
    const { provider, answers, asked } = await providerAt(catalogue(record()));
    const router = createRouter([provider], { clock });
    await provider.refresh({ clock });
    const [shown] = router.plan(request).candidates;
    if (shown?.price === undefined) throw new Error('no price');
    answers['GET /videos/models'] = {
      json: { data: [record({ pricing_skus: { duration_seconds: '0.2' } })] },
    };
    await provider.refresh({ clock });
    const refused = await errorOf(router.generate(adjustedRequest(request, shown), { maxCost: shown.price }));
    expect(refused.code).toBe('unsupported');
    expect(asked.filter(({ call }) => call === 'POST /videos')).toEqual([]);
  });

  it.each([
    ['is away', { status: 503, json: { error: { code: 503, message: 'x' } } }],
    ['says a page', { page: '<html></html>' }],
    ['lists nothing', { json: { data: [] } }],
    ['lists nothing that can be read', { json: { data: [{ name: 'no id' }] } }],
  ])('leaves the table as it was where the catalogue %s', async (_what, answer) => {
    const { provider, answers } = await providerAt(catalogue(record()));
    const before = provider.capabilities;
    answers['GET /videos/models'] = answer;
    expect(await errorOf(provider.refresh())).toMatchObject({ code: 'provider-unavailable' });
    expect(provider.capabilities).toBe(before);
  });

  it('leaves it where nobody tells what goes in, unless there is no such route', async () => {
    const { provider, answers } = await providerAt(catalogue(record()));
    const before = provider.capabilities;
    answers['GET /models?output_modalities=video'] = { status: 500 };
    expect(await errorOf(provider.refresh())).toMatchObject({ code: 'provider-unavailable' });
    expect(provider.capabilities).toBe(before);
    answers['GET /models?output_modalities=video'] = { status: 404 };
    await provider.refresh();
    expect(provider.capabilities.models[0]?.rows.map(({ mode }) => mode)).toEqual([
      'text-to-video',
      'image-to-video',
    ]);
  });

  it('leaves it where the overrides do not fit', async () => {
    const overrides = defineOverrides({
      source: 'me',
      models: { 'openrouter:google/veo-3.1': { hidden: true } },
    });
    const { provider } = await providerAt(catalogue(record()), { overrides });
    const before = provider.capabilities;
    expect(await errorOf(provider.refresh())).toMatchObject({ code: 'invalid-request' });
    expect(provider.capabilities).toBe(before);
    expect(before.models).toHaveLength(29);
  });

  it('applies the overrides to the new table', async () => {
    const overrides = defineOverrides({
      source: 'me',
      models: { 'openrouter:acme/film-1': { like: 'google/veo-3.1' } },
    });
    const { provider } = await providerAt(catalogue(record(), record({ id: 'google/veo-3.1' })), {
      overrides,
    });
    expect(provider.capabilities.models.map(({ model }) => model)).toContain('acme/film-1');
    expect(await errorOf(provider.refresh())).toMatchObject({ code: 'invalid-request' });
  });

  it('names what it cannot read, and reads the rest', async () => {
    const { provider } = await providerAt(
      catalogue(record(), record({ id: 'acme/odd', supported_durations: '4-8' })),
    );
    const { unread, capabilities } = await provider.refresh();
    expect(unread).toEqual(['acme/odd']);
    expect(capabilities.models.map(({ model }) => model)).toEqual(['acme/film-1']);
  });

  it('takes a model once, as it is listed first', async () => {
    const { provider } = await providerAt(catalogue(record(), record({ supported_durations: [30] })));
    const { unread, capabilities } = await provider.refresh();
    expect(unread).toEqual(['acme/film-1']);
    expect(capabilities.models).toMatchObject([
      { rows: [{ accepts: { duration: { oneOf: [4, 6, 8] } } }, {}, {}] },
    ]);
  });

  it('stops when it is aborted', async () => {
    const { provider } = await providerAt(catalogue(record()));
    const signal = AbortSignal.abort();
    await expect(provider.refresh({ signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a row', () => {
  it('has no rule for what is not applicable, and any value for what nobody tells', async () => {
    const none = await readModel({ supported_resolutions: null, supported_aspect_ratios: null });
    expect(none?.rows[0]?.accepts).not.toHaveProperty('resolution');
    expect(none?.rows[0]?.accepts).not.toHaveProperty('aspectRatio');
    const untold = await readModel({ supported_resolutions: undefined, supported_durations: undefined });
    expect(untold?.rows[0]?.accepts).toMatchObject({ resolution: 'any', duration: 'any' });
  });

  it('of a list of lengths is a range where it has no gap', async () => {
    const dense = await readModel({ supported_durations: [3, 4, 5, 6] });
    expect(dense?.rows[0]?.accepts.duration).toEqual({ min: 3, max: 6, step: 1 });
    const sparse = await readModel({});
    expect(sparse?.rows[0]?.accepts.duration).toEqual({ oneOf: [4, 6, 8] });
  });

  it('takes references as far as its inputs are told, and says what is a guess', async () => {
    const modes = async (inputs: readonly string[]) =>
      (await readModel({}, inputs))?.rows.map(
        ({ mode, evidence, requires = [] }) => `${mode} ${evidence} ${requires[1] ?? ''}`,
      );
    expect(await modes(['text'])).toEqual([
      'text-to-video documented ',
      'image-to-video documented firstFrame',
    ]);
    expect(await modes(['text', 'image'])).toContain('reference-to-video claimed references');
    expect(await modes(['text', 'image', 'video'])).toEqual([
      'text-to-video documented ',
      'image-to-video documented firstFrame',
      'reference-to-video documented references',
      'reference-to-video documented referenceVideos',
    ]);
    expect(await modes(['image'])).not.toContain('text-to-video documented ');
  });

  it('of an editor takes a clip and no length', async () => {
    const editor = await readModel({ supported_durations: null, supported_frame_images: null }, [
      'text',
      'video',
    ]);
    expect(editor?.rows).toMatchObject([
      { mode: 'video-to-video', evidence: 'claimed', requires: ['prompt', 'sourceVideo'] },
    ]);
    expect(editor?.rows[0]?.accepts).not.toHaveProperty('duration');
  });
});
