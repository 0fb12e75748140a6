import { planRequest, taskFromId, VideoError, type VideoRequest, waitForTask } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { createWan, type WanSettings } from '../src/index.ts';
import { errorOf, openWan } from './fixture.ts';

const urlOf = (settings: WanSettings) => createWan(settings).prepare({ prompt: 'a boat' }).url;

describe('settings', () => {
  it.each([
    [{}, 'https://dashscope-intl.aliyuncs.com'],
    [{ region: 'beijing' }, 'https://dashscope.aliyuncs.com'],
    [{ region: 'tokyo', workspace: 'llm-7' }, 'https://llm-7.ap-northeast-1.maas.aliyuncs.com'],
    [{ workspace: 'llm-7' }, 'https://llm-7.ap-southeast-1.maas.aliyuncs.com'],
    [{ baseUrl: 'https://relay.example/wan/' }, 'https://relay.example/wan'],
  ] as const)('%j mean %s', (settings, host) => {
    expect(urlOf(settings)).toBe(`${host}/api/v1/services/aigc/video-generation/video-synthesis`);
  });

  it.each([
    [{ region: 'tokyo' }, 'workspace'],
    [{ workspace: 'llm-7', baseUrl: 'https://relay.example' }, 'excludes'],
    [{ workspace: 'llm-7.evil.example/' }, 'workspace'],
    [{ region: 'mars' }, 'region'],
  ])('%j are refused', (settings, why) => {
    const create = () => Reflect.apply(createWan, undefined, [settings]);
    expect(create).toThrow(
      expect.objectContaining({ code: 'invalid-request', message: expect.stringContaining(why) }),
    );
  });

  it.each<WanSettings>([
    { workspace: 'llm-planted' },
    { baseUrl: 'https://llm-planted.cn-beijing.maas.aliyuncs.com' },
  ])('keep the id of the workspace out of errors: %j', async (settings) => {
    const page = async () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } });
    const provider = createWan({ apiKey: 'sk', ...settings, fetch: page });
    const error = await errorOf(provider.generate({ prompt: 'a boat' }));
    expect(error).toBeInstanceOf(VideoError);
    expect(JSON.stringify(error)).not.toContain('llm-planted');
  });
});

describe('the price', () => {
  const costOf = (settings: WanSettings, request: VideoRequest) => {
    const [candidate] = planRequest(createWan(settings).capabilities, request).candidates;
    return [candidate?.leastPrice, candidate?.price];
  };
  const clips = { prompt: 'as in Video 1', referenceVideos: ['https://e.example/a.mp4'] };

  it.each<readonly [WanSettings, VideoRequest, number, string]>([
    [{}, { model: 'wan3.0-video', prompt: 'a boat' }, 1, 'USD'],
    [{}, { model: 'wan3.0-video', prompt: 'a boat', resolution: '480p', duration: 30 }, 1.5, 'USD'],
    [{ baseUrl: 'https://relay.example' }, { model: 'wan3.0-video', prompt: 'a boat' }, 1, 'USD'],
    [{ region: 'beijing' }, { model: 'wan3.0-video', prompt: 'a boat' }, 6, 'CNY'],
    [{ baseUrl: 'https://dashscope.aliyuncs.com' }, { model: 'wan3.0-video', prompt: 'a boat' }, 6, 'CNY'],
    [
      { baseUrl: 'https://llm-7.cn-beijing.maas.aliyuncs.com' },
      { model: 'wan3.0-video-prime', prompt: 'a boat', resolution: '720p' },
      4.5,
      'CNY',
    ],
    [{ region: 'beijing' }, { model: 'happyhorse-1.1-t2v', prompt: 'a boat' }, 6, 'CNY'],
    [{ region: 'beijing' }, { model: 'happyhorse-1.0-t2v', prompt: 'a boat' }, 8, 'CNY'],
  ])('of %j for %j is %d %s', (settings, request, amount, currency) => {
    const [, price] = costOf(settings, request);
    expect(price).toEqual({ amount: expect.closeTo(amount, 6), currency });
  });

  it('counts the seconds of clips that go in, of which nobody knows how many', () => {
    const request = { model: 'wan3.0-video', ...clips, resolution: '720p' };
    expect(costOf({}, request)).toEqual([
      { amount: expect.closeTo(0.6, 6), currency: 'USD' },
      { amount: expect.closeTo(2, 6), currency: 'USD' },
    ]);
  });

  it('of a length that the model chooses is a range', () => {
    expect(costOf({}, { model: 'wan3.0-video', prompt: 'a boat', duration: 'auto' })).toEqual([
      { amount: expect.closeTo(0.4, 6), currency: 'USD' },
      { amount: expect.closeTo(6, 6), currency: 'USD' },
    ]);
  });

  it.each<readonly [WanSettings, string]>([
    [{}, 'wan3.0-video-prime'],
    [{}, 'wan2.7-t2v'],
    [{}, 'happyhorse-1.1-t2v'],
    [{ region: 'virginia' }, 'wan3.0-video'],
    [{ region: 'beijing' }, 'wan2.7-t2v'],
  ])('of %j for %s is unknown', (settings, model) => {
    expect(costOf(settings, { model, prompt: 'a boat' })).toEqual([undefined, undefined]);
  });
});

describe('a request', () => {
  it('says each time whether there is a watermark, and is parted into input and parameters', () => {
    const { body, headers } = createWan().prepare({
      model: 'happyhorse-1.1-t2v',
      prompt: 'a boat',
      duration: 3,
    });
    expect(body).toEqual({
      model: 'happyhorse-1.1-t2v',
      input: { prompt: 'a boat' },
      parameters: { resolution: '1080P', ratio: '16:9', duration: 3, watermark: false },
    });
    expect(headers).toMatchObject({ 'x-dashscope-async': 'enable' });
  });

  it('has a default for the watermark in every row of the table', () => {
    const rows = createWan().capabilities.models.flatMap(({ rows: own }) => own);
    expect(rows.filter(({ defaults }) => defaults?.watermark !== false)).toEqual([]);
    expect(rows.length).toBeGreaterThan(20);
  });

  it.each([
    [{ firstFrame: 'https://e.example/a.png', references: ['https://e.example/b.png'] }],
    [
      {
        prompt: 'a boat',
        providerOptions: { wan: { file: 'https://e.example/a.pdf', link: 'https://e.example' } },
      },
    ],
    [
      {
        prompt: 'a boat',
        providerOptions: { wan: { file: 'https://e.example/a.pdf', promptExtend: false } },
      },
    ],
    [{ lastFrame: 'https://e.example/a.png' }],
    [{ prompt: 'a boat', negativePrompt: 'rain' }],
    [{ prompt: 'a boat', duration: 31 }],
    [{ referenceVideos: ['https://e.example/a.mp4'], duration: 30 }],
  ])('that Wan 3.0 does not take is refused: %j', (request) => {
    expect(createWan().validateRequest({ model: 'wan3.0-video', ...request }).valid).toBe(false);
  });

  it('of 30 s goes with pictures and sounds, and one of 29 s with a clip, which has a second at least', () => {
    const references = ['https://e.example/a.png'];
    const [referenceAudio, referenceVideos] = [['https://e.example/a.mp3'], ['https://e.example/a.mp4']];
    const lengthOf = (request: VideoRequest) =>
      createWan().prepare({ model: 'wan3.0-video', prompt: 'a boat', ...request }).body;
    expect(lengthOf({ references, referenceAudio, duration: 30 })).toMatchObject({
      parameters: { duration: 30 },
    });
    expect(lengthOf({ references, referenceAudio, referenceVideos, duration: 29 })).toMatchObject({
      parameters: { duration: 29 },
    });
  });

  it.each<readonly [string, VideoRequest]>([
    ['wan2.7-t2v', { duration: 'auto' }],
    ['wan2.7-t2v', { aspectRatio: 'adaptive' }],
    ['wan2.7-t2v', { duration: 2.5 }],
    [
      'wan2.7-r2v',
      {
        references: Array<string>(3).fill('https://e.example/a.png'),
        referenceVideos: Array<string>(3).fill('https://e.example/a.mp4'),
      },
    ],
    ['wan2.7-r2v', { referenceVideos: ['https://e.example/a.mp4'], duration: 11 }],
  ])('that %s does not take is refused: %j', (model, request) => {
    expect(createWan().validateRequest({ model, prompt: 'a boat', ...request }).valid).toBe(false);
  });

  it.each(['wan2.7-t2v', 'happyhorse-1.1-t2v'])(
    'of silence is refused where there is always sound: %s',
    (model) => {
      expect(createWan().validateRequest({ model, prompt: 'a boat', audio: false }).valid).toBe(false);
    },
  );
});

describe('a task', () => {
  it('has links that end a day after it, by Beijing’s time', async () => {
    const { simulator, create } = await openWan();
    const provider = create();
    const done = await waitForTask(provider, await provider.generate({ prompt: 'a boat' }), {
      clock: simulator.clock,
    });
    const end = (simulator.tasks[0]?.createdAt ?? 0) + 20_000;
    expect(done).toMatchObject({
      usage: { amount: 5, unit: 'seconds' },
      videos: [{ duration: 5, expiresAt: new Date(end + 86_400_000).toISOString() }],
    });
  });

  it.each([
    [
      { code: 'DataInspectionFailed', failed: 'Output data may contain inappropriate content.' },
      'content-policy',
    ],
    [{ code: 'InvalidParameter.DataInspection', failed: 'Unable to download the media.' }, 'invalid-input'],
    [{ code: 'InternalError.Algo', failed: 'Internal error.' }, 'provider-error'],
    [{ code: 'Odd', failed: 'the green net check failed' }, 'content-policy'],
    [{ failed: '' }, 'unknown'],
  ] as const)('that failed with %j says why', async (outcome, reason) => {
    const { simulator, create } = await openWan({ outcome: () => outcome });
    const task = await create().generate({ prompt: 'a boat' });
    simulator.advance(60);
    expect(await create().query(task)).toMatchObject({ status: 'failed', failure: { reason } });
  });

  it('of which the service says UNKNOWN is not found, and that proves nothing', async () => {
    const { simulator, create } = await openWan();
    const task = await create().generate({ prompt: 'a boat' });
    simulator.advance(86_400 + 60);
    const error = await errorOf(create().query(task));
    expect(error).toMatchObject({ code: 'not-found', message: expect.stringMatching(/UNKNOWN.*neither/) });
    const stranger = taskFromId({ provider: 'wan', api: 'official', id: 'nobody' });
    expect(await errorOf(create().query(stranger))).toMatchObject({ code: 'not-found' });
  });

  it('is stopped while it waits only, and what was stopped stays so', async () => {
    const { simulator, create } = await openWan();
    const provider = create();
    const waits = await provider.generate({ prompt: 'a boat' });
    expect(await provider.cancel?.(waits)).toMatchObject({
      outcome: 'stopped',
      billed: 'unknown',
      task: { status: 'canceled' },
    });
    const runs = await provider.generate({ prompt: 'a boat' });
    simulator.advance(5);
    expect(await provider.cancel?.(runs)).toMatchObject({ outcome: 'goes-on', billed: 'yes' });
    simulator.advance(60);
    expect(await provider.query(waits)).toMatchObject({ status: 'canceled' });
    const cancels = simulator.requests.filter(({ path }) => path.endsWith('/cancel'));
    expect(cancels).toHaveLength(1);
  });

  it('that begins while it is stopped goes on', async () => {
    const { simulator, create } = await openWan();
    const task = await create().generate({ prompt: 'a boat' });
    const starting: typeof fetch = async (input, init) => {
      if (init?.method === 'POST') simulator.advance(5);
      return fetch(input, init);
    };
    expect(await create({ fetch: starting }).cancel?.(task)).toMatchObject({
      outcome: 'goes-on',
      task: { status: 'running' },
    });
  });
});

describe('an error of a submit', () => {
  const answering = (status: number, code: string) => async () =>
    Response.json({ code, message: 'Why not?', request_id: 'r-1' }, { status });

  it.each([
    [401, 'InvalidApiKey', 'authentication'],
    [403, 'AccessDenied', 'authentication'],
    [403, 'AccessDenied.Unpurchased', 'authentication'],
    [403, 'Model.AccessDenied', 'authentication'],
    [400, 'Arrearage', 'quota-exhausted'],
    [404, 'ModelNotFound', 'not-found'],
    [400, 'InvalidParameter', 'invalid-request'],
    [400, 'InvalidParameter.Media', 'invalid-request'],
    [400, 'InvalidURL', 'invalid-request'],
    [400, 'BadRequest.TooLarge', 'invalid-request'],
    [400, 'DataInspectionFailed', 'content-policy'],
    [200, 'DataInspectionFailed', 'content-policy'],
    [429, 'Throttling', 'rate-limited'],
    [429, 'Throttling.RateQuota', 'rate-limited'],
    [429, 'Throttling.AllocationQuota', 'quota-exhausted'],
    [403, 'AllocationQuota.FreeTierOnly', 'quota-exhausted'],
    [500, 'InternalError', 'submission-unknown'],
    [500, 'InternalError.Timeout', 'submission-unknown'],
    [500, 'SystemError', 'submission-unknown'],
    [503, 'ModelUnavailable', 'submission-unknown'],
    [400, 'SomethingNew', 'submission-unknown'],
    [400, 'UnsupportedOperation', 'submission-unknown'],
  ])('%i %s is %s', async (status, providerCode, code) => {
    const provider = createWan({ apiKey: 'sk', fetch: answering(status, providerCode) });
    const error = await errorOf(provider.generate({ prompt: 'a boat' }, { retries: 0 }));
    expect(error).toMatchObject({ code, providerCode, requestId: 'r-1' });
  });

  it.each([
    { code: 'InvalidApiKey', message: 'no id of the call' },
    { code: 'InvalidApiKey', message: 'names a task', request_id: 'r-1', output: { task_id: 't-1' } },
    { error: { code: 'InvalidApiKey', message: 'another shape' }, request_id: 'r-1' },
  ])('in another shape, or with a task, proves nothing: %j', async (body) => {
    const provider = createWan({ apiKey: 'sk', fetch: async () => Response.json(body, { status: 401 }) });
    expect(await errorOf(provider.generate({ prompt: 'a boat' }))).toMatchObject({
      code: 'submission-unknown',
    });
  });
});
