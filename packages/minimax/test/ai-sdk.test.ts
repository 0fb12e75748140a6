import { createMiniMax } from '@ai-sdk/minimax';
import type { VideoRequest } from '@vid/core';
import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMinimax } from '../src/index.ts';
import { simulation } from '../src/simulation.ts';

/* The simulation in the eyes of a client that no one here wrote, and our bodies beside that client's. */

async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, services: [simulation], ...options });
  onTestFinished(() => simulator.close());
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('minimax', 'official') ?? {};
  const foreign = (key = apiKey) => createMiniMax({ apiKey: key, videoBaseURL: baseUrl });
  return { simulator, foreign, own: createMinimax({ baseUrl, apiKey }) };
}

type Model = ReturnType<ReturnType<typeof createMiniMax>['video']>;
type Asked = Parameters<NonNullable<Model['doStart']>>[0];

const open: Asked = {
  prompt: 'a paper boat',
  n: 1,
  aspectRatio: undefined,
  resolution: undefined,
  duration: undefined,
  fps: undefined,
  seed: undefined,
  generateAudio: undefined,
  image: undefined,
  frameImages: undefined,
  inputReferences: undefined,
  providerOptions: {},
};

async function begin(model: Model, asked: Partial<Asked>) {
  const started = await model.doStart?.({ ...open, ...asked });
  if (started === undefined) throw new Error('it cannot start without waiting');
  return { ...started, ask: async () => model.doStatus?.({ operation: started.operation }) };
}

const file = (name: string, mediaType: string) => ({
  type: 'url' as const,
  url: `https://example.com/${name}`,
  mediaType,
});
const boat = file('boat.png', 'image/png');

/** Its own field for a resolution takes pixels; the service's names are an option. */
const named = (resolution: string, more: Readonly<Record<string, boolean | string[]>> = {}) => ({
  providerOptions: { minimax: { resolution, ...more } },
});

/** The same wish in its words and in ours. */
const wishes: readonly (readonly [
  what: string,
  theirs: Partial<Asked>,
  ours: VideoRequest,
  model: string,
])[] = [
  [
    'a text',
    { aspectRatio: '9:16', ...named('768P'), duration: 7 },
    { aspectRatio: '9:16', resolution: '768p', duration: 7 },
    'MiniMax-H3',
  ],
  [
    'a text, in 2K',
    { aspectRatio: '21:9', ...named('2K'), duration: 4 },
    { aspectRatio: '21:9', resolution: '2k', duration: 4 },
    'MiniMax-H3',
  ],
  [
    'a text, small',
    { ...named('480P'), duration: 15 },
    { resolution: '480p', duration: 15 },
    'MiniMax-H3-Max',
  ],
  [
    'a frame without a watermark',
    {
      frameImages: [{ image: boat, frameType: 'first_frame' }],
      ...named('768P', { aigcWatermark: false }),
    },
    { firstFrame: boat.url, watermark: false },
    'MiniMax-H3',
  ],
  [
    'two frames',
    {
      frameImages: [
        { image: boat, frameType: 'first_frame' },
        { image: file('shore.png', 'image/png'), frameType: 'last_frame' },
      ],
      duration: 6,
    },
    { firstFrame: boat.url, lastFrame: 'https://example.com/shore.png', duration: 6 },
    'MiniMax-H3-Max',
  ],
  [
    'references of every kind',
    {
      inputReferences: [boat, file('wave.mp4', 'video/mp4')],
      aspectRatio: '1:1',
      ...named('768P', { referenceAudioUrls: ['https://example.com/sea.mp3'] }),
    },
    {
      references: [boat.url],
      referenceVideos: ['https://example.com/wave.mp4'],
      referenceAudio: ['https://example.com/sea.mp3'],
      aspectRatio: '1:1',
    },
    'MiniMax-H3',
  ],
];

describe('@ai-sdk/minimax against the simulation', () => {
  it.each(wishes)('completes %s, by the body that we send for it', async (_what, theirs, ours, id) => {
    const { simulator, foreign, own } = await start();
    const { warnings, ask } = await begin(foreign().video(id), theirs);
    expect(warnings).toEqual([]);
    expect(await ask()).toMatchObject({ status: 'pending' });
    simulator.advance(60);
    const done = await ask();
    expect(done).toMatchObject({
      status: 'completed',
      videos: [{ type: 'url', url: expect.stringContaining('/clips/') }],
      providerMetadata: { minimax: { taskId: simulator.tasks[0]?.id } },
    });
    await own.generate({ prompt: 'a paper boat', model: `minimax:${id}`, ...ours });
    const [theirBody, ourBody] = simulator.tasks.map(({ body }) => body);
    expect(ourBody).toEqual(theirBody);
  });

  it('is told why a task failed, and that one was cancelled', async () => {
    const { simulator, foreign, own } = await start({
      outcome: ({ body }) =>
        JSON.stringify(body).includes('sad') ? { failed: 'output refused', code: '1027' } : undefined,
    });
    const model = foreign().video('MiniMax-H3');
    const sad = await begin(model, { prompt: 'a sad boat' });
    simulator.advance(60);
    expect(await sad.ask()).toMatchObject({
      status: 'error',
      error: expect.stringContaining('output refused (1027)'),
    });
    const { ask } = await begin(model, {});
    const { id = '' } = simulator.tasks[1] ?? {};
    const task = { provider: 'minimax', api: 'official', model: 'MiniMax-H3', id, status: 'queued' } as const;
    expect(await own.cancel?.(task)).toMatchObject({ outcome: 'stopped', billed: 'no' });
    expect(await ask()).toMatchObject({ status: 'error', error: expect.stringContaining('cancelled') });
  });

  it('reads refusals in the service’s words, and makes no task', async () => {
    const { simulator, foreign } = await start();
    await expect(begin(foreign('another').video('MiniMax-H3'), {})).rejects.toThrow('invalid api key (2049)');
    await expect(begin(foreign().video('MiniMax-H9'), {})).rejects.toThrow('(2013)');
    expect(simulator.tasks).toEqual([]);
  });

  it('has its webhook URL asked first', async () => {
    const asked: unknown[] = [];
    const { simulator, foreign } = await start({
      async deliver(request) {
        asked.push(request.url);
        return Response.json(await request.json());
      },
    });
    await begin(foreign().video('MiniMax-H3'), { webhookUrl: 'https://hooks.example/minimax' });
    expect(asked).toEqual(['https://hooks.example/minimax']);
    expect(simulator.tasks).toHaveLength(1);
  });
});
