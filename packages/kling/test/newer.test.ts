import {
  checkRequest,
  planRequest,
  type Submission,
  taskFromId,
  VideoError,
  type VideoRequest,
  type VideoTask,
  waitForTask,
} from '@vid/core';
import { createKling, type KlingOptions, type KlingSettings } from '@vid/kling';
import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

const image = 'https://example.com/a.png';
const end = 'https://example.com/b.png';
const clip = 'https://example.com/take.mp4';
const kling = createKling({ api: 'official', apiKey: 'x' });
const own = (options: KlingOptions) => ({ providerOptions: { kling: options } });
const named = { external_task_id: '{reference}' };

afterEach(() => vi.unstubAllEnvs());

async function simulated(options: SimulatorOptions = {}, settings: KlingSettings = {}) {
  const simulator = await startSimulator({ speed: 0, ...options });
  onTestFinished(() => simulator.close());
  const { url: baseUrl, apiKey } = simulator;
  const provider = createKling({ api: 'official', baseUrl, apiKey, ...settings });
  const asked = () => simulator.requests.filter(({ path }) => path.startsWith('/tasks'));
  return { simulator, provider, baseUrl, asked };
}

const answering = (status: number, body: unknown, settings: KlingSettings = {}) =>
  createKling({
    api: 'official',
    apiKey: 'x',
    ...settings,
    fetch: async () => Response.json(body, { status }),
  });

const id = '893600000000000001';
const task: VideoTask = {
  provider: 'kling',
  api: 'official',
  model: 'kling-3.0-turbo',
  id,
  lookup: { kind: 'tasks' },
  status: 'queued',
};
const film = { type: 'video', id: '893600000000000777', url: 'https://media.example.net/k/777.mp4' };
/** As the vendor's page of GET /tasks shows it. */
const done = {
  id,
  status: 'succeeded',
  message: '',
  create_time: 1_790_000_000_000,
  update_time: 1_790_000_140_000,
  external_id: 'shot-0050-try-1',
  outputs: [{ ...film, watermark_url: '', duration: '5.0' }],
  billing: [{ charge_type: 'unit', package_type: 'video', amount: '2.5' }],
};
const other = { ...done, id: '893600000000000002', external_id: 'another' };
const listed = (...data: readonly unknown[]) => ({ code: 0, message: 'SUCCEED', request_id: 'r', data });

describe('a submit of the newer generation', () => {
  it.each<[string, VideoRequest, string, object]>([
    [
      'text',
      { model: 'kling-3.0', prompt: 'a fox', resolution: '1080p', audio: false },
      'text-to-video/kling-3.0',
      {
        prompt: 'a fox',
        settings: { resolution: '1080p', aspect_ratio: '16:9', duration: 5, audio: 'off' },
        options: named,
      },
    ],
    [
      'two frames and an element',
      {
        model: 'kling-3.0',
        prompt: '@element_1 turns',
        firstFrame: { data: new Uint8Array([1, 2, 3]), mediaType: 'image/png' },
        lastFrame: end,
        duration: 8,
        audio: true,
        watermark: false,
        callbackUrl: 'https://example.com/hook',
        ...own({ elements: ['893600000000008100'], multiShot: false }),
      },
      'image-to-video/kling-3.0',
      {
        contents: [
          { type: 'prompt', text: '@element_1 turns' },
          { type: 'first_frame', url: 'AQID' },
          { type: 'last_frame', url: end },
          { type: 'element', element_id: '893600000000008100', id: 'element_1' },
        ],
        settings: { resolution: '720p', duration: 8, audio: 'native', multi_shot: false },
        options: {
          callback_url: 'https://example.com/hook',
          ...named,
          watermark_info: { enabled: false },
        },
      },
    ],
    [
      'sound that is always made',
      { model: 'kling-3.0-turbo', firstFrame: image, audio: true },
      'image-to-video/kling-3.0-turbo',
      {
        contents: [{ type: 'first_frame', url: image }],
        settings: { resolution: '720p', duration: 5 },
        options: named,
      },
    ],
    [
      'pictures to cite',
      { model: 'kling-o1', prompt: '@image_2 meets @image_1', references: [image, end], duration: 7 },
      'omni-video/kling-o1',
      {
        contents: [
          { type: 'prompt', text: '@image_2 meets @image_1' },
          { type: 'refer_image', url: image, id: 'image_1' },
          { type: 'refer_image', url: end, id: 'image_2' },
        ],
        settings: { resolution: '720p', aspect_ratio: '16:9', duration: 7 },
        options: named,
      },
    ],
    [
      'a clip to edit, whose sound stays',
      { model: 'kling-3.0-omni', prompt: 'night', sourceVideo: clip, references: [image], audio: true },
      'omni-video/kling-3.0-omni',
      {
        contents: [
          { type: 'prompt', text: 'night' },
          { type: 'refer_image', url: image, id: 'image_1' },
          { type: 'base_video', url: clip, id: 'video_1' },
        ],
        settings: { resolution: '720p', audio: 'original' },
        options: named,
      },
    ],
    [
      'a clip for its style',
      { model: 'kling-3.0-omni', prompt: 'like @video_1', referenceVideos: [clip], audio: false },
      'omni-video/kling-3.0-omni',
      {
        contents: [
          { type: 'prompt', text: 'like @video_1' },
          { type: 'feature_video', url: clip, id: 'video_1' },
        ],
        settings: { resolution: '720p', duration: 5, audio: 'off' },
        options: named,
      },
    ],
    [
      'a movement',
      { references: [image], referenceVideos: [clip], ...own({ characterOrientation: 'video' }) },
      'motion-control/kling-3.0',
      {
        contents: [
          { type: 'image', url: image },
          { type: 'video', url: clip },
        ],
        settings: { resolution: '720p', character_orientation: 'video' },
        options: named,
      },
    ],
    [
      'a movement for an element',
      {
        references: [image],
        referenceVideos: [clip],
        ...own({ characterOrientation: 'video', elements: [8100012] }),
      },
      'motion-control/kling-3.0',
      {
        contents: [
          { type: 'image', url: image },
          { type: 'video', url: clip },
          { type: 'element', element_id: '8100012', id: 'element_1' },
        ],
        settings: { resolution: '720p', character_orientation: 'video' },
        options: named,
      },
    ],
    [
      'voices, which want sound and 1080p',
      { model: 'kling-2.6', firstFrame: image, audio: true, ...own({ voices: ['v-1', 'v-2'] }) },
      'image-to-video/kling-2.6',
      {
        contents: [
          { type: 'first_frame', url: image },
          { type: 'voice', voice_id: 'v-1', id: 'voice_1' },
          { type: 'voice', voice_id: 'v-2', id: 'voice_2' },
        ],
        settings: { resolution: '1080p', duration: 5, audio: 'native' },
        options: named,
      },
    ],
  ])('is %s', (_what, request, path, body) => {
    const prepared = kling.prepare(request);
    expect(prepared.url).toBe(`https://api-singapore.klingai.com/${path}`);
    expect(prepared.body).toEqual(body);
  });

  it.each<[string, VideoRequest, string]>([
    ['silence of 3.0 Turbo', { model: 'kling-3.0-turbo', prompt: 'x', audio: false }, 'audio'],
    ['sound of 2.5 Turbo', { model: 'kling-2.5-turbo', prompt: 'x', audio: true }, 'audio'],
    ['4k of O1', { model: 'kling-o1', prompt: 'x', resolution: '4k' }, 'resolution'],
    ['7 s of text alone from O1', { model: 'kling-o1', prompt: 'x', duration: 7 }, 'duration'],
    ['a last frame alone', { model: 'kling-3.0', prompt: 'x', lastFrame: end }, 'firstFrame'],
    [
      'a ratio beside a frame',
      { model: 'kling-3.0', prompt: 'x', firstFrame: image, aspectRatio: '1:1' },
      'aspectRatio',
    ],
    ['sound in 720p', { model: 'kling-2.6', prompt: 'x', audio: true, resolution: '720p' }, 'audio'],
    [
      'sound with a last frame',
      { model: 'kling-2.6', firstFrame: image, lastFrame: end, audio: true },
      'audio',
    ],
    [
      'voices without sound',
      { model: 'kling-2.6', firstFrame: image, ...own({ voices: ['v'] }) },
      'providerOptions.kling.voices',
    ],
    [
      'eight pictures and elements together',
      {
        model: 'kling-3.0-omni',
        prompt: 'x',
        references: [image, image, image, image],
        ...own({ elements: [1, 2, 3, 4] }),
      },
      'providerOptions.kling.elements',
    ],
    [
      'five of them beside a clip',
      { model: 'kling-o1', prompt: 'x', sourceVideo: clip, references: [image, image, image, image, image] },
      'references',
    ],
    [
      'four elements beside a frame',
      { model: 'kling-3.0-omni', prompt: 'x', firstFrame: image, ...own({ elements: [1, 2, 3, 4] }) },
      'providerOptions.kling.elements',
    ],
    [
      'sound beside a clip for style',
      { model: 'kling-3.0-omni', prompt: 'x', referenceVideos: [clip], audio: true },
      'audio',
    ],
    [
      'one shot beside a clip for style',
      { model: 'kling-3.0-omni', prompt: 'x', referenceVideos: [clip], ...own({ multiShot: false }) },
      'providerOptions.kling.multiShot',
    ],
    ['a negative prompt', { model: 'kling-3.0', prompt: 'x', negativePrompt: 'rain' }, 'negativePrompt'],
    ['a quality', { model: 'kling-3.0', prompt: 'x', quality: 'pro' }, 'quality'],
    [
      'clips as bytes',
      { model: 'kling-o1', prompt: 'x', sourceVideo: { data: new Uint8Array([1]), mediaType: 'video/mp4' } },
      'sourceVideo',
    ],
    [
      'the facing of the picture for an element, whose facing is the clip’s',
      {
        model: 'kling-3.0',
        references: [image],
        referenceVideos: [clip],
        ...own({ characterOrientation: 'image', elements: [1] }),
      },
      'providerOptions.kling.characterOrientation',
    ],
    [
      'movement without a word on the facing',
      { model: 'kling-2.6', references: [image], referenceVideos: [clip] },
      'providerOptions.kling.characterOrientation',
    ],
  ])('refuses %s', (_what, request, field) => {
    const result = checkRequest(kling.capabilities, request);
    expect(result).toMatchObject({
      fits: false,
      problems: expect.arrayContaining([expect.objectContaining({ field })]),
    });
  });

  it('keeps what a legacy model cannot say off its route, unchecked too', () => {
    const request = { model: 'kling-v3', prompt: 'x', unchecked: ['providerOptions'] as const };
    const long = own({ elements: ['893600000000008100'] });
    expect(() => kling.prepare({ ...request, firstFrame: image, ...long })).toThrow(/element_id/);
    const facing = own({ characterOrientation: 'image', multiShot: true });
    expect(() => kling.prepare({ ...request, ...facing })).toThrow(/providerOptions/);
  });
});

it('says what passes unchecked, or refuses it', () => {
  const request = { prompt: 'x', unchecked: ['audio'] as const };
  expect(kling.prepare({ ...request, model: 'kling-2.5-turbo', audio: true }).body).toMatchObject({
    settings: { audio: 'native' },
  });
  expect(() => kling.prepare({ ...request, model: 'kling-3.0-turbo', audio: false })).toThrow(/audio/);
});

describe('a pair of keys', () => {
  const pair = { accessKey: 'ak-local-demo', secretKey: 'sk-local-demo-secret' } as const;
  const advice = /pass apiKey, or set KLINGAI_API_KEY/;
  const newer = ['3.0-turbo', '3.0', '3.0-omni', 'o1', '2.6', '2.5-turbo'].map((name) => `kling-${name}`);

  it.each([
    ['in the settings', () => createKling(pair)],
    [
      'in the environment',
      () => {
        vi.stubEnv('KLINGAI_ACCESS_KEY', 'a');
        vi.stubEnv('KLINGAI_SECRET_KEY', 'b');
        return createKling({});
      },
    ],
  ])('%s leaves the newer models to an api key, as every plan says', (_where, create) => {
    const provider = create();
    const { capabilities } = provider;
    const plan = planRequest(capabilities, { prompt: 'x' });
    expect(plan.candidates[0]).toMatchObject({ model: 'kling-v2-6' });
    expect(plan.candidates.filter(({ model }) => newer.includes(model))).toEqual([]);
    const closed = plan.rejected.filter(({ problems }) => problems[0]?.code === 'other-key');
    expect(closed.map(({ model }) => model)).toEqual(newer);
    expect(() => provider.prepare({ model: 'kling-3.0', prompt: 'x' })).toThrow(advice);
    expect(provider).not.toHaveProperty('queryMany');
  });

  it('is not sent to them, whenever it came into the environment', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>();
    const provider = createKling({ api: 'official', fetch });
    vi.stubEnv('KLINGAI_ACCESS_KEY', 'a');
    vi.stubEnv('KLINGAI_SECRET_KEY', 'b');
    for (const call of [provider.generate({ model: 'kling-3.0', prompt: 'x' }), provider.query(task)])
      await expect(call).rejects.toMatchObject({
        code: 'authentication',
        message: expect.stringMatching(advice),
      });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('still opens the legacy models, and finds their tasks by bare ids', async () => {
    const { simulator, provider, asked } = await simulated(
      { officialKling: pair },
      { apiKey: undefined, ...pair },
    );
    const made = await provider.generate({ firstFrame: image });
    simulator.advance(60);
    const bare = taskFromId({ provider: 'kling', api: 'official', id: made.id });
    expect(await provider.query(bare)).toMatchObject({
      status: 'succeeded',
      lookup: { kind: 'image2video' },
    });
    expect(asked()).toEqual([]);
  });
});

describe('a task of the newer generation', () => {
  it('comes to its end, with its film, its cost and its last day', async () => {
    const { simulator, provider, asked } = await simulated();
    const made = await provider.generate({
      model: 'kling-3.0-turbo',
      prompt: 'a fox',
      duration: 3,
      watermark: true,
    });
    expect(made).toMatchObject({ model: 'kling-3.0-turbo', lookup: { kind: 'tasks' }, status: 'queued' });
    const clock = virtualClock(() => simulator.advance(10));
    const ended = await waitForTask(provider, made, { clock });
    expect(ended).toMatchObject({
      status: 'succeeded',
      cost: { amount: 0.336, currency: 'USD' },
      usage: { amount: 2.4, unit: 'units' },
      videos: [{ url: expect.stringContaining('watermark=1') }, { expiresAt: expect.any(String) }],
    });
    expect(simulator.requests.slice(1).map(({ path }) => path)).toEqual(asked().map(() => '/tasks'));
  });

  it('is found among others, in whatever order they come', async () => {
    const running = { ...done, status: 'processing', outputs: [], billing: [] };
    for (const data of [
      [other, running],
      [running, other],
    ])
      expect(await answering(200, listed(...data)).query(task)).toMatchObject({ id, status: 'running' });
  });

  it.each<[string, unknown]>([
    ['others alone', listed(other)],
    ['two of it', listed(done, { ...done, status: 'failed' })],
    ['no list', { code: 0, data: done }],
    ['no id', listed({ ...done, id: undefined })],
    ['an unknown word', listed({ ...done, status: 'reviewing' })],
    ['an end without a film', listed({ ...done, outputs: [] })],
    ['an end with a picture', listed({ ...done, outputs: [{ ...film, type: 'image' }] })],
    ['a legacy task', { code: 0, data: { task_id: id, task_status: 'failed' } }],
  ])('is left as it is by an answer with %s', async (_what, body) => {
    await expect(answering(200, body).query(task)).rejects.toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
    });
  });

  it('is not found where the list is empty', async () => {
    await expect(answering(200, listed()).query(task)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('tells the reason of its failure, whatever the envelope says', async () => {
    const message = 'Failure to pass the risk control system';
    const failed = { ...done, status: 'failed', message, outputs: [], billing: [] };
    expect(await answering(200, listed(failed)).query(task)).toMatchObject({
      status: 'failed',
      failure: { reason: 'content-policy', message },
    });
  });

  const units = { charge_type: 'unit', package_type: 'video', amount: '1.5' };
  const cash = { charge_type: 'cash', cash_type: 'balance', amount: '0.35', currency: 'USD' };
  it.each<[string, readonly object[], number | undefined, number | undefined, string?]>([
    ['rows of units, added', [units, { ...units, amount: '0.9' }], 0.336, 2.4],
    ['money', [cash], 0.35, undefined],
    ['yuan', [{ ...cash, currency: 'CNY' }], 0.35, undefined, 'CNY'],
    ['units beside money', [units, cash], undefined, 1.5],
    ['two currencies', [cash, { ...cash, currency: 'CNY' }], undefined, undefined],
    ['a test balance', [{ ...cash, cash_type: 'test_balance' }], undefined, undefined],
    ['nothing', [], undefined, undefined],
    ['zeros', [{ ...units, amount: '0' }], undefined, undefined],
  ])('costs what it says: %s', async (_what, billing, amount, counted, currency = 'USD') => {
    const { cost, usage } = await answering(200, listed({ ...done, billing })).query(task);
    expect(cost).toEqual(amount === undefined ? undefined : { amount, currency });
    expect(usage).toEqual(counted === undefined ? undefined : { amount: counted, unit: 'units' });
  });

  it('costs money in Beijing too where money is told, and no dollars for units', async () => {
    const inBeijing = (billing: object) =>
      answering(200, listed({ ...done, billing: [billing] }), { region: 'beijing' }).query(task);
    expect(await inBeijing({ ...cash, currency: 'CNY' })).toMatchObject({
      cost: { amount: 0.35, currency: 'CNY' },
    });
    expect((await inBeijing(units)).cost).toBeUndefined();
  });

  it('pays from the balance as the simulated account does', async () => {
    const { simulator, provider } = await simulated({ officialKling: { byBalance: true } });
    for (const model of ['kling-3.0-turbo', 'kling-v2-6']) {
      const made = await provider.generate({ model, prompt: 'x' });
      simulator.advance(60);
      const { cost, usage } = await provider.query(made);
      expect([cost?.amount, usage]).toEqual([model === 'kling-v2-6' ? 0.21 : 0.56, undefined]);
    }
  });

  it('is found by its bare id, as is one of a legacy route', async () => {
    const { simulator, provider, asked } = await simulated();
    for (const model of ['kling-3.0', 'kling-v3']) {
      const made = await provider.generate({ model, prompt: 'x' });
      simulator.advance(60);
      const found = await provider.query(taskFromId({ provider: 'kling', api: 'official', id: made.id }));
      expect(found).toMatchObject({ status: 'succeeded', lookup: { kind: 'tasks' } });
    }
    expect(asked()).toHaveLength(2);
    const nobody = taskFromId({ provider: 'kling', api: 'official', id: '1' });
    await expect(provider.query(nobody)).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('a legacy task of which the list says nothing is found at its own route', async () => {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    const { pathname } = new URL(new Request(input).url);
    asked.push(pathname);
    if (pathname === '/tasks') return Response.json(listed());
    if (pathname.startsWith('/v1/videos/image2video/'))
      return Response.json({ code: 0, data: { task_id: id, task_status: 'processing' } });
    return Response.json({ code: 1201, message: `Task not found by id/external id: ${id}` }, { status: 400 });
  };
  const provider = createKling({ api: 'official', apiKey: 'x', fetch });
  const found = await provider.query(taskFromId({ provider: 'kling', api: 'official', id }));
  expect(found).toMatchObject({ status: 'running', lookup: { kind: 'image2video' } });
  expect(asked).toEqual(['/tasks', `/v1/videos/text2video/${id}`, `/v1/videos/image2video/${id}`]);
});

describe('many tasks', () => {
  it('are asked about 20 at a time, of both generations', async () => {
    const { simulator, provider, asked } = await simulated({ officialKling: { parallel: 100 } });
    const made: VideoTask[] = [];
    for (let count = 0; count < 40; count += 1)
      made.push(
        await provider.generate({ model: count % 2 ? 'kling-v2-6' : 'kling-3.0-turbo', prompt: 'x' }),
      );
    simulator.advance(60);
    const outcomes = await provider.queryMany?.(made);
    expect(outcomes?.map((one) => (one instanceof VideoError ? one.code : [one.id, one.status]))).toEqual(
      made.map((one) => [one.id, 'succeeded']),
    );
    expect(asked()).toHaveLength(2);
    expect(simulator.tasks).toHaveLength(40);
  });

  it('have each an outcome of its own', async () => {
    const { simulator, provider, asked } = await simulated();
    const made = [
      await provider.generate({ model: 'kling-3.0', prompt: 'a' }),
      await provider.generate({ model: 'kling-3.0', prompt: 'b' }),
      await provider.generate({ model: 'kling-3.0', prompt: 'c' }),
    ] as const;
    simulator.advance(60);
    const unknown = { ...task, id: '900000000000000404' };
    simulator.fault({ on: 'poll', kind: 'unknown-status', task: made[1].id });
    simulator.fault({ on: 'poll', kind: 'failed', reason: 'risk control', task: made[2].id });
    const outcomes = await provider.queryMany?.([made[0], unknown, made[1], made[2]]);
    expect(outcomes?.map((one) => (one instanceof VideoError ? one.code : one.status))).toEqual([
      'succeeded',
      'not-found',
      'provider-unavailable',
      'failed',
    ]);
    expect(asked()).toHaveLength(1);
  });

  it('wait together', async () => {
    const { simulator, provider, asked } = await simulated({ officialKling: { parallel: 100 } });
    const made = await Promise.all(
      Array.from({ length: 40 }, () => provider.generate({ model: 'kling-o1', prompt: 'x' })),
    );
    const clock = virtualClock(() => simulator.advance(10));
    const ended = await Promise.all(made.map((one) => waitForTask(provider, one, { clock })));
    expect(ended.every(({ status }) => status === 'succeeded')).toBe(true);
    expect(asked().length).toBeLessThan(40);
  });
});

describe('a lost submit of the newer generation', () => {
  const requests: readonly VideoRequest[] = [
    { model: 'kling-3.0-turbo', prompt: 'x' },
    { model: 'kling-2.5-turbo', firstFrame: image },
    { model: 'kling-3.0-omni', prompt: 'x', references: [image] },
    {
      model: 'kling-2.6',
      references: [image],
      referenceVideos: [clip],
      ...own({ characterOrientation: 'image' }),
    },
  ];

  it('is found by our reference, on each route, and nothing is made twice', async () => {
    const { simulator, provider } = await simulated();
    for (const [index, request] of requests.entries()) {
      simulator.fault({ on: 'submit', kind: 'accepted-error', status: 504, body: 'json' });
      const journal: Submission[] = [];
      const onSubmission = (submission: Submission) => void journal.push(submission);
      await expect(provider.generate(request, { onSubmission })).rejects.toMatchObject({
        code: 'submission-unknown',
        providerCode: '5002',
      });
      const [submission] = journal;
      if (submission === undefined) throw new Error('nothing was journaled');
      expect(submission.lookup).toEqual({ kind: 'tasks' });
      const found = await provider.reconcile?.(JSON.parse(JSON.stringify(submission)));
      expect(found).toMatchObject({ id: simulator.tasks[index]?.id, status: 'queued', model: request.model });
    }
    expect(simulator.tasks).toHaveLength(requests.length);
  });

  const submission: Submission = {
    provider: 'kling',
    api: 'official',
    model: 'kling-3.0',
    reference: 'shot-0050-try-1',
    lookup: { kind: 'tasks' },
    submittedAt: '2026-11-22T00:00:00.000Z',
    fingerprint: 'f',
  };

  it('is undefined where the list is empty, and trouble where it has others', async () => {
    expect(await answering(200, listed()).reconcile?.(submission)).toBeUndefined();
    expect(await answering(200, listed(done)).reconcile?.(submission)).toMatchObject({ id });
    for (const body of [listed(other), listed(done, { ...done, id: other.id }), { code: 0, data: null }])
      await expect(answering(200, body).reconcile?.(submission)).rejects.toMatchObject({
        code: 'provider-unavailable',
      });
  });

  it.each([false, true])('is sent once more under its name only if it may: %s', async (repeatUnknown) => {
    const { simulator, provider } = await simulated({}, { repeatUnknown });
    simulator.fault({ on: 'submit', kind: 'cut' });
    const outcome = await provider
      .generate({ model: 'kling-3.0', prompt: 'x' }, { clock: virtualClock() })
      .then(
        ({ status }) => status,
        (error: unknown) => error instanceof VideoError && error.code,
      );
    expect([outcome, simulator.tasks.length]).toEqual(
      repeatUnknown ? ['queued', 1] : ['submission-unknown', 0],
    );
  });

  it('gives the task that bears its name, of whichever generation asked first', async () => {
    const { simulator, provider } = await simulated();
    const options = { reference: 'shot-1' };
    const first = await provider.generate({ model: 'kling-3.0', prompt: 'x' }, options);
    expect((await provider.generate({ model: 'kling-3.0', prompt: 'x' }, options)).id).toBe(first.id);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('has no comma in its name, which would name two', async () => {
    const { simulator, provider } = await simulated();
    const generate = provider.generate({ model: 'kling-3.0', prompt: 'x' }, { reference: 'a,b' });
    await expect(generate).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('comma'),
    });
    expect(simulator.requests).toEqual([]);
  });

  it.each([
    [429, 1303, 'rate-limited'],
    [429, 1102, 'quota-exhausted'],
    [400, 1301, 'content-policy'],
    [404, 1203, 'not-found'],
    [500, 5000, 'submission-unknown'],
    [503, 5001, 'submission-unknown'],
  ])('is no lost one where the service says so: %i %i is %s', async (status, code, expected) => {
    const provider = answering(status, { code, message: 'no', request_id: 'r' });
    const generate = provider.generate({ model: 'kling-3.0', prompt: 'x' }, { retries: 0 });
    await expect(generate).rejects.toMatchObject({ code: expected, providerCode: String(code) });
  });
});

describe('a callback of the newer generation', () => {
  const secret = 'whsec_bG9jYWwtc2ltdWxhdG9yLXNlY3JldC0wMDAx';
  const hook = 'https://hooks.example.com/kling';

  it('is the bare task, told from a legacy one by its fields', async () => {
    const hint = kling.handleCallback?.(new Request(hook, { method: 'POST', body: JSON.stringify(done) }), {
      secret: undefined,
      find: (subject) => {
        expect(subject).toEqual({ id, reference: 'shot-0050-try-1' });
        return task;
      },
    });
    expect(await hint).toEqual({ outcome: 'hint', task });
  });

  it("is signed as the vendor's own sample is", async () => {
    const body =
      '{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}';
    const headers = {
      'webhook-id': '9876543210',
      'webhook-timestamp': '1781080794',
      'webhook-signature': 'v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=',
    };
    const handle = kling.handleCallback?.(new Request(hook, { method: 'POST', body, headers }), {
      secret: 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=',
      clock: { now: () => 1_781_080_794_000 },
      find: () => ({ ...task, id: '1234567890' }),
    });
    // The signature holds; the sample has no film.
    await expect(handle).rejects.toMatchObject({ code: 'provider-unavailable' });
  });

  it('brings a task of the simulator to its end', async () => {
    const outcomes: string[] = [];
    const stored = new Map<string, VideoTask>();
    const { simulator, provider } = await simulated({
      officialKling: { webhookSecret: secret },
      deliver: async (request) => {
        const result = await provider.handleCallback?.(request, {
          secret,
          find: (about) => stored.get(about.id),
        });
        if (result?.task === undefined) throw new Error('no task');
        outcomes.push(`${result.outcome} ${result.task.status}`);
        stored.set(result.task.id, result.task);
        return new Response();
      },
    });
    const made = await provider.generate({ model: 'kling-3.0-turbo', prompt: 'x', callbackUrl: hook });
    stored.set(made.id, made);
    simulator.advance(60);
    await simulator.callbacksSettled();
    expect(outcomes).toEqual(['verified running', 'verified succeeded']);
    expect(stored.get(made.id)).toMatchObject({ cost: { amount: 0.56, currency: 'USD' } });
  });
});
