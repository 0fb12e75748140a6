import { createRouter, VideoError, type VideoEvent, type VideoTask, withEvents } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { done, numbered, openService, running, start, tableWith } from './polling-service.ts';
import { seededRandom } from './simulated-time.ts';

const table = tableWith({ maxBatch: 20 });
const many = (count: number) => Array.from({ length: count }, (_, index) => numbered(`${index + 1}`));
const each = () => undefined;
const sizes = (requests: readonly (readonly string[])[]) => requests.map(({ length }) => length);
const gone = () => new VideoError('not-found', 'no such task');
/** All tasks of a batch but one as they run; what is said of that one. */
const but =
  (id: string, outcome: (task: VideoTask) => VideoTask | VideoError) => (tasks: readonly VideoTask[]) =>
    tasks.map((task) => (task.id === id ? outcome(task) : running(task)));

describe('a thousand tasks', () => {
  it('that are due together take fifty requests at every turn', async () => {
    const { wait, time, requests, asked, times } = openService({ table, answerMany: each, takesMs: 200 });
    for (const task of many(1_000)) wait(task);
    await time.advance(60_000);
    const rounds = times('1').length;
    expect(rounds).toBe(8);
    expect(asked.length).toBe(1_000 * rounds);
    expect(requests.length).toBe(50 * rounds);
  });

  it('whose polls are spread take no more', async () => {
    const { wait, time, requests, asked } = openService({
      table,
      answerMany: each,
      takesMs: 200,
      random: seededRandom(3),
    });
    for (const task of many(1_000)) wait(task);
    await time.advance(60_000);
    expect(asked.length).toBeGreaterThan(6_000);
    expect(requests.length).toBe(asked.length / 20);
  });
});

describe('tasks that come one after the other', () => {
  it.each([
    [1_000, 19.5],
    [40, 12],
  ])('come together: %i of a minute go %d to a request', async (count, least) => {
    const { wait, time, clock, requests, asked } = openService({
      table,
      answerMany: each,
      takesMs: 200,
      random: seededRandom(5),
    });
    for (const { id } of many(count)) {
      wait(numbered(id, start - clock.now()));
      await time.advance(60_000 / count);
    }
    requests.length = 0;
    asked.length = 0;
    await time.advance(60_000);
    expect(asked.length / requests.length).toBeGreaterThan(least);
  });

  it('are polled up to a quarter sooner for it, never more', async () => {
    const { wait, time, times } = openService({ table, answerMany: each });
    const gaps = () =>
      ['1', '2', '3'].map((id) =>
        times(id)
          .map((at, index) => at - (times(id)[index - 1] ?? 0))
          .slice(1),
      );
    wait(numbered('1'));
    await time.advance(1_000);
    wait(numbered('2', -1_000));
    await time.advance(500);
    wait(numbered('3', -1_500), { intervalMs: 5_000 });
    await time.advance(36_000);
    // The first goes along with the third, the second was polled too lately.
    expect(gaps()).toEqual([
      [4_000, 5_000, 5_000],
      [5_000, 5_000],
      [5_000, 5_000, 5_000, 5_000, 5_000, 5_000],
    ]);
  });

  it('are not polled sooner after a failure', async () => {
    const { wait, time, times } = openService({
      table,
      answerMany: each,
      answer: (task) => (task.id === '2' ? new VideoError('network', 'reset') : running(task)),
    });
    wait(numbered('1'));
    await time.advance(1_000);
    wait(numbered('2', -1_000));
    await time.advance(32_000);
    expect(times('2')).toEqual([23_500, 28_500]);
  });
});

describe('waits that share requests', () => {
  it('get the same news at the same time as alone', async () => {
    const outcomes = async (answerMany?: typeof each) => {
      const service = openService({
        table,
        ...(answerMany && { answerMany }),
        takesMs: 200,
        answer: (task, nth) => (nth < 3 ? running(task) : done(task)),
      });
      const seen = many(30).map((task) => service.wait(task, { intervalMs: 2_000 }));
      await service.time.advance(10_000);
      return {
        requests: service.requests.length,
        seen: seen.map(({ outcome }) => outcome),
        times: service.times('1'),
      };
    };
    const alone = await outcomes();
    const together = await outcomes(each);
    expect(together).toEqual({ ...alone, requests: 6 });
    expect(alone.requests).toBe(90);
  });

  it('poll nobody before its interval is over, and nobody later than alone', async () => {
    const { wait, time, times } = openService({ table, answerMany: each, random: () => 0.5 });
    wait(numbered('1'), { intervalMs: 4_000 });
    await time.advance(100);
    wait(numbered('2'), { intervalMs: 4_000 });
    wait(numbered('3'), { intervalMs: 9_000 });
    await time.advance(600);
    wait(numbered('4'), { intervalMs: 4_000 });
    await time.advance(12_400);
    // 200 ms of spread: who comes at most that much later goes along from its interval's end on.
    expect(times('1')).toEqual([4_200, 8_400, 12_600]);
    expect(times('2')).toEqual([4_200, 8_400, 12_600]);
    expect(times('3')).toEqual([9_100]);
    expect(times('4')).toEqual([4_900, 9_100]);
  });

  it('keep to the least interval of the service', async () => {
    const limits = tableWith({ maxBatch: 20, minIntervalMs: 5_000 });
    const { wait, time, times } = openService({ table: limits, answerMany: each });
    wait(numbered('1'), { intervalMs: 3_000 });
    wait(numbered('2'), { intervalMs: 4_000 });
    await time.advance(13_500);
    expect([times('1'), times('2')]).toEqual([
      [3_000, 8_000, 13_000],
      [4_000, 9_000],
    ]);
  });

  it('ask about one alone by a query', async () => {
    const { wait, time, requests } = openService({
      table,
      answerMany: () => [],
      answer: done,
    });
    const seen = wait(numbered('1'));
    await time.advance(30_000);
    expect(seen).toMatchObject({ outcome: { status: 'succeeded' } });
    expect(sizes(requests)).toEqual([1]);
  });

  it.each([
    ['a table that names no number', tableWith({})],
    ['a table with a number that is none', tableWith({ maxBatch: 0 })],
  ])('ask about each alone with %s', async (_what, silent) => {
    const { wait, time, requests } = openService({ table: silent, answerMany: each });
    for (const task of many(3)) wait(task, { intervalMs: 1_000 });
    await time.advance(1_100);
    expect(sizes(requests)).toEqual([1, 1, 1]);
  });

  it('do not share between provider objects, nor with other apis', async () => {
    const { wait, time, requests, anotherProvider, provider } = openService({ table, answerMany: each });
    const other = anotherProvider();
    for (const [index, task] of many(6).entries())
      wait(task, { intervalMs: 1_000 }, index % 2 ? other : provider);
    wait({ ...numbered('7'), api: 'other' }, { intervalMs: 1_000, minIntervalMs: 0 });
    await time.advance(1_100);
    expect(new Set(requests)).toEqual(new Set([['1', '3', '5'], ['2', '4', '6'], ['7']]));
  });

  it('share through routers, and through those with events', async () => {
    const events: VideoEvent[] = [];
    const { wait, time, requests, provider, clock } = openService({ table, answerMany: each, answer: done });
    const router = createRouter([provider], { onEvent: (event) => events.push(event), clock });
    const seen = [...many(3)].map((task, index) =>
      wait(task, { intervalMs: 1_000 }, index === 1 ? createRouter([router]) : router),
    );
    const around = withEvents(createRouter([provider]), (event) => events.push(event), { clock });
    for (const id of ['8', '9']) seen.push(wait(numbered(id), { intervalMs: 1_000 }, around));
    await time.advance(1_500);
    expect(requests).toEqual([
      ['1', '2', '3'],
      ['8', '9'],
    ]);
    expect(seen).toMatchObject(seen.map(() => ({ outcome: { status: 'succeeded' } })));
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(5);
  });

  it('tell of each when it is polled next, and of one that nobody waits for any more that it was polled', async () => {
    const events: VideoEvent[] = [];
    const { wait, time, requests, provider, clock } = openService({ table, answerMany: each, takesMs: 100 });
    const router = createRouter([provider], { onEvent: (event) => events.push(event), clock });
    const leaving = new AbortController();
    for (const [index, task] of many(3).entries())
      wait(task, { intervalMs: 1_000, ...(index === 2 && { signal: leaving.signal }) }, router);
    await time.advance(1_050);
    leaving.abort();
    await time.advance(5_000);
    expect(requests[0]).toEqual(['1', '2', '3']);
    const ofTask = (id: string) => events.filter((event) => event.type === 'polled' && event.taskId === id);
    const asked = ofTask('1');
    const pauses = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
    expect(asked.slice(0, -1)).toMatchObject(
      pauses.map((pause) => ({ ok: true, status: 'running', nextInMs: pause - 100 })),
    );
    expect(ofTask('3')).toMatchObject([{ ok: true, status: 'running', nextInMs: undefined }]);
  });

  it('poll a copy of a router by its own query', async () => {
    const { wait, time, requests, provider } = openService({ table, answerMany: each });
    const router = createRouter([provider]);
    const copy = { ...router, query: (task: VideoTask) => router.query(task) };
    for (const task of many(3)) wait(task, { intervalMs: 1_000 }, copy);
    await time.advance(1_100);
    expect(sizes(requests)).toEqual([1, 1, 1]);
  });
});

describe('one place in flight', () => {
  it('holds one request, and who waits for one goes along in order of arrival', async () => {
    const { wait, time, requests, flight } = openService({
      table: tableWith({ maxBatch: 3, maxInFlight: 1 }),
      answerMany: each,
      takesMs: 400,
      answer: done,
    });
    for (const task of many(8)) wait(task, { intervalMs: 1_000 });
    await time.advance(10_000);
    expect(flight.most).toBe(1);
    expect(requests).toEqual([
      ['1', '2', '3'],
      ['4', '5', '6'],
      ['7', '8'],
    ]);
  });

  it('is shared fairly with another key of the same service', async () => {
    const { wait, time, requests, provider, anotherProvider } = openService({
      table: tableWith({ maxBatch: 2, maxInFlight: 1 }),
      answerMany: each,
      takesMs: 500,
      answer: done,
    });
    const other = anotherProvider();
    for (const id of ['1', '2', '3', '4', '5', '6']) wait(numbered(id), { intervalMs: 1_000 }, provider);
    for (const id of ['a', 'b']) wait(numbered(id), { intervalMs: 1_200 }, other);
    await time.advance(10_000);
    // The third of the first key was there before; its fourth goes along.
    expect(requests).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
      ['a', 'b'],
    ]);
  });
});

describe('an outcome of one among several', () => {
  it('that is not-found ends no wait, but a query of its own does', async () => {
    const { wait, time, times, requests } = openService({
      table,
      answerMany: but('2', gone),
      answer: (task) => (task.id === '2' ? gone() : running(task)),
    });
    const [first, second] = many(3).map(({ id }) => wait(numbered(id, 300_000), { intervalMs: 10_000 }));
    await time.advance(30_000);
    expect(second).toMatchObject({ at: 20_005, outcome: { code: 'not-found', task: { id: '2' } } });
    expect(times('2')).toEqual([10_000, 20_005]);
    expect(first).toEqual({});
    expect(requests.slice(0, 3)).toEqual([['1', '2', '3'], ['1', '3'], ['2']]);
  });

  it('that a query knows better goes on, alone after the second', async () => {
    const { wait, time, requests } = openService({
      table,
      answerMany: but('1', gone),
      answer: (task, nth) => (task.id === '1' && nth > 5 ? done(task) : running(task)),
      random: () => 0.5,
    });
    const [first] = many(3).map(({ id }) => wait(numbered(id, 300_000), { intervalMs: 10_000 }));
    await time.advance(70_000);
    expect(first).toMatchObject({ outcome: { status: 'succeeded', id: '1' } });
    const withOne = requests.filter((ids) => ids.includes('1'));
    expect(sizes(withOne)).toEqual([3, 1, 3, 1, 1, 1]);
  });

  it('that is unsupported is asked about alone at once', async () => {
    const { wait, time, times, requests } = openService({
      table: tableWith({ maxBatch: 20, minIntervalMs: 1_000 }),
      answerMany: but('2', () => new VideoError('unsupported', 'alone')),
    });
    for (const task of many(3)) wait(task, { intervalMs: 1_000 });
    await time.advance(2_500);
    expect(requests).toEqual([['1', '2', '3'], ['2'], ['1', '3'], ['2']]);
    expect(times('2')).toEqual([1_000, 1_005, 2_005]);
  });

  it('that is rate-limited says nothing against asking together', async () => {
    const slow = new VideoError('rate-limited', 'slow down', { retryAfterMs: 5_000 });
    const alone = new VideoError('unsupported', 'alone');
    const { wait, time, requests } = openService({
      table,
      answerMany: (tasks) => tasks.map(({ id }) => (id === '2' ? alone : slow)),
    });
    for (const task of many(4)) wait(task, { intervalMs: 1_000 });
    await time.advance(11_500);
    expect(requests.filter((ids) => !ids.includes('2'))).toEqual([
      ['1', '3', '4'],
      ['1', '3', '4'],
    ]);
  });

  it.each([
    ['about a stranger’s task', (task: VideoTask) => done({ ...task, id: '77' })],
    ['about a neighbour', (task: VideoTask) => done({ ...task, id: '1' })],
    ['about another api', (task: VideoTask) => done({ ...task, api: 'other' })],
  ])('%s changes nothing', async (_what, odd) => {
    const { wait, time } = openService({ table, answerMany: but('2', odd) });
    const seen = many(3).map((task) => wait(task, { intervalMs: 1_000, timeoutMs: 1_800 }));
    await time.advance(5_000);
    expect(seen).toMatchObject(['1', '2', '3'].map((id) => ({ outcome: { code: 'timeout', task: { id } } })));
  });

  it('that is missing counts as a failed poll of that one', async () => {
    const { wait, time } = openService({ table, answerMany: (tasks) => tasks.slice(0, 2).map(done) });
    const seen = many(3).map((task) => wait(task, { intervalMs: 1_000, timeoutMs: 1_000 }));
    await time.advance(5_000);
    expect(seen).toMatchObject([
      { outcome: { status: 'succeeded' } },
      { outcome: { status: 'succeeded' } },
      { outcome: { code: 'timeout', message: expect.stringContaining('none in place of 3') } },
    ]);
  });
});

describe('a request for several that fails', () => {
  it('with 429 and Retry-After holds all of that key until then, and goes on together', async () => {
    const { wait, time, times, requests } = openService({
      table,
      answerMany: (tasks, nth) =>
        nth === 1
          ? Promise.reject(new VideoError('rate-limited', 'slow down', { retryAfterMs: 30_000 }))
          : tasks.map(running),
    });
    for (const task of many(5)) wait(task, { intervalMs: 1_000 });
    wait(numbered('6'), { intervalMs: 2_000 });
    await time.advance(31_500);
    expect(requests.map(({ length }) => length)).toEqual([5, 6]);
    expect(times('6')).toEqual([31_000]);
  });

  it.each(['authentication', 'invalid-request', 'not-found', 'unsupported'] as const)(
    'as %s falls back to queries at once, and tries again after ten minutes',
    async (code) => {
      const { wait, time, requests } = openService({
        table,
        answerMany: () => Promise.reject(new VideoError(code, 'no such page')),
        random: () => 0.5,
      });
      const seen = many(3).map(({ id }) =>
        wait(numbered(id, 300_000), { intervalMs: 60_000, timeoutMs: 3_600_000 }),
      );
      await time.advance(63_100);
      expect(sizes(requests)).toEqual([3, 1, 1, 1]);
      await time.advance(590_000);
      expect(Math.max(...sizes(requests.slice(1)))).toBe(1);
      await time.advance(120_000);
      expect(sizes(requests).filter((size) => size === 3)).toHaveLength(2);
      expect(seen).toEqual([{}, {}, {}]);
    },
  );

  it('by an error in its code falls back as well', async () => {
    const { wait, time } = openService({
      table,
      answerMany: () => Promise.reject(new TypeError('x is not a function')),
      answer: done,
    });
    const seen = many(3).map((task) => wait(task, { intervalMs: 1_000 }));
    await time.advance(1_100);
    expect(seen).toMatchObject(seen.map(() => ({ outcome: { status: 'succeeded' } })));
  });

  it('as the time of a wait ends still gets its last poll', async () => {
    const { wait, time } = openService({
      table,
      answerMany: () => Promise.reject(new VideoError('not-found', 'no such page')),
      answer: done,
    });
    const seen = many(3).map((task) => wait(task, { intervalMs: 9_000, timeoutMs: 1_000 }));
    await time.advance(1_100);
    expect(seen).toMatchObject(seen.map(() => ({ outcome: { status: 'succeeded' } })));
  });

  it.each(['null', '[null, null, null]', '[{}, 7, "done"]', '{"1": "done"}'])(
    'to make sense, as %s, ends no wait',
    async (json) => {
      const { wait, time } = openService({
        table,
        answerMany: () => Promise.resolve(JSON.parse(json)),
        answer: done,
      });
      const seen = many(3).map((task) => wait(task, { intervalMs: 1_000 }));
      await time.advance(2_100);
      expect(seen).toMatchObject(seen.map(() => ({ outcome: { status: 'succeeded' } })));
    },
  );

  it('leaves it to the query whether a wait ends', async () => {
    const denied = new VideoError('authentication', 'no such key');
    const { wait, time } = openService({
      table,
      answerMany: () => Promise.reject(denied),
      answer: () => denied,
    });
    const seen = many(3).map((task) => wait(task, { intervalMs: 1_000 }));
    await time.advance(1_100);
    expect(seen).toMatchObject(seen.map(() => ({ outcome: { code: 'authentication' } })));
  });

  it.each(['provider-unavailable', 'network', 'timeout'] as const)(
    'by %s is a failed poll of each, and all go alone for a minute, since one of them may be the reason',
    async (code) => {
      const { wait, time, requests, times } = openService({
        table,
        answerMany: (tasks) =>
          tasks.some(({ id }) => id === '2') ? tasks.map(() => trouble) : tasks.map(done),
        answer: (task) => (task.id === '2' ? trouble : running(task)),
      });
      const trouble = new VideoError(code, 'trouble');
      const seen = many(3).map((task) => wait(task, { intervalMs: 10_000, timeoutMs: 45_000 }));
      await time.advance(50_000);
      expect(times('1')).toEqual([10_000, 20_000, 30_000, 40_000, 45_000]);
      expect(times('2')).toEqual([10_000, 20_005, 40_005]);
      expect(sizes(requests)).toEqual([3, ...requests.slice(1).map(() => 1)]);
      expect(seen).toMatchObject([
        { outcome: { code: 'timeout', cause: undefined } },
        { outcome: { code: 'timeout', cause: trouble } },
        { outcome: { code: 'timeout', cause: undefined } },
      ]);
    },
  );

  it('to come at all is given up after a minute, and all go alone', async () => {
    const { wait, time, requests } = openService({
      table,
      answerMany: () => new Promise(() => undefined),
      answer: done,
    });
    const seen = many(3).map((task) => wait(task, { intervalMs: 1_000 }));
    await time.advance(70_000);
    expect(seen).toMatchObject(seen.map(() => ({ outcome: { status: 'succeeded' } })));
    expect(sizes(requests)).toEqual([3, 1, 1, 1]);
  });
});

describe('one that leaves a request', () => {
  const service = () => openService({ table, answerMany: each, takesMs: 5_000, answer: done });

  it('by an abort leaves at once, and the others get their answer', async () => {
    const { wait, time, flight } = service();
    const controller = new AbortController();
    const [first, second] = [
      wait(numbered('1'), { intervalMs: 1_000, signal: controller.signal }),
      wait(numbered('2'), { intervalMs: 1_000 }),
    ];
    await time.advance(2_000);
    controller.abort();
    await time.advance(0);
    expect(first).toMatchObject({ at: 2_000, outcome: { name: 'AbortError' } });
    expect(flight.aborted).toBe(0);
    await time.advance(5_000);
    expect(second).toMatchObject({ at: 6_000, outcome: { status: 'succeeded' } });
  });

  it('as the last aborts it, and frees the place', async () => {
    const { wait, time, flight } = openService({
      table: tableWith({ maxBatch: 20, maxInFlight: 1 }),
      answerMany: each,
      takesMs: ({ id }) => (id === '3' ? 0 : 3_600_000),
      answer: done,
    });
    const controller = new AbortController();
    const { signal } = controller;
    for (const id of ['1', '2']) wait(numbered(id), { intervalMs: 1_000, signal });
    const third = wait(numbered('3'), { intervalMs: 3_000 });
    await time.advance(4_000);
    controller.abort();
    await time.advance(1_000);
    expect(flight.aborted).toBe(1);
    expect(third).toMatchObject({ at: 4_000, outcome: { status: 'succeeded' } });
  });

  it('by its own time ends in time, the others later', async () => {
    const { wait, time } = openService({ table, answerMany: each, takesMs: 20_000, answer: done });
    const first = wait(numbered('1'), { intervalMs: 1_000, timeoutMs: 4_000 });
    const second = wait(numbered('2'), { intervalMs: 1_000 });
    await time.advance(25_000);
    expect(first).toMatchObject({ at: 11_000, outcome: { code: 'timeout', task: { id: '1' } } });
    expect(second).toMatchObject({ at: 21_000, outcome: { status: 'succeeded' } });
  });
});
