import {
  type Clock,
  features,
  isFinal,
  parseTask,
  type VideoError,
  type VideoRequest,
  waitForTask,
} from '@vid/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  lostAnswerFetch,
  recordingFetch,
  refusedConnectionFetch,
  replacedAnswerFetch,
  troubledFetch,
} from './faults.ts';
import type { ProviderFixture } from './fixture.ts';
import { sampleValues } from './samples.ts';

/** Time passes only by sleeping, and sleeping lets the service finish. */
function virtualClock(onSleep: () => void): Clock {
  let now = Date.now();
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds;
      onSleep();
    },
  };
}

const bad: readonly (readonly [string, unknown, VideoError['code']])[] = [
  ['an unknown field', { prompt: 'a boat', imageUrl: 'https://example.com/a.png' }, 'invalid-request'],
  ['a picture by http', { prompt: 'a boat', firstFrame: 'http://example.com/a.png' }, 'invalid-request'],
  ['a duration of 0', { prompt: 'a boat', duration: 0 }, 'invalid-request'],
  ['a text for a number', { prompt: 'a boat', duration: '5' }, 'invalid-request'],
  ['null', null, 'invalid-request'],
  ['a model that nobody has', { prompt: 'a boat', model: 'no-such-model' }, 'unsupported'],
  ['a length that nobody makes', { prompt: 'a boat', duration: 1e6 }, 'unsupported'],
];

/**
 * The contract that every provider keeps, the router included. Registers vitest tests; `open` is called once
 * for each test; what it returns is closed after it.
 */
export function testProvider(name: string, open: () => Promise<ProviderFixture>): void {
  const start = async () => {
    const fixture = await open();
    onTestFinished(() => fixture.close());
    return fixture;
  };
  describe(`${name} keeps the provider contract`, () => {
    it('makes one task for one request and finds it again until the video is there', async () => {
      const fixture = await start();
      const provider = fixture.createProvider({});
      for (const [index, request] of fixture.requests.entries()) {
        const accepted = await provider.generate(request);
        expect(fixture.createdTasks()).toBe(index + 1);
        expect(isFinal(accepted)).toBe(false);
        const done = await waitForTask(provider, accepted, { clock: virtualClock(fixture.finishTasks) });
        const videos = [{ url: expect.stringMatching(/^https?:/) }];
        expect(done).toMatchObject({ status: 'succeeded', id: accepted.id, model: accepted.model, videos });
      }
      expect(fixture.createdTasks()).toBe(fixture.requests.length);
    });

    it('shows in a dry run what it sends, apart from secrets, and needs no key for it', async () => {
      const fixture = await start();
      const { fetch, sent } = recordingFetch();
      for (const request of fixture.requests) {
        const prepared = fixture.createProvider({ fetch, apiKey: '' }).prepare(request);
        expect(sent).toHaveLength(0);
        await fixture.createProvider({ fetch }).generate(request);
        const [real] = sent.splice(0);
        expect(real?.method).toBe(prepared.method);
        expect(real?.url).toBe(prepared.url);
        expect(await real?.text()).toBe(JSON.stringify(prepared.body));
        const plain = Object.entries(prepared.headers).filter(([, value]) => !value.includes('***'));
        expect(Object.fromEntries(real?.headers ?? [])).toMatchObject(Object.fromEntries(plain));
        expect(real?.headers.get('authorization')).not.toContain('***');
      }
    });

    it.each(bad)('refuses %s and sends nothing', async (_what, request, code) => {
      const fixture = await start();
      const { fetch, sent } = recordingFetch();
      const provider = fixture.createProvider({ fetch });
      // Not a VideoRequest on purpose: callers without types send such things.
      const generate: (request: never) => Promise<unknown> = (wrong) => provider.generate(wrong);
      await expect(Reflect.apply(generate, undefined, [request])).rejects.toMatchObject({
        name: 'VideoError',
        code,
      });
      expect(sent).toHaveLength(0);
      expect(fixture.createdTasks()).toBe(0);
    });

    it('puts every field of a request on the wire or refuses it', async () => {
      const fixture = await start();
      const provider = fixture.createProvider({});
      const bodyOf = (request: VideoRequest) => {
        try {
          return JSON.stringify(provider.prepare(request).body);
        } catch (error) {
          return error instanceof Error && error.name === 'VideoError' ? 'refused' : `threw ${String(error)}`;
        }
      };
      for (const base of fixture.requests) {
        for (const feature of features) {
          const seen = sampleValues(feature).map((value) => bodyOf({ ...base, [feature]: value }));
          const accepted = seen.filter((body) => body !== 'refused');
          // Two values that are both accepted must differ on the wire; one that is dropped would not.
          expect(new Set(accepted).size, `${feature} beside ${Object.keys(base).join(', ')}`).toBe(
            accepted.length,
          );
          expect(accepted.join()).not.toContain('threw');
        }
      }
    });

    it('needs a key to send, and says which', async () => {
      const fixture = await start();
      const [request] = fixture.requests;
      if (request === undefined) throw new Error('the fixture has no request');
      const generate = fixture.createProvider({ apiKey: ' ' }).generate(request);
      await expect(generate).rejects.toMatchObject({
        code: 'authentication',
        message: expect.stringMatching(/apiKey.*_TOKEN/),
      });
      const refused = fixture.createProvider({ apiKey: 'wrong-key-never-shown' }).generate(request);
      const error: unknown = await refused.catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'authentication' });
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('wrong-key-never-shown');
      expect(fixture.createdTasks()).toBe(0);
    });

    it.each([
      ['its answer is lost', lostAnswerFetch],
      ['its answer is a 500', replacedAnswerFetch(500, '{"message":"internal"}')],
      ['its answer is a 502 page', replacedAnswerFetch(502, '<html>bad gateway</html>')],
      ['its answer is a 504', replacedAnswerFetch(504, '')],
      ['its answer holds no id', replacedAnswerFetch(200, '{}')],
      ['its answer is a page', replacedAnswerFetch(200, '<html>console</html>')],
    ])('does not send a paid request again when %s', async (_what, fetch) => {
      const fixture = await start();
      for (const [index, request] of fixture.requests.entries()) {
        const generate = fixture.createProvider({ fetch }).generate(request);
        await expect(generate).rejects.toMatchObject({ code: 'submission-unknown', retryable: false });
        expect(fixture.createdTasks()).toBe(index + 1);
      }
    });

    it('knows that nothing was made when the connection was refused', async () => {
      const fixture = await start();
      for (const request of fixture.requests) {
        const generate = fixture.createProvider({ fetch: refusedConnectionFetch }).generate(request);
        await expect(generate).rejects.toMatchObject({ code: 'network', retryable: true });
      }
      expect(fixture.createdTasks()).toBe(0);
    });

    it('rides out trouble while asking, in another process that holds only the JSON', async () => {
      const fixture = await start();
      for (const [index, request] of fixture.requests.entries()) {
        const json = JSON.stringify(await fixture.createProvider({}).generate(request));
        const { fetch, troubles } = troubledFetch();
        let sleeps = 0;
        const clock = virtualClock(() => {
          sleeps += 1;
          if (sleeps > troubles) fixture.finishTasks();
        });
        const done = await waitForTask(fixture.createProvider({ fetch }), parseTask(JSON.parse(json)), {
          clock,
        });
        expect(done.status).toBe('succeeded');
        expect(sleeps).toBeGreaterThan(troubles);
        expect(fixture.createdTasks()).toBe(index + 1);
      }
    });

    it('stops at once when aborted, with the platform’s own error', async () => {
      const fixture = await start();
      for (const request of fixture.requests) {
        const generate = fixture.createProvider({}).generate(request, { signal: AbortSignal.abort() });
        await expect(generate).rejects.toMatchObject({ name: 'AbortError' });
      }
      expect(fixture.createdTasks()).toBe(0);
    });

    it('does not know a task that is not there, and says nothing worse', async () => {
      const fixture = await start();
      const provider = fixture.createProvider({});
      for (const request of fixture.requests) {
        const task = await provider.generate(request);
        const query = provider.query({ ...task, id: '900000000000000404' });
        await expect(query).rejects.toMatchObject({ code: 'not-found' });
      }
    });
  });
}
