import { createRouter, type Submission, VideoError, type VideoProvider, type VideoTask } from '@vid/core';
import {
  adoptTask,
  createMemoryJournal,
  type Journal,
  lookUpKey,
  requestFingerprint,
  stopKey,
  submitOnce,
} from '@vid/core/journal';
import { newTask } from '@vid/core/provider-kit';
import { expect, it } from 'vitest';
import { acme, fakeProvider, png, zenith } from './fixture.ts';
import { simulatedTime } from './simulated-time.ts';

const start = Date.parse('2026-12-01T00:00:00.000Z');
const brook = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;
const request = { model: 'acme:brook-2', prompt: 'a kite' };

const submissionOf = (reference = 'none', now = start): Submission => ({
  ...brook,
  reference,
  submittedAt: new Date(now).toISOString(),
  fingerprint: 'f',
});

/** A service that bills what it takes; `answer` says what becomes of the call after the bill. */
function service(
  answer: (nth: number) => VideoTask | Promise<VideoTask> = (nth) => newTask(brook, `t-${nth}`),
) {
  const { clock } = simulatedTime(start);
  const bills: string[] = [];
  const generate: VideoProvider['generate'] = async (_request, options) => {
    await options?.onSubmission?.(submissionOf(options.reference, clock.now()));
    bills.push(options?.reference ?? '');
    return answer(bills.length);
  };
  const { provider } = fakeProvider(acme, { generate });
  return { provider, bills, clock };
}

const lost = () => {
  throw new VideoError('submission-unknown', 'The connection broke.', {
    submission: submissionOf('order-1'),
  });
};
const refuse = (code: 'rate-limited' | 'content-policy') => () => {
  throw new VideoError(code, 'No.');
};

it('makes one task of a key, whoever calls again', async () => {
  const { provider, bills } = service();
  const journal = createMemoryJournal();
  const first = await submitOnce(provider, request, { key: 'order-1', journal });
  const same = { prompt: 'a kite', model: 'acme:brook-2' };
  const again = await submitOnce(provider, same, { key: 'order-1', journal });
  expect(again).toEqual(first);
  await submitOnce(provider, request, { key: 'order-2', journal, reference: undefined });
  await submitOnce(provider, request, { key: 'order-3', journal, reference: 'theirs' });
  expect(bills).toEqual(['order-1', 'order-2', 'theirs']);
});

it('tells all but one of twenty callers that it is in progress', async () => {
  const answered = Promise.withResolvers<VideoTask>();
  const { provider, bills, clock } = service(() => answered.promise);
  const journal = createMemoryJournal();
  const codes: unknown[] = [];
  const calls = Array.from({ length: 20 }, () =>
    submitOnce(provider, request, { key: 'order-1', journal, clock }).then(
      () => codes.push('task'),
      ({ code }) => codes.push(code) === 19 && answered.resolve(newTask(brook, 't-1')),
    ),
  );
  await Promise.all(calls);
  expect(bills).toHaveLength(1);
  expect(codes).toEqual([...Array.from({ length: 19 }, () => 'in-progress'), 'task']);
  expect(await submitOnce(provider, request, { key: 'order-1', journal })).toMatchObject({ id: 't-1' });
});

it('refuses another request under a key, and the same file from elsewhere is the same', async () => {
  const { provider, bills } = service();
  const journal = createMemoryJournal();
  const withFrame = { ...request, firstFrame: png() };
  await submitOnce(provider, withFrame, { key: 'order-1', journal });
  const blob = new Blob([png().data], { type: 'image/png' });
  await submitOnce(provider, { ...request, firstFrame: blob }, { key: 'order-1', journal });
  for (const other of [request, { ...withFrame, prompt: 'a dog' }, { ...request, firstFrame: png(5) }])
    await expect(submitOnce(provider, other, { key: 'order-1', journal })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  expect(bills).toHaveLength(1);
});

it('sends a key again once its request was refused', async () => {
  let isBusy = true;
  const { provider, bills } = service((nth) =>
    isBusy ? refuse('rate-limited')() : newTask(brook, `t-${nth}`),
  );
  const journal = createMemoryJournal();
  await expect(submitOnce(provider, request, { key: 'order-1', journal })).rejects.toMatchObject({
    code: 'rate-limited',
  });
  isBusy = false;
  expect(await submitOnce(provider, request, { key: 'order-1', journal })).toMatchObject({ id: 't-2' });
  const entry = await journal.get('order-1');
  expect(entry?.attempts.map(({ phase }) => phase)).toEqual(['refused', 'accepted']);
  expect(bills).toHaveLength(2);
});

it('never sends a lost submit again, and finds it once the service knows', async () => {
  const { provider, bills, clock } = service(lost);
  const journal = createMemoryJournal();
  let known: VideoTask | undefined;
  const finder: VideoProvider = { ...provider, reconcile: async () => known };
  for (const who of [finder, finder, provider])
    await expect(submitOnce(who, request, { key: 'order-1', journal, clock })).rejects.toMatchObject({
      code: 'submission-unknown',
      submission: { reference: 'order-1' },
    });
  known = newTask(brook, 't-1');
  expect(await submitOnce(finder, request, { key: 'order-1', journal, clock })).toMatchObject({ id: 't-1' });
  expect(await lookUpKey(provider, { key: 'order-1', journal, clock })).toMatchObject({ id: 't-1' });
  expect(bills).toHaveLength(1);
});

it('takes what only a look-up met for no word about the submit', async () => {
  const { provider, clock } = service(lost);
  const journal = createMemoryJournal();
  const told = (who: VideoProvider) =>
    submitOnce(who, request, { key: 'order-1', journal, clock }).catch(({ message }: Error) => message);
  const before = await told(provider);
  const reconcile = async () => {
    throw new VideoError('network', 'brook could not be reached. Nothing was paid.', { provider: 'brook' });
  };
  expect(await told({ ...provider, reconcile })).toBe(before);
});

it.each([
  ['young', 179_000, 'in-progress'],
  ['old', 181_000, 'submission-unknown'],
  ['of a clock that was put back', -3_600_000, 'submission-unknown'],
] as const)('takes an attempt that is %s for %s ms as %s', async (_, ageMs, code) => {
  const { provider, bills } = service();
  const time = simulatedTime(start);
  const journal = createMemoryJournal();
  const died: VideoProvider = {
    ...provider,
    generate: async (_request, options) => {
      await options?.onSubmission?.(submissionOf('order-1'));
      return new Promise(() => undefined);
    },
  };
  void submitOnce(died, request, { key: 'order-1', journal, clock: time.clock });
  await time.advance(0);
  time.setClock(ageMs);
  await expect(
    submitOnce(provider, request, { key: 'order-1', journal, clock: time.clock }),
  ).rejects.toMatchObject({ code });
  expect(bills).toEqual([]);
});

it('follows a refusal with the next candidate under the same key', async () => {
  const journal = createMemoryJournal();
  const refusing = fakeProvider(acme, {
    generate: async (_request, options) => {
      await options?.onSubmission?.(submissionOf(options.reference));
      return refuse('rate-limited')();
    },
  });
  const taking = fakeProvider(zenith, {
    generate: async (_request, options) => {
      await options?.onSubmission?.({ ...submissionOf(options.reference), provider: 'zenith' });
      return newTask({ ...brook, provider: 'zenith', model: 'lake-1' }, 'z-1');
    },
  });
  const router = createRouter([refusing.provider, taking.provider], { breaker: false });
  const options = { key: 'order-1', journal, fallback: true, prefer: () => 0 };
  const task = await submitOnce(router, { prompt: 'a kite' }, options);
  expect(task).toMatchObject({ provider: 'zenith', id: 'z-1' });
  const phases = (await journal.get('order-1'))?.attempts.map(({ phase }) => phase) ?? [];
  expect(phases.at(-1)).toBe('accepted');
  expect(phases.slice(0, -1)).toEqual(phases.slice(0, -1).map(() => 'refused'));
  expect(phases.length).toBeGreaterThan(1);
  expect(await submitOnce(router, { prompt: 'a kite' }, options)).toMatchObject({ id: 'z-1' });
});

it('never shows a key as refused between a refusal and the next candidate', async () => {
  const inner = createMemoryJournal();
  const seen: (string | undefined)[] = [];
  const look = async () => void seen.push((await inner.get('order-1'))?.attempts.at(-1)?.phase);
  const journal: Journal = {
    get: (key) => inner.get(key),
    claim: async (claim) => {
      await look();
      return inner.claim(claim);
    },
    settle: async (...given) => {
      await inner.settle(...given);
      await look();
    },
  };
  const { clock } = simulatedTime(start);
  const generate: VideoProvider['generate'] = async (_request, options) => {
    await options?.onSubmission?.({ ...submissionOf(), fingerprint: 'first' });
    await options?.onSubmission?.({ ...submissionOf('none', start + 1), fingerprint: 'second' });
    return newTask(brook, 't-2');
  };
  await submitOnce(fakeProvider(acme, { generate }).provider, request, { key: 'order-1', journal, clock });
  expect(seen).toEqual([undefined, 'sending', 'accepted']);
  expect((await inner.get('order-1'))?.attempts).toMatchObject([{ phase: 'refused' }, { phase: 'accepted' }]);
});

it('takes a provider that says in-progress for no proof', async () => {
  const { provider, bills, clock } = service(() => {
    throw new VideoError('in-progress', 'Somebody else is at it.');
  });
  const journal = createMemoryJournal();
  const options = { key: 'order-1', journal, clock };
  await expect(submitOnce(provider, request, options)).rejects.toMatchObject({ code: 'in-progress' });
  await expect(submitOnce(provider, request, options)).rejects.toMatchObject({ code: 'submission-unknown' });
  expect(bills).toHaveLength(1);
});

it('sends nothing where the journal cannot be written, and returns a paid task where it fails later', async () => {
  const { provider, bills } = service();
  const inner = createMemoryJournal();
  const full = async () => {
    throw new Error('disk full');
  };
  const before: Journal = { ...inner, claim: full };
  await expect(submitOnce(provider, request, { key: 'order-1', journal: before })).rejects.toThrow(
    'disk full',
  );
  expect(bills).toEqual([]);

  const time = simulatedTime(start);
  let fails = 3;
  const later: Journal = {
    ...inner,
    settle: async (...given) => ((fails -= 1) >= 0 ? full() : inner.settle(...given)),
  };
  const sent = submitOnce(provider, request, { key: 'order-1', journal: later, clock: time.clock });
  await time.advance(60_000);
  expect(await sent).toMatchObject({ id: 't-1' });
  expect((await inner.get('order-1'))?.attempts).toMatchObject([{ phase: 'accepted' }]);
});

it('is unknown after an abort, and after an error of the caller nothing was sent', async () => {
  const journal = createMemoryJournal();
  const { provider, bills, clock } = service();
  const own = () => Promise.reject(new Error('mine'));
  await expect(submitOnce(provider, request, { key: 'order-1', journal, onSubmission: own })).rejects.toThrow(
    'mine',
  );
  expect(bills).toEqual([]);
  const aborted: VideoProvider = {
    ...provider,
    generate: async (_request, options) => {
      await options?.onSubmission?.(submissionOf('order-1'));
      throw new DOMException('', 'AbortError');
    },
  };
  await expect(submitOnce(aborted, request, { key: 'order-1', journal, clock })).rejects.toMatchObject({
    name: 'AbortError',
  });
  await expect(submitOnce(provider, request, { key: 'order-1', journal, clock })).rejects.toMatchObject({
    code: 'submission-unknown',
  });
  expect(bills).toEqual([]);
});

it('stops a key before it is sent, and adopts a task that somebody found', async () => {
  const journal = createMemoryJournal();
  const { provider, bills, clock } = service(lost);
  const print = 'f'.repeat(64);
  expect(await stopKey(journal, 'order-1', print)).toBe(true);
  await expect(submitOnce(provider, request, { key: 'order-1', journal })).rejects.toMatchObject({
    code: 'invalid-request',
  });
  expect(bills).toEqual([]);
  await expect(submitOnce(provider, request, { key: 'order-2', journal, clock })).rejects.toMatchObject({
    code: 'submission-unknown',
  });
  expect(await stopKey(journal, 'order-2', print)).toBe(false);
  await expect(adoptTask(journal, 'order-2', newTask({ ...brook, api: 'other' }, 't'))).rejects.toMatchObject(
    { code: 'invalid-request' },
  );
  await adoptTask(journal, 'order-2', newTask(brook, 't-9'));
  expect(await submitOnce(provider, request, { key: 'order-2', journal })).toMatchObject({ id: 't-9' });
});

it('leaves no trace of a request that was aborted while its claim was being written', async () => {
  const inner = createMemoryJournal();
  const leaving = new AbortController();
  const written = Promise.withResolvers<void>();
  // As a database on another machine: the abort comes before its answer.
  const slow: Journal = {
    ...inner,
    async claim(claim) {
      leaving.abort();
      await written.promise;
      return inner.claim(claim);
    },
  };
  const { provider, bills } = service();
  const router = createRouter([provider]);
  const { signal } = leaving;
  const sent = submitOnce(router, request, { key: 'order-1', journal: slow, signal });
  void Promise.resolve().then(() => written.resolve());
  await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  expect((await inner.get('order-1'))?.attempts).toMatchObject([{ phase: 'refused' }]);
  expect(bills).toEqual([]);
  expect(await submitOnce(router, request, { key: 'order-1', journal: inner })).toMatchObject({ id: 't-1' });
});

it('keeps a proven refusal where the journal fails before the next candidate', async () => {
  const inner = createMemoryJournal();
  let claims = 0;
  const journal: Journal = {
    ...inner,
    claim: (claim) => ((claims += 1) === 2 ? Promise.reject(new Error('disk full')) : inner.claim(claim)),
  };
  const refusing = fakeProvider(acme, {
    generate: async (_request, options) => {
      await options?.onSubmission?.(submissionOf(options.reference));
      return refuse('rate-limited')();
    },
  });
  const router = createRouter([refusing.provider], { breaker: false });
  const options = { key: 'order-1', journal, fallback: true, clock: simulatedTime(start).clock };
  await expect(submitOnce(router, { prompt: 'a kite' }, options)).rejects.toThrow('disk full');
  expect((await inner.get('order-1'))?.attempts).toMatchObject([{ phase: 'refused' }]);
});

it('hears a refusal of its sender after somebody else had given it up', async () => {
  const journal = createMemoryJournal();
  const answered = Promise.withResolvers<never>();
  const { provider } = service(() => answered.promise);
  const time = simulatedTime(start);
  const slow = submitOnce(provider, request, { key: 'order-1', journal, clock: time.clock });
  const end = Promise.allSettled([slow]);
  await time.advance(0);
  time.setClock(200_000);
  const asked = submitOnce(provider, request, { key: 'order-1', journal, clock: time.clock });
  await expect(asked).rejects.toMatchObject({ code: 'submission-unknown' });
  answered.reject(new VideoError('rate-limited', 'No.'));
  expect(await end).toMatchObject([{ reason: { code: 'rate-limited' } }]);
  expect((await journal.get('order-1'))?.attempts).toMatchObject([{ phase: 'refused' }]);
});

it.each(['', ' ', 'a\ud800', 'a\0b'])(
  'takes no key that two stores would read differently: %j',
  async (key) => {
    const { provider, bills } = service();
    const journal = createMemoryJournal();
    await expect(submitOnce(provider, request, { key, journal })).rejects.toMatchObject({
      code: 'invalid-request',
    });
    expect(bills).toEqual([]);
  },
);

it('requestFingerprint: a field that is undefined is not set', async () => {
  const plain = await requestFingerprint(request);
  expect(await requestFingerprint({ ...request, seed: undefined, references: undefined })).toBe(plain);
  expect(await requestFingerprint({ ...request, seed: 0 })).not.toBe(plain);
});
