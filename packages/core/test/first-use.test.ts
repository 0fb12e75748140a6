import { createRouter } from '@vid/core';
import { bearer, createHttpProvider, onFirstUse } from '@vid/core/provider-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tableOf } from './fixture.ts';

/* A part of the library whose file stalls: nobody waits for it for ever, and nothing is sent without it. */

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = <Part>() => new Promise<Part>(() => undefined);
const late = expect.objectContaining({
  code: 'unsupported',
  message: expect.stringMatching(/nothing was sent/),
});

describe('a part that stalls', () => {
  it('is waited for no longer than a query, and loaded anew by the next call', async () => {
    let stalls = true;
    const part = onFirstUse(() => (stalls ? never<string>() : Promise.resolve('here')));
    const ended = part().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await ended).toEqual(late);
    stalls = false;
    expect(await part()).toBe('here');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends with the signal where that comes first', async () => {
    const leaving = new AbortController();
    const waiting = onFirstUse(never)(leaving.signal);
    leaving.abort('left');
    await expect(waiting).rejects.toBe('left');
  });

  it('ends a submit, unsent, and a query', async () => {
    const send = vi.fn<typeof fetch>();
    const provider = createHttpProvider({
      provider: 'acme',
      api: 'direct',
      capabilities: tableOf({ prompt: {} }),
      baseUrl: 'https://acme.example',
      authentication: bearer('planted-key-0123456789', { provider: 'acme', variable: 'VID_TEST_ACME_KEY' }),
      submit: { request: ({ request }) => ({ path: '/jobs', body: { text: request.prompt } }) },
      can: ['cancel'],
      calls: never,
      fetch: send,
    });
    const router = createRouter([provider]);
    const task = { provider: 'acme', api: 'direct', model: 'm', id: '1', status: 'queued' } as const;
    const ended = [
      provider.generate({ prompt: 'a boat' }),
      router.generate({ prompt: 'a boat' }),
      provider.query(task),
      router.cancel(task),
    ].map((one) => one.catch((error: unknown) => error));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await Promise.all(ended)).toEqual([late, late, late, late]);
    expect(send).not.toHaveBeenCalled();
  });
});
