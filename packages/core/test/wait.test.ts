import {
  type Clock,
  parseTask,
  VideoError,
  type VideoErrorCode,
  type VideoErrorDetails,
  type VideoProvider,
  type VideoTask,
  waitForTask,
} from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it, vi } from 'vitest';
import { acme, fakeProvider, link } from './fixture.ts';

const task = newTask({ provider: 'acme', api: 'direct', model: 'brook-2' }, '17');
const running: VideoTask = { ...task, status: 'running', progress: 0.5 };
const done: VideoTask = { ...task, status: 'succeeded', videos: [{ url: link }] };
const trouble = (code: VideoErrorCode, details: VideoErrorDetails = {}) =>
  new VideoError(code, `trouble: ${code}`, { provider: 'acme', ...details });

/** Time passes only by sleeping; what was slept is written down. */
function virtualClock(start = Date.parse(task.createdAt)) {
  const slept: number[] = [];
  let now = start;
  const clock: Clock = {
    now: () => now,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      now += milliseconds;
    },
    random: () => 0,
  };
  return { clock, slept };
}

type Answer = VideoTask | Error;
/** A provider that gives these answers, the last one for ever. */
function answering(first: Answer, ...more: readonly Answer[]) {
  const left = [...more];
  let next = first;
  const query = vi.fn<VideoProvider['query']>(async () => {
    const answer = next;
    next = left.shift() ?? next;
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const { provider, generated } = fakeProvider(acme, { query });
  return { provider, query, generated };
}

describe('waitForTask', () => {
  it('asks until the end and tells every answer', async () => {
    const { provider, query, generated } = answering(task, running, done);
    const { clock, slept } = virtualClock();
    const onUpdate = vi.fn<(task: VideoTask) => void>();
    expect(await waitForTask(provider, task, { clock, onUpdate })).toEqual(done);
    expect(slept).toEqual([22_500, 5_000, 5_000]);
    expect(onUpdate.mock.calls).toEqual([[task], [running], [done]]);
    expect(query.mock.calls.map(([asked]) => asked)).toEqual([task, task, running]);
    expect(generated).toEqual([]);
  });

  it.each(['failed', 'canceled'] as const)('returns a task that has %s', async (status) => {
    const failure = { reason: 'unknown', message: 'no reason' } as const;
    const ended: VideoTask = status === 'failed' ? { ...task, status, failure } : { ...task, status };
    const { provider } = answering(running, ended);
    expect(await waitForTask(provider, task, { clock: virtualClock().clock })).toEqual(ended);
  });

  it('does not ask about a task that has ended', async () => {
    const { provider, query } = answering(running);
    expect(await waitForTask(provider, done)).toBe(done);
    expect(query).not.toHaveBeenCalled();
  });

  it.each([
    'rate-limited',
    'network',
    'provider-unavailable',
    'timeout',
    'quota-exhausted',
    'content-policy',
    'submission-unknown',
  ] as const)('rides out %s', async (code) => {
    const { provider } = answering(trouble(code), trouble(code), running, trouble(code), done);
    const onUpdate = vi.fn<(task: VideoTask) => void>();
    const { clock } = virtualClock();
    expect(await waitForTask(provider, task, { clock, onUpdate })).toEqual(done);
    expect(onUpdate.mock.calls).toEqual([[running], [done]]);
  });

  it('waits as long as it was asked to, for the next poll only', async () => {
    const { provider } = answering(trouble('rate-limited', { retryAfterMs: 30_000 }), running, done);
    const { clock, slept } = virtualClock();
    await waitForTask(provider, task, { clock, intervalMs: 2_000 });
    expect(slept).toEqual([2_000, 30_000, 2_000]);
  });

  it('never asks sooner than the interval', async () => {
    const { provider } = answering(trouble('rate-limited', { retryAfterMs: 1 }), done);
    const { clock, slept } = virtualClock();
    await waitForTask(provider, task, { clock, intervalMs: 2_000 });
    expect(slept).toEqual([2_000, 2_000]);
  });

  it('forgives not-found for two minutes after the submit', async () => {
    const { provider } = answering(trouble('not-found'), trouble('not-found'), done);
    expect(await waitForTask(provider, task, { clock: virtualClock().clock })).toEqual(done);
  });

  it.each([
    [119_999, 'timeout'],
    [120_000, 'not-found'],
  ] as const)('%i ms after the submit, not-found means %s', async (age, code) => {
    const { provider, query } = answering(trouble('not-found'));
    const { clock } = virtualClock(Date.parse(task.createdAt) + age - 1_000);
    const wait = waitForTask(provider, task, { clock, timeoutMs: 1_000, intervalMs: 1_000 });
    await expect(wait).rejects.toMatchObject({ code, task });
    expect(query).toHaveBeenCalledTimes(1);
  });

  it.each(['authentication', 'invalid-request', 'unsupported'] as const)(
    '%s ends it at once, with the task',
    async (code) => {
      const problems = [{ code: 'out-of-range', field: 'f', asked: 3, max: 2, model: 'm' } as const];
      const error = trouble(code, { providerCode: '1004', requestId: 'r-1', problems });
      const { provider, query } = answering(running, error);
      const wait = waitForTask(provider, task, { clock: virtualClock().clock });
      await expect(wait).rejects.toMatchObject({
        name: 'VideoError',
        code,
        message: error.message,
        provider: 'acme',
        providerCode: '1004',
        requestId: 'r-1',
        problems,
        task: running,
        cause: error,
      });
      expect(query).toHaveBeenCalledTimes(2);
    },
  );

  it('lets what is no VideoError through: it is a fault of the program', async () => {
    const fault = new TypeError('x is not a function');
    const { provider } = answering(fault);
    await expect(waitForTask(provider, task, { clock: virtualClock().clock })).rejects.toBe(fault);
  });
});

const errorOf = (wait: Promise<unknown>) =>
  wait.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a wait that has no time left', () => {
  it('throws timeout with the task as last seen and the last trouble', async () => {
    const { provider, query } = answering(running, trouble('network'));
    const { clock, slept } = virtualClock();
    const error = await errorOf(waitForTask(provider, task, { clock, timeoutMs: 12_000, intervalMs: 5_000 }));
    expect(error).toMatchObject({ code: 'timeout', provider: 'acme', retryable: true, task: running });
    expect(String(error)).toContain('still running after 12 s');
    expect(String(error)).toContain('trouble: network');
    expect(slept).toEqual([5_000, 5_000, 2_000]);
    expect(query).toHaveBeenCalledTimes(3);
  });

  it('takes ten minutes where nothing else is said', async () => {
    const { clock, slept } = virtualClock();
    await errorOf(waitForTask(answering(running).provider, task, { clock }));
    expect(slept.reduce((sum, part) => sum + part, 0)).toBe(600_000);
  });

  it('goes on later, in another process, from the JSON', async () => {
    const error = await errorOf(
      waitForTask(answering(running).provider, task, { clock: virtualClock().clock, timeoutMs: 10_000 }),
    );
    const json = error instanceof VideoError ? JSON.stringify(error.task) : '';
    const { provider, query } = answering(done);
    expect(await waitForTask(provider, parseTask(JSON.parse(json)), { clock: virtualClock().clock })).toEqual(
      done,
    );
    expect(query.mock.calls[0]?.[0]).toEqual(running);
  });

  it('has asked once, even when it was shorter than the interval', async () => {
    const { provider, query } = answering(done);
    const { clock, slept } = virtualClock();
    expect(await waitForTask(provider, task, { clock, timeoutMs: 100 })).toEqual(done);
    expect([slept, query.mock.calls.length]).toEqual([[100], 1]);
  });

  it.each([{ timeoutMs: Number.NaN }, { timeoutMs: -1 }, { intervalMs: Number.NaN }, { minIntervalMs: -1 }])(
    'refuses %j',
    async (options) => {
      const { provider, query } = answering(done);
      await expect(waitForTask(provider, task, options)).rejects.toMatchObject({
        code: 'invalid-request',
        task,
      });
      expect(query).not.toHaveBeenCalled();
    },
  );
});

describe('an abort', () => {
  it('before the wait asks nothing', async () => {
    const { provider, query } = answering(done);
    const wait = waitForTask(provider, task, { signal: AbortSignal.abort() });
    await expect(wait).rejects.toMatchObject({ name: 'AbortError' });
    expect(query).not.toHaveBeenCalled();
  });

  it('during the real sleep ends it at once, with the reason', async () => {
    const { provider, query } = answering(done);
    const controller = new AbortController();
    const wait = waitForTask(provider, task, { signal: controller.signal, intervalMs: 500_000 });
    controller.abort();
    await expect(wait).rejects.toBe(controller.signal.reason);
    expect(query).not.toHaveBeenCalled();
  });

  it('during a poll goes to the query', async () => {
    const controller = new AbortController();
    const { provider } = fakeProvider(acme, {
      query: async (_task, options) => {
        controller.abort();
        options?.signal?.throwIfAborted();
        return done;
      },
    });
    const wait = waitForTask(provider, task, { signal: controller.signal, clock: virtualClock().clock });
    await expect(wait).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('from onUpdate ends it before the next poll', async () => {
    const { provider, query } = answering(running);
    const controller = new AbortController();
    const wait = waitForTask(provider, task, {
      signal: controller.signal,
      clock: virtualClock().clock,
      onUpdate: () => controller.abort(),
    });
    await expect(wait).rejects.toMatchObject({ name: 'AbortError' });
    expect(query).toHaveBeenCalledTimes(1);
  });
});

describe('the real clock', () => {
  it('leaves no timer behind when it is aborted', async () => {
    vi.useFakeTimers();
    try {
      const controller = new AbortController();
      const wait = waitForTask(answering(done).provider, task, { signal: controller.signal });
      // What starts in one turn shares one timer, so it is set a moment later.
      await vi.advanceTimersByTimeAsync(0);
      expect(vi.getTimerCount()).toBe(1);
      controller.abort();
      await expect(wait).rejects.toMatchObject({ name: 'AbortError' });
      await vi.advanceTimersByTimeAsync(0);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('sleeps and wakes, and survives times that no timer takes', async () => {
    vi.useFakeTimers({ now: Date.parse(task.createdAt) });
    try {
      const long = 2 ** 33;
      const { provider, query } = answering(running, done);
      const wait = waitForTask(provider, task, { intervalMs: long, timeoutMs: Number.POSITIVE_INFINITY });
      await vi.advanceTimersByTimeAsync(2 ** 30);
      expect(query).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(3 * 2 ** 33);
      expect(await wait).toEqual(done);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
