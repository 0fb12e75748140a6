import { VideoError, waitForTask } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { start } from './start.ts';

const asked = { model: 'minimax:MiniMax-H3', prompt: 'a paper boat', duration: 5 } as const;

async function errorOf(promise: Promise<unknown>): Promise<VideoError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof VideoError) return error;
  throw new TypeError(`no VideoError: ${String(error)}`);
}
const idsIn = ({ candidates = [] }: VideoError) => candidates.map(({ id }) => id);

describe('a submit of unknown outcome', () => {
  it('names what may be its task, and whoever knows goes on with it', async () => {
    const { simulator, provider, clock } = await start();
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    const error = await errorOf(provider.generate(asked));
    expect(error).toMatchObject({ code: 'submission-unknown', submission: { model: 'MiniMax-H3' } });
    expect(idsIn(error)).toEqual(simulator.tasks.map(({ id }) => id));
    expect(error.message).toContain(simulator.tasks[0]?.id);
    const [adopted] = error.candidates ?? [];
    if (adopted === undefined) throw new Error('there is no candidate');
    simulator.advance(60);
    expect(await waitForTask(provider, adopted, { clock })).toMatchObject({ status: 'succeeded' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('names every one that is alike, and none that is not, and tells no link', async () => {
    const { simulator, provider, create } = await start();
    const twin = await provider.generate(asked);
    await provider.generate({ ...asked, duration: 6 });
    await provider.generate({ ...asked, resolution: '2k' });
    await provider.generate({ ...asked, aspectRatio: '9:16' });
    await provider.generate({ ...asked, model: 'minimax:MiniMax-H3-Max' });
    simulator.advance(60);
    const offline = create({
      fetch: async (input, init) =>
        init?.method === 'POST' ? Promise.reject(new TypeError('fetch failed')) : fetch(input, init),
    });
    const error = await errorOf(offline.generate(asked));
    expect(idsIn(error)).toEqual([twin.id]);
    expect(JSON.stringify(error)).not.toContain('/clips/');
  });

  it('names none of another time', async () => {
    const { simulator, provider } = await start();
    await provider.generate(asked);
    // By the simulator's clock the lost one is of tomorrow, by ours the first is of now.
    simulator.advance(86_400);
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    const error = await errorOf(provider.generate(asked));
    expect(idsIn(error)).toEqual([simulator.tasks[0]?.id]);
    expect(simulator.tasks).toHaveLength(2);
  });

  it('proves nothing where nothing is alike: it stays unknown', async () => {
    const { simulator, create } = await start();
    const offline = create({
      fetch: async (input, init) =>
        init?.method === 'POST' ? Promise.reject(new TypeError('fetch failed')) : fetch(input, init),
    });
    const error = await errorOf(offline.generate(asked));
    expect(error).toMatchObject({ code: 'submission-unknown', candidates: undefined });
    expect(simulator.tasks).toEqual([]);
  });

  it.each([
    ['whose ratio the service has chosen', { ratio: '16:9', resolution: '768P', duration: 5 }],
    ['of which the list does not tell all', {}],
  ])('names one %s, where it was left open', async (_what, told) => {
    const { create } = await start();
    const listed = { id: '416000000000001', model: 'MiniMax-H3', status: 'queued', ...told };
    const provider = create({
      fetch: async (_input, init) =>
        init?.method === 'POST'
          ? Promise.reject(new TypeError('fetch failed'))
          : Response.json({ items: [{ ...listed, created_at: Math.floor(Date.now() / 1000) }], total: 1 }),
    });
    const framed = { ...asked, firstFrame: 'https://example.com/boat.png' };
    expect(idsIn(await errorOf(provider.generate(framed)))).toEqual([listed.id]);
  });

  it('has no reconcile: nothing proves whose a task is', async () => {
    const { provider } = await start();
    expect(provider).not.toHaveProperty('reconcile');
    expect(provider.capabilities.models.flatMap(({ operations = [] }) => operations)).not.toContain(
      'reconcile',
    );
  });
});
