import { checkRequest, estimateCost, planRequest, type Submission, type VideoRequest } from '@vid/core';
import { createKling, type KlingSettings } from '@vid/kling';
import { startSimulator, type SimulatorOptions } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

const image = 'https://example.com/image.jpg';
const end = 'https://example.com/end.jpg';
const mask = 'https://example.com/mask.png';
const kling = createKling({ api: 'official', apiKey: 'x' });
const lists = { voices: ['voice-a'], shots: [{ prompt: 'a kite', duration: 3 }] };
const clip = 'https://example.com/clip.mp4';
const voiced = { providerOptions: { kling: { voices: ['voice-a'] } } };
const named = { external_task_id: '{reference}' };

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

async function simulated(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, retired: 'served', ...options });
  onTestFinished(() => simulator.close());
  const { url: baseUrl, apiKey } = simulator;
  return { simulator, provider: createKling({ api: 'official', baseUrl, apiKey }), baseUrl };
}

const answering = (status: number, body: unknown, settings: KlingSettings = {}) =>
  createKling({
    api: 'official',
    apiKey: 'x',
    ...settings,
    fetch: async () => Response.json(body, { status }),
  });

const task = {
  provider: 'kling',
  api: 'official',
  model: 'kling-v2-6',
  id: '900000000000000001',
  lookup: { kind: 'text2video' },
  createdAt: '2026-11-22T00:00:00.000Z',
  status: 'queued',
} as const;

describe('the official submit', () => {
  const five = { mode: 'std', aspect_ratio: '16:9', duration: '5' };

  it.each<[string, VideoRequest, string, object]>([
    ['text', { prompt: 'a kite' }, 'text2video', { model_name: 'kling-v2-6', prompt: 'a kite', ...five }],
    [
      'sound, which only pro has',
      { prompt: 'a kite', audio: true },
      'text2video',
      { model_name: 'kling-v2-6', prompt: 'a kite', ...five, mode: 'pro', sound: 'on' },
    ],
    [
      'a watermark and a callback',
      { prompt: 'a kite', watermark: false, callbackUrl: 'https://example.com/hook' },
      'text2video',
      {
        model_name: 'kling-v2-6',
        prompt: 'a kite',
        ...five,
        watermark_info: { enabled: false },
        callback_url: 'https://example.com/hook',
      },
    ],
    [
      '7 s, which only kling-v3 makes',
      { prompt: 'a kite', duration: 7 },
      'text2video',
      { model_name: 'kling-v3', prompt: 'a kite', ...five, duration: '7' },
    ],
    [
      'first and last frame, which only pro has',
      { firstFrame: { data: new Uint8Array([1, 2, 3]), mediaType: 'image/png' }, lastFrame: end },
      'image2video',
      { model_name: 'kling-v2-6', image: 'AQID', image_tail: end, mode: 'pro', duration: '5' },
    ],
    [
      'a last frame alone',
      { lastFrame: end },
      'image2video',
      { model_name: 'kling-v1-6', image_tail: end, mode: 'pro', duration: '5' },
    ],
    [
      'a camera preset',
      { prompt: 'a kite', cameraControl: { preset: 'forward_up' } },
      'text2video',
      { model_name: 'kling-v1', prompt: 'a kite', ...five, camera_control: { type: 'forward_up' } },
    ],
    [
      'a camera move from a picture',
      { firstFrame: image, cameraControl: { zoom: 2.5 } },
      'image2video',
      {
        model_name: 'kling-v1-5',
        image,
        mode: 'pro',
        duration: '5',
        camera_control: {
          type: 'simple',
          config: { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: 2.5 },
        },
      },
    ],
    [
      'masks in std',
      { firstFrame: image, motionMasks: { static: mask }, quality: 'standard' },
      'image2video',
      { model_name: 'kling-v1', image, static_mask: mask, mode: 'std', duration: '5' },
    ],
    [
      'several pictures',
      { model: 'kling-v1-6', prompt: 'both', references: [image, end], aspectRatio: '1:1', duration: 10 },
      'multi-image2video',
      {
        model_name: 'kling-v1-6',
        prompt: 'both',
        image_list: [{ image }, { image: end }],
        mode: 'std',
        duration: '10',
        aspect_ratio: '1:1',
      },
    ],
    [
      'its own option',
      { prompt: 'a kite', providerOptions: { kling: { cfgScale: 0 } } },
      'text2video',
      { model_name: 'kling-v1-6', prompt: 'a kite', ...five, cfg_scale: 0 },
    ],
  ])('%s', (_what, request, kind, body) => {
    const prepared = kling.prepare(request);
    expect(prepared.url).toBe(`https://api-singapore.klingai.com/v1/videos/${kind}`);
    expect(prepared.headers).toMatchObject({ authorization: 'Bearer ***' });
    expect(prepared.body).toEqual({ ...body, ...named });
  });

  it.each<[string, VideoRequest, string]>([
    ['sound in std', { prompt: 'x', model: 'kling-v2-6', audio: true, quality: 'standard' }, 'audio'],
    [
      'sound with a last frame on kling-v2-6',
      { firstFrame: image, lastFrame: end, audio: true, model: 'kling-v2-6' },
      'audio',
    ],
    [
      'a camera preset from a picture',
      { firstFrame: image, cameraControl: { preset: 'forward_up' } },
      'cameraControl.preset',
    ],
    ['a camera move in pro from text', { prompt: 'x', cameraControl: { pan: 1 }, quality: 'pro' }, 'quality'],
    ['a camera move for 10 s', { firstFrame: image, cameraControl: { pan: 1 }, duration: 10 }, 'duration'],
    ['masks for 10 s', { firstFrame: image, motionMasks: { static: mask }, duration: 10 }, 'duration'],
    [
      'a last frame in std',
      { firstFrame: image, lastFrame: end, quality: 'standard', model: 'kling-v2-6' },
      'quality',
    ],
    [
      'a last frame for 10 s on kling-v1',
      { firstFrame: image, lastFrame: end, duration: 10, model: 'kling-v1' },
      'duration',
    ],
    [
      'cfgScale on kling-v2-6',
      { prompt: 'x', model: 'kling-v2-6', providerOptions: { kling: { cfgScale: 0.5 } } },
      'providerOptions.kling.cfgScale',
    ],
    ['quality on a master', { prompt: 'x', model: 'kling-v2-master', quality: 'pro' }, 'quality'],
    ['text on kling-v2-1', { prompt: 'x', model: 'kling-v2-1' }, 'firstFrame'],
    [
      'five references',
      { prompt: 'x', model: 'kling-v1-6', references: [image, image, image, image, image] },
      'references',
    ],
    ['references without words', { references: [image] }, 'prompt'],
    ['16 s', { prompt: 'x', duration: 16 }, 'duration'],
    ['a seed', { prompt: 'x', seed: 0 }, 'seed'],
  ])('refuses %s', (_what, request, field) => {
    const result = checkRequest(kling.capabilities, request);
    expect(result.fits).toBe(false);
    expect(result).toMatchObject({ problems: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect(() => kling.prepare(request)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it('is taken by the simulated vendor for every row of the table', async () => {
    const { simulator, provider } = await simulated({ officialKling: { parallel: 1000 } });
    for (const { model, rows } of provider.capabilities.models) {
      // The newer generation: newer.test.ts.
      if (!model.startsWith('kling-v')) continue;
      for (const { mode, accepts, requires = [], requiresOptions = [] } of rows) {
        // A source has to be finished first: official-extension.test.ts.
        if (mode === 'video-extension') continue;
        const wants = (field: string) => requires.some((required) => required === field);
        const options = Object.fromEntries(requiresOptions.map((name) => [name, Reflect.get(lists, name)]));
        const request: VideoRequest = {
          model,
          ...(accepts.prompt === undefined ? {} : { prompt: 'a kite' }),
          ...(requiresOptions.length === 0 ? {} : { providerOptions: { kling: options } }),
          ...(wants('resolution') ? { resolution: '4k' } : {}),
          ...(mode === 'image-to-video' && !wants('firstFrame') ? { lastFrame: end } : {}),
          ...(wants('firstFrame') ? { firstFrame: image } : {}),
          ...(wants('references') ? { references: [image] } : {}),
          ...(wants('cameraControl') ? { cameraControl: { pan: 1 } } : {}),
          ...(accepts.motionMasks === undefined ? {} : { motionMasks: { static: mask } }),
        };
        for (const audio of accepts.audio?.oneOf ?? [undefined])
          await expect(
            provider.generate({ ...request, audio }),
            `${model} ${mode} ${audio}`,
          ).resolves.toMatchObject({ model });
      }
    }
    expect(simulator.tasks.length).toBeGreaterThan(70);
  });
});

describe('prices and retirements', () => {
  it.each<[VideoRequest, number]>([
    [{ prompt: 'x' }, 0.21],
    [{ prompt: 'x', audio: true }, 0.7],
    [{ prompt: 'x', quality: 'pro', duration: 10 }, 0.7],
    [{ prompt: 'x', model: 'kling-v1' }, 0.14],
    [{ prompt: 'x', model: 'kling-v2-master', duration: 10 }, 2.8],
    [{ prompt: 'x', model: 'kling-v3', duration: 3, audio: true }, 0.378],
    [{ prompt: 'x', model: 'kling-v1-6', references: [image] }, 0.28],
    [{ prompt: 'x', references: [image] }, 0.42],
    [{ prompt: 'x', model: 'kling-3.0-turbo' }, 0.56],
    [{ prompt: 'x', model: 'kling-3.0', resolution: '4k', audio: true }, 2.1],
    [{ prompt: 'x', model: 'kling-3.0-omni', referenceVideos: [clip], duration: 3 }, 0.378],
    [{ firstFrame: image, model: 'kling-2.6', audio: true, ...voiced }, 0.84],
  ])('%j costs %d USD', (request, amount) => {
    expect(estimateCost(kling.capabilities, request)).toEqual({ amount, currency: 'USD' });
  });

  it('estimates what the simulated vendor then takes', async () => {
    const { simulator, provider } = await simulated();
    const request = { prompt: 'x', audio: true, duration: 10 } as const;
    const made = await provider.generate(request);
    simulator.advance(60);
    expect((await provider.query(made)).cost).toEqual(estimateCost(provider.capabilities, request));
  });

  it('ranks what has ended last, warns of it, and still sends it', () => {
    const request = { prompt: 'x', model: 'kling-v1' };
    const [candidate] = planRequest(kling.capabilities, request).candidates;
    expect(candidate?.warnings).toEqual([expect.objectContaining({ code: 'retired', since: '2026-09-15' })]);
    expect(kling.prepare(request).body).toMatchObject({ model_name: 'kling-v1' });
    const all = planRequest(kling.capabilities, { prompt: 'x' }).candidates;
    expect(all.map(({ warnings }) => warnings.length)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
    const live = kling.capabilities.models.filter(({ retired }) => retired === undefined);
    const newer = ['3.0-turbo', '3.0', '3.0-omni', 'o1', '2.6', '2.5-turbo'];
    const names = ['v2-6', 'v3', 'v2-5-turbo', ...newer];
    expect(live.map(({ model }) => model)).toEqual(names.map((name) => `kling-${name}`));
  });
});

describe('the api', () => {
  const apiOf = (settings: KlingSettings) => createKling(settings).capabilities.models[0]?.api;
  const hostOf = (settings: KlingSettings) =>
    new URL(createKling(settings).prepare({ prompt: 'x' }).url).host;

  it('is the gateway unless something speaks for the official one', () => {
    expect(apiOf({})).toBe('gateway');
    expect(apiOf({ region: 'beijing' })).toBe('official');
    expect(apiOf({ accessKey: 'a', secretKey: 'b' })).toBe('official');
    vi.stubEnv('KLINGAI_API_KEY', 'set');
    expect(apiOf({})).toBe('official');
    expect(apiOf({ api: 'gateway' })).toBe('gateway');
    // A key that is passed without a word is the gateway's, and never goes to the vendor.
    expect(apiOf({ apiKey: 'sk-of-the-gateway' })).toBe('gateway');
    expect(apiOf({ apiKey: 'of-the-vendor', region: 'beijing' })).toBe('official');
  });

  it('stands where the region or the base URL says', () => {
    expect(hostOf({ api: 'official' })).toBe('api-singapore.klingai.com');
    expect(hostOf({ region: 'beijing' })).toBe('api-beijing.klingai.com');
    expect(hostOf({ api: 'official', baseUrl: 'https://proxy.example/' })).toBe('proxy.example');
  });

  it.each<[string, KlingSettings, RegExp]>([
    ['region and baseUrl', { region: 'beijing', baseUrl: 'https://x.example' }, /region and baseUrl/],
    ['two kinds of keys', { api: 'official', apiKey: 'a', accessKey: 'b' }, /apiKey excludes/],
    ['a base URL with a query', { api: 'official', baseUrl: 'https://x.example?a=1' }, /baseUrl/],
  ])('refuses %s', (_what, settings, message) => {
    expect(() => createKling(settings)).toThrow(message);
  });

  it('knows no prices where the account is billed in money of its own', () => {
    const priceIn = (settings: KlingSettings) =>
      planRequest(createKling(settings).capabilities, { prompt: 'a kite' }).candidates[0]?.price;
    expect(priceIn({ api: 'official' })).toEqual({ amount: 0.21, currency: 'USD' });
    expect(priceIn({ region: 'beijing' })).toBeUndefined();
  });

  it('refuses an unknown api', () => {
    // Callers without types send such things.
    const create = (api: string): unknown => Reflect.apply(createKling, undefined, [{ api }]);
    expect(() => create('newest')).toThrow(/"gateway" or "official"/);
  });

  it.each<[string, KlingSettings]>([
    ['no key at all', { api: 'official' }],
    ['half a pair', { accessKey: 'a' }],
    ['a key that no header may hold', { api: 'official', apiKey: 'a\nb' }],
  ])('needs a key: %s', async (_what, settings) => {
    const generate = createKling(settings).generate({ prompt: 'x' });
    await expect(generate).rejects.toMatchObject({
      code: 'authentication',
      message: expect.stringContaining('KLINGAI_'),
    });
  });
});

describe('a pair of keys', () => {
  const pair = { accessKey: 'ak-local-demo', secretKey: 'sk-local-demo-secret' } as const;
  const vector =
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhay1sb2NhbC1kZW1vIiwiZXhwIjoxNzkwMDAxODAwLCJuYmYiOjE3ODk5OTk5OTV9.k-G7Yh3Y1O2ZvejutFbTD5i5rcdtC7qnBarHM7WJJus';
  const running = { code: 0, data: { task_id: task.id, task_status: 'processing' } };

  /** A provider whose bearer tokens are kept. */
  function recorded(answers: (count: number) => Response = () => Response.json(running)) {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(1_790_000_000_000);
    const tokens: (string | null)[] = [];
    const bodies: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      tokens.push(request.headers.get('authorization'));
      bodies.push(await request.text());
      return answers(tokens.length);
    };
    return { provider: createKling({ ...pair, fetch }), tokens, bodies };
  }

  it('signs the token of the wire document', async () => {
    const { provider, tokens } = recorded();
    await provider.query(task);
    expect(tokens).toEqual([`Bearer ${vector}`]);
  });

  it('keeps the token for 25 minutes, then signs anew', async () => {
    const { provider, tokens } = recorded();
    for (const minutes of [0, 24.9, 25.1]) {
      vi.setSystemTime(1_790_000_000_000 + minutes * 60_000);
      await provider.query(task);
    }
    expect(tokens[1]).toBe(tokens[0]);
    expect(tokens[2]).not.toBe(tokens[0]);
  });

  it('signs anew and sends once more when the token was too old, a submit too', async () => {
    const expired = () => Response.json({ code: 1004, message: 'token expired' }, { status: 401 });
    const { provider, tokens, bodies } = recorded((count) => {
      vi.setSystemTime(1_790_000_000_000 + count * 1000);
      return count === 1 ? expired() : Response.json(running);
    });
    await expect(provider.generate({ prompt: 'x' })).resolves.toMatchObject({ id: task.id });
    expect(tokens).toHaveLength(2);
    expect(tokens[1]).not.toBe(tokens[0]);
    expect(bodies[1]).toBe(bodies[0]);

    // What names a task is no refusal, and is not sent again.
    const body = { code: 1004, message: 'token expired', data: { task_id: '9' } };
    const named = recorded(() => Response.json(body, { status: 401 }));
    await expect(named.provider.generate({ prompt: 'x' })).rejects.toMatchObject({
      code: 'submission-unknown',
    });
    expect(named.tokens).toHaveLength(1);

    const never = recorded(expired);
    await expect(never.provider.generate({ prompt: 'x' })).rejects.toMatchObject({ code: 'authentication' });
    expect(never.tokens).toHaveLength(2);
  });

  it('never sends anew with an api key', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json({ code: 1004 }, { status: 401 }));
    const provider = createKling({ api: 'official', apiKey: 'x', fetch });
    await expect(provider.generate({ prompt: 'x' })).rejects.toMatchObject({ code: 'authentication' });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('is taken by the simulated api; a wrong secret does not, and is shown nowhere', async () => {
    const { baseUrl, simulator } = await simulated({ officialKling: pair });
    const made = await createKling({ ...pair, baseUrl }).generate({ prompt: 'x' });
    expect(made.id).toMatch(/^\d{18}$/);
    const wrong = createKling({ ...pair, secretKey: 'planted-secret', baseUrl });
    const error: unknown = await wrong.generate({ prompt: 'x' }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'authentication', providerCode: '1002' });
    expect(JSON.stringify(error)).not.toContain('planted-secret');
    expect(simulator.tasks).toHaveLength(1);
  });
});

describe('answers of the official api', () => {
  it.each([
    [401, 1000, 'authentication'],
    [401, 1001, 'authentication'],
    [401, 1002, 'authentication'],
    [401, 1003, 'authentication'],
    [401, 1004, 'authentication'],
    [429, 1100, 'authentication'],
    [429, 1101, 'quota-exhausted'],
    [429, 1102, 'quota-exhausted'],
    [403, 1103, 'authentication'],
    [400, 1200, 'invalid-request'],
    [400, 1201, 'invalid-request'],
    [404, 1202, 'invalid-request'],
    [404, 1203, 'not-found'],
    [400, 1300, 'content-policy'],
    [400, 1301, 'content-policy'],
    [429, 1302, 'rate-limited'],
    [429, 1303, 'rate-limited'],
    [429, 1304, 'authentication'],
    [500, 5000, 'submission-unknown'],
    [503, 5001, 'submission-unknown'],
    [504, 5002, 'submission-unknown'],
    [200, 1301, 'content-policy'],
    [200, 9999, 'submission-unknown'],
    [500, 9999, 'submission-unknown'],
  ])('HTTP %i with %i is %s, and only what passes is repeated', async (status, code, expected) => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () =>
      Response.json({ code, message: 'said by the vendor', request_id: 'r-1' }, { status }),
    );
    const provider = createKling({ api: 'official', apiKey: 'x', fetch });
    const generate = provider.generate({ prompt: 'a kite' }, { retries: 1, clock: virtualClock() });
    await expect(generate).rejects.toMatchObject({
      code: expected,
      providerCode: String(code),
      requestId: 'r-1',
    });
    expect(fetch).toHaveBeenCalledTimes(expected === 'rate-limited' ? 2 : 1);
  });

  // Seen without its status and number, which are guesses.
  it.each([
    [400, 1200],
    [400, 1201],
    [404, 1203],
  ])('HTTP %i with %i of a model that has ended is unsupported', async (status, code) => {
    const message = 'The model kling-v1 has been discontinued and is no longer available';
    const provider = answering(status, { code, message, request_id: 'r-1' });
    await expect(provider.generate({ prompt: 'x' })).rejects.toMatchObject({
      code: 'unsupported',
      providerCode: String(code),
      submission: undefined,
    });
  });

  it('takes the 404 of a wrong path, which names no number, for anybody’s', async () => {
    const body = {
      timestamp: '2026-11-22T08:13:14.793+0000',
      status: 404,
      error: 'Not Found',
      path: '/v1/x',
    };
    const provider = answering(404, body);
    await expect(provider.generate({ prompt: 'x' })).rejects.toMatchObject({ code: 'submission-unknown' });
    await expect(provider.query(task)).rejects.toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
    });
  });

  const finished = { task_id: task.id, updated_at: 1_790_000_140_000, final_unit_deduction: '2.5' };

  it('reads the end: links with their last day, length, cost', async () => {
    const videos = [{ id: '1', url: 'https://media.example/k.mp4', duration: '5.041' }];
    const data = { ...finished, task_status: 'succeed', task_result: { videos } };
    expect(await answering(200, { code: 0, message: 'SUCCEED', data }).query(task)).toEqual({
      ...task,
      status: 'succeeded',
      videos: [
        {
          url: 'https://media.example/k.mp4',
          id: '1',
          duration: 5.041,
          expiresAt: '2026-10-21T14:15:40.000Z',
        },
      ],
      cost: { amount: 0.35, currency: 'USD' },
      usage: { amount: 2.5, unit: 'units' },
    });
  });

  it('tells no last day of a link where the time is none in milliseconds', async () => {
    const videos = [{ id: '1', url: 'https://media.example/k.mp4' }];
    for (const updated_at of [0, 1_790_000_140]) {
      const data = { ...finished, updated_at, task_status: 'succeed', task_result: { videos } };
      const ended = await answering(200, { code: 0, message: 'SUCCEED', data }).query(task);
      expect(ended).toMatchObject({ videos: [{ id: '1', url: 'https://media.example/k.mp4' }] });
      expect(JSON.stringify(ended)).not.toContain('expiresAt');
    }
  });

  it.each<[string, object, number | undefined]>([
    ['units alone', { final_unit_deduction: '2.5' }, 0.35],
    [
      'units and the same money',
      { final_unit_deduction: '2.5', final_balance_deduction: { quota: '0.35' } },
      0.35,
    ],
    [
      'money in the place of units',
      { final_unit_deduction: '0', final_balance_deduction: { quota: '0.35' } },
      0.35,
    ],
    ['money alone', { final_unit_deduction: undefined, final_balance_deduction: { quota: 0.35 } }, 0.35],
    [
      'money with a discount from what the units cost',
      { final_unit_deduction: '2.5', final_balance_deduction: { quota: '0.3', list_price: '0.35' } },
      0.3,
    ],
    [
      'money whose list price is not that of the units',
      { final_unit_deduction: '2.5', final_balance_deduction: { quota: '2.2', list_price: '2.5' } },
      undefined,
    ],
    ['two that differ', { final_unit_deduction: '1', final_balance_deduction: { quota: '0.35' } }, undefined],
    ['nothing', { final_unit_deduction: '0', final_balance_deduction: { quota: '0' } }, undefined],
  ])('reads the cost of %s, and never 0', async (_what, deduction, amount) => {
    const videos = [{ id: '1', url: 'https://media.example/k.mp4' }];
    const data = { ...finished, ...deduction, task_status: 'succeed', task_result: { videos } };
    const done = await answering(200, { code: 0, data }).query(task);
    expect(done.cost).toEqual(amount === undefined ? undefined : { amount, currency: 'USD' });
    const inBeijing = await answering(200, { code: 0, data }, { region: 'beijing' }).query(task);
    expect(inBeijing.cost).toBeUndefined();
    // What was counted is the same there.
    expect(inBeijing.usage).toEqual(done.usage);
    const baseUrl = 'https://api-beijing.klingai.com/';
    expect((await answering(200, { code: 0, data }, { baseUrl }).query(task)).cost).toBeUndefined();
  });

  it('reads its numbers as text, too', async () => {
    const limited = answering(429, { code: '1303', message: 'parallel task' });
    await expect(limited.generate({ prompt: 'x' }, { retries: 0 })).rejects.toMatchObject({
      code: 'rate-limited',
      providerCode: '1303',
    });
  });

  it.each<[string, object]>([
    ['metadata.url', { metadata: { url: 'https://media.example/k.mp4' } }],
    ['task_result.url', { task_result: { url: 'https://media.example/k.mp4' } }],
    ['task_result.video_url', { task_result: { video_url: 'https://media.example/k.mp4' } }],
    ['watermark_url', { task_result: { videos: [{ watermark_url: 'https://media.example/k.mp4' }] } }],
  ])('reads a link at %s', async (_what, more) => {
    const data = { ...finished, task_status: 'succeed', ...more };
    expect(await answering(200, { code: 0, data }).query(task)).toMatchObject({
      videos: [{ url: 'https://media.example/k.mp4' }],
    });
  });

  it.each<[string, object]>([
    ['another task', { ...finished, task_id: '900000000000000002' }],
    ['no task', { ...finished, task_id: undefined }],
  ])('an answer about %s ends nothing', async (_what, about) => {
    for (const task_status of ['failed', 'processing', 'succeed'])
      await expect(
        answering(200, { code: 0, data: { ...about, task_status } }).query(task),
      ).rejects.toMatchObject({ code: 'provider-unavailable', retryable: true });
  });

  it('blanks the key, the caller’s headers, links and pictures in the reason of a failure', async () => {
    const picture = 'aGlkZGVu'.repeat(40);
    const task_status_msg = `planted-key-1 planted-user-7 h.example/a?sig=planted ${picture} refused`;
    const data = { ...finished, task_status: 'failed', task_status_msg };
    const provider = answering(200, { code: 0, data }, { apiKey: 'planted-key-1' });
    const failed = await provider.query(task, { headers: { 'x-user': 'planted-user-7' } });
    expect(JSON.stringify(failed)).not.toMatch(/planted|aGlkZGVu/);
    expect(failed).toMatchObject({ failure: { message: expect.stringContaining('refused') } });
  });

  it('puts the marked copy first where there is one', async () => {
    const videos = [
      { id: '1', url: 'https://media.example/k.mp4', watermark_url: 'https://media.example/w.mp4' },
    ];
    const data = { ...finished, task_status: 'succeed', task_result: { videos } };
    expect(await answering(200, { code: 0, data }).query(task)).toMatchObject({
      videos: [
        { id: '1', url: 'https://media.example/w.mp4' },
        { id: '1', url: 'https://media.example/k.mp4' },
      ],
    });
  });

  it.each([
    ['Failure to pass the risk control system', 'content-policy'],
    ['Image pixel is invalid', 'invalid-input'],
    ['something broke', 'unknown'],
    ['', 'unknown'],
  ])('finds the reason of a failure in the task alone: %j', async (task_status_msg, reason) => {
    const body = {
      code: 0,
      message: 'SUCCEED',
      data: { ...finished, task_status: 'failed', task_status_msg },
    };
    const failed = await answering(200, body).query(task);
    expect(failed).toMatchObject({ status: 'failed', failure: { reason } });
    expect(JSON.stringify(failed)).not.toContain('SUCCEED');
  });

  it.each([
    ['an unknown word', { task_status: 'reviewing' }],
    ['an end without a link', { task_status: 'succeed', task_result: { videos: [] } }],
    ['no status', {}],
  ])('leaves the task as it is on %s', async (_what, data) => {
    await expect(answering(200, { code: 0, data }).query(task)).rejects.toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
    });
  });
});

describe('a lost submit', () => {
  it('is found by our reference, on each route, and nothing is made twice', async () => {
    const { simulator, provider } = await simulated();
    const requests: VideoRequest[] = [
      { prompt: 'x' },
      { firstFrame: image },
      { prompt: 'x', model: 'kling-v1-6', references: [image] },
    ];
    for (const [index, request] of requests.entries()) {
      simulator.fault({ on: 'submit', kind: 'accepted-error', status: 504, body: 'json' });
      const journal: Submission[] = [];
      const onSubmission = (submission: Submission) => void journal.push(submission);
      const error: unknown = await provider
        .generate(request, { onSubmission })
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'submission-unknown', providerCode: '5002' });
      const [submission] = journal;
      if (submission === undefined) throw new Error('nothing was journaled');
      expect(simulator.tasks[index]?.body['external_task_id']).toBe(submission.reference);
      const found = await provider.reconcile?.(JSON.parse(JSON.stringify(submission)));
      expect(found).toMatchObject({
        id: simulator.tasks[index]?.id,
        status: 'queued',
        createdAt: submission.submittedAt,
      });
      if (found === undefined) throw new Error('not found');
      expect((await provider.query(found)).id).toBe(found.id);
    }
    expect(simulator.tasks).toHaveLength(requests.length);
  });

  const submission: Submission = {
    provider: 'kling',
    api: 'official',
    model: 'kling-v2-6',
    reference: 'mine/1',
    lookup: { kind: 'text2video' },
    submittedAt: '2026-11-22T00:00:00.000Z',
    fingerprint: 'f',
  };

  it('is undefined where the service knows none', async () => {
    const { provider } = await simulated();
    expect(await provider.reconcile?.(submission)).toBeUndefined();
  });

  it.each([
    ['a wrong path', 404, { status: 404, error: 'Not Found' }, 'provider-unavailable'],
    ['trouble', 500, { code: 5000 }, 'provider-unavailable'],
    ['no task', 200, { code: 0, data: null }, 'provider-unavailable'],
    [
      'a task of another reference',
      200,
      { code: 0, data: { task_id: '1', task_status: 'submitted', task_info: { external_task_id: 'other' } } },
      'provider-unavailable',
    ],
  ])('is not taken for lost on %s', async (_what, status, body, code) => {
    await expect(answering(status, body).reconcile?.(submission)).rejects.toMatchObject({ code });
  });

  it('refuses what the gateway sent', async () => {
    const { provider } = await simulated();
    await expect(provider.reconcile?.({ ...submission, api: 'gateway' })).rejects.toMatchObject({
      code: 'invalid-request',
    });
    await expect(provider.query({ ...task, api: 'gateway' })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });

  it('has a fingerprint that does not change with the reference', async () => {
    const { provider } = await simulated();
    const seen: string[] = [];
    const onSubmission = ({ fingerprint }: Submission) => void seen.push(fingerprint);
    for (const reference of ['a', 'b']) await provider.generate({ prompt: 'x' }, { reference, onSubmission });
    expect(seen[0]).toBe(seen[1]);
  });
});
