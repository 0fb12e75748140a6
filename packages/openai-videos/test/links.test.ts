import { createRouter, type VideoProvider, type VideoTask, waitForTask } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOpenaiVideos } from '../src/index.ts';
import { dialectNames } from '../src/dialects.ts';
import { simulation, simulationOf } from '../src/simulation.ts';
import { apiKey, errorOf, plant, providerAt, taskOf } from './planted.ts';

/* Where a film is, and who gets the key (openai-videos.md 3.3, 11.4, 14.8). */

async function fetched(provider: VideoProvider, task: VideoTask, host: string): Promise<number> {
  let bytes = 0;
  const target = new WritableStream<Uint8Array>({
    write(chunk) {
      bytes += chunk.length;
    },
  });
  const [video] = task.status === 'succeeded' ? task.videos : [];
  if (video === undefined) throw new Error('no video');
  await downloadVideo(video, target, { provider, task, allowHosts: [host] });
  return bytes;
}

describe('the film', () => {
  it.each(dialectNames)('comes home whole from %s, through a router as well', async (dialect) => {
    const simulator = await startSimulator({ speed: 0, services: [simulation], clipBytes: 50_000 });
    onTestFinished(() => simulator.close());
    const { baseUrl = '', apiKey: key = '' } = simulator.settingsFor('openai-videos', dialect) ?? {};
    const provider = createOpenaiVideos({ dialect, baseUrl, apiKey: key, models: ['film-1'] });
    const { host } = new URL(simulator.url);
    for (const one of [provider, createRouter([provider])]) {
      const task = await one.generate({ prompt: 'a boat' });
      const done = await waitForTask(one, task, { clock: virtualClock(() => simulator.advance(60)) });
      expect(await fetched(one, done, host)).toBe(50_000);
    }
  });

  it('of a cloud needs no key, and its link is the one that is told', async () => {
    const simulator = await startSimulator({ speed: 0, services: [simulationOf({ hasCloud: true })] });
    onTestFinished(() => simulator.close());
    const { baseUrl = '', apiKey: key = '' } = simulator.settingsFor('openai-videos', 'sglang') ?? {};
    const provider = createOpenaiVideos({ dialect: 'sglang', baseUrl, apiKey: key, models: ['film-1'] });
    const task = await provider.generate({ prompt: 'a boat' });
    simulator.advance(60);
    expect(await provider.query(task)).toMatchObject({
      videos: [{ url: expect.stringContaining('/clips/') }],
    });
  });

  it('in the bare view of rc.30 has no link, and the route of the file', async () => {
    const simulator = await startSimulator({ speed: 0, services: [simulationOf({ isBare: true })] });
    onTestFinished(() => simulator.close());
    const { baseUrl = '', apiKey: key = '' } = simulator.settingsFor('openai-videos', 'new-api-plugin') ?? {};
    const provider = createOpenaiVideos({
      dialect: 'new-api-plugin',
      baseUrl,
      apiKey: key,
      models: ['film-1'],
    });
    // The bare view answers a submit as well.
    const task = await provider.generate({ prompt: 'a boat' });
    simulator.advance(60);
    const done = await provider.query(task);
    expect(done).toMatchObject({ videos: [{ url: `${baseUrl}/v1/videos/${task.id}/content` }] });
    expect(await fetched(provider, done, new URL(baseUrl).host)).toBeGreaterThan(1000);
  });

  it('that is JSON with 200 is no film', async () => {
    const { provider, host, baseUrl } = await providerAt('openai', {
      'GET /v1/videos/video_1/content': { json: { error: { message: 'not ready', type: 'x', code: 'y' } } },
    });
    const url = `${baseUrl}/v1/videos/video_1/content`;
    const task: VideoTask = { ...taskOf('openai'), status: 'succeeded', videos: [{ url }] };
    const error = await errorOf(fetched(provider, task, host));
    expect(error.message).toContain('returned "application/json" instead of a video; nothing was kept');
  });
});

describe('the key', () => {
  const done = (url: string): VideoTask => ({
    ...taskOf('new-api-plugin'),
    status: 'succeeded',
    videos: [{ url }],
  });

  it('goes to the route of the file, and with no link that opens itself', async () => {
    const { provider, baseUrl } = await providerAt('new-api-plugin', {});
    const headersOf = (url: string) => provider.linkHeaders?.({ url }, done(url));
    const artifact = `${baseUrl}/v1/tasks/video_1/artifacts/video/content`;
    expect(await headersOf(`${baseUrl}/v1/videos/video_1/content`)).toEqual({
      authorization: `Bearer ${apiKey}`,
    });
    expect(await headersOf(artifact)).toEqual({ authorization: `Bearer ${apiKey}` });
    expect(await headersOf(`${artifact}?access=s3cr3t`)).toEqual({});
    expect(await headersOf(`${artifact}?x=1&access=`)).toEqual({});
    expect(await headersOf('https://cdn.vendor.example/v.mp4')).toEqual({});
  });

  it('does not follow a redirect to the vendor', async () => {
    const vendor = await plant({ 'GET /v.mp4': { page: 'x' } });
    const { provider, host, baseUrl, asked } = await providerAt('openai', {
      'GET /v1/videos/video_1/content': { status: 302, headers: { location: `${vendor.baseUrl}/v.mp4` } },
    });
    const url = `${baseUrl}/v1/videos/video_1/content`;
    const task: VideoTask = { ...taskOf('openai'), status: 'succeeded', videos: [{ url }] };
    const target = new WritableStream<Uint8Array>();
    await errorOf(downloadVideo({ url }, target, { provider, task, allowHosts: [host, vendor.host] }));
    expect(asked.map(({ authorization }) => authorization)).toEqual([`Bearer ${apiKey}`]);
    expect(vendor.asked.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it('is not made up where a self-hosted server has none', async () => {
    const { provider, baseUrl, asked } = await providerAt(
      'vllm-omni',
      { 'POST /v1/videos': { json: { id: 'video_1', status: 'queued' } } },
      { apiKey: undefined },
    );
    const request = { prompt: 'a boat' };
    expect(Object.keys(provider.prepare(request).headers)).not.toContain('authorization');
    const task = await provider.generate(request);
    expect(asked.map(({ authorization }) => authorization)).toEqual([undefined]);
    expect(await provider.linkHeaders?.({ url: `${baseUrl}/v1/videos/video_1/content` }, task)).toEqual({});
  });
});
