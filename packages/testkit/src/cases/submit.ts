import { type Submission, VideoError } from '@vid/core';
import { expect } from 'vitest';
import { each, groupOf } from '../contract-case.ts';
import { after, answersOnTheWay, lostAnswers, neverSent, watchedFetch } from '../faults.ts';
import type { TestFetch } from '../fixture.ts';
import { virtualClock } from '../virtual-clock.ts';

/** The error that a promise rejects with. */
async function errorOf(promise: Promise<unknown>): Promise<VideoError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof VideoError) return error;
  throw new Error(`not a VideoError: ${String(error)}`);
}

/** What may cost money; a look-up after a lost submit costs nothing. */
const paid = (sent: readonly Request[]) => sent.filter(({ method }) => method !== 'GET');

const slowDown = 'it is told to slow down';

/** A submit ends accepted, refused or unknown; it never pays twice. */
export const submitCases = groupOf('a submit', {
  ...each(
    Object.entries(lostAnswers),
    (what) => `is unknown and not sent again when ${what}`,
    (fault) => async (open) => {
      const fixture = await open();
      for (const [index, request] of fixture.requests.entries()) {
        const { fetch, sent } = watchedFetch(fault);
        const clock = virtualClock();
        const error = await errorOf(fixture.createProvider({ fetch }).generate(request, { clock }));
        expect(error).toMatchObject({ code: 'submission-unknown', retryable: false });
        expect(error.message).toMatch(/may be billed/);
        expect(error.submission?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
        expect(paid(sent)).toHaveLength(1);
        expect(fixture.createdTasks()).toBe(index + 1);
      }
    },
  ),

  'is unknown and not sent again whatever somebody on the way answers': async (open) => {
    const fixture = await open();
    const [request = {}] = fixture.requests;
    const outcomes: unknown[] = [];
    for (const [what, fault] of answersOnTheWay) {
      const { fetch, sent } = watchedFetch(fault);
      const provider = fixture.createProvider({ fetch });
      const error = await errorOf(provider.generate(request, { clock: virtualClock() }));
      // Services run only so many tasks at a time.
      fixture.finishTasks();
      outcomes.push([what, error.code, error.submission === undefined, paid(sent).length]);
    }
    const unknown = answersOnTheWay.map(([what]) => [what, 'submission-unknown', false, 1]);
    expect(outcomes).toEqual(unknown);
    expect(fixture.createdTasks()).toBe(unknown.length);
  },

  'is unknown and not sent again when the service tells of trouble of its own': async (open) => {
    const fixture = await open();
    const { trouble } = fixture;
    if (trouble === undefined)
      throw new Error('the fixture has no `trouble`: give it one, or skip this case with the reason');
    for (const request of fixture.requests) {
      const { fetch, sent } = watchedFetch(async () => trouble('internal error'));
      const provider = fixture.createProvider({ fetch });
      const error = await errorOf(provider.generate(request, { clock: virtualClock() }));
      if (error.code !== 'submission-unknown' || paid(sent).length !== 1)
        throw new Error(
          `${error.code} after ${paid(sent).length} submits: an answer that does not prove that no task was made is ` +
            `\`ambiguous\` in the error table, or not in it. ${error.message}`,
        );
    }
  },

  ...each<TestFetch | undefined>(
    [...Object.entries(neverSent), [slowDown, undefined] as const],
    (what) => `is repeated a few times, then refused, when ${what}`,
    (unreached) => async (open) => {
      const fixture = await open();
      const fault = unreached ?? (async () => fixture.refusal('slow down'));
      for (const request of fixture.requests) {
        const { fetch, sent } = watchedFetch(fault);
        const clock = virtualClock();
        const error = await errorOf(
          fixture.createProvider({ fetch }).generate(request, { clock, retries: 3 }),
        );
        expect(error.code).not.toBe('submission-unknown');
        expect(error.submission).toBeUndefined();
        expect(error.message).toMatch(/[Nn]othing was (sent|paid)|[Nn]o task was made/);
        // A bad certificate is not sent to again; what is retryable was repeated with growing pauses.
        expect(sent).toHaveLength(error.retryable ? 4 : 1);
        expect(clock.slept).toEqual(clock.slept.toSorted((a, b) => a - b));
      }
      expect(fixture.createdTasks()).toBe(0);
    },
  ),

  'makes one task when the service takes it at the third try, and waits as long as it was asked to': async (
    open,
  ) => {
    const fixture = await open();
    const [request = {}] = fixture.requests;
    const busy = () => {
      const { body, status, headers } = fixture.refusal('slow down');
      const answered = new Headers(headers);
      answered.set('retry-after', '7');
      return new Response(body, { status, headers: answered });
    };
    const clock = virtualClock();
    await fixture.createProvider({ fetch: after([busy, busy]) }).generate(request, { clock });
    expect(fixture.createdTasks()).toBe(1);
    expect(clock.slept).toHaveLength(2);
    expect(Math.min(...clock.slept)).toBeGreaterThanOrEqual(7_000);
  },

  'hands the submission to the host before anything leaves, and leaves nothing when the host cannot keep it':
    async (open) => {
      const fixture = await open();
      const [request = {}] = fixture.requests;
      const { fetch, sent } = watchedFetch();
      const provider = fixture.createProvider({ fetch });
      const journal: Submission[] = [];
      const onSubmission = async (submission: Submission) => {
        await Promise.resolve();
        expect(sent).toHaveLength(0);
        journal.push(submission);
      };
      const task = await provider.generate(request, { onSubmission, reference: 'my-own-name' });
      const expected = {
        provider: task.provider,
        api: task.api,
        model: task.model,
        reference: 'my-own-name',
      };
      expect(journal).toEqual([expect.objectContaining(expected)]);
      expect(JSON.parse(JSON.stringify(journal))).toEqual(journal);
      const full = () => Promise.reject(new Error('the disk is full'));
      await expect(provider.generate(request, { onSubmission: full })).rejects.toThrow('the disk is full');
      expect(fixture.createdTasks()).toBe(1);
    },

  'finds a lost task by its submission, or has no reconcile and says so': async (open) => {
    const fixture = await open();
    const { 'the connection is reset': lost } = lostAnswers;
    const settings = lost === undefined ? {} : { fetch: lost };
    for (const [index, request] of fixture.requests.entries()) {
      const reference = `lost-${index}`;
      const error = await errorOf(fixture.createProvider(settings).generate(request, { reference }));
      const submission: Submission = JSON.parse(JSON.stringify(error.submission));
      expect(submission.reference).toBe(reference);
      const provider = fixture.createProvider({});
      const found: unknown = await (provider.reconcile?.(submission) ?? Promise.resolve(undefined)).catch(
        (reason: unknown) => reason,
      );
      const { provider: id, api, model } = submission;
      const { models } = provider.capabilities;
      const canLookUp = models
        .filter((one) => one.provider === id && one.api === api && one.model === model)
        .some(({ operations = [] }) => operations.includes('reconcile'));
      const unsupported = expect.objectContaining({
        code: 'unsupported',
        message: expect.stringContaining('cannot look up'),
      });
      const foundTask = expect.objectContaining({ provider: id, model, status: expect.any(String) });
      // Where the service proves nothing, whoever knows may adopt one of them.
      const unproven = expect.objectContaining({
        code: 'submission-unknown',
        candidates: expect.arrayContaining([foundTask]),
      });
      const expected = canLookUp ? [foundTask, unproven] : [undefined, unsupported];
      expect(expected).toContainEqual(found);
    }
    expect(fixture.createdTasks()).toBe(fixture.requests.length);
  },

  'needs a key, says which, and shows none': async (open) => {
    const fixture = await open();
    const [request = {}] = fixture.requests;
    const watched = watchedFetch();
    const missing = await errorOf(
      fixture.createProvider({ fetch: watched.fetch, apiKey: ' ' }).generate(request),
    );
    expect(watched.sent).toHaveLength(0);
    expect(missing).toMatchObject({ code: 'authentication', message: expect.stringContaining('apiKey') });
    const { fetch, sent } = watchedFetch();
    const refusing = fixture.createProvider({ fetch, apiKey: 'planted-wrong-key' });
    const wrong = await errorOf(refusing.generate(request, { clock: virtualClock() }));
    expect(wrong.code).toBe('authentication');
    // What is refused for its key is refused again.
    expect(sent).toHaveLength(1);
    expect(String(wrong)).not.toContain('planted-wrong');
    expect(fixture.createdTasks()).toBe(0);
  },
});
