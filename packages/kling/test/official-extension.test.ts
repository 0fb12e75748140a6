import type { VideoProvider, VideoRequest, VideoTask } from '@vid/core';
import { createKling } from '@vid/kling';
import { startSimulator, type SimulatorOptions } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';

const day = 86_400;

async function simulated(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, retired: 'served', ...options });
  onTestFinished(() => simulator.close());
  const { url: baseUrl, apiKey } = simulator;
  const provider = createKling({ api: 'official', baseUrl, apiKey });
  const finish = async (request: VideoRequest) => {
    const made = await provider.generate(request);
    simulator.advance(20);
    return provider.query(made);
  };
  return { simulator, provider, finish };
}

function videoOf(task: VideoTask): { readonly url: string; readonly id: string } {
  const video = task.status === 'succeeded' ? task.videos[0] : undefined;
  if (video?.id === undefined) throw new Error(`no video with an id: ${JSON.stringify(task)}`);
  return { url: video.url, id: video.id };
}

const refused = (provider: VideoProvider, request: VideoRequest) =>
  expect(provider.generate(request, { retries: 0 })).rejects.toMatchObject({ providerCode: '1201' });

describe('making a finished video longer', () => {
  it('goes by the id of the video, again and again, and each costs what its source’s model asks', async () => {
    const { simulator, finish } = await simulated();
    const first = await finish({ model: 'kling-v1-6', prompt: 'a balloon', quality: 'pro' });
    const source = videoOf(first);
    expect(source.id).not.toBe(first.id);
    const longer = await finish({ extendVideo: source.id, prompt: 'it keeps rising' });
    expect(longer).toMatchObject({ lookup: { kind: 'video-extend' }, cost: { amount: 0.49 } });
    const longest = await finish({ extendVideo: videoOf(longer).id, negativePrompt: 'rain' });
    expect(longest).toMatchObject({ status: 'succeeded', cost: { amount: 0.49 } });
    const ids = [source, videoOf(longer), videoOf(longest)].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(simulator.tasks.map(({ kind }) => kind)).toEqual(['text2video', 'video-extend', 'video-extend']);
    expect(simulator.tasks[1]?.body).toEqual({
      prompt: 'it keeps rising',
      video_id: source.id,
      external_task_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('of a marked video takes either copy, for they are one video', async () => {
    const { finish } = await simulated();
    const marked = await finish({ model: 'kling-v1', prompt: 'a balloon', watermark: true });
    const videos = marked.status === 'succeeded' ? marked.videos : [];
    expect(new Set(videos.map(({ id }) => id)).size).toBe(1);
    expect(videos).toHaveLength(2);
    const longer = await finish({ model: 'kling-v1', extendVideo: videoOf(marked).id });
    expect(longer).toMatchObject({ status: 'succeeded', cost: { amount: 0.14 } });
  });

  it('sends neither model nor quality, because the source’s go on', async () => {
    const { provider, finish } = await simulated();
    const { id } = videoOf(await finish({ model: 'kling-v1', prompt: 'a balloon' }));
    const bodies = ['kling-v1', 'kling-v1-5', 'kling-v1-6'].map(
      (model) => provider.prepare({ model, extendVideo: id }).body,
    );
    expect(new Set(bodies.map((body) => JSON.stringify(body)))).toEqual(
      new Set([JSON.stringify({ video_id: id, external_task_id: '{reference}' })]),
    );
    for (const field of [{ quality: 'pro' }, { duration: 5 }, { watermark: true }, { audio: false }] as const)
      expect(() => provider.prepare({ extendVideo: id, ...field })).toThrow(/^Nothing was sent/);
  });

  it('knows that kling-v1 is extended by words alone', async () => {
    const { simulator, provider, finish } = await simulated();
    const { id } = videoOf(await finish({ model: 'kling-v1', prompt: 'a balloon' }));
    const request = { extendVideo: id, negativePrompt: 'rain' };
    expect(() => provider.prepare({ model: 'kling-v1', ...request })).toThrow(/negativePrompt/);
    // Said to be of another model, the service has the last word; nothing is made.
    await refused(provider, { model: 'kling-v1-6', ...request });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('is refused by the service without a source that can be extended, and nothing is made', async () => {
    const { simulator, provider, finish } = await simulated();
    await refused(provider, { extendVideo: 'nobody’s' });
    const newer = videoOf(await finish({ model: 'kling-v2-6', prompt: 'a balloon' }));
    await refused(provider, { extendVideo: newer.id });
    const image = 'https://example.com/a.png';
    const several = videoOf(await finish({ prompt: 'both', references: [image] }));
    await refused(provider, { extendVideo: several.id });
    const old = videoOf(await finish({ model: 'kling-v1-6', prompt: 'a balloon' }));
    simulator.advance(29 * day);
    await expect(provider.generate({ extendVideo: old.id })).resolves.toMatchObject({ status: 'queued' });
    simulator.advance(day + 1);
    await refused(provider, { extendVideo: old.id });
    expect(simulator.tasks).toHaveLength(4);
  });

  it('ends at 3 minutes', async () => {
    const { simulator, provider, finish } = await simulated();
    let video = videoOf(await finish({ model: 'kling-v1-6', prompt: 'a balloon', duration: 10 }));
    for (let seconds = 15; seconds <= 180; seconds += 5)
      video = videoOf(await finish({ extendVideo: video.id }));
    await refused(provider, { extendVideo: video.id });
    expect(simulator.tasks).toHaveLength(35);
  });
});
