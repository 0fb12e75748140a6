import { createRouter, type VideoError, waitForTask } from '@vid/core';
import { bearer, createHttpProvider, refused } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { tableOf } from './fixture.ts';

const film = z.object({ state: z.string(), link: z.optional(z.string()), why: z.optional(z.string()) });

/** A service that works while it is asked, and what it was asked. */
function acme(answer: object) {
  const asked: unknown[] = [];
  const provider = createHttpProvider({
    provider: 'acme',
    api: 'direct',
    capabilities: tableOf({ prompt: {} }),
    baseUrl: 'https://acme.example',
    authentication: bearer('key', { provider: 'acme', variable: 'VID_TEST_ACME_KEY' }),
    errors: { read: () => undefined, statuses: { 400: refused('invalid-request') } },
    statuses: { done: 'succeeded', broken: 'failed' },
    submit: {
      request: ({ request }) => ({ path: '/films', body: { text: request.prompt } }),
      readTask(json) {
        const { data } = z.safeParse(film, json);
        if (data === undefined) return undefined;
        const { state: status, link: url, why: message = '' } = data;
        return { id: 'film-1', end: { status, videos: [{ url }], failure: { reason: 'unknown', message } } };
      },
    },
    query: { request: () => undefined, readTask: () => undefined },
    fetch: async (input) => {
      asked.push(input);
      return Response.json(answer);
    },
  });
  return { provider, asked };
}

describe('a service that works while it is asked', () => {
  it('has made its film when the submit is answered: nobody is asked again', async () => {
    const { provider, asked } = acme({ state: 'done', link: 'https://acme.example/1.mp4' });
    for (const one of [provider, createRouter([provider])]) {
      asked.length = 0;
      const task = await one.generate({ prompt: 'a boat' });
      expect(task).toMatchObject({ status: 'succeeded', videos: [{ url: 'https://acme.example/1.mp4' }] });
      expect(await one.query(task)).toEqual(task);
      expect(await waitForTask(one, task)).toEqual(task);
      expect(asked).toHaveLength(1);
    }
  });

  it('may have failed by then', async () => {
    const { provider } = acme({ state: 'broken', why: 'no memory' });
    const task = await provider.generate({ prompt: 'a boat' });
    expect(task).toMatchObject({ status: 'failed', failure: { message: 'no memory' } });
  });

  it.each([
    ['no link', { state: 'done' }],
    ['an unknown word', { state: 'half-baked' }],
  ])('is unknown after %s, and not asked again', async (_what, answer) => {
    const { provider, asked } = acme(answer);
    const error: VideoError = await provider.generate({ prompt: 'a boat' }, { retries: 3 }).then(
      () => Promise.reject(new Error('a task')),
      (reason: VideoError) => reason,
    );
    expect([error.code, error.retryable, asked.length]).toEqual(['submission-unknown', false, 1]);
  });

  it('cannot be asked about what nobody saw end', async () => {
    const { provider, asked } = acme({});
    const task = { provider: 'acme', api: 'direct', model: 'm', id: 'film-1', status: 'queued' } as const;
    await expect(provider.query(task)).rejects.toMatchObject({ code: 'unsupported' });
    await expect(waitForTask(provider, task)).rejects.toMatchObject({ code: 'unsupported' });
    expect(asked).toHaveLength(0);
  });
});
