import {
  createProviderRegistry,
  customProvider,
  experimental_generateVideo as generateVideo,
  experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo,
} from 'ai';
import { createRouter, parseTask } from '@vid/core';
import { createKling } from '@vid/kling';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createVid } from '../src/index.ts';
import { openVid, reasonOf } from './open-vid.ts';

/* The whole road with the real AI SDK, and bills counted at the services. */

vi.stubGlobal('AI_SDK_LOG_WARNINGS', false);

const boat = { prompt: 'a paper boat', aspectRatio: '16:9', duration: 5 } as const;

describe('experimental_generateVideo', () => {
  it('brings a video of the model that is asked for home, for one bill', async () => {
    const { vid, usual, simulator, tasks } = await openVid();
    const model = vid('kling:kling-v2-6 (official)');
    const { video, responses, providerMetadata } = await generateVideo({ model, ...boat, ...usual });
    expect(video.mediaType).toBe('video/mp4');
    expect(video.uint8Array.byteLength).toBeGreaterThan(1_000);
    expect(simulator.bill()).toMatchObject([{ service: 'kling', model: 'kling-v2-6', tasks: 1 }]);
    expect(simulator.tasks[0]?.body).toMatchObject({
      prompt: boat.prompt,
      aspect_ratio: '16:9',
      duration: '5',
    });
    expect(responses[0]?.modelId).toBe('kling:kling-v2-6 (official)');
    const task = parseTask(providerMetadata['vid']?.['task']);
    expect(task).toMatchObject({ status: 'succeeded', id: tasks[0]?.id, provider: 'kling' });
    expect(providerMetadata['vid']?.['videos']).toEqual([
      expect.objectContaining({ taskId: task.id, url: expect.stringContaining('http') }),
    ]);
  });

  it('takes the best model for "auto", as the options of the call want it', async () => {
    const { vid, usual, simulator, router } = await openVid();
    await generateVideo({
      model: vid.video(),
      ...boat,
      ...usual,
      providerOptions: { vid: { negativePrompt: 'rain', only: ['kling', 'jimeng'], never: ['kling-v2-6'] } },
    });
    const [best] = router.plan(
      { ...boat, negativePrompt: 'rain' },
      { only: ['kling', 'jimeng'], never: ['kling-v2-6'] },
    ).candidates;
    expect(simulator.bill()).toMatchObject([{ service: best?.provider, model: best?.model, tasks: 1 }]);
    expect(simulator.tasks[0]?.body).toMatchObject({ negative_prompt: 'rain' });
  });

  it('tells each task of three, and keeps the paid ones when one is refused', async () => {
    const { vid, usual, simulator, tasks, router } = await openVid({ api: 'gateway' });
    const model = vid.video('kling:kling-v2-6');
    const { videos, providerMetadata } = await generateVideo({ model, ...boat, n: 3, ...usual });
    expect(videos).toHaveLength(3);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(3);
    expect(providerMetadata['vid']?.['videos']).toHaveLength(3);

    simulator.fault({ on: 'submit', kind: 'quota-403', from: 2 });
    const reason = await reasonOf(generateVideo({ model, ...boat, n: 3, ...usual }));
    expect(reason).toMatchObject({ name: 'VideoError', code: 'quota-exhausted' });
    await vi.waitFor(() => expect(tasks).toHaveLength(5));
    expect(simulator.tasks).toHaveLength(5);
    for (const task of tasks.slice(3)) expect(await router.wait(task)).toMatchObject({ status: 'succeeded' });
  });

  it('goes on in another process, with an operation that went through JSON', async () => {
    const { vid, simulator, router } = await openVid();
    const { operation } = await startVideo({ model: vid.video('kling-v2-6'), ...boat });
    const other = createVid(router).video('auto');
    const restored: typeof operation = JSON.parse(JSON.stringify(operation));
    expect(await getVideoStatus(other, { operation: restored })).toMatchObject({ status: 'pending' });
    simulator.advance(60);
    expect(await getVideoStatus(other, { operation: restored })).toMatchObject({
      status: 'completed',
      videos: [{ type: 'url', mediaType: 'video/mp4' }],
    });
    expect(simulator.tasks).toHaveLength(1);
    const foreign = reasonOf(getVideoStatus(other, { operation: { id: 'of-another-model' } }));
    expect(await foreign).toMatchObject({ code: 'invalid-request' });
  });

  it('sends the idempotency key as the reference, and no header of that name', async () => {
    const { vid, simulator } = await openVid();
    await startVideo({ model: vid.video('kling-v2-6'), ...boat, headers: { 'Idempotency-Key': 'shot-7' } });
    expect(simulator.tasks[0]?.body).toMatchObject({ external_task_id: 'shot-7' });
  });

  it('keeps the video when the host fails to store the task, and says so', async () => {
    const { vid, usual, simulator } = await openVid({
      settings: { onTask: () => Promise.reject(new Error('disk full')) },
    });
    const model = vid.video('kling-v2-6');
    const reason = await reasonOf(generateVideo({ model, ...boat, poll: usual.poll, download: refuse }));
    expect(reason).toMatchObject({ message: 'not downloaded' });
    const { warnings } = await startVideo({ model, ...boat });
    expect(warnings).toContainEqual({ type: 'other', message: expect.stringContaining('disk full') });
    expect(simulator.tasks).toHaveLength(2);
  });

  it('sends nothing when onSubmission fails', async () => {
    const { vid, simulator } = await openVid({
      settings: { onSubmission: () => Promise.reject(new Error('disk full')) },
    });
    const reason = await reasonOf(startVideo({ model: vid.video('kling-v2-6'), ...boat }));
    expect(reason).toMatchObject({ message: 'disk full' });
    expect(simulator.tasks).toEqual([]);
  });

  it('tells what an option has changed', async () => {
    const { vid } = await openVid();
    const { warnings } = await startVideo({
      model: vid.video('kling-v2-6'),
      prompt: 'a boat',
      duration: 6,
      providerOptions: { vid: { adapt: ['duration'] } },
    });
    expect(warnings).toContainEqual({
      type: 'compatibility',
      feature: 'duration',
      details: 'duration 5 instead of 6',
    });
  });
});

const refuse = () => Promise.reject(new Error('not downloaded'));

describe('a provider of the AI SDK', () => {
  it('stands in a registry, whose ids are cut at the first colon only', async () => {
    const { vid, simulator } = await openVid();
    const registry = createProviderRegistry({ vid });
    await startVideo({ model: registry.videoModel('vid:kling:kling-v2-6 (official)'), ...boat });
    expect(simulator.bill()).toMatchObject([{ model: 'kling-v2-6' }]);
    expect(() => registry.imageModel('vid:kling')).toThrow('videos only');
  });

  it('stands in a custom provider, by alias and as fallback', async () => {
    const { vid, simulator } = await openVid();
    const custom = customProvider({ videoModels: { best: vid.video('kling-v2-6') }, fallbackProvider: vid });
    await startVideo({ model: custom.videoModel('best'), ...boat });
    const registry = createProviderRegistry({ mine: custom });
    await startVideo({ model: registry.videoModel('mine:kling-v2-5-turbo'), ...boat });
    expect(simulator.tasks.map(({ model }) => model)).toEqual(['kling-v2-6', 'kling-v2-5-turbo']);
  });

  it('takes string ids where it is the default', async () => {
    const { vid, simulator } = await openVid();
    vi.stubGlobal('AI_SDK_DEFAULT_PROVIDER', vid);
    onTestFinished(() => void vi.unstubAllGlobals());
    await startVideo({ model: 'kling:kling-v2-6', ...boat });
    expect(simulator.bill()).toMatchObject([{ model: 'kling-v2-6', tasks: 1 }]);
  });

  it('is made of one provider, too', async () => {
    const { simulator } = await openVid();
    const { url: baseUrl, apiKey } = simulator;
    const vid = createVid(createKling({ api: 'official', baseUrl, apiKey }));
    await startVideo({ model: vid.video('kling-v2-6'), ...boat });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('has the router’s defaults under those of the call', async () => {
    const { router, simulator } = await openVid();
    const vid = createVid(router, { routing: { only: ['kling'], maxCost: { amount: 0, currency: 'USD' } } });
    const refused = await reasonOf(startVideo({ model: vid.video(), ...boat }));
    expect(refused).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('the limit is 0 USD'),
    });
    const maxCost = { amount: 5, currency: 'USD' };
    await startVideo({ model: vid.video(), ...boat, providerOptions: { vid: { maxCost } } });
    expect(simulator.tasks).toHaveLength(1);
  });
});

describe('vid.download', () => {
  it('sends the key where the link needs it', async () => {
    const { vid, usual, simulator } = await openVid({ api: 'gateway' });
    simulator.fault({ on: 'poll', kind: 'link-elsewhere', at: 'content', times: 'always' });
    const { video } = await generateVideo({ model: vid.video('kling-v2-6'), ...boat, ...usual });
    expect(video.uint8Array.byteLength).toBeGreaterThan(1_000);
    expect(simulator.requests.at(-1)?.path).toMatch(/\/content$/);
  });

  it('asks for a new link where one has expired', async () => {
    const { vid, usual, simulator } = await openVid();
    const expired = simulator.fault({ on: 'clip', kind: 'expired', status: 410 });
    const { video } = await generateVideo({ model: vid.video('gen4.5'), ...boat, duration: 5, ...usual });
    expect(expired.hits).toBe(1);
    expect(video.uint8Array.byteLength).toBeGreaterThan(1_000);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('refuses a link inside, unless its host is allowed', async () => {
    const { vid, simulator } = await openVid({ settings: { download: {} } });
    const url = new URL(`${simulator.url}/clips/x.mp4`);
    expect(await reasonOf(vid.download({ url }))).toMatchObject({ code: 'invalid-request' });
  });
});

it('a router without providers refuses everything', async () => {
  const vid = createVid(createRouter([]));
  expect(await reasonOf(startVideo({ model: vid.video(), prompt: 'a boat' }))).toMatchObject({
    code: 'unsupported',
  });
});
