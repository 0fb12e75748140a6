import { readFile } from 'node:fs/promises';
import {
  estimateCost,
  planRequest,
  type VideoError,
  type VideoProvider,
  type VideoRequest,
  type VideoTask,
} from '@vid/core';
import {
  createRunway,
  explainRunwayFailure,
  failureFamilies,
  type RunwayOfficialSettings,
} from '@vid/runway';
import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';

const image = 'https://example.com/image.jpg';
const last = 'https://example.com/last.jpg';
const png = { data: new Uint8Array([0x89, 0x50]), mediaType: 'image/png' };
const official = createRunway({ api: 'official', apiKey: 'x' });
const first = { uri: image, position: 'first' };

const opened = async (options: SimulatorOptions = {}, settings: RunwayOfficialSettings = {}) => {
  const simulator = await startSimulator({ speed: 0, ...options });
  onTestFinished(() => simulator.close());
  const provider = createRunway({
    api: 'official',
    baseUrl: simulator.url,
    apiKey: simulator.apiKey,
    ...settings,
  });
  return { simulator, provider };
};

const answering = (answer: () => Response, apiKey = 'x') =>
  createRunway({ api: 'official', apiKey, fetch: async () => answer() });

const errorOf = (promise: Promise<unknown>): Promise<VideoError> =>
  promise.then(
    () => Promise.reject(new Error('it did not throw')),
    (error: VideoError) => error,
  );

const task: VideoTask = {
  provider: 'runway',
  api: 'official',
  model: 'gen4_turbo',
  id: '3f0c2a57-6a41-4f0e-9a77-5b0b5a1c9d21',
  createdAt: '2026-11-22T09:14:02.118Z',
  status: 'queued',
};

describe('what is sent', () => {
  it('the reference’s example, byte for byte', () => {
    const prepared = official.prepare({
      model: 'gen4_turbo',
      firstFrame: 'https://cdn.example.org/frames/shot-014.png',
      prompt: 'Slow push-in on the lighthouse while the fog thins',
      aspectRatio: '16:9',
      duration: 5,
      seed: 918273645,
      providerOptions: { runway: { publicFigureThreshold: 'auto' } },
    });
    expect(prepared).toEqual({
      method: 'POST',
      url: 'https://api.dev.runwayml.com/v1/image_to_video',
      headers: {
        accept: 'application/json',
        authorization: 'Bearer ***',
        'content-type': 'application/json',
        'x-runway-version': '2024-11-06',
      },
      body: {
        model: 'gen4_turbo',
        promptImage: [{ uri: 'https://cdn.example.org/frames/shot-014.png', position: 'first' }],
        promptText: 'Slow push-in on the lighthouse while the fog thins',
        ratio: '1280:720',
        duration: 5,
        seed: 918273645,
        contentModeration: { publicFigureThreshold: 'auto' },
      },
    });
  });

  it.each<[string, VideoRequest, string, object]>([
    [
      'text alone',
      { prompt: 'a boat' },
      'text_to_video',
      { model: 'gen4.5', promptText: 'a boat', ratio: '1280:720', duration: 5 },
    ],
    [
      'a picture alone',
      { firstFrame: image },
      'image_to_video',
      { model: 'gen4_turbo', promptImage: [first], ratio: '1280:720', duration: 5 },
    ],
    [
      'first and last frame, sound off',
      { model: 'veo3.1', firstFrame: image, lastFrame: last, audio: false, resolution: '1080p', seed: 0 },
      'image_to_video',
      {
        model: 'veo3.1',
        promptImage: [first, { uri: last, position: 'last' }],
        ratio: '1920:1080',
        duration: 4,
        seed: 0,
        audio: false,
      },
    ],
    [
      'an empty negative prompt',
      { model: 'veo3', prompt: 'a boat', negativePrompt: '', aspectRatio: '9:16' },
      'text_to_video',
      { model: 'veo3', promptText: 'a boat', negativePrompt: '', ratio: '720:1280', duration: 8 },
    ],
    [
      'reference pictures, no position',
      { references: [image, last], duration: 15 },
      'image_to_video',
      { model: 'seedance2', promptImage: [{ uri: image }, { uri: last }], ratio: '1280:720', duration: 15 },
    ],
    [
      '4K by name',
      { model: 'seedance2', prompt: 'a boat', resolution: '4k', aspectRatio: '21:9' },
      'text_to_video',
      { model: 'seedance2', promptText: 'a boat', ratio: '3840:1646', duration: 5 },
    ],
    [
      '4K by size',
      { model: 'seedance2', prompt: 'a boat', size: '2880x3840' },
      'text_to_video',
      { model: 'seedance2', promptText: 'a boat', ratio: '2880:3840', duration: 5 },
    ],
    [
      'a picture whose ratio decides',
      { model: 'happyhorse_1_0', firstFrame: image, resolution: '1080p' },
      'image_to_video',
      { model: 'happyhorse_1_0', promptImage: [first], resolution: '1080p' },
    ],
    [
      'a happyhorse of its own size',
      { model: 'happyhorse_1_0', prompt: 'a horse', aspectRatio: '4:3', resolution: '1080p' },
      'text_to_video',
      { model: 'happyhorse_1_0', promptText: 'a horse', ratio: '1662:1248' },
    ],
    [
      'bytes as a data URI',
      { model: 'gen4_turbo', firstFrame: png, seed: 0 },
      'image_to_video',
      {
        model: 'gen4_turbo',
        promptImage: [{ uri: 'data:image/png;base64,iVA=', position: 'first' }],
        ratio: '1280:720',
        duration: 5,
        seed: 0,
      },
    ],
  ])('%s', async (_what, request, route, body) => {
    const { simulator, provider } = await opened();
    const prepared = provider.prepare(request);
    expect(prepared.url).toBe(`${simulator.url}/v1/${route}`);
    expect(prepared.body).toEqual(body);
    // The service, read a second time from the same document, takes it.
    expect((await provider.generate(request)).api).toBe('official');
    expect(simulator.tasks).toMatchObject([{ kind: route, body }]);
  });

  it('every size and every length of the table is taken', async () => {
    const { simulator, provider } = await opened();
    let sent = 0;
    for (const { model, rows } of official.capabilities.models) {
      for (const { mode, accepts, requires = [] } of rows) {
        const base: VideoRequest = {
          model,
          ...(mode === 'text-to-video' && { prompt: 'a boat' }),
          ...(mode === 'image-to-video' && { firstFrame: image, prompt: 'a boat' }),
          ...(mode === 'reference-to-video' && { references: [image] }),
          ...(requires.includes('audio') && { audio: true }),
        };
        const sizes = typeof accepts.size === 'object' ? accepts.size.oneOf : [];
        const lengths =
          accepts.duration !== undefined && 'oneOf' in accepts.duration ? accepts.duration.oneOf : [];
        const variants = [...sizes.map((size) => ({ size })), ...lengths.map((duration) => ({ duration }))];
        for (const variant of variants) {
          await provider.generate({ ...base, ...variant });
          sent += 1;
        }
      }
    }
    expect(sent).toBeGreaterThan(150);
    expect(simulator.tasks).toHaveLength(sent);
  });

  it.each<[string, VideoRequest, string]>([
    ['a watermark, which only the gateway has', { firstFrame: image, watermark: false }, 'watermark'],
    ['a text for gen4_turbo', { model: 'gen4_turbo', prompt: 'a boat' }, 'firstFrame'],
    ['4.5 s', { model: 'gen4.5', prompt: 'a boat', duration: 4.5 }, 'duration'],
    ['5 s of veo', { model: 'veo3.1', prompt: 'a boat', duration: 5 }, 'duration'],
    ['1280x768, the gateway’s size', { model: 'gen4_turbo', firstFrame: image, size: '1280x768' }, 'size'],
    [
      'a square of gen4.5 from text',
      { model: 'gen4.5', prompt: 'a boat', aspectRatio: '1:1' },
      'aspectRatio',
    ],
    ['a text of 1001 units', { model: 'gen4.5', prompt: `${'🏮'.repeat(500)}x` }, 'prompt'],
    ['an empty text', { model: 'gen4_turbo', firstFrame: image, prompt: '' }, 'prompt'],
    ['a lone last frame', { model: 'veo3.1', lastFrame: last }, 'firstFrame'],
    ['a last frame of gen4', { model: 'gen4_turbo', firstFrame: image, lastFrame: last }, 'lastFrame'],
    ['a seed of veo3', { model: 'veo3', prompt: 'a boat', seed: 0 }, 'seed'],
    ['an empty text of seedance', { model: 'seedance2', prompt: '' }, 'prompt'],
    ['sound of gen4', { model: 'gen4.5', prompt: 'a boat', audio: false }, 'audio'],
    [
      '1080p of the small seedance',
      { model: 'seedance2_mini', prompt: 'a', resolution: '1080p' },
      'resolution',
    ],
    ['a length that no document names', { model: 'happyhorse_1_0', prompt: 'a', duration: 5 }, 'duration'],
    [
      'a GIF',
      { model: 'gen4_turbo', firstFrame: { ...png, mediaType: 'image/gif' } },
      'firstFrame.mediaType',
    ],
    [
      'bytes beyond a data URI',
      { model: 'gen4_turbo', firstFrame: { ...png, data: new Uint8Array(3_932_143) } },
      'firstFrame.data',
    ],
    [
      'a moderation of veo',
      { model: 'veo3.1', prompt: 'a', providerOptions: { runway: { publicFigureThreshold: 'low' } } },
      'providerOptions.runway.publicFigureThreshold',
    ],
  ])('refuses %s', (_what, request, field) => {
    expect(() => official.prepare(request)).toThrow(
      expect.objectContaining({
        name: 'VideoError',
        code: 'unsupported',
        problems: expect.arrayContaining([expect.objectContaining({ field })]),
      }),
    );
  });

  it('takes the largest picture that fits, and refuses a link that does not', async () => {
    const { provider } = await opened();
    const largest = { data: new Uint8Array(3_932_142), mediaType: 'image/jpeg' };
    expect((await provider.generate({ model: 'gen4_turbo', firstFrame: largest })).status).toBe('queued');
    const long = `https://example.com/${'x'.repeat(2048)}`;
    expect(() => provider.prepare({ model: 'gen4_turbo', firstFrame: long })).toThrow('at most 2048');
  });

  it('names the end user where an account must', async () => {
    const { provider } = await opened({}, { onBehalfOf: 'user-7' });
    expect(provider.prepare({ prompt: 'a boat' }).headers).toMatchObject({
      'x-runway-on-behalf-of': 'user-7',
    });
  });
});

describe('money', () => {
  it.each<[VideoRequest, number | undefined]>([
    [{ model: 'gen4_turbo', firstFrame: image, duration: 10 }, 0.5],
    [{ model: 'gen4.5', prompt: 'a boat' }, 0.6],
    [{ model: 'veo3.1', prompt: 'a boat', duration: 8, audio: true }, 3.2],
    [{ model: 'veo3.1', prompt: 'a boat', duration: 8, audio: false }, 1.6],
    [{ model: 'veo3.1', prompt: 'a boat', duration: 8 }, undefined],
    [{ model: 'veo3.1_fast', firstFrame: image, duration: 4, audio: true }, 0.6],
    [{ model: 'seedance2', prompt: 'a boat', duration: 5 }, 1.8],
    [{ model: 'seedance2', prompt: 'a boat', resolution: '4k' }, undefined],
    [{ model: 'happyhorse_1_0', prompt: 'a horse' }, undefined],
  ])('of %j is %s', (request, amount) => {
    const money = amount === undefined ? undefined : { amount, currency: 'USD' };
    expect(estimateCost(official.capabilities, request)).toEqual(money);
  });

  it('is on the task from the start, and as the service reports it at the end', async () => {
    const { simulator, provider } = await opened({
      outcome: ({ body }) =>
        body['promptText'] === 'broken' ? { failed: 'it broke', code: 'INTERNAL' } : undefined,
    });
    const cost = { amount: 0.6, currency: 'USD' };
    const good = await provider.generate({ model: 'gen4.5', prompt: 'a boat' });
    const bad = await provider.generate({ model: 'gen4.5', prompt: 'broken' });
    expect([good.cost, bad.cost]).toEqual([cost, cost]);
    simulator.advance(60);
    expect(await provider.query(good)).toMatchObject({ status: 'succeeded', cost });
    expect(await provider.query(bad)).toMatchObject({ status: 'failed', cost: { amount: 0 } });
  });
});

describe('what is answered', () => {
  const id = task.id;
  const createdAt = '2026-11-22T09:14:02.118Z';
  const link = 'https://media.example.net/gen/3f0c2a57.mp4?_jwt=eyJhbGciOi.sample.sig';
  const estimatedCost = { credits: 25 };
  const cost = { amount: 0.25, currency: 'USD' };

  it.each<[object, object]>([
    [
      { status: 'PENDING', estimatedCost },
      { status: 'queued', cost },
    ],
    [
      { status: 'THROTTLED', estimatedCost },
      { status: 'queued', cost },
    ],
    [
      { status: 'RUNNING', progress: 0.42, estimatedCost },
      { status: 'running', progress: 0.42, cost },
    ],
    [{ status: 'RUNNING', progress: 7 }, { status: 'running' }],
    [
      { status: 'SUCCEEDED', output: [link], cost: { credits: 25 } },
      { status: 'succeeded', videos: [{ url: link }], cost },
    ],
    [
      {
        status: 'FAILED',
        failure: 'The generation was rejected by content moderation.',
        failureCode: 'SAFETY.INPUT.IMAGE',
        cost: { credits: 25 },
      },
      {
        status: 'failed',
        failure: {
          reason: 'content-policy',
          message: 'The generation was rejected by content moderation.',
          providerCode: 'SAFETY.INPUT.IMAGE',
        },
        cost,
      },
    ],
    [{ status: 'FAILED' }, { status: 'failed', failure: { reason: 'unknown', message: expect.any(String) } }],
    [
      { status: 'CANCELLED', cost: { credits: 0 } },
      { status: 'canceled', cost: { amount: 0, currency: 'USD' } },
    ],
  ])('%j', async (answer, expected) => {
    const provider = answering(() => Response.json({ id, createdAt, ...answer }));
    const { status: _status, ...identity } = task;
    expect(await provider.query(task)).toEqual({ ...identity, ...expected });
  });

  it.each([{ status: 'SUCCEEDED', output: [] }, { status: 'SUCCEEDED' }, { status: 'REVIEWING' }, {}])(
    '%j leaves the task as it was',
    async (answer) => {
      const provider = answering(() => Response.json({ id, ...answer }));
      await expect(provider.query(task)).rejects.toMatchObject({
        code: 'provider-unavailable',
        retryable: true,
      });
    },
  );

  it.each([
    ['SAFETY.INPUT.TEXT', 'content-policy', 'changed', 'no'],
    ['SAFETY.OUTPUT.VIDEO', 'content-policy', 'changed', 'no'],
    ['INPUT_PREPROCESSING.SAFETY.TEXT', 'content-policy', 'changed', 'unknown'],
    ['INPUT_PREPROCESSING.INTERNAL', 'provider-error', 'later', 'yes'],
    ['INTERNAL.BAD_OUTPUT.CODE01', 'provider-error', 'unlikely-to-help', 'unknown'],
    ['INTERNAL', 'provider-error', 'later', 'yes'],
    ['ASSET.INVALID', 'invalid-input', 'changed', 'yes'],
    ['THIRD_PARTY.UNAVAILABLE', 'provider-error', 'later', 'yes'],
    ['NEW_STAGE.SAFETY.SMELL', 'content-policy', 'changed', 'unknown'],
    ['INTERNALLY', 'unknown', 'unlikely-to-help', 'unknown'],
    [undefined, 'provider-error', 'later', 'yes'],
  ])('the failure code %s', async (code, reason, repeat, refunded) => {
    const { simulator, provider } = await opened({
      outcome: () => ({ failed: 'no luck', ...(code !== undefined && { code }) }),
    });
    const accepted = await provider.generate({ prompt: 'a boat' });
    simulator.advance(60);
    const failed = await provider.query(accepted);
    expect(failed).toEqual(
      expect.objectContaining({
        status: 'failed',
        failure: { reason, message: 'no luck', ...(code !== undefined && { providerCode: code }) },
      }),
    );
    expect(explainRunwayFailure(code)).toMatchObject({ reason, repeat, refunded });
  });

  it('the page for users lists every family of failure codes', async () => {
    const page = await readFile(new URL('../../../docs/providers/runway.md', import.meta.url), 'utf8');
    for (const [prefix, { reason, repeat, refunded }] of failureFamilies) {
      expect(page).toMatch(
        new RegExp(`\\| \`${prefix}\` +\\| ${reason} +\\| ${repeat} +\\| ${refunded} +\\|`),
      );
    }
  });
});

describe('errors', () => {
  const docUrl = 'https://docs.dev.runwayml.com/api';
  const issues = [{ code: 'invalid_value', path: ['ratio'], message: 'Invalid option: expected one of …' }];
  const refusals: [string, number, unknown, object][] = [
    [
      'a schema check',
      400,
      { error: 'Validation of body failed', issues, docUrl },
      {
        code: 'invalid-request',
        providerCode: 'invalid_value',
        message: expect.stringContaining('(ratio: Invalid option'),
      },
    ],
    [
      'an empty purse',
      400,
      { error: 'You do not have enough credits to run this task.' },
      { code: 'quota-exhausted' },
    ],
    ['a bad key', 401, { error: 'nope' }, { code: 'authentication' }],
    ['no such route', 404, { error: 'nope' }, { code: 'not-found' }],
    ['a wrong method', 405, { error: 'nope' }, { code: 'invalid-request' }],
    ['too many', 429, { error: 'nope' }, { code: 'rate-limited', retryable: true }],
    ['too many, in no words', 429, '<html>', { code: 'rate-limited', retryable: true }],
  ];

  it.each(refusals)('a submit that ends in %s made no task', async (_what, status, body, expected) => {
    const provider = answering(() =>
      typeof body === 'string' ? new Response(body, { status }) : Response.json(body, { status }),
    );
    const error = await errorOf(provider.generate({ prompt: 'a boat' }, { retries: 0 }));
    expect(error).toMatchObject({ ...expected, submission: undefined });
    expect(error.message).toContain('No task was made');
  });

  it.each<[string, () => Response]>([
    ['400 in somebody else’s words', () => new Response('<html>', { status: 400 })],
    ['401 in somebody else’s words', () => Response.json({ reason: 'proxy' }, { status: 401 })],
    ['403, which no document names', () => Response.json({ error: 'no' }, { status: 403 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://example.com' } })],
    ['500 in its own words', () => Response.json({ error: 'no' }, { status: 500 })],
    ['502', () => Response.json({ error: 'no' }, { status: 502 })],
    ['503', () => Response.json({ error: 'no' }, { status: 503 })],
    ['504', () => Response.json({ error: 'no' }, { status: 504 })],
    ['200 with an empty id', () => Response.json({ id: '' })],
  ])('a submit that ends in %s is unknown', async (_what, answer) => {
    const error = await errorOf(answering(answer).generate({ prompt: 'a boat' }));
    expect(error).toMatchObject({ code: 'submission-unknown', submission: { api: 'official' } });
  });

  it.each<[number, unknown, object]>([
    [404, { error: 'Could not find Task' }, { code: 'not-found', retryable: false }],
    [404, '<html>', { code: 'provider-unavailable', retryable: true }],
    [401, { error: 'nope' }, { code: 'authentication' }],
    [429, { error: 'nope' }, { code: 'rate-limited', retryable: true }],
    [502, '<html>', { code: 'provider-unavailable', retryable: true }],
    [503, { error: 'shedding' }, { code: 'provider-unavailable', retryable: true }],
    [504, '', { code: 'provider-unavailable', retryable: true }],
  ])('a question that ends in %i %j', async (status, body, expected) => {
    const provider = answering(() =>
      typeof body === 'string' ? new Response(body, { status }) : Response.json(body, { status }),
    );
    expect(await errorOf(provider.query(task))).toMatchObject(expected);
  });

  it('the account’s limits, as the simulator keeps them', async () => {
    const { simulator, provider } = await opened({
      runwayAccount: { credits: 130, dailyGenerations: 2, concurrency: 1 },
    });
    const request = { model: 'gen4.5', prompt: 'a boat' };
    const running = await provider.generate(request);
    const waiting = await provider.generate(request);
    expect((await errorOf(provider.generate({ ...request, duration: 2 }))).code).toBe('quota-exhausted');
    const turbo = { model: 'gen4_turbo', firstFrame: image, duration: 2 };
    await provider.generate(turbo);
    simulator.advance(20);
    expect((await provider.query(running)).status).toBe('succeeded');
    expect((await provider.query(waiting)).status).toBe('queued');
    simulator.advance(20);
    expect((await provider.query(waiting)).status).toBe('succeeded');
  });

  it('a full day is worth repeating', async () => {
    const { provider, simulator } = await opened({ runwayAccount: { dailyGenerations: 1 } });
    await provider.generate({ prompt: 'a boat' });
    const clock = virtualClock(() => simulator.advance(86_400));
    await provider.generate({ model: 'gen4.5', prompt: 'a boat' }, { clock });
    expect(simulator.tasks).toHaveLength(2);
  });
});

describe('cancel', () => {
  const cancel = (provider: VideoProvider, accepted: VideoTask) => {
    if (provider.cancel === undefined) throw new Error('it has no cancel');
    return provider.cancel(accepted);
  };

  it('stops a task that goes on; afterwards nobody knows it', async () => {
    const { simulator, provider } = await opened();
    const accepted = await provider.generate({ prompt: 'a boat' });
    simulator.advance(5);
    expect(await cancel(provider, accepted)).toMatchObject({
      outcome: 'stopped',
      billed: 'unknown',
      task: { id: accepted.id, status: 'canceled' },
    });
    expect((await errorOf(provider.query(accepted))).code).toBe('not-found');
    expect((await errorOf(cancel(provider, accepted))).code).toBe('not-found');
  });

  it('never deletes a video that is there', async () => {
    const { simulator, provider } = await opened();
    const stale = await provider.generate({ prompt: 'a boat' });
    simulator.advance(60);
    expect(await cancel(provider, stale)).toMatchObject({
      outcome: 'goes-on',
      billed: 'yes',
      task: { status: 'succeeded', videos: [{}] },
    });
    expect(simulator.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
    expect((await provider.query(stale)).status).toBe('succeeded');
  });

  it('has nothing to stop in a task that failed', async () => {
    const { simulator, provider } = await opened({ outcome: () => ({ failed: 'no' }) });
    const accepted = await provider.generate({ prompt: 'a boat' });
    simulator.advance(60);
    expect(await cancel(provider, accepted)).toMatchObject({
      outcome: 'stopped',
      task: { status: 'failed' },
    });
  });

  it('is not there behind the gateway', () => {
    expect(createRunway({ api: 'gateway' })).not.toHaveProperty('cancel');
  });
});

describe('which door', () => {
  const withSecret = () => {
    process.env['RUNWAYML_API_SECRET'] = 'key_from_the_environment';
    onTestFinished(() => void delete process.env['RUNWAYML_API_SECRET']);
  };
  const doorOf = (provider: VideoProvider) => [
    ...new Set(provider.capabilities.models.map(({ api }) => api)),
  ];

  it('the gateway without keys', () => {
    expect(doorOf(createRunway())).toEqual(['gateway']);
  });

  it('the vendor’s own with its key, or with a setting that only it has', () => {
    expect(doorOf(createRunway({ onBehalfOf: 'user-7' }))).toEqual(['official']);
    withSecret();
    expect(doorOf(createRunway())).toEqual(['official']);
    expect(doorOf(createRunway({ api: 'gateway' }))).toEqual(['gateway']);
  });

  it('takes the key from the environment when it is needed', async () => {
    const { provider, simulator } = await opened(
      { apiKey: 'key_from_the_environment' },
      { apiKey: undefined },
    );
    expect((await errorOf(provider.generate({ prompt: 'a' }))).message).toContain('set RUNWAYML_API_SECRET');
    withSecret();
    await provider.generate({ prompt: 'a' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('refuses settings that are none, and tasks of the other door', async () => {
    expect(() => createRunway({ api: 'official', baseUrl: 'ftp://example.com' })).toThrow(
      'baseUrl: must be an http(s) URL',
    );
    expect(() => createRunway({ api: 'official', onBehalfOf: 'a b' })).toThrow('onBehalfOf: must be');
    // @ts-expect-error -- only the other door has it
    expect(() => createRunway({ api: 'gateway', onBehalfOf: 'user-7' })).toThrow('onBehalfOf');
    const other = await errorOf(official.query({ ...task, api: 'gateway' }));
    expect(other.message).toContain('belongs to runway (gateway)');
  });

  it('warns of a model that is gone', () => {
    const { candidates } = planRequest(official.capabilities, { model: 'veo3', prompt: 'a boat' });
    expect(candidates[0]?.warnings.join()).toContain('announced to end on 2026-09');
  });
});
