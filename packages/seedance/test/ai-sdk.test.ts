import { createByteDance } from '@ai-sdk/bytedance';
import { taskFromId } from '@vid/core';
import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSeedance } from '../src/index.ts';
import { simulateSeedance } from '../src/simulation.ts';

/* The simulation in the eyes of the AI SDK's own client, which no one here wrote. */

const model = 'dreamina-seedance-2-0-260128';

async function connect(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, services: [simulateSeedance()], ...options });
  onTestFinished(() => simulator.close());
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('seedance', 'modelark') ?? {};
  const client = createByteDance({
    baseURL: baseUrl,
    apiKey,
    async fetch(...call) {
      const answer = await fetch(...call);
      simulator.advance(3);
      return answer;
    },
  });
  return { simulator, client, baseUrl, apiKey };
}

const nothing = {
  n: 1,
  prompt: 'a paper boat',
  image: undefined,
  aspectRatio: undefined,
  resolution: undefined,
  duration: undefined,
  fps: undefined,
  seed: undefined,
  frameImages: undefined,
  inputReferences: undefined,
  generateAudio: undefined,
} as const;
const quick = { pollIntervalMs: 1 } as const;

describe('@ai-sdk/bytedance against the simulation', () => {
  it('completes a text-to-video, and vid finds its task', async () => {
    const { simulator, client, baseUrl, apiKey } = await connect();
    const { videos, warnings } = await client.video(model).doGenerate({
      ...nothing,
      aspectRatio: '9:16',
      resolution: '720x1280',
      duration: 5,
      seed: 7,
      providerOptions: { bytedance: { ...quick, generateAudio: true, watermark: false } },
    });
    expect(warnings).toEqual([]);
    const [video] = videos;
    const url = video?.type === 'url' ? video.url : '';
    expect(url).toContain('/clips/');
    expect((await fetch(url)).headers.get('content-type')).toBe('video/mp4');
    expect(simulator.tasks).toMatchObject([
      {
        model,
        body: {
          ratio: '9:16',
          resolution: '720p',
          duration: 5,
          seed: 7,
          generate_audio: true,
          watermark: false,
        },
      },
    ]);
    const provider = createSeedance({ api: 'modelark', baseUrl, apiKey });
    const id = simulator.tasks[0]?.id ?? '';
    const task = await provider.query(taskFromId({ provider: 'seedance', api: 'modelark', id }));
    expect(task).toMatchObject({ id, status: 'succeeded', videos: [{ url, duration: 5 }] });
  });

  it('completes first and last frames, and references', async () => {
    const { simulator, client } = await connect();
    const picture = { type: 'url', url: 'https://example.com/a.png' } as const;
    const frames = {
      ...nothing,
      image: picture,
      providerOptions: { bytedance: { ...quick, lastFrameImage: picture.url } },
    };
    await client.video('seedance-1-0-pro-250528').doGenerate(frames);
    const references = { referenceImages: [picture.url], referenceVideos: ['https://example.com/a.mp4'] };
    await client
      .video(model)
      .doGenerate({ ...nothing, providerOptions: { bytedance: { ...quick, ...references } } });
    expect(simulator.tasks).toHaveLength(2);
  });

  it('reads a refusal in the words of the service, and nothing is made', async () => {
    const { simulator, client } = await connect();
    const camera = { bytedance: { ...quick, cameraFixed: false } };
    const refused = client.video(model).doGenerate({ ...nothing, providerOptions: camera });
    await expect(refused).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('camera_fixed is not supported'),
    });
    expect(simulator.tasks).toHaveLength(0);
  });

  it('reads a task that failed', async () => {
    const { client } = await connect({
      outcome: () => ({ failed: 'moderated', code: 'OutputVideoSensitiveContentDetected' }),
    });
    const failed = client.video(model).doGenerate({ ...nothing, providerOptions: { bytedance: quick } });
    // It drops the reason, which is in the answer.
    await expect(failed).rejects.toThrow('"status":"failed"');
  });
});
