import { checkRequest, type VideoRequest, waitForTask } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';

const image = 'https://example.com/image.jpg';
const end = 'https://example.com/end.jpg';
const jimeng = createJimeng({ apiKey: 'x' });
const model = 'jimeng-video-3.0';

describe('the submit', () => {
  it.each<[string, VideoRequest, object]>([
    ['text', { prompt: '灯' }, { model, prompt: '灯', aspect_ratio: '16:9', size: '1080P', images: [] }],
    [
      'text with everything',
      { prompt: '灯', aspectRatio: '4:3', resolution: '720p', duration: 10 },
      { model, prompt: '灯', aspect_ratio: '4:3', size: '720P', images: [], duration: 10 },
    ],
    [
      'a first frame',
      { prompt: '灯', firstFrame: image },
      { model, prompt: '灯', size: '1080P', images: [image] },
    ],
    [
      'first and last frame, in that order',
      { prompt: '灯', lastFrame: end, firstFrame: image },
      { model, prompt: '灯', size: '1080P', images: [image, end] },
    ],
    [
      'references',
      { prompt: '灯', references: [image, end] },
      { model, prompt: '灯', size: '1080P', images: [image, end] },
    ],
    [
      'bytes, as a data URI',
      { prompt: '灯', firstFrame: { data: new Uint8Array([1, 2, 3]), mediaType: 'image/webp' } },
      { model, prompt: '灯', size: '1080P', images: ['data:image/webp;base64,AQID'] },
    ],
  ])('%s', (_what, request, body) => {
    expect(jimeng.prepare(request).url).toBe('https://yunwu.ai/v1/video/create');
    expect(jimeng.prepare(request).body).toEqual(body);
  });

  it.each<[string, VideoRequest, string]>([
    ['an empty text', { prompt: '' }, 'prompt'],
    ['no text', {}, 'prompt'],
    ['801 characters', { prompt: '灯'.repeat(801) }, 'prompt'],
    ['a fifth ratio', { prompt: '灯', aspectRatio: '21:9' }, 'aspectRatio'],
    ['480p', { prompt: '灯', resolution: '480p' }, 'resolution'],
    ['three references', { prompt: '灯', references: [image, end, image] }, 'references'],
    ['a watermark', { prompt: '灯', watermark: false }, 'watermark'],
    ['a camera move', { prompt: '灯', cameraControl: { zoom: 1 } }, 'cameraControl'],
    ['7 s', { prompt: '灯', duration: 7 }, 'duration'],
  ])('refuses %s', (_what, request, field) => {
    expect(checkRequest(jimeng.capabilities, request)).toMatchObject({ fits: false, problems: [{ field }] });
    expect(() => jimeng.prepare(request)).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it('counts characters, so 800 emoji fit', () => {
    expect(checkRequest(jimeng.capabilities, { prompt: '🏮'.repeat(800) }).fits).toBe(true);
  });

  it('warns when the gateway may ignore what was asked, and not otherwise', () => {
    expect(checkRequest(jimeng.capabilities, { prompt: '灯' })).toMatchObject({ fits: true, warnings: [] });
    const claimed = checkRequest(jimeng.capabilities, { prompt: '灯', duration: 5 });
    expect(claimed).toMatchObject({
      fits: true,
      warnings: [{ code: 'claimed', source: expect.stringContaining('may be ignored') }],
    });
  });

  it('refuses a last frame that would be taken for the first, even unchecked', () => {
    const request = { prompt: '灯', lastFrame: end, unchecked: ['firstFrame', 'lastFrame'] } as const;
    expect(() => jimeng.prepare(request)).toThrow('has no place for it');
    const both = {
      prompt: '灯',
      firstFrame: image,
      references: [end],
      unchecked: ['firstFrame', 'references'],
    } as const;
    expect(() => jimeng.prepare(both)).toThrow('already fills its place');
  });
});

describe('the vendor’s numbers, as text in an HTTP 500 of the gateway', () => {
  it.each([
    ['50411', 'content-policy', false],
    ['50429', 'rate-limited', true],
    ['50430', 'rate-limited', true],
    ['50400', 'provider-unavailable', false],
    ['50500', 'submission-unknown', false],
    ['59999', 'submission-unknown', false],
  ])('%s', async (code, expected, retryable) => {
    const own = { code, message: 'in their words', data: null };
    const number = { code: Number(code), message: 'in their words' };
    const around = { code: 'fail_to_fetch_task', message: JSON.stringify(number), data: null };
    for (const body of [own, around]) {
      const fetch = async () => Response.json(body, { status: 500 });
      const provider = createJimeng({ apiKey: 'x', fetch });
      await expect(provider.generate({ prompt: '灯' }, { retries: 0 })).rejects.toMatchObject({
        code: expected,
        retryable,
        providerCode: code,
      });
    }
  });
});

describe('every known answer shape of the gateway', () => {
  it.each([
    ['yunwu', 'completed'],
    ['yunwu', 'success'],
    ['octopusx', 'completed'],
    ['octopusx', 'success'],
  ] as const)('%s, ending in %s', async (answers, finish) => {
    const simulator = await startSimulator({
      speed: 0,
      profiles: { jimeng: { answers, finish } },
      outcome: ({ body }) => (body['prompt'] === 'bad' ? { failed: 'content policy' } : undefined),
    });
    onTestFinished(() => simulator.close());
    const provider = createJimeng({ baseUrl: simulator.url, apiKey: simulator.apiKey });
    const good = await provider.generate({ prompt: 'good', aspectRatio: '4:3' });
    const bad = await provider.generate({ prompt: 'bad' });
    expect(['queued', 'running']).toContain((await provider.query(good)).status);
    simulator.advance(10);
    expect((await provider.query(good)).status).toBe('running');
    simulator.advance(60);
    expect(await waitForTask(provider, good, { intervalMs: 1 })).toMatchObject({
      id: good.id,
      status: 'succeeded',
      videos: [{ url: expect.stringContaining('/clips/jimeng-4x3') }],
    });
    expect(await waitForTask(provider, bad, { intervalMs: 1 })).toMatchObject({
      status: 'failed',
      failure: { reason: 'content-policy', message: 'content policy' },
    });
    expect(simulator.tasks).toHaveLength(2);
  });

  it.each([
    ['a text', { id: 'jimeng:1', status: 'failed', error: 'too dark' }, 'too dark'],
    ['an object', { id: '1', status: 'failed', error: { code: 'E1', message: 'too dark' } }, 'too dark'],
    [
      'the relay’s word',
      {
        code: 'success',
        data: { task_id: 'jimeng:1', status: 'FAILURE', fail_reason: 'too dark', data: null },
      },
      'too dark',
    ],
    ['nothing', { id: 'jimeng:1', status: 'video_generation_failed' }, 'the service gave no reason'],
  ])('reads a reason that is %s', async (_what, body, message) => {
    const provider = createJimeng({ apiKey: 'x', fetch: async () => Response.json(body) });
    const task = {
      provider: 'jimeng',
      api: 'gateway',
      model,
      id: 'jimeng:1',
      createdAt: '2026-11-22T09:00:00Z',
    } as const;
    expect(await provider.query({ ...task, status: 'queued' })).toMatchObject({
      status: 'failed',
      failure: { message },
    });
  });

  it('reads the older route’s link, two levels in, and does not take an upscaling step for the end', async () => {
    const answers = [
      { id: 'cgt-1', status: 'video_generation_completed', video_url: 'https://cdn.example/early.mp4' },
      {
        code: 'success',
        data: {
          task_id: 'cgt-1',
          status: 'SUCCESS',
          progress: '100%',
          data: { data: { video: 'https://cdn.example/a.mp4' } },
        },
      },
    ];
    const provider = createJimeng({ apiKey: 'x', fetch: async () => Response.json(answers.shift()) });
    const task = {
      provider: 'jimeng',
      api: 'gateway',
      model,
      id: 'cgt-1',
      createdAt: '2026-11-22T09:00:00Z',
    } as const;
    expect(await provider.query({ ...task, status: 'queued' })).toMatchObject({ status: 'running' });
    expect(await provider.query({ ...task, status: 'queued' })).toMatchObject({
      videos: [{ url: 'https://cdn.example/a.mp4' }],
    });
  });
});

describe('an answer that bears another UUID than the task', () => {
  const id = 'jimeng:8b7d5e0a-0f0e-4b3e-8c51-1d2a6e4f9b70';
  const other = '3f0c2a54-7d41-4f0e-9b7e-1f2d3c4b5a69';
  const url = 'https://media.example/a.mp4';
  const video = { status: 'completed', video_url: url };
  const task = { provider: 'jimeng', api: 'gateway', model, id, status: 'queued' } as const;
  const told = (body: unknown, acceptOtherIds?: boolean) =>
    createJimeng({ apiKey: 'x', acceptOtherIds, fetch: async () => Response.json(body) }).query(task);

  it.each([other, `jimeng:${other}`])('(%s) is no answer, unless the settings say so', async (answered) => {
    await expect(told({ id: answered, ...video })).rejects.toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
      message: expect.stringMatching(new RegExp(`about another task, ${answered};.* set acceptOtherIds`)),
    });
    expect(await told({ id: answered, ...video }, true)).toMatchObject({ id, videos: [{ url }] });
    expect(await told({ id: answered, status: 'processing' }, true)).toMatchObject({ id, status: 'running' });
  });

  it.each([
    ['a list', [{ id: other, ...video }]],
    ['a list inside', { data: [{ id: other, ...video }] }],
    ['an id of another form', { id: 'task_9', ...video }],
    ['no id', video],
  ])('is none even then: %s', async (_what, body) => {
    await expect(told(body, true)).rejects.toMatchObject({ code: 'provider-unavailable' });
  });

  it('is no setting of its own api', () => {
    const settings = { api: 'official', acceptOtherIds: true } as const;
    expect(() => createJimeng(settings)).toThrow('acceptOtherIds');
  });
});
