import { createRouter, VideoError } from '@vid/core';
import { createOpenaiVideos, listModels } from '@vid/openai-videos';
import { testProvider } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openServerFixture, serverToken } from './openai-fixture.ts';
import { startLossy } from './openai-host.ts';

async function errorOf(promise: Promise<unknown>): Promise<VideoError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof VideoError) return error;
  throw new TypeError(`no VideoError: ${String(error)}`);
}

const routed = 'a finished task is its own link: the route of the file answers, and none is told';

testProvider('openai-videos (vid) at a server', openServerFixture, {
  skip: {
    'is no success with a word of success and no link': routed,
    'is no success with a word of success and the link ""': routed,
    'is no success with a word of success and the link javascript:alert(1)': routed,
    'has its link whole, with its query': routed,
    'is refused before anything is sent when it holds a length that nobody makes':
      'of a model that is only named nobody knows which lengths it makes: any is sent, and the server decides',
  },
});

describe('openai-videos (vid) at a server', () => {
  it('finds a submit whose answer was lost by its key: one bill, and another request under it is refused', async () => {
    const fixture = await openServerFixture();
    onTestFinished(() => fixture.close());
    const lossy = await startLossy(
      fixture.baseUrl,
      ({ method }, number) => method === 'POST' && number === 1,
    );
    const provider = fixture.createProvider({ baseUrl: lossy.url });
    const options = { reference: 'order 1', retries: 3 };
    const lost = await errorOf(provider.generate({ prompt: 'a boat', model: 'film-1' }, options));
    expect(lost.code).toBe('submission-unknown');
    const { submission } = lost;
    if (submission === undefined) throw new Error('no submission');
    const found = await provider.reconcile?.(submission);
    expect(found).toMatchObject({ model: 'film-1', status: expect.stringMatching('queued|running') });
    const again = await provider.generate({ prompt: 'a boat', model: 'film-1' }, options);
    expect(again.id).toBe(found?.id);
    const other = await errorOf(provider.generate({ prompt: 'a kite', model: 'film-1' }, options));
    expect(other.code).toBe('invalid-request');
    expect(fixture.createdTasks()).toBe(1);
  });

  it('makes videos with every model that the server lists, by its full name as well', async () => {
    const fixture = await openServerFixture();
    onTestFinished(() => fixture.close());
    const connection = { dialect: 'vid', baseUrl: fixture.baseUrl, apiKey: serverToken } as const;
    const models = await listModels(connection);
    expect(models).toEqual(['behind:film-1 (vid)', 'behind:film-2 (vid)']);
    const router = createRouter([createOpenaiVideos({ ...connection, models })]);
    for (const model of [...models, ...models.map((name) => `openai-videos:${name}`)])
      expect(await router.generate({ prompt: 'a boat', model })).toMatchObject({ status: 'queued' });
    expect(fixture.createdTasks()).toBe(4);
  });
});
