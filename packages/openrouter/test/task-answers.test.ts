import { createRouter } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { describe, expect, it } from 'vitest';
import { apiKey, errorOf, jobId, plant, providerAt, stored } from './planted.ts';
import { start } from './start.ts';

const request = { model: 'openrouter:x-ai/grok-imagine-video', prompt: 'a paper boat', duration: 5 } as const;
const told = async (json: unknown, status = 200) => {
  const { provider, baseUrl } = await providerAt({ [`GET /videos/${jobId}`]: { status, json } });
  return { pending: provider.query(stored), provider, baseUrl };
};
const done = { id: jobId, status: 'completed' };
const content = `https://openrouter.ai/api/v1/videos/${jobId}/content?index=0`;

describe('what a job says', () => {
  it.each([
    ['pending', 'queued'],
    ['queued', 'queued'],
    ['in_progress', 'running'],
    ['cancelled', 'canceled'],
  ])('%s is %s', async (word, status) => {
    const { pending } = await told({ id: jobId, status: word });
    expect(await pending).toMatchObject({ status });
  });

  it.each([
    ['a text', { status: 'failed', error: 'The provider gave up' }, 'provider-error', 'The provider gave up'],
    ['nothing', { status: 'failed' }, 'unknown', 'the service gave no reason'],
    ['null', { status: 'failed', error: null }, 'unknown', 'the service gave no reason'],
    [
      'moderation',
      { status: 'failed', error: 'Blocked by content policy' },
      'content-policy',
      'Blocked by content policy',
    ],
    ['expired', { status: 'expired' }, 'expired', 'expired'],
    ['dead', { status: 'dead' }, 'unknown', 'the service gave no reason'],
  ])('a failure with %s', async (_what, job, reason, message) => {
    const { pending } = await told({ id: jobId, ...job });
    expect(await pending).toMatchObject({ status: 'failed', failure: { reason, message } });
  });

  it('an unknown word is no news', async () => {
    const { pending } = await told({ id: jobId, status: 'archived' });
    expect(await errorOf(pending)).toMatchObject({ code: 'provider-unavailable', retryable: true });
  });

  it.each([
    [401, 'authentication', false],
    [403, 'authentication', false],
    [404, 'not-found', false],
    [429, 'rate-limited', true],
    [500, 'provider-unavailable', true],
  ])('an HTTP %i says nothing of the job', async (status, code, retryable) => {
    const { pending } = await told({ error: { code: status, message: `job ${jobId}` } }, status);
    expect(await errorOf(pending)).toMatchObject({ code, retryable });
  });
});

describe('cost', () => {
  it('is what the job says', async () => {
    const { pending } = await told({
      ...done,
      unsigned_urls: [content],
      usage: { cost: 0.42, is_byok: false },
    });
    expect(await pending).toMatchObject({ cost: { amount: 0.42, currency: 'USD' } });
  });

  it('is not known where the user pays the provider behind', async () => {
    const { pending } = await told({
      ...done,
      unsigned_urls: [content],
      usage: { cost: 0.02, is_byok: true },
    });
    expect(await pending).not.toHaveProperty('cost');
  });

  it('stays open where nothing is told', async () => {
    const { pending } = await told({ ...done, unsigned_urls: [content], usage: { cost: null } });
    expect(await pending).not.toHaveProperty('cost');
  });
});

describe('links', () => {
  it('signed ones come first, and get no key', async () => {
    const signed = 'https://storage.example/a.mp4?sig=1';
    const { pending, provider } = await told({ ...done, urls: [signed], unsigned_urls: [content] });
    const task = await pending;
    expect(task).toMatchObject({ videos: [{ url: signed }] });
    expect(await provider.linkHeaders?.({ url: signed }, task)).toEqual({});
  });

  it('"unsigned" ones get the key, at the own origin only', async () => {
    const { provider, baseUrl } = await providerAt({});
    const own = `${baseUrl}/videos/${jobId}/content?index=0`;
    const headers = async (url: string) => provider.linkHeaders?.({ url }, stored);
    expect(await headers(own)).toEqual({ authorization: `Bearer ${apiKey}` });
    expect(await headers(`https://evil.example/videos/${jobId}/content?index=0`)).toEqual({});
    expect(await headers(`${baseUrl}/films/a.mp4`)).toEqual({});
  });

  it('relative ones are of the service', async () => {
    const { pending, baseUrl } = await told({
      ...done,
      unsigned_urls: [`/api/v1/videos/${jobId}/content?index=0`],
    });
    expect(await pending).toMatchObject({
      videos: [{ url: `${baseUrl}/api/v1/videos/${jobId}/content?index=0` }],
    });
  });

  it('a job without any has the route of its file', async () => {
    const { pending, baseUrl } = await told(done);
    expect(await pending).toMatchObject({
      status: 'succeeded',
      videos: [{ url: `${baseUrl}/videos/${jobId}/content?index=0` }],
    });
  });

  it('bring the film home, with the key and through a router', async () => {
    const { simulator, provider, baseUrl } = await start();
    const router = createRouter([provider]);
    const task = await router.generate(request);
    const early = await fetch(`${baseUrl}/videos/${task.id}/content`, {
      headers: { authorization: 'Bearer sk-simulator' },
    });
    expect(early.status).toBe(409);
    simulator.advance(60);
    const finished = await router.query(task);
    expect(finished).toMatchObject({ status: 'succeeded', cost: { amount: 0.25, currency: 'USD' } });
    const [video] = finished.status === 'succeeded' ? finished.videos : [];
    if (video === undefined) throw new Error('no video');
    expect((await fetch(video.url)).status).toBe(401);
    const wrong = video.url.replace('index=0', 'index=3');
    const headers = await router.linkHeaders?.(video, finished);
    expect((await fetch(wrong, { headers: { ...headers } })).status).toBe(400);
    const ranged = await fetch(video.url, { headers: { ...headers, range: 'bytes=10-' } });
    expect([ranged.status, ranged.headers.get('content-length')]).toEqual([200, null]);
    await ranged.body?.cancel();
    let bytes = 0;
    const target = new WritableStream<Uint8Array>({ write: (chunk) => void (bytes += chunk.byteLength) });
    const { host } = new URL(baseUrl);
    await downloadVideo(video, target, { provider: router, task: finished, allowHosts: [host] });
    expect(bytes).toBeGreaterThan(10_000);
  });

  it('are never sent a key by a redirect of a foreign polling_url', async () => {
    const other = await plant({});
    const { pending } = await told({ ...done, polling_url: `${other.baseUrl}/x`, unsigned_urls: [content] });
    expect(await pending).toMatchObject({ status: 'succeeded' });
    expect(other.asked).toEqual([]);
  });
});
