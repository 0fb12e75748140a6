import { laterTask, type VideoTask } from '@vid/core';
import { callbackBody, createDeliveryMemory } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';

function post(body: BodyInit | null): Request {
  // `duplex` is missing from the DOM's types.
  const init = { method: 'POST', body, duplex: 'half' };
  return new Request('https://example.com/hook', init);
}

describe('the body of a callback', () => {
  it.each([['{"a":1}\r\n '], ['🏮'], ['']])('%j comes as it is', async (text) => {
    expect(await callbackBody(post(text))).toEqual(new TextEncoder().encode(text));
  });

  it('may be missing', async () => {
    expect(await callbackBody(post(null))).toEqual(new Uint8Array());
  });

  it('may have 1 MiB, and what is longer is not read on', async () => {
    const piece = new Uint8Array(64 * 1024);
    let pulled = 0;
    const endless = () =>
      new ReadableStream({
        pull(controller) {
          pulled += 1;
          controller.enqueue(piece);
        },
      });
    expect(await callbackBody(post(new Uint8Array(1024 * 1024)))).toHaveLength(1024 * 1024);
    await expect(callbackBody(post(endless()))).rejects.toMatchObject({ code: 'invalid-request' });
    expect(pulled).toBeLessThan(25);
  });

  it('is refused when somebody has read it', async () => {
    const request = post('{}');
    await request.json();
    await expect(callbackBody(request)).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('pass the Request untouched'),
    });
  });

  it('may break off', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) });
    await expect(callbackBody(post(broken))).rejects.toMatchObject({ code: 'network', retryable: true });
  });
});

describe('the memory of deliveries', () => {
  it('knows what it has seen', () => {
    const seen = createDeliveryMemory();
    expect(seen({ id: 'a', validUntil: 10 }, 0)).toBe(false);
    expect(seen({ id: 'b', validUntil: 10 }, 0)).toBe(false);
    expect(seen({ id: 'a', validUntil: 10 }, 10)).toBe(true);
    expect(createDeliveryMemory()({ id: 'a', validUntil: 10 }, 0)).toBe(false);
  });

  it('forgets what has run out', () => {
    const seen = createDeliveryMemory();
    seen({ id: 'a', validUntil: 10 }, 0);
    seen({ id: 'b', validUntil: 20 }, 11);
    expect(seen({ id: 'a', validUntil: 30 }, 12)).toBe(false);
  });

  it('holds no more than 10,000, and lets go of the oldest', () => {
    const seen = createDeliveryMemory();
    for (let number = 0; number <= 10_000; number += 1) seen({ id: String(number), validUntil: 10 }, 0);
    expect(seen({ id: '1', validUntil: 10 }, 0)).toBe(true);
    expect(seen({ id: '10000', validUntil: 10 }, 0)).toBe(true);
    expect(seen({ id: '0', validUntil: 10 }, 0)).toBe(false);
  });
});

describe('the later of two tasks', () => {
  const identity = {
    provider: 'acme',
    api: 'official',
    model: 'acme-1',
    id: '1',
    createdAt: '2026-11-23T00:00:00.000Z',
  };
  const queued: VideoTask = { ...identity, status: 'queued' };
  const running: VideoTask = { ...identity, status: 'running' };
  const further: VideoTask = { ...identity, status: 'running', progress: 0.5 };
  const succeeded: VideoTask = {
    ...identity,
    status: 'succeeded',
    videos: [{ url: 'https://example.com/a' }],
  };
  const failed: VideoTask = { ...identity, status: 'failed', failure: { reason: 'unknown', message: '' } };

  it.each<[VideoTask, VideoTask]>([
    [queued, running],
    [queued, succeeded],
    [running, further],
    [running, failed],
  ])('goes on: %o %o', (stored, told) => {
    expect(laterTask(stored, told)).toBe(told);
  });

  it.each<[VideoTask, VideoTask]>([
    [running, queued],
    [succeeded, running],
    [succeeded, failed],
    [failed, succeeded],
  ])('does not go back: %o %o', (stored, told) => {
    expect(laterTask(stored, told)).toBe(stored);
  });
});
