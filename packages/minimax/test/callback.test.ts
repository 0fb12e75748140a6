import { isFinal, VideoError, type VideoTask } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { createMinimax } from '../src/index.ts';
import { start } from './start.ts';

const hook = 'https://hooks.example/minimax';
const request = { prompt: 'a paper boat', callbackUrl: hook };

/** A host that keeps tasks and hands callbacks to the provider, as examples/src/callback-server.ts does. */
function createHost(options: { readonly knowsChallenge: boolean }) {
  const tasks = new Map<string, VideoTask>();
  const outcomes: string[] = [];
  const host: { provider: ReturnType<typeof createMinimax> } = { provider: createMinimax() };
  const deliver = async (posted: Request): Promise<Response> => {
    const find = ({ id }: { readonly id: string }) => tasks.get(id);
    const result = await host.provider.handleCallback?.(posted, { find });
    if (result === undefined) return new Response(null, { status: 404 });
    const { outcome, task, reply } = result;
    outcomes.push(outcome);
    if (outcome === 'challenge') return options.knowsChallenge ? Response.json(reply) : new Response();
    if (!isFinal(task)) tasks.set(task.id, await host.provider.query(task));
    return new Response();
  };
  return { tasks, outcomes, host, deliver };
}

describe('callbacks', () => {
  it('begin with the challenge, and then are hints to ask until the video is there', async () => {
    const { tasks, outcomes, host, deliver } = createHost({ knowsChallenge: true });
    const { simulator, provider } = await start({ deliver });
    host.provider = provider;
    const task = await provider.generate(request);
    expect(outcomes).toEqual(['challenge']);
    tasks.set(task.id, task);
    simulator.advance(5);
    await simulator.callbacksSettled();
    expect(tasks.get(task.id)).toMatchObject({ status: 'running' });
    simulator.advance(60);
    await simulator.callbacksSettled();
    expect(tasks.get(task.id)).toMatchObject({ status: 'succeeded', videos: [{ url: expect.any(String) }] });
    expect(outcomes).toEqual(['challenge', 'hint', 'hint']);
    expect(simulator.tasks).toHaveLength(1);
  });

  it.each([
    ['nobody answers', createHost({ knowsChallenge: false }).deliver],
    ['is answered with another value', () => Response.json({ challenge: 'c-0' })],
  ])('whose challenge %s: the submit is refused, and no task is made', async (_how, deliver) => {
    const { simulator, provider } = await start({ deliver });
    const error: unknown = await provider.generate(request).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(VideoError);
    expect(error).toMatchObject({ code: 'invalid-request', providerCode: '2013', submission: undefined });
    expect(simulator.tasks).toEqual([]);
  });

  it('about a task that was cancelled say so, once', async () => {
    const bodies: unknown[] = [];
    const { simulator, provider } = await start({
      async deliver(posted) {
        const json: unknown = await posted.json();
        bodies.push(json);
        return Response.json(json);
      },
    });
    const task = await provider.generate(request);
    await provider.cancel?.(task);
    simulator.advance(60);
    await simulator.callbacksSettled();
    expect(bodies.slice(1)).toMatchObject([{ task: { id: task.id, status: 'cancelled' } }]);
  });
});

describe('what arrives at the URL', () => {
  const provider = createMinimax();
  const stored: VideoTask = {
    provider: 'minimax',
    api: 'official',
    model: 'MiniMax-H3',
    id: '416000000000001',
    status: 'queued',
  };
  const handle = (posted: Request, secret?: string) =>
    provider.handleCallback?.(posted, { find: () => stored, secret });
  const post = (body: object) => new Request(hook, { method: 'POST', body: JSON.stringify(body) });

  it.each([
    ['by POST', post({ challenge: 'c-1' }), 'c-1'],
    ['a number, by POST', post({ challenge: 17 }), 17],
    ['by GET', new Request(`${hook}?challenge=c-1`), 'c-1'],
  ])('a challenge %s is answered with the same value', async (_how, asked, challenge) => {
    expect(await handle(asked)).toEqual({ outcome: 'challenge', reply: { challenge } });
  });

  it.each([
    ['nothing', new Request(hook)],
    ['an object', post({ challenge: { a: 1 } })],
    ['a callback of version 1', post({ task_id: stored.id, status: 'success', file_id: '1' })],
  ])('%s is refused', async (_what, asked) => {
    await expect(handle(asked)).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('what says that a task has ended is not believed, with a challenge in it or not', async () => {
    const task = { id: stored.id, status: 'succeeded', content: { url: 'https://evil.example/a.mp4' } };
    for (const body of [{ task }, { task, challenge: 'c-1' }])
      expect(await handle(post(body))).toEqual({ outcome: 'hint', task: stored });
    await expect(handle(post({ task }), 'whsec_c2VjcmV0')).rejects.toMatchObject({ code: 'authentication' });
  });
});
