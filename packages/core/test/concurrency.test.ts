import {
  type Capabilities,
  createRouter,
  type RouterSettings,
  type Submission,
  VideoError,
  type VideoEvent,
  type VideoProvider,
  type VideoTask,
} from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import { fakeProvider, link, tableOf } from './fixture.ts';
import { simulatedTime } from './simulated-time.ts';

const start = Date.parse('2026-11-23T10:00:00.000Z');
const table = tableOf({ prompt: { maxLength: 20 } });
const limited = (count: number): Capabilities => ({
  models: table.models.map((entry) => ({ ...entry, maxTasks: { count, source: 'the test' } })),
});
const minute = 60_000;

/** A service that takes any number of tasks, and ends one when it is told to. */
function open(settings: RouterSettings = {}, capabilities = limited(1), parts: Partial<VideoProvider> = {}) {
  const time = simulatedTime(start);
  const sent: string[] = [];
  const done = new Set<string>();
  let asked = 0;
  const { provider } = fakeProvider(capabilities, {
    generate: async ({ prompt = '' }) => {
      sent.push(prompt);
      const task = newTask({ provider: 'acme', api: 'direct', model: 'm' }, prompt);
      return { ...task, createdAt: new Date(start).toISOString() };
    },
    query: async (task): Promise<VideoTask> => {
      asked += 1;
      return done.has(task.id) ? { ...task, status: 'succeeded', videos: [{ url: link }] } : task;
    },
    ...parts,
  });
  const router = createRouter([provider], { clock: time.clock, breaker: false, ...settings });
  return { router, time, sent, done, asked: () => asked };
}
const submission: Submission = {
  provider: 'acme',
  api: 'direct',
  model: 'm',
  reference: 'r',
  submittedAt: '2026-11-23T10:00:00.000Z',
  fingerprint: 'f',
};

describe('maxTasks', () => {
  it('sends queued requests in order, though nobody waits for a task', async () => {
    const { router, time, sent, done } = open();
    const calls = ['1', '2', '3', '4'].map((prompt) => router.generate({ prompt }));
    for (const [index, prompt] of ['1', '2', '3', '4'].entries()) {
      await time.advance(2 * minute);
      expect(sent).toHaveLength(index + 1);
      expect(sent.at(-1)).toBe(prompt);
      done.add(prompt);
    }
    const tasks = await Promise.all(calls);
    expect(tasks.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
  });

  it('polls nothing and runs no timer while the queue is empty', async () => {
    const { router, time, asked } = open();
    await router.generate({ prompt: '1' });
    const controller = new AbortController();
    const second = router.generate({ prompt: '2' }, { signal: controller.signal });
    await time.advance(2 * minute);
    const before = asked();
    expect(before).toBeGreaterThan(0);
    controller.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    await time.advance(10 * minute);
    expect([asked(), time.sleeping()]).toEqual([before, 0]);
  });

  it('an abort leaves the queue without a request and without disturbing the others', async () => {
    const { router, time, sent, done } = open();
    const controller = new AbortController();
    const [first, second, third] = [
      router.generate({ prompt: '1' }),
      router.generate({ prompt: '2' }, { signal: controller.signal }),
      router.generate({ prompt: '3' }),
    ];
    await first;
    const reason = new Error('no longer');
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    done.add('1');
    await time.advance(2 * minute);
    await third;
    expect(sent).toEqual(['1', '3']);
  });

  it('tells how many tasks must end before a queued request is sent, and only when that changes', async () => {
    const told: unknown[] = [];
    const onEvent = (event: VideoEvent) => {
      if (event.type === 'queued') told.push([event.reference, event.ahead]);
    };
    const { router, time, sent, done } = open({ onEvent });
    const controller = new AbortController();
    const send = (reference: string, signal?: AbortSignal) =>
      router.generate({ prompt: reference }, { reference, signal });
    const first = send('1');
    const second = send('2', controller.signal);
    const others = [send('3'), send('4')];
    await first;
    expect(told.splice(0)).toEqual([
      ['2', 1],
      ['3', 2],
      ['4', 3],
    ]);
    await time.advance(minute);
    expect(told).toEqual([]);
    controller.abort(new Error('no longer'));
    await expect(second).rejects.toThrow('no longer');
    expect(told.splice(0)).toEqual([
      ['3', 1],
      ['4', 2],
    ]);
    done.add('1');
    await time.advance(2 * minute);
    expect([told, sent]).toEqual([[['4', 1]], ['1', '3']]);
    done.add('3');
    await time.advance(2 * minute);
    await Promise.all(others);
  });

  it.each<[string, (router: ReturnType<typeof open>['router'], task: VideoTask) => Promise<unknown>]>([
    ['query', (router, task) => router.query(task)],
    ['wait', (router, task) => router.wait(task, { intervalMs: 1 })],
    ['cancel', (router, task) => router.cancel(task)],
  ])('moves when %s sees the end', async (_name, see) => {
    const cancel = async (task: VideoTask) =>
      ({ outcome: 'stopped', billed: 'no', task: { ...task, status: 'canceled' } }) as const;
    const { router, time, sent, done } = open({}, limited(1), { cancel });
    const first = await router.generate({ prompt: '1' });
    done.add('1');
    const seen = see(router, first);
    await time.advance(2);
    await seen;
    await router.generate({ prompt: '2' });
    expect(sent).toEqual(['1', '2']);
  });

  it.each([
    ['api', {}, ['one']],
    ['model', {}, ['one', 'two']],
    ['api', { 'acme:n': 1 }, ['one', 'two']],
  ] as const)('counts for each %s, with limits of %j', async (per, maxTasks, expected) => {
    const [entry = expect.fail('no model')] = table.models;
    const models = ['m', 'n'].map((model) => ({
      ...entry,
      model,
      maxTasks: { count: 1, per, source: 'it' },
    }));
    const { router, sent } = open({ maxTasks }, { models });
    const calls = [
      router.generate({ prompt: 'one', model: 'm' }),
      router.generate({ prompt: 'two', model: 'n' }),
    ];
    await calls[0];
    await Promise.resolve();
    expect(sent).toEqual(expected);
  });

  it('gives the slot of a refusal to the next', async () => {
    let refusals = 1;
    const sent: string[] = [];
    const { router } = open({}, limited(1), {
      generate: async ({ prompt = '' }) => {
        sent.push(prompt);
        refusals -= 1;
        if (refusals >= 0) throw new VideoError('rate-limited', 'later');
        return newTask({ provider: 'acme', api: 'direct', model: 'm' }, prompt);
      },
    });
    const ended = await Promise.allSettled([
      router.generate({ prompt: '1' }),
      router.generate({ prompt: '2' }),
    ]);
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(sent).toEqual(['1', '2']);
  });

  describe('after an unknown outcome', () => {
    const openUnknown = async () => {
      const sent: string[] = [];
      const opened = open({}, limited(1), {
        generate: async ({ prompt = '' }, options) => {
          sent.push(prompt);
          await options?.onSubmission?.(submission);
          throw new VideoError('submission-unknown', 'who knows', { submission });
        },
        reconcile: async () => newTask({ provider: 'acme', api: 'direct', model: 'm' }, 'found'),
      });
      const first = opened.router.generate({ prompt: '1' });
      await expect(first).rejects.toMatchObject({ code: 'submission-unknown' });
      void opened.router.generate({ prompt: '2' }).catch(() => undefined);
      return { ...opened, sent };
    };

    it('keeps the slot for ten minutes', async () => {
      const { time, sent } = await openUnknown();
      await time.advance(10 * minute - 1);
      expect(sent).toEqual(['1']);
      await time.advance(1);
      expect(sent).toEqual(['1', '2']);
    });

    it('keeps the slot until its task is reconciled and has ended', async () => {
      const { router, time, sent, done } = await openUnknown();
      await router.reconcile(submission);
      await time.advance(20 * minute);
      expect(sent).toEqual(['1']);
      done.add('found');
      await time.advance(minute);
      expect(sent).toEqual(['1', '2']);
    });
  });

  it('is not blocked by a task that cannot be polled', async () => {
    const { router, time, sent } = open({}, limited(1), {
      query: () => Promise.reject(new VideoError('authentication', 'another key')),
    });
    await router.generate({ prompt: '1' });
    const second = router.generate({ prompt: '2' });
    await time.advance(2 * minute);
    await second;
    expect(sent).toEqual(['1', '2']);
  });

  it.each([
    [limited(2), {}, 2],
    [limited(2), { 'acme:m': 3 }, 3],
    [table, { 'acme:m': 2 }, 2],
    [table, {}, 5],
  ])('is as wide as the table says, or the settings: %#', async (capabilities, maxTasks, expected) => {
    const { router, time, sent } = open({ maxTasks }, capabilities);
    for (const prompt of ['1', '2', '3', '4', '5']) void router.generate({ prompt });
    await time.advance(0);
    expect(sent).toHaveLength(expected);
  });

  it.each([{ 'acme:x': 1 }, { m: 1 }, { 'acme:m': 0 }, { 'acme:m': 1.5 }])('refuses %j', (maxTasks) => {
    expect(() => open({ maxTasks })).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
