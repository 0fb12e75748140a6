import { createRouter, VideoError, type VideoProvider, waitForTask } from '@vid/core';
import { newSubmission, submitPaid } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import { fakeProvider, tableOf } from './fixture.ts';
import { done, numbered, openService, running, start, tableWith } from './polling-service.ts';
import { simulatedTime } from './simulated-time.ts';

const hour = 3_600_000;
const busy = (retryAfterMs: number) => new VideoError('rate-limited', 'slow down', { retryAfterMs });
const hanging = () => new Promise<never>(() => undefined);

describe('waitForTask: Retry-After', () => {
  it.each([
    ['a year', 31_536_000_000],
    ['epoch seconds', start],
    ['for ever', Number.POSITIVE_INFINITY],
  ])('of %s counts as two minutes', async (_what, retryAfterMs) => {
    const { wait, time, times } = openService({
      answer: (task, nth) => (nth === 1 ? busy(retryAfterMs) : done(task)),
    });
    const seen = wait(numbered('1'), { intervalMs: 1_000 });
    await time.advance(200_000);
    expect(times()).toEqual([1_000, 121_000]);
    expect(seen).toMatchObject({ outcome: { status: 'succeeded' } });
  });

  it('holds for the provider object that got it, not for other keys', async () => {
    const { wait, time, times, provider, anotherProvider } = openService({
      answer: (task, nth) => (task.id === '1' && nth === 1 ? busy(60_000) : running(task)),
    });
    wait(numbered('1'), { intervalMs: 1_000 }, provider);
    wait(numbered('2'), { intervalMs: 2_000 }, provider);
    wait(numbered('3'), { intervalMs: 2_000 }, anotherProvider());
    await time.advance(5_000);
    expect([times('1'), times('2'), times('3')]).toEqual([[1_000], [], [2_000, 4_000]]);
  });

  it('lets requests of other keys pass in the queue', async () => {
    const { wait, time, times, provider, anotherProvider } = openService({
      table: tableWith({ maxInFlight: 1 }),
      takesMs: 500,
      answer: (task) => (task.id === '1' ? busy(60_000) : running(task)),
    });
    wait(numbered('1'), { intervalMs: 1_000 }, provider);
    wait(numbered('2'), { intervalMs: 1_000 }, provider);
    wait(numbered('3'), { intervalMs: 1_000 }, anotherProvider());
    await time.advance(1_600);
    expect([times('1'), times('2'), times('3')]).toEqual([[1_000], [], [1_500]]);
  });
});

describe('a clock that somebody sets', () => {
  it.each([-hour, hour])('by %d ms changes no pause and no deadline', async (by) => {
    const { wait, time, times } = openService();
    const seen = wait(numbered('1'), { intervalMs: 5_000, timeoutMs: 30_000 });
    await time.advance(7_000);
    time.setClock(by);
    await time.advance(40_000);
    const begun = times().map((at, nth) => (nth === 0 ? at : at - by));
    expect(begun).toEqual([5_000, 10_000, 15_000, 20_000, 25_000, 30_000]);
    expect(seen).toMatchObject({ at: 30_000 + by, outcome: { code: 'timeout' } });
  });

  it('forward by an hour leaves a new task its time to be found', async () => {
    const { wait, time } = openService({
      answer: (task, nth) => (nth < 5 ? new VideoError('not-found', 'no such task') : done(task)),
    });
    const seen = wait(numbered('1'), { intervalMs: 5_000 });
    await time.advance(7_000);
    time.setClock(hour);
    await time.advance(60_000);
    expect(seen).toMatchObject({ outcome: { status: 'succeeded' } });
  });

  it.each([-hour, hour])('by %d ms leaves a circuit open for its time', async (by) => {
    const time = simulatedTime(start);
    const capabilities = tableOf({ prompt: { maxLength: 20 } });
    const { provider } = fakeProvider(capabilities, {
      generate: () => Promise.reject(new VideoError('network', 'reset')),
    });
    const router = createRouter([provider], { clock: time.clock, breaker: { failures: 1, openMs: 30_000 } });
    await expect(router.generate({ prompt: 'a' })).rejects.toMatchObject({ code: 'network' });
    await time.advance(10_000);
    time.setClock(by);
    const until = new Date(start + by + 30_000).toISOString();
    await expect(router.generate({ prompt: 'a' })).rejects.toMatchObject({
      code: 'provider-unavailable',
      retryAfterMs: 20_000,
      problems: [{ code: 'circuit-open', until }],
    });
    await time.advance(20_000);
    await expect(router.generate({ prompt: 'a' })).rejects.toMatchObject({ code: 'network' });
  });

  it.each([-hour, hour])('by %d ms holds a slot of unknown outcome for its ten minutes', async (by) => {
    const time = simulatedTime(start);
    const capabilities = tableOf({ prompt: { maxLength: 20 } });
    let sent = 0;
    const { provider } = fakeProvider(capabilities, {
      generate: async () => {
        sent += 1;
        throw new VideoError('submission-unknown', 'who knows');
      },
    });
    const router = createRouter([provider], { clock: time.clock, maxTasks: { 'acme:m': 1 } });
    await expect(router.generate({ prompt: 'a' })).rejects.toMatchObject({ code: 'submission-unknown' });
    const second = router.generate({ prompt: 'a' }).catch(() => undefined);
    await time.advance(1_000);
    time.setClock(by);
    const third = router.generate({ prompt: 'a' }).catch(() => undefined);
    await time.advance(590_000);
    expect(sent).toBe(1);
    await time.advance(10_000);
    await second;
    expect(sent).toBe(2);
    await time.advance(600_000);
    await third;
  });
});

describe('a poll that never settles', () => {
  it('is raced with the deadline', async () => {
    const { wait, time, clock, provider } = openService({ answer: running });
    const stuck = { ...provider, query: hanging };
    const [short, long] = [
      wait(numbered('1'), { intervalMs: 1_000, timeoutMs: 20_000 }, stuck),
      wait(numbered('1'), { intervalMs: 5_000, timeoutMs: 3_000 }, stuck),
    ];
    await time.advance(60_000);
    expect(short).toMatchObject({ at: 20_000, outcome: { code: 'timeout' } });
    // Whoever has little time gives the poll ten seconds: it may be the last one.
    expect(long).toMatchObject({ at: 11_000, outcome: { code: 'timeout' } });
    expect([time.sleeping(), clock.now() - start]).toEqual([0, 60_000]);
  });

  it('is given up after a minute, and the task is polled again', async () => {
    const { wait, time, provider, clock } = openService();
    const aborted: boolean[] = [];
    const at: number[] = [];
    const query: VideoProvider['query'] = (task, options) => {
      at.push(clock.now() - start);
      if (at.length > 1) return Promise.resolve(done(task));
      options?.signal?.addEventListener('abort', () => aborted.push(true));
      return hanging();
    };
    const seen = wait(numbered('1'), { intervalMs: 1_000 }, { ...provider, query });
    await time.advance(120_000);
    expect([at, aborted]).toEqual([[1_000, 61_000], [true]]);
    expect(seen).toMatchObject({ outcome: { status: 'succeeded' } });
  });

  it('frees its place: 64 of them do not silence the api', async () => {
    const { wait, time, times, provider } = openService();
    const stuck = { ...provider, query: hanging };
    const tasks = Array.from({ length: 64 }, (_, index) => numbered(`stuck ${index}`));
    for (const task of tasks) wait(task, { intervalMs: 1_000, timeoutMs: 15_000 }, stuck);
    wait(numbered('1'), { intervalMs: 5_000 });
    await time.advance(20_000);
    expect(times()[0]).toBe(15_000);
  });

  it('frees its place when its wait is aborted, though it does not heed the signal', async () => {
    const { wait, time, times, provider } = openService({ table: tableWith({ maxInFlight: 1 }) });
    const controller = new AbortController();
    const stuck = { ...provider, query: hanging };
    wait(numbered('2'), { intervalMs: 1_000, signal: controller.signal }, stuck);
    wait(numbered('1'), { intervalMs: 1_500 });
    await time.advance(2_000);
    controller.abort();
    await time.advance(1_000);
    expect(times()[0]).toBe(2_000);
  });
});

describe('the pause before a refusal is repeated', () => {
  it('ends at once on a signal that was aborted before it began', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const submission = newSubmission(numbered('1'), { body: {} }, {});
    const call = submitPaid(submission, { signal }, async () => {
      controller.abort();
      throw busy(60_000);
    });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('many waits for one task', () => {
  /** Milliseconds of this process for so many, the best of three. */
  async function cost(count: number): Promise<number> {
    const costs: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { provider, time, clock } = openService({ answer: done });
      const before = process.cpuUsage();
      const waits = Array.from({ length: count }, () => waitForTask(provider, numbered('1'), { clock }));
      await time.advance(30_000);
      await Promise.all(waits);
      const { user, system } = process.cpuUsage(before);
      costs.push((user + system) / 1_000);
    }
    return Math.min(...costs);
  }

  it('cost in proportion to their number', async () => {
    await cost(1_000);
    const [few, many] = [await cost(1_000), await cost(20_000)];
    // Twentyfold, with room for what else the machine does; a cost by pairs would be four hundredfold.
    expect(many / few).toBeLessThan(100);
  });
});

describe('the timeout of a wait', () => {
  const messageOf = async (answer: () => VideoError) => {
    const { wait, time } = openService({ answer });
    const seen = wait(numbered('1'), { intervalMs: 5_000, timeoutMs: 60_000 });
    await time.advance(70_000);
    expect(seen).toMatchObject({ outcome: { code: 'timeout', task: { id: '1' } } });
    return String(seen.outcome);
  };

  it('says so when no poll ever told a status, as on a wrong path', async () => {
    const message = await messageOf(
      () => new VideoError('provider-unavailable', 'Unexpected response from acme: no status.'),
    );
    expect(message).toMatch(/none of \d+ polls in 60 s told its status; check baseUrl/);
    expect(message).toContain('may continue and will be billed');
    expect(message).not.toContain('still queued');
  });

  it('says that the task finished without a link', async () => {
    const message = await messageOf(
      () => new VideoError('provider-unavailable', 'no link yet', { reportedStatus: 'succeeded' }),
    );
    expect(message).toContain('finished without a link');
    expect(message).not.toContain('still queued');
  });
});
