import { createHmac } from 'node:crypto';
import type { CallbackOptions, VideoTask } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { createOpenrouter } from '../src/index.ts';
import { start } from './start.ts';

const secret = 'or_test_secret';
const time = 1_768_466_100;
const completed =
  '{"type":"video.generation.completed","created_at":"2026-01-15T08:35:00Z","data":{"id":"job-test-1","status":"completed"}}';
const vector = 'd7996a6a8589868b2b1fb3f861db80e02587cc8a3a4dd7f89d4672dc13959706';
const stored: VideoTask = {
  provider: 'openrouter',
  api: 'official',
  model: 'x-ai/grok-imagine-video',
  id: 'job-test-1',
  status: 'queued',
};
const sign = (text: string, t = time, key = secret, by = ',') =>
  `t=${t},v1=${createHmac('sha256', key).update(`${t}${by}${text}`).digest('hex')}`;
const post = (body: string, signature?: string, headers: Record<string, string> = {}) =>
  new Request('https://app.example/hook', {
    method: 'POST',
    body,
    headers: { ...headers, ...(signature !== undefined && { 'X-OpenRouter-Signature': signature }) },
  });

function receiver() {
  const provider = createOpenrouter({ baseUrl: 'https://openrouter.ai/api/v1' });
  return async (request: Request, options: Partial<CallbackOptions> = {}) =>
    provider.handleCallback?.(request, {
      secret,
      find: ({ id }) => (id === stored.id ? stored : undefined),
      clock: { now: () => (time + 2) * 1000 },
      ...options,
    });
}

describe('a webhook', () => {
  it('is believed by the published vector', async () => {
    expect(await receiver()(post(completed, `t=${time},v1=${vector}`))).toMatchObject({
      outcome: 'verified',
      task: {
        status: 'succeeded',
        videos: [{ url: 'https://openrouter.ai/api/v1/videos/job-test-1/content?index=0' }],
      },
    });
  });

  it.each([
    ['a dot in place of the comma', sign(completed, time, secret, '.')],
    ['another secret', sign(completed, time, 'another')],
    ['another body', sign(completed.replace('job-test-1', 'job-test-2'))],
    ['another time than is signed', sign(completed).replace(`t=${time}`, `t=${time + 1}`)],
    ['more than 300 s ago', sign(completed, time - 299)],
    ['more than 300 s ahead', sign(completed, time + 303)],
    ['no time', `v1=${vector}`],
    ['no signature', `t=${time}`],
    ['half a signature', `t=${time},v1=${vector.slice(0, 32)}`],
    ['none at all', undefined],
  ])('is refused with %s', async (_what, signature) => {
    await expect(receiver()(post(completed, signature))).rejects.toMatchObject({ code: 'authentication' });
  });

  it('is a hint without a secret, whatever it says', async () => {
    expect(await receiver()(post(completed, `t=${time},v1=${vector}`), { secret: undefined })).toEqual({
      outcome: 'hint',
      task: stored,
    });
  });

  it('is read in its older form, too', async () => {
    const flat = JSON.stringify({ id: stored.id, status: 'failed', error: 'The provider gave up' });
    expect(await receiver()(post(flat, sign(flat)))).toMatchObject({
      outcome: 'verified',
      task: { status: 'failed', failure: { message: 'The provider gave up' } },
    });
  });

  it('is one delivery by its job and status, which are signed, and not by its header', async () => {
    const handle = receiver();
    const deliver = (text: string, at: number, key: string) =>
      handle(post(text, sign(text, at), { 'X-OpenRouter-Idempotency-Key': key }));
    expect(await deliver(completed, time, 'job-test-1-completed')).toMatchObject({ outcome: 'verified' });
    expect(await deliver(completed, time + 1, 'forged-key')).toMatchObject({ outcome: 'duplicate' });
    const ids: string[] = [];
    await handle(post(completed, sign(completed)), { seenBefore: (id) => ids.push(id) === 0 });
    expect(ids).toEqual(['job-test-1-completed']);
  });

  it.each([
    ['cancelled', { status: 'canceled' }],
    ['expired', { status: 'failed', failure: { reason: 'expired' } }],
  ])('of a job that is %s ends it', async (word, task) => {
    const body = completed.replaceAll('completed', word);
    expect(await receiver()(post(body, sign(body)))).toMatchObject({ outcome: 'verified', task });
  });

  it('of an unknown job is not found', async () => {
    const body = completed.replace('job-test-1', 'job-test-2');
    await expect(receiver()(post(body, sign(body)))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('comes from the simulator signed, twice, and forged', async () => {
    const outcomes: string[] = [];
    let task: VideoTask | undefined;
    const holder: { handle?: (request: Request) => Promise<Response> } = {};
    const { simulator, provider } = await start({
      deliver: async (request) => holder.handle?.(request) ?? new Response(null, { status: 500 }),
    });
    holder.handle = async (request) => {
      const result = await provider
        .handleCallback?.(request, { secret, find: () => task })
        .catch((error: unknown) => ({ outcome: String(Object(error).code) }));
      outcomes.push(result?.outcome ?? 'none');
      return new Response(null, { status: 204 });
    };
    const asked = {
      model: 'openrouter:x-ai/grok-imagine-video',
      prompt: 'a boat',
      callbackUrl: 'https://app.example/hook',
    };
    simulator.fault({ on: 'callback', kind: 'duplicate', times: 2 });
    task = await provider.generate(asked);
    simulator.advance(60);
    await simulator.callbacksSettled();
    simulator.fault({ on: 'callback', kind: 'wrong-signature', times: 2 });
    task = await provider.generate(asked);
    simulator.advance(60);
    await simulator.callbacksSettled();
    expect(outcomes).toEqual(['verified', 'duplicate', 'authentication']);
  });
});
