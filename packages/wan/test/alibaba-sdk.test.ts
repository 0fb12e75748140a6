import { createAlibaba } from '@ai-sdk/alibaba';
import type { VideoRequest } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { openWan } from './fixture.ts';

/* The simulation in the eyes of a client that no one here wrote, and our bodies beside its. */

type Model = ReturnType<ReturnType<typeof createAlibaba>['videoModel']>;
type Call = Parameters<NonNullable<Model['doStart']>>[0];
type More = Partial<Call>;
type StartedOperation = Parameters<NonNullable<Model['doStatus']>>[0]['operation'];

const nothing: Call = {
  prompt: undefined,
  n: 1,
  aspectRatio: undefined,
  resolution: undefined,
  duration: undefined,
  fps: undefined,
  seed: undefined,
  image: undefined,
  frameImages: undefined,
  inputReferences: undefined,
  generateAudio: undefined,
  providerOptions: {},
};
const url = (name: string) => ({ type: 'url', url: `https://example.com/${name}` }) as const;
/** The same as ours sends without a word. */
const said = {
  duration: 5,
  generateAudio: true,
  resolution: '1920x1080',
  providerOptions: { alibaba: { watermark: false } },
} as const;

async function connect(options?: Parameters<typeof openWan>[0]) {
  const { baseUrl, apiKey, ...others } = await openWan(options);
  const alibaba = createAlibaba({ apiKey, videoBaseURL: baseUrl });
  const client = (name: string) => {
    const model = alibaba.videoModel(name);
    return {
      start: (more: More) => model.doStart?.({ ...nothing, prompt: 'a paper boat', ...more }),
      status: (operation: StartedOperation | undefined) =>
        operation === undefined ? undefined : model.doStatus?.({ operation }),
    };
  };
  return { ...others, client };
}

describe('@ai-sdk/alibaba against the simulation', () => {
  it.each<readonly [string, More]>([
    ['wan3.0-video', {}],
    ['wan3.0-video-prime', { aspectRatio: '9:16', seed: 7 }],
    [
      'wan3.0-video',
      {
        frameImages: [
          { frameType: 'first_frame', image: url('a.png') },
          { frameType: 'last_frame', image: url('b.png') },
        ],
      },
    ],
    ['wan3.0-video', { inputReferences: [url('a.png'), url('b.mp4')] }],
    ['wan2.7-t2v', { aspectRatio: '1:1', generateAudio: undefined }],
    ['wan2.7-r2v', { inputReferences: [url('a.png'), url('b.mp4')], generateAudio: undefined }],
  ])('completes a task of %s', async (name, more) => {
    const { client, simulator } = await connect();
    const model = client(name);
    const started = await model.start(more);
    expect(started).toMatchObject({ warnings: [] });
    expect(await model.status(started?.operation)).toMatchObject({ status: 'pending' });
    simulator.advance(60);
    const done = await model.status(started?.operation);
    expect(done).toMatchObject({
      status: 'completed',
      videos: [{ type: 'url', url: expect.stringContaining('/clips/') }],
      providerMetadata: { alibaba: { usage: { outputVideoDuration: 5 } } },
    });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('reads a failure, and a task that was stopped', async () => {
    const { client, simulator, call } = await connect({
      outcome: () => ({
        failed: 'Output data may contain inappropriate content.',
        code: 'DataInspectionFailed',
      }),
    });
    const model = client('wan3.0-video');
    const first = await model.start({});
    const second = await model.start({});
    expect(await call(`/tasks/${simulator.tasks[1]?.id}/cancel`, {})).toMatchObject({ status: 200 });
    simulator.advance(60);
    expect(await model.status(first?.operation)).toMatchObject({
      status: 'error',
      error: expect.stringContaining('inappropriate'),
    });
    expect(await model.status(second?.operation)).toMatchObject({
      status: 'error',
      error: expect.stringContaining('canceled'),
    });
  });

  it.each<readonly [string, string, More, number]>([
    ['no such model', 'wan9', {}, 404],
    ['a seed that is none', 'wan3.0-video', { seed: -1 }, 400],
    ['31 s', 'wan3.0-video', { duration: 31 }, 400],
  ])('reads a refusal: %s', async (_what, name, more, statusCode) => {
    const { client, simulator } = await connect();
    const start = client(name).start(more);
    await expect(start).rejects.toMatchObject({ statusCode, data: { request_id: expect.any(String) } });
    expect(simulator.tasks).toEqual([]);
  });
});

describe('our body is the one of @ai-sdk/alibaba', () => {
  it.each<readonly [string, VideoRequest, More]>([
    [
      'wan3.0-video',
      { prompt: 'a boat' },
      { providerOptions: { alibaba: { watermark: false, ratio: 'adaptive' } } },
    ],
    ['wan3.0-video', { prompt: 'a boat', aspectRatio: '16:9', duration: 'auto' }, { duration: -1 }],
    ['wan3.0-video', { prompt: 'a boat', aspectRatio: '9:16', seed: 0 }, { aspectRatio: '9:16', seed: 0 }],
    [
      'wan3.0-video',
      {
        firstFrame: 'https://example.com/a.png',
        lastFrame: 'https://example.com/b.png',
        aspectRatio: '16:9',
      },
      {
        prompt: undefined,
        frameImages: [
          { frameType: 'first_frame', image: url('a.png') },
          { frameType: 'last_frame', image: url('b.png') },
        ],
      },
    ],
    [
      'wan3.0-video',
      {
        prompt: 'a boat',
        references: ['https://example.com/a.png'],
        referenceVideos: ['https://example.com/b.mp4'],
        aspectRatio: '16:9',
      },
      { inputReferences: [url('a.png'), url('b.mp4')] },
    ],
    [
      'wan2.7-t2v',
      { prompt: 'a boat', negativePrompt: 'rain', providerOptions: { wan: { promptExtend: false } } },
      {
        aspectRatio: '16:9',
        generateAudio: undefined,
        providerOptions: { alibaba: { watermark: false, negativePrompt: 'rain', promptExtend: false } },
      },
    ],
    [
      'wan2.7-t2v',
      { prompt: 'a boat', referenceAudio: ['https://example.com/song.mp3'] },
      {
        aspectRatio: '16:9',
        generateAudio: undefined,
        providerOptions: { alibaba: { watermark: false, audioUrl: 'https://example.com/song.mp3' } },
      },
    ],
  ])('for %s: %j', async (name, ours, theirs) => {
    const { client, simulator, create } = await connect();
    await create().generate({ model: name, ...ours });
    await client(name).start({ prompt: 'a boat', ...said, ...theirs });
    const [own, foreign] = simulator.tasks;
    expect(own?.body).toEqual(foreign?.body);
  });
});
