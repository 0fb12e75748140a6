import { createRouter, parseTask, VideoError, type VideoTask } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { done, numbered, openService, running, start, tableWith } from './polling-service.ts';
import { seededRandom } from './simulated-time.ts';

const trouble = (retryAfterMs?: number) => new VideoError('rate-limited', 'slow down', { retryAfterMs });
const gaps = (times: readonly number[]) => times.slice(1).map((time, index) => time - (times[index] ?? 0));
const many = (count: number) => Array.from({ length: count }, (_, index) => numbered(`${index}`));

describe('the pace', () => {
  it.each([
    ['an unknown typical time', [], 0, 22_500],
    ['a known one', [60], 0, 30_000],
    ['several: the shortest counts', [319, 164], 0, 82_000],
    ['a fast model', [8], 0, 4_000],
    ['a task that is part of the way', [60], 20_000, 10_000],
    ['a task that could be done', [60], 40_000, 0],
    ['a task from a clock that is ahead', [60], -3_600_000, 30_000],
  ] as const)('with %s asks first when the task can be done', async (_what, typical, ageMs, first) => {
    const { wait, time, times } = openService({ table: tableWith({}, typical) });
    wait(numbered('1', ageMs));
    await time.advance(90_000);
    expect(times()[0]).toBe(first);
  });

  it('asks every 5 s up to a minute of age, then slower, at last every 30 s', async () => {
    const { wait, time, times } = openService();
    wait(numbered('1'), { timeoutMs: Number.POSITIVE_INFINITY });
    await time.advance(1_000_000);
    const asked = times();
    for (const [index, gap] of gaps(asked).entries()) {
      expect(gap).toBe(Math.round(Math.min(30_000, Math.max(5_000, (asked[index] ?? 0) / 12))));
    }
    expect(gaps(asked).at(0)).toBe(5_000);
    expect(gaps(asked).at(-1)).toBe(30_000);
  });

  it('counts the age from the submit, so another process goes on at the same pace', async () => {
    const { wait, time, times } = openService();
    wait(numbered('1', 240_000));
    await time.advance(60_000);
    expect(times().slice(0, 2)).toEqual([0, 20_000]);
  });

  it('is what the caller says, from the first poll on', async () => {
    const { wait, time, times } = openService({ table: tableWith({}, [600]) });
    wait(numbered('1'), { intervalMs: 1_000 });
    await time.advance(3_000);
    expect(times()).toEqual([1_000, 2_000, 3_000]);
  });

  it('spreads by chance: first polls over 10 s, later ones by a tenth, never sooner', async () => {
    const { wait, time, times } = openService({ random: () => 0.999 });
    wait(numbered('1'));
    await time.advance(40_000);
    expect(times()).toEqual([22_500 + 9_990, 22_500 + 9_990 + 5_500]);
  });

  it('spreads first polls of a fast model over less', async () => {
    const { wait, time, times } = openService({ random: () => 0.999, table: tableWith({}, [8]) });
    wait(numbered('1'));
    await time.advance(10_000);
    expect(times()).toEqual([4_000 + 1_998]);
  });

  it('never asks about a twentieth of a thousand tasks in a quarter of a second', async () => {
    const { wait, time, asked } = openService({ random: seededRandom(7), table: tableWith({}, [60]) });
    for (const task of many(1_000)) wait(task);
    await time.advance(50_000);
    const ticks = Map.groupBy(asked, ({ at }) => Math.floor(at / 250));
    expect(Math.max(...[...ticks.values()].map((tick) => tick.length))).toBeLessThanOrEqual(50);
    // Chance alone spreads them over 10 s; without it they would come one after the other in 5 s.
    expect(new Set(asked.filter(({ at }) => at < 40_000).map(({ id }) => id)).size).toBeGreaterThan(950);
    expect(asked.filter(({ at }) => at < 35_000).length).toBeLessThan(600);
  });
});

describe('waitForTask: minIntervalMs', () => {
  const table = tableWith({ minIntervalMs: 5_000 });

  it('holds whatever interval the caller asks for, but not for the first poll', async () => {
    const { wait, time, times } = openService({ table });
    wait(numbered('1'), { intervalMs: 1 });
    await time.advance(11_000);
    expect(times()).toEqual([1, 5_001, 10_001]);
  });

  it('can be lifted by name, for a simulator', async () => {
    const { wait, time, times } = openService({ table });
    wait(numbered('1'), { intervalMs: 1_000, minIntervalMs: 0 });
    await time.advance(3_000);
    expect(times()).toEqual([1_000, 2_000, 3_000]);
  });

  it('holds behind a router', async () => {
    const { wait, time, times, provider } = openService({ table });
    wait(numbered('1'), { intervalMs: 1 }, createRouter([provider]));
    await time.advance(11_000);
    expect(times()).toEqual([1, 5_001, 10_001]);
  });

  it('holds from one wait to the next', async () => {
    const { wait, time, times } = openService({ table });
    const first = wait(numbered('1'), { intervalMs: 1_000, timeoutMs: 1_500 });
    await time.advance(1_500);
    const { outcome } = first;
    const json = outcome instanceof VideoError ? JSON.stringify(outcome.task) : '';
    const second = wait(parseTask(JSON.parse(json)), { intervalMs: 1_000, timeoutMs: 1_500 });
    await time.advance(1_500);
    expect([outcome, second.outcome]).toMatchObject([{ code: 'timeout' }, { code: 'timeout' }]);
    wait(numbered('1'), { intervalMs: 1_000 });
    await time.advance(5_000);
    expect(times()).toEqual([1_000, 6_000]);
  });

  it('holds for a new wait after one that left during a poll, which then shares its own', async () => {
    const { wait, time, times } = openService({ table, takesMs: (_task, nth) => (nth === 1 ? 2_000 : 0) });
    const controller = new AbortController();
    wait(numbered('1'), { intervalMs: 1_000, signal: controller.signal });
    await time.advance(1_500);
    controller.abort();
    const second = wait(numbered('1'), { intervalMs: 30_000, timeoutMs: 32_000 });
    await time.advance(5_500);
    wait(numbered('1'), { intervalMs: 9_000 });
    await time.advance(26_500);
    expect(times()).toEqual([1_000, 10_000, 19_000, 28_000, 33_500]);
    expect(second).toMatchObject({ at: 33_500, outcome: { code: 'timeout', task: { status: 'running' } } });
  });

  it('does not hold for a task that has ended', async () => {
    const { wait, time, times } = openService({ table, answer: done });
    wait(numbered('1'), { intervalMs: 1_000 });
    await time.advance(1_000);
    wait(numbered('1'), { intervalMs: 1_000 });
    await time.advance(1_000);
    expect(times()).toEqual([1_000, 2_000]);
  });

  it('is not undercut for a last poll as the time ends', async () => {
    const { wait, time, times } = openService({ table });
    const late = wait(numbered('1'), { intervalMs: 5_000, timeoutMs: 12_000 });
    await time.advance(20_000);
    expect(times()).toEqual([5_000, 10_000]);
    expect(late).toMatchObject({ at: 12_000, outcome: { code: 'timeout', task: { status: 'running' } } });
  });
});

describe('trouble', () => {
  it('doubles the time to the next poll from the second on, up to a minute, until an answer', async () => {
    const { wait, time, times } = openService({
      answer: (task, nth) => (nth < 8 || nth === 9 ? new VideoError('network', 'reset') : running(task)),
    });
    wait(numbered('1'), { intervalMs: 5_000 });
    await time.advance(300_000);
    expect(gaps(times()).slice(0, 9)).toEqual([
      5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000, 5_000, 5_000,
    ]);
  });

  it('backs off from no interval at all', async () => {
    const { wait, time, times } = openService({ answer: () => new VideoError('network', 'reset') });
    wait(numbered('1'), { intervalMs: 0 });
    await time.advance(100_000);
    expect(times().length).toBeLessThan(20);
  });

  it('is no reason any more after an answer', async () => {
    const { wait, time } = openService({ answer: (task, nth) => (nth === 1 ? trouble() : running(task)) });
    const seen = wait(numbered('1'), { intervalMs: 1_000, timeoutMs: 2_500 });
    await time.advance(3_000);
    expect(seen).toMatchObject({ outcome: { code: 'timeout', cause: undefined } });
  });

  it('keeps the pace while the service does not know the task yet', async () => {
    const { wait, time, times } = openService({ answer: () => new VideoError('not-found', 'no such task') });
    const seen = wait(numbered('1'), { intervalMs: 5_000 });
    await time.advance(130_000);
    expect(new Set(gaps(times()))).toEqual(new Set([5_000]));
    expect(seen).toMatchObject({ at: 120_000, outcome: { code: 'not-found' } });
  });

  it('of Retry-After blocks every poll of that service, and none of another', async () => {
    const { wait, time, times } = openService({
      answer: (task, nth) => (task.id === '1' && nth === 1 ? trouble(30_000) : running(task)),
    });
    wait(numbered('1'), { intervalMs: 1_000 });
    wait(numbered('2'), { intervalMs: 3_000 });
    const elsewhere: VideoTask = { ...numbered('3'), provider: 'zenith' };
    wait(elsewhere, { intervalMs: 3_000 });
    await time.advance(31_500);
    expect(times('1')).toEqual([1_000, 31_000]);
    expect(times('2')).toEqual([31_005]);
    expect(times('3')).toHaveLength(10);
  });

  it('of Retry-After holds those who stand in the queue as well, as long as the longest says', async () => {
    const { wait, time, times } = openService({
      table: tableWith({ maxInFlight: 2 }),
      takesMs: ({ id }) => (id === '1' ? 500 : 1_000),
      answer: (task, nth) =>
        nth > 1 || task.id === '3' ? running(task) : trouble(task.id === '1' ? 30_000 : 2_000),
    });
    for (const id of ['1', '2', '3']) wait(numbered(id), { intervalMs: 1_000 });
    await time.advance(31_600);
    expect([times('1'), times('2'), times('3')]).toEqual([[1_000, 31_505], [1_005], [31_500]]);
  });

  it('of Retry-After outlasts a wait: it ends in time and does not ask', async () => {
    const { wait, time, times } = openService({ answer: () => trouble(30_000) });
    wait(numbered('1'), { intervalMs: 1_000 });
    const short = wait(numbered('2'), { intervalMs: 5_000, timeoutMs: 10_000 });
    await time.advance(20_000);
    expect(times('2')).toEqual([]);
    expect(short).toMatchObject({
      at: 10_000,
      outcome: { code: 'timeout', message: expect.stringContaining('slow down') },
    });
  });
});

describe('waitForTask: polls in flight', () => {
  it('are bounded for each service, in the order in which they were due, for all its provider objects', async () => {
    const { wait, time, asked, flight, provider, anotherProvider } = openService({
      table: tableWith({ maxInFlight: 2 }),
      takesMs: 1_000,
      answer: done,
    });
    const other = anotherProvider();
    for (const [index, task] of many(7).entries())
      wait(task, { intervalMs: 100 }, index % 2 ? other : provider);
    await time.advance(10_000);
    expect(flight.most).toBe(2);
    expect(asked.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(asked.at(-1)?.at).toBe(3_100);
  });

  it('are no more a second than the table says, evenly, through several provider objects and routers', async () => {
    const { wait, time, asked, provider, anotherProvider } = openService({
      table: tableWith({ maxPerSecond: 20 }),
    });
    const ways = [provider, anotherProvider(), createRouter([provider])];
    for (const [index, task] of many(300).entries())
      wait(task, { intervalMs: 5_000, timeoutMs: Number.POSITIVE_INFINITY }, ways[index % 3]);
    await time.advance(60_000);
    const times = asked.map(({ at }) => at);
    expect(Math.min(...gaps(times))).toBe(50);
    // All have their turn before the first has its second.
    expect(new Set(asked.slice(0, 300).map(({ id }) => id)).size).toBe(300);
    expect(asked.length).toBeGreaterThan(1_000);
  });

  it('that do not end let a wait end on time if it has asked, and soon after if it could not', async () => {
    const { wait, time, times } = openService({
      table: tableWith({ maxInFlight: 1 }),
      takesMs: 3_600_000,
      answer: running,
    });
    wait(numbered('1'), { intervalMs: 1_000 });
    const never = wait(numbered('2'), { intervalMs: 1_500, timeoutMs: 5_000 });
    await time.advance(20_000);
    expect(never).toMatchObject({ at: 15_000, outcome: { code: 'timeout' } });
    expect(times('2')).toEqual([]);
  });

  it('do not keep a wait that has asked beyond its time', async () => {
    const { wait, time, times } = openService({
      table: tableWith({ maxInFlight: 1 }),
      takesMs: ({ id }) => (id === '1' ? 0 : 3_600_000),
    });
    const asked = wait(numbered('1'), { intervalMs: 2_000, timeoutMs: 5_000 });
    wait(numbered('2'), { intervalMs: 3_500 });
    await time.advance(10_000);
    expect(times()).toEqual([2_000]);
    expect(asked).toMatchObject({ at: 5_000, outcome: { code: 'timeout' } });
  });
});

describe('two waits for one task', () => {
  it('share its polls, also through routers, at the pace of the faster', async () => {
    const { wait, time, times, provider } = openService({
      answer: (task, nth) => (nth < 3 ? running(task) : done(task)),
    });
    const outer = createRouter([createRouter([provider])]);
    const waits = [
      wait(numbered('1'), { intervalMs: 4_000 }),
      wait(numbered('1'), { intervalMs: 60_000 }, outer),
      wait(numbered('1'), { intervalMs: 60_000 }, createRouter([provider])),
    ];
    await time.advance(12_000);
    expect(times()).toEqual([4_000, 8_000, 12_000]);
    expect(waits).toMatchObject(waits.map(() => ({ at: 12_000, outcome: { status: 'succeeded' } })));
  });

  it('share a poll that is under way', async () => {
    const { wait, time, times } = openService({ takesMs: 500, answer: done });
    wait(numbered('1'), { intervalMs: 1_000 });
    await time.advance(1_200);
    const second = wait(numbered('1'), { intervalMs: 1_000 });
    await time.advance(1_000);
    expect(times()).toEqual([1_000]);
    expect(second).toMatchObject({ at: 1_500, outcome: { status: 'succeeded' } });
  });

  it('do not share between provider objects: each may hold a key of its own', async () => {
    const { wait, time, times, anotherProvider } = openService();
    wait(numbered('1'), { intervalMs: 1_000 });
    wait(numbered('1'), { intervalMs: 1_000 }, anotherProvider());
    await time.advance(1_100);
    expect(times()).toEqual([1_000, 1_005]);
  });

  it('poll a copy of a router through its own query', async () => {
    const { wait, time, times, provider } = openService({ table: tableWith({ minIntervalMs: 5_000 }) });
    const seen: string[] = [];
    const router = createRouter([provider]);
    const logging = {
      ...router,
      query: async (task: VideoTask) => {
        seen.push(task.id);
        return router.query(task);
      },
    };
    wait(numbered('1'), { intervalMs: 1_000 }, logging);
    await time.advance(6_000);
    expect([seen, times()]).toEqual([
      ['1', '1'],
      [1_000, 6_000],
    ]);
  });

  it('end each by itself: one is out of time, one throws, the third goes on', async () => {
    const { wait, time } = openService({ answer: (task, nth) => (nth < 3 ? running(task) : done(task)) });
    const fault = new TypeError('x is not a function');
    const onUpdate = () => {
      throw fault;
    };
    const short = wait(numbered('1'), { intervalMs: 1_000, timeoutMs: 1_500 });
    const broken = wait(numbered('1'), { intervalMs: 1_000, onUpdate });
    const third = wait(numbered('1'), { intervalMs: 1_000 });
    await time.advance(3_000);
    expect(short).toMatchObject({ at: 1_500, outcome: { code: 'timeout' } });
    expect(broken).toEqual({ at: 1_000, outcome: fault });
    expect(third).toMatchObject({ outcome: { status: 'succeeded' } });
  });
});

describe('an abort', () => {
  const abortError = { name: 'AbortError' };

  it('by one who hears an answer reaches the others before the answer does', async () => {
    const { wait, time } = openService();
    const controller = new AbortController();
    const heard: string[] = [];
    wait(numbered('1'), { intervalMs: 1_000, onUpdate: () => controller.abort() });
    const { signal } = controller;
    const aborted = wait(numbered('1'), { intervalMs: 1_000, signal, onUpdate: ({ id }) => heard.push(id) });
    await time.advance(1_000);
    expect(aborted).toMatchObject({ outcome: abortError });
    expect(heard).toEqual([]);
  });

  it('ends only its own wait while time goes by', async () => {
    const { wait, time, times, clock } = openService({ answer: done });
    const controller = new AbortController();
    const aborted = wait(numbered('1'), { intervalMs: 1_000, signal: controller.signal });
    const other = wait(numbered('1'), { intervalMs: 2_000 });
    await time.advance(500);
    controller.abort();
    await time.advance(0);
    expect(aborted).toMatchObject({ at: 500, outcome: abortError });
    await time.advance(2_000);
    expect(other).toMatchObject({ at: 2_000, outcome: { status: 'succeeded' } });
    expect(times()).toEqual([2_000]);
    expect(clock.now()).toBe(start + 2_500);
  });

  it('ends a wait in the queue, which then asks nothing', async () => {
    const { wait, time, asked } = openService({ table: tableWith({ maxInFlight: 1 }), takesMs: 1_000 });
    const controller = new AbortController();
    wait(numbered('1'), { intervalMs: 1_000 });
    const queued = wait(numbered('2'), { intervalMs: 1_000, signal: controller.signal });
    wait(numbered('3'), { intervalMs: 1_000 });
    await time.advance(1_500);
    controller.abort();
    await time.advance(600);
    expect(queued).toMatchObject({ at: 1_500, outcome: abortError });
    expect(asked.map(({ id }) => id)).toEqual(['1', '3']);
  });

  it('in the queue does not keep a later wait from asking', async () => {
    const { wait, time, times } = openService({
      table: tableWith({ maxInFlight: 1, minIntervalMs: 5_000 }),
      takesMs: ({ id }) => (id === '1' ? 0 : 1_000),
    });
    const controller = new AbortController();
    const { signal } = controller;
    wait(numbered('1'), { intervalMs: 1_000, minIntervalMs: 0, signal });
    wait(numbered('2'), { intervalMs: 1_900 });
    await time.advance(2_500);
    controller.abort();
    wait(numbered('1'), { intervalMs: 1_000 });
    await time.advance(5_000);
    expect(times()).toEqual([1_000, 6_000]);
  });

  it('aborts the poll in flight when nobody else waits, and frees its place', async () => {
    const { wait, time, flight, asked } = openService({
      table: tableWith({ maxInFlight: 1 }),
      takesMs: 1_000,
    });
    const controller = new AbortController();
    const aborted = wait(numbered('1'), { intervalMs: 1_000, signal: controller.signal });
    wait(numbered('2'), { intervalMs: 1_100 });
    await time.advance(1_200);
    controller.abort();
    await time.advance(0);
    expect(aborted).toMatchObject({ at: 1_200, outcome: abortError });
    expect(flight.aborted).toBe(1);
    expect(asked.map(({ id, at }) => [id, at])).toEqual([
      ['1', 1_000],
      ['2', 1_200],
    ]);
  });

  it('leaves the poll in flight to those who still wait', async () => {
    const { wait, time, flight, times } = openService({ takesMs: 1_000, answer: done });
    const controller = new AbortController();
    const aborted = wait(numbered('1'), { intervalMs: 1_000, signal: controller.signal });
    const other = wait(numbered('1'), { intervalMs: 1_000 });
    await time.advance(1_500);
    controller.abort();
    await time.advance(1_000);
    expect(aborted).toMatchObject({ at: 1_500, outcome: abortError });
    expect(other).toMatchObject({ at: 2_000, outcome: { status: 'succeeded' } });
    expect([flight.aborted, times()]).toEqual([0, [1_000]]);
  });

  it('does not end a new wait for the same task', async () => {
    const { wait, time } = openService({ takesMs: 1_000, answer: done });
    const controller = new AbortController();
    wait(numbered('1'), { intervalMs: 1_000, signal: controller.signal });
    await time.advance(1_500);
    controller.abort();
    const again = wait(numbered('1'), { intervalMs: 1_000 });
    await time.advance(2_000);
    expect(again).toMatchObject({ at: 3_500, outcome: { status: 'succeeded' } });
  });

  it('means that a late answer is ignored, as a new poll may be under way', async () => {
    const { wait, time, times } = openService({
      table: tableWith({ minIntervalMs: 5_000 }),
      takesMs: 6_000,
      ignoresSignals: true,
    });
    const controller = new AbortController();
    wait(numbered('1'), { intervalMs: 1_000, signal: controller.signal });
    await time.advance(1_500);
    controller.abort();
    const heard: number[] = [];
    wait(numbered('1'), { intervalMs: 1_000, onUpdate: () => heard.push(times().length) });
    await time.advance(10_000);
    expect([times(), heard]).toEqual([[1_000, 6_000], []]);
    await time.advance(1_000);
    expect(heard).toEqual([2]);
  });

  it('of a signal that many waits share is one listener', async () => {
    const { wait, time } = openService();
    const controller = new AbortController();
    const { signal } = controller;
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listeners += 1;
      add(...given);
    };
    const waits = many(20).map((task) => wait(task, { signal }));
    await time.advance(1);
    controller.abort();
    await time.advance(0);
    expect(waits).toMatchObject(waits.map(() => ({ outcome: abortError })));
    expect(listeners).toBe(1);
  });
});

describe('the schedule', () => {
  it('sleeps once for all waits, until the next poll, and not at all when nobody waits', async () => {
    const { wait, time, clock, times } = openService({ answer: done });
    const late = new AbortController();
    wait(numbered('1'), { intervalMs: 60_000, signal: late.signal });
    await time.advance(10_000);
    for (const task of many(100)) wait({ ...task, id: `n${task.id}` }, { intervalMs: 1_000 });
    await time.advance(500);
    expect([time.sleeping(), time.sleeps()]).toEqual([1, 2]);
    await time.advance(1_000);
    expect(times('n99')).toEqual([11_495]);
    late.abort();
    await time.advance(0);
    expect([time.sleeping(), clock.now() - start]).toEqual([0, 11_500]);
  });

  it('asks after a sleep even when the clock stands still', async () => {
    const { provider, wait } = openService({ answer: (task, nth) => (nth < 3 ? running(task) : done(task)) });
    const clock = { now: () => 0, sleep: async () => undefined };
    const seen = wait(numbered('1'), { clock }, provider);
    await expect.poll(() => seen.outcome).toMatchObject({ status: 'succeeded' });
  });

  it('ends the waits of a clock that fails', async () => {
    const { wait } = openService();
    const fault = new Error('no time');
    const clock = { now: () => 0, sleep: () => Promise.reject(fault) };
    const seen = [wait(numbered('1'), { clock }), wait(numbered('2'), { clock })];
    await expect.poll(() => seen.map(({ outcome }) => outcome)).toEqual([fault, fault]);
  });
});
