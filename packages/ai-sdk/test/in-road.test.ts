import { createServer } from 'node:http';
import { once } from 'node:events';
import { createAlibaba } from '@ai-sdk/alibaba';
import { createGoogle } from '@ai-sdk/google';
import { createMiniMax } from '@ai-sdk/minimax';
import { createRouter, type MediaStore, parseTask, type VideoRequest } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { fromVideoModel, knownServices, probedRows } from '@vid/ai-sdk';
import { createMinimax } from '@vid/minimax';
import { simulation as minimax } from '@vid/minimax/simulation';
import { startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { createWan } from '@vid/wan';
import { simulation as wan } from '@vid/wan/simulation';
import { experimental_generateVideo as generateVideo } from 'ai';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createVid } from '../src/index.ts';
import { openFake, words } from './fake-services.ts';
import { reasonOf } from './open-vid.ts';

declare module '@vid/core' {
  interface ProviderOptions {
    alibaba?: { readonly watermark?: boolean };
  }
}

/* Models of the AI SDK behind the contract of a provider. */

const boat = { prompt: 'a paper boat' } as const;

describe.each(knownServices)('a model of %s', (service) => {
  it('makes one video with one start, and any process goes on with it', async () => {
    const { provider, starts, onStatus, again } = openFake(service);
    const task = await provider.generate(boat, { reference: 'shot-7' });
    expect(task).toMatchObject({ status: 'queued', provider: service, api: 'ai-sdk' });
    expect(task.id).toMatch(/r-1$/);
    expect(starts.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['shot-7']);
    const restored = parseTask(JSON.parse(JSON.stringify(task)));
    expect(await again().query(restored)).toMatchObject({ status: 'running', id: task.id });
    onStatus(words[service].done);
    const done = await again().query(restored);
    expect(done).toMatchObject({ status: 'succeeded', videos: [{ url: expect.stringMatching(/^https:/) }] });
    expect(starts).toHaveLength(1);
  });

  it('tells why a task failed, in the service’s words', async () => {
    const { provider, onStatus } = openFake(service);
    const task = await provider.generate(boat);
    onStatus(() => words[service].failed('The prompt violates our content policy.'));
    const clock = virtualClock();
    const router = createRouter([provider], { clock });
    expect(await router.wait(task)).toMatchObject({
      status: 'failed',
      failure: { reason: 'content-policy', message: expect.stringContaining('violates our content policy') },
    });
  });
});

describe('what a package would drop', () => {
  const picture = {
    data: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    mediaType: 'image/png',
  };
  const link = 'https://example.com/a.png';
  it.each<readonly [(typeof knownServices)[number], keyof VideoRequest, VideoRequest]>([
    ['fal', 'seed', { ...boat, seed: 0 }],
    ['fal', 'resolution', { ...boat, resolution: '720p' }],
    ['fal', 'size', { ...boat, size: '1280x720' }],
    ['fal', 'lastFrame', { ...boat, firstFrame: link, lastFrame: link }],
    ['fal', 'references', { ...boat, references: [link] }],
    ['fal', 'audio', { ...boat, audio: false }],
    ['google', 'firstFrame', { ...boat, firstFrame: link }],
    ['google', 'audio', { ...boat, audio: true }],
    ['google', 'callbackUrl', { ...boat, callbackUrl: 'https://hooks.example/1' }],
    ['vertex', 'references', { ...boat, references: [link] }],
    ['xai', 'seed', { ...boat, seed: 7 }],
    ['replicate', 'seed', { ...boat, seed: 0 }],
    ['replicate', 'lastFrame', { ...boat, firstFrame: link, lastFrame: picture }],
    ['alibaba', 'callbackUrl', { ...boat, callbackUrl: 'https://hooks.example/1' }],
    ['minimax', 'seed', { ...boat, seed: 7 }],
    ['minimax', 'duration', { ...boat, duration: 60 }],
    ['black-forest-labs', 'aspectRatio', { ...boat, aspectRatio: '9:21' }],
    ['black-forest-labs', 'referenceVideos', { ...boat, referenceVideos: ['https://example.com/a.mp4'] }],
  ])('%s: %s is refused before the start', async (service, field, request) => {
    const { provider, starts } = openFake(service);
    const reason = await reasonOf(provider.generate(request));
    expect(reason).toMatchObject({
      code: 'unsupported',
      problems: [{ field: expect.stringMatching(`^${field}`) }],
    });
    expect(provider.validateRequest(request)).toMatchObject({ valid: false });
    expect(starts).toEqual([]);
  });

  it('is refused where a name says another kind than the field', async () => {
    const { provider, starts } = openFake('alibaba');
    for (const request of [
      { ...boat, referenceVideos: ['https://example.com/clip'] },
      { ...boat, references: ['https://example.com/clip.mp4'] },
    ])
      expect(await reasonOf(provider.generate(request))).toMatchObject({ problems: [{ code: 'no-place' }] });
    expect(starts).toEqual([]);
  });

  it('is told when the package says so only after the start', async () => {
    const told: (readonly string[])[] = [];
    const accepts = { prompt: {}, seed: 'any' } as const;
    const { provider, starts } = openFake('xai', {
      rows: [{ mode: 'text-to-video', evidence: 'claimed', source: 'mine', accepts }],
      onWarnings: (_task, warnings) => {
        told.push(warnings);
        throw new Error('a listener fails');
      },
    });
    expect(await provider.generate({ ...boat, seed: 7 })).toMatchObject({ status: 'queued' });
    expect(told).toEqual([[expect.stringContaining('seed')]]);
    expect(starts).toHaveLength(1);
  });
});

const picture = 'https://example.com/a.png';

describe('the body that leaves is the one of our own provider', () => {
  it.each<readonly [VideoRequest, VideoRequest]>([
    [{ prompt: 'a boat', duration: 5, aspectRatio: '9:16', resolution: '720p', audio: false, seed: 0 }, {}],
    [
      { prompt: 'a boat', firstFrame: picture, lastFrame: picture, aspectRatio: '1:1', resolution: '1080p' },
      {},
    ],
    [
      {
        prompt: 'both',
        references: [picture],
        referenceVideos: ['https://example.com/b.mp4'],
        aspectRatio: '16:9',
        resolution: '480p',
      },
      {},
    ],
  ])('for @ai-sdk/alibaba: %j', async (request) => {
    const simulator = await startSimulator({ speed: 0, services: [wan] });
    onTestFinished(() => simulator.close());
    const { baseUrl = '', apiKey = '' } = simulator.settingsFor('wan', 'official') ?? {};
    const model = createAlibaba({ apiKey, videoBaseURL: baseUrl }).videoModel('wan3.0-video');
    const said = { duration: 5, audio: true, ...request };
    const options = { alibaba: { watermark: false } };
    const rows = probedRows.alibaba;
    await fromVideoModel({ id: 'alibaba', model, rows }).generate({ ...said, providerOptions: options });
    await createWan({ baseUrl, apiKey }).generate({ model: 'wan3.0-video', ...said });
    const [theirs, ours] = simulator.tasks.map(({ body }) => body);
    expect(theirs).toEqual(ours);
  });

  it.each<VideoRequest>([
    { prompt: 'a boat', duration: 7, aspectRatio: '9:16', resolution: '768p' },
    { prompt: 'a boat', firstFrame: picture, lastFrame: picture, resolution: '2k', duration: 6 },
    {
      prompt: 'both',
      references: [picture],
      referenceVideos: ['https://example.com/b.mp4'],
      resolution: '768p',
      duration: 5,
      aspectRatio: '1:1',
    },
  ])('for @ai-sdk/minimax: %j', async (request) => {
    const simulator = await startSimulator({ speed: 0, services: [minimax] });
    onTestFinished(() => simulator.close());
    const { baseUrl = '', apiKey = '' } = simulator.settingsFor('minimax', 'official') ?? {};
    const model = createMiniMax({ apiKey, videoBaseURL: baseUrl }).video('MiniMax-H3');
    await fromVideoModel({ id: 'mine', model, rows: probedRows.minimax }).generate(request);
    await createMinimax({ baseUrl, apiKey }).generate({ model: 'MiniMax-H3', ...request });
    const [theirs, ours] = simulator.tasks.map(({ body }) => body);
    expect(theirs).toEqual(ours);
  });
});

it('the dry run shows the call: a first frame beside a last one is both the picture and a frame', () => {
  const { provider, starts } = openFake('xai');
  const [first, last] = ['https://example.com/a.png', 'https://example.com/b.png'];
  const file = (url: string | undefined) => ({ type: 'url', url });
  const { url, body } = provider.prepare({ firstFrame: first, lastFrame: last });
  expect(url).toBe('ai-sdk:xai.video/grok-imagine-video-1.5');
  expect(body).toEqual({
    n: 1,
    image: file(first),
    frameImages: [
      { image: file(first), frameType: 'first_frame' },
      { image: file(last), frameType: 'last_frame' },
    ],
    providerOptions: {},
  });
  expect(provider.prepare({ firstFrame: first }).body).toEqual({
    n: 1,
    image: file(first),
    providerOptions: {},
  });
  expect(starts).toEqual([]);
});

describe('a task', () => {
  it('of fal holds nothing of the webhook’s URL', async () => {
    const { provider, starts } = openFake('fal');
    const callbackUrl = 'https://hooks.example/1?token=planted';
    const task = await provider.generate({ ...boat, callbackUrl });
    expect(starts[0]?.url).toContain('planted');
    expect(JSON.stringify(task)).not.toContain('planted');
    expect(await provider.query(task)).toMatchObject({ status: 'running' });
  });

  it('of Vertex holds a link, to where the host has put the bytes', async () => {
    const put = vi.fn<MediaStore['put']>(async () => ({ url: 'https://store.example/film.mp4' }));
    const { provider, onStatus } = openFake('vertex', { resultStore: { name: 'store', put } });
    const task = await provider.generate(boat);
    onStatus(words.vertex.done);
    expect(await provider.query(task)).toMatchObject({ videos: [{ url: 'https://store.example/film.mp4' }] });
    expect(await put.mock.calls[0]?.[0].content.text()).toBe('a film');
    put.mockRejectedValueOnce(new Error('disk full'));
    expect(await reasonOf(provider.query(task))).toMatchObject({ code: 'provider-unavailable' });
  });

  it('of Google ends when the answer stays without a video', async () => {
    const { provider, onStatus } = openFake('google');
    const task = await provider.generate(boat);
    const filtered = { raiMediaFilteredReasons: ['The prompt violates the usage guidelines.'] };
    onStatus(() => Response.json({ done: true, response: { generateVideoResponse: filtered } }));
    for (let asked = 1; asked < 5; asked += 1)
      expect(await reasonOf(provider.query(task))).toMatchObject({ code: 'provider-unavailable' });
    expect(await provider.query(task)).toMatchObject({ status: 'failed' });
  });

  it('that is only an id is not asked about', async () => {
    const { provider } = openFake('xai');
    const task = { provider: 'xai', api: 'ai-sdk', model: 'x', id: 'r-1', status: 'queued' } as const;
    expect(await reasonOf(provider.query(task))).toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('lookup.operation'),
    });
  });
});

it('a link of Google bears no key, and gets it as a header where the file is fetched', async () => {
  const apiKey = 'planted-google-key';
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const clip = await fetch(`${simulator.url}/clips/jimeng-16x9-10s.mp4`);
  const film = Buffer.from(await clip.arrayBuffer());
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const { pathname, href } = new URL(request.url ?? '', 'http://x');
    if (!pathname.endsWith('/files/boat:download')) {
      const uri = `http://${request.headers.host}/files/boat:download?alt=media`;
      const done = { generateVideoResponse: { generatedSamples: [{ video: { uri } }] } };
      const name = 'models/veo/operations/r-1';
      const body = request.method === 'POST' ? { name } : { name, done: true, response: done };
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    }
    asked.push(href);
    response.statusCode = request.headers['x-goog-api-key'] === apiKey ? 200 : 401;
    response.setHeader('content-type', 'video/mp4').end(response.statusCode === 200 ? film : 'no key');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const model = createGoogle({ apiKey, baseURL: `http://${host}` }).video('veo');
  const provider = fromVideoModel({ id: 'google', model, rows: probedRows.google });
  const task = await provider.query(await provider.generate(boat));
  expect(JSON.stringify(task)).not.toContain(apiKey);
  if (task.status !== 'succeeded') throw new Error('it has not succeeded');
  const [video = { url: '' }] = task.videos;
  const chunks: Uint8Array[] = [];
  const target = new WritableStream<Uint8Array>({ write: (chunk) => void chunks.push(chunk) });
  await downloadVideo(video, target, { provider, task, allowHosts: [host] });
  expect(Buffer.concat(chunks)).toEqual(film);
  expect(asked.join(' ')).not.toContain(apiKey);
  expect(await provider.linkHeaders?.({ url: 'https://other.example/x' }, task)).toEqual({});
});

it('a model that was taken in goes out again, with one start', async () => {
  vi.stubGlobal('AI_SDK_LOG_WARNINGS', false);
  const { provider, starts, onStatus } = openFake('fal');
  onStatus(words.fal.pending, () => Response.json({}, { status: 503 }), words.fal.done);
  const vid = createVid(createRouter([provider]));
  const { video } = await generateVideo({
    model: vid.video(),
    prompt: 'a boat',
    duration: 5,
    poll: { intervalMs: 1, delay: async () => undefined },
    download: async () => ({ data: new Uint8Array([1]), mediaType: 'video/mp4' }),
  });
  expect(video.uint8Array).toHaveLength(1);
  expect(starts).toHaveLength(1);
});
