import { inspect } from 'node:util';
import {
  parseVideoError,
  VideoError,
  type VideoProvider,
  type VideoRequest,
  type VideoTask,
  waitForTask,
} from '@vid/core';
import { expect, vi } from 'vitest';
import { groupOf } from '../contract-case.ts';
import {
  after,
  fewTurns,
  hangingFetch,
  lostAnswers,
  neverSent,
  unexpectedAnswers,
  watchedFetch,
} from '../faults.ts';
import type { ProviderFixture } from '../fixture.ts';
import { leastRequest } from '../row-requests.ts';
import { virtualClock } from '../virtual-clock.ts';

const key = 'planted-key-0123456789';
const headers = { 'x-secret': 'planted-header-0123456789' } as const;
/** What is no secret of what the service says. */
const words = 'the queue of blue bicycles is full';

/** What a request for several tasks fails by. */
async function failureOf(provider: VideoProvider, task: VideoTask): Promise<void> {
  const [outcome] = (await provider.queryMany?.([task], { headers })) ?? [];
  if (outcome instanceof VideoError) throw outcome;
}

/** Every error that a provider can be brought to throw, with a key and signed links planted in what it handles. */
async function everyError(fixture: ProviderFixture): Promise<readonly unknown[]> {
  const [entry] = fixture.createProvider({}).capabilities.models;
  const [row] = entry?.rows ?? [];
  if (entry === undefined || row === undefined) throw new Error('the table is empty');
  const request: VideoRequest = leastRequest(`${entry.provider}:${entry.model}`, row);
  const task = await fixture.createProvider({}).generate(request);
  const quoted = `${words}: ${key}, ${headers['x-secret']} at https://x.example/y?sig=planted-signature`;
  const echo = async () => fixture.refusal(quoted);
  const attempts = [...Object.values(lostAnswers), ...Object.values(neverSent), echo].map((fetch) =>
    fixture.createProvider({ fetch, apiKey: key }).generate(request, { retries: 0, headers }),
  );
  const echoing = fixture.createProvider({ fetch: echo, apiKey: key });
  const polls = [
    ...Object.values(unexpectedAnswers).map((answer) =>
      fixture.createProvider({ fetch: after([answer]), apiKey: key }).query(task, { headers }),
    ),
    echoing.query(task, { headers }),
    failureOf(echoing, task),
    ...(echoing.cancel === undefined ? [] : [echoing.cancel(task, { headers })]),
  ];
  const refusal = fixture.createProvider({ apiKey: key }).generate({ ...request, duration: 1e6 });
  const outcomes = await Promise.allSettled([...attempts, ...polls, refusal]);
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
}

/** Aborts are the platform's own and at once; errors travel and tell no secret. */
export const safetyCases = groupOf('safety', {
  'stops at once when aborted, before and in the middle of a call': async (open) => {
    const fixture = await open();
    const [request = {}] = fixture.requests;
    const task = await fixture.createProvider({}).generate(request);
    const { fetch, sent } = watchedFetch(hangingFetch);
    const provider = fixture.createProvider({ fetch });
    const aborted = provider
      .generate(request, { signal: AbortSignal.abort() })
      .catch((reason: unknown) => reason);
    expect(await Promise.race([aborted, fewTurns()])).toMatchObject({ name: 'AbortError' });
    expect(sent).toHaveLength(0);
    const calls = [
      (signal: AbortSignal) => provider.generate(request, { signal }),
      (signal: AbortSignal) => provider.query(task, { signal }),
      (signal: AbortSignal) => waitForTask(provider, task, { signal, clock: virtualClock() }),
    ];
    for (const call of calls) {
      const controller = new AbortController();
      const ended = call(controller.signal).catch((reason: unknown) => reason);
      await vi.waitFor(() => expect(sent).toHaveLength(1));
      sent.length = 0;
      controller.abort();
      expect(await Promise.race([ended, fewTurns()])).toMatchObject({ name: 'AbortError' });
    }
    expect(fixture.createdTasks()).toBe(1);
  },

  'has headers for links of its own service and tasks only': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    for (const request of fixture.requests) {
      const { protocol, host } = new URL(provider.prepare(request).url);
      const accepted = await provider.generate(request);
      const task = await waitForTask(provider, accepted, { clock: virtualClock(fixture.finishTasks) });
      const elsewhere = [
        'https://media.example/a.mp4',
        `${protocol}//${host}.thief.example/v1/videos/1/content`,
        `${protocol}//${host}@thief.example/v1/videos/1/content`,
        `${protocol === 'http:' ? 'https:' : 'http:'}//${host}/v1/videos/1/content`,
        'no link',
      ];
      for (const url of elsewhere) expect((await provider.linkHeaders?.({ url }, task)) ?? {}).toEqual({});
      const own = { url: `${protocol}//${host}/v1/videos/1/content` };
      const foreign = provider.linkHeaders?.(own, { ...task, provider: 'somebody-else' });
      const outcome: unknown = await foreign?.catch((error: unknown) => error);
      expect([undefined, 'invalid-request']).toContain(
        outcome instanceof VideoError ? outcome.code : outcome,
      );
    }
  },

  'tells no key, signed query or bytes in any error': async (open) => {
    const errors = await everyError(await open());
    expect(errors.length).toBeGreaterThan(Object.keys(lostAnswers).length);
    expect(
      errors.filter((error) => String(error).includes(words)).length,
      'errors in its words',
    ).toBeGreaterThan(1);
    for (const error of errors) {
      const text = `${String(error)} ${JSON.stringify(error)} ${inspect(error, { depth: 10 })}`;
      expect(text).not.toMatch(/planted-(key|signature|wrong|header)/);
      expect(text).not.toContain('iVBORw0KGgo');
    }
  },

  'has errors that survive JSON and structured clone': async (open) => {
    const errors = await everyError(await open());
    for (const error of errors) {
      if (!(error instanceof VideoError)) throw new Error(`not a VideoError: ${String(error)}`);
      for (const copy of [JSON.parse(JSON.stringify(error)), structuredClone(error.toJSON())]) {
        const back = parseVideoError(copy);
        expect(back).toBeInstanceOf(VideoError);
        expect(JSON.stringify(back)).toBe(JSON.stringify(error));
      }
    }
  },
});
