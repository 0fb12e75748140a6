import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../src/index.ts';
import { json, linkIn, type Raw, rawGateway, routes, type Variant, variants } from './raw.ts';

type Case = { readonly fault: FaultRule; readonly answer: (raw: Raw, plain: Raw) => void };

const statusFields = ['status', 'state', 'task_status'];

/** The status words of an answer, outermost first. */
function words(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    statusFields.includes(key) && typeof inner === 'string' ? [inner] : words(inner),
  );
}

const nothing = (raw: Raw) => expect(raw).toMatchObject({ status: 0, complete: false });
const page = (status: number) => (raw: Raw) => {
  expect(raw).toMatchObject({ status, complete: true });
  expect(raw.headers['content-type']).toMatch(/^text\/html/);
  expect(raw.body.toString()).toMatch(/^<!doctype html>/);
};
const says = (status: number, body: unknown) => (raw: Raw) => {
  expect(raw).toMatchObject({ status, complete: true });
  expect(json(raw)).toEqual(body);
};
const failure = (code: string) => ({ code, message: expect.any(String), data: null });

/** The same whatever the profile would have answered. */
const transport: readonly Case[] = [
  { fault: { on: 'poll', kind: 'cut' }, answer: nothing },
  {
    fault: { on: 'poll', kind: 'rate-limited' },
    answer(raw) {
      says(429, failure('fail_to_fetch_task'))(raw);
      expect(raw.headers).not.toHaveProperty('retry-after');
    },
  },
  {
    fault: { on: 'poll', kind: 'rate-limited', retryAfter: 3 },
    answer: (raw) => expect(raw).toMatchObject({ status: 429, headers: { 'retry-after': '3' } }),
  },
  ...([500, 502, 503, 504, 520, 522, 524] as const).flatMap((status): readonly Case[] => [
    { fault: { on: 'poll', kind: 'error', status, body: 'html' }, answer: page(status) },
    {
      fault: { on: 'poll', kind: 'error', status },
      answer: says(status, failure(status === 500 ? 'do_request_failed' : 'fail_to_fetch_task')),
    },
  ]),
  { fault: { on: 'poll', kind: 'html' }, answer: page(200) },
];

/** Made from the profile's answer. */
const cases: readonly Case[] = [
  {
    fault: { on: 'poll', kind: 'broken-json' },
    answer(raw) {
      expect(raw).toMatchObject({ status: 200, complete: true });
      expect(() => json(raw)).toThrow(SyntaxError);
    },
  },
  { fault: { on: 'poll', kind: 'not-an-object' }, answer: says(200, null) },
  ...[[], 'ok', 0, false, [{ status: 'x' }]].map((value): Case => ({
    fault: { on: 'poll', kind: 'not-an-object', json: value },
    answer: says(200, value),
  })),
  {
    fault: { on: 'poll', kind: 'unknown-status' },
    answer(raw, plain) {
      const found = words(json(raw));
      expect(found.length).toBe(words(json(plain)).length);
      expect(new Set(found)).toEqual(new Set(['reviewing']));
    },
  },
  {
    fault: { on: 'poll', kind: 'unknown-status', word: 'hibernating' },
    answer: (raw) => expect(words(json(raw))).toContain('hibernating'),
  },
  {
    fault: { on: 'poll', kind: 'missing-fields' },
    answer(raw, plain) {
      expect(words(json(plain))).not.toEqual([]);
      expect(raw).toMatchObject({ status: 200, complete: true });
      expect(words(json(raw))).toEqual([]);
    },
  },
  {
    fault: { on: 'poll', kind: 'missing-fields', fields: ['id', 'task_id', 'data'] },
    answer: (raw) => expect(raw.body.toString()).not.toMatch(/"(?:id|task_id|data)":/),
  },
  { fault: { on: 'poll', kind: 'task-not-exist' }, answer: says(400, failure('task_not_exist')) },
  {
    fault: { on: 'poll', kind: 'task-not-exist', status: 404 },
    answer: says(404, failure('task_not_exist')),
  },
];

const pairs = (of: readonly Variant[], entries: readonly Case[]) =>
  of.flatMap((variant) =>
    entries.map((entry) => [`${variant.name}: ${JSON.stringify(entry.fault)}`, variant, entry] as const),
  );

const everyPoll = [...pairs(routes, transport), ...pairs(variants, cases)];

/** Two answers to the same question; only new-api's ids of requests differ. */
const stable = (raw: Raw) => raw.body.toString().replace(/"request_id":"[^"]*"/, '');

describe('a poll that goes wrong', () => {
  it.each(everyPoll)('%s', async (_name, variant, { fault, answer }) => {
    const { simulator, submit, poll } = await rawGateway(variant);
    await submit();
    simulator.advance(10);
    const plain = await poll();
    const handle = simulator.fault({ ...fault, service: variant.service });
    answer(await poll(), plain);
    expect(handle.hits).toBe(1);
    expect(simulator.requests.at(-1)).toMatchObject({ fault: fault.kind });
    expect(stable(await poll())).toBe(stable(plain));
    expect(simulator.tasks).toHaveLength(1);
  });

  it.each(variants)('$name: hang, until the simulator closes', async (variant) => {
    const { simulator, submit, polled } = await rawGateway(variant);
    await submit();
    const { struck } = simulator.fault({ on: 'poll', kind: 'hang' });
    const hung = polled();
    await struck;
    await simulator.close();
    expect(await hung.over).toMatchObject({ status: 0, complete: false });
    expect(simulator.tasks).toHaveLength(1);
  });

  it.each(variants)('$name: slow-body comes as time is moved', async (variant) => {
    const { simulator, submit, polled, poll } = await rawGateway(variant, { seconds: { queued: 1000 } });
    await submit();
    const plain = await poll();
    const { struck } = simulator.fault({ on: 'poll', kind: 'slow-body' });
    const slow = polled();
    await struck;
    const tenth = Math.ceil(plain.body.length / 10);
    simulator.advance(1);
    expect(await slow.received(tenth)).toBe(tenth);
    simulator.advance(9);
    const whole = await slow.over;
    expect(whole).toMatchObject({ status: 200, complete: true });
    expect(stable(whole)).toBe(stable(plain));
  });
});

it('slow-body comes by itself where time runs', async () => {
  const [variant] = routes;
  if (variant === undefined) throw new Error('no variant');
  const { simulator, submit, poll } = await rawGateway(variant, { speed: 10_000 });
  await submit();
  simulator.fault({ on: 'poll', kind: 'slow-body', seconds: 1000 });
  const before = performance.now();
  expect(await poll()).toMatchObject({ status: 200, complete: true });
  expect(performance.now() - before).toBeGreaterThanOrEqual(99);
});

describe('a task that ends otherwise', () => {
  it.each(variants)('$name: stuck just before its end, until the rule is removed', async (variant) => {
    const { simulator, submit, poll } = await rawGateway(variant);
    await submit();
    const stuck = simulator.fault({ on: 'poll', kind: 'stuck' });
    simulator.advance(11);
    const half = words(json(await poll()));
    expect(stuck.hits).toBe(0);
    for (const hits of [1, 2, 3]) {
      simulator.advance(1000);
      const answer = await poll();
      expect(words(json(answer))).toEqual(half);
      expect(answer.body.toString()).not.toMatch(/"progress":(?:"?100%?"?|1)[,}]/);
      expect(stuck.hits).toBe(hits);
    }
    stuck.remove();
    expect(linkIn(await poll())).toContain('/clips/');
    expect(simulator.tasks).toHaveLength(1);
  });

  it('stuck at 0.99, as Runway says it', async () => {
    const [variant] = variants;
    if (variant === undefined) throw new Error('no variant');
    const { simulator, finish, poll } = await rawGateway(variant);
    simulator.fault({ on: 'poll', kind: 'stuck' });
    await finish();
    expect(json(await poll())).toMatchObject({ status: 'RUNNING', progress: 0.99 });
  });

  it.each(variants)('$name: failed, with a reason, for good', async (variant) => {
    const { simulator, submit, poll } = await rawGateway(variant);
    await submit();
    const failed = simulator.fault({ on: 'poll', kind: 'failed', reason: 'out of paint', code: 'INTERNAL' });
    simulator.advance(10);
    expect((await poll()).body.toString()).not.toContain('out of paint');
    simulator.advance(10);
    for (const answer of [await poll(), await poll()]) {
      expect(answer).toMatchObject({ status: 200 });
      expect(answer.body.toString()).toContain('out of paint');
      expect(words(json(answer)).join(' ')).toMatch(/fail/i);
      expect(answer.body.toString()).not.toContain('/clips/');
    }
    expect(failed.hits).toBe(1);
    expect(simulator.tasks).toHaveLength(1);
  });

  it.each(variants)('$name: failed, without a reason', async (variant) => {
    const { simulator, finish, poll } = await rawGateway(variant);
    simulator.fault({ on: 'poll', kind: 'failed' });
    await finish();
    for (const answer of [await poll(), await poll()]) {
      expect(words(json(answer)).join(' ')).toMatch(/fail/i);
      expect(answer.body.toString()).not.toMatch(/"(?:failure|fail_reason|task_status_msg)":/);
      expect(answer.body.toString()).not.toMatch(/"error":"|reason is given/);
    }
    const same = await rawGateway(variant, { outcome: () => ({ failed: '' }) });
    await same.finish();
    expect(Object.keys(Object(json(await same.poll())))).toEqual(Object.keys(Object(json(await poll()))));
  });

  it.each(variants)('$name: success without a URL for two reads, then with one', async (variant) => {
    const { simulator, submit, poll, finish } = await rawGateway(variant, { linkSeconds: 60 });
    const late = simulator.fault({ on: 'poll', kind: 'success-without-url', times: 2, each: 'task' });
    await submit();
    await poll();
    expect(late.hits).toBe(0);
    await finish();
    for (const { id } of simulator.tasks) {
      const early = [await poll(id), await poll(id)];
      const whole = await poll(id);
      expect(linkIn(whole)).toContain(`task=${encodeURIComponent(id)}`);
      for (const answer of early) {
        expect(answer).toMatchObject({ status: 200, complete: true });
        expect(words(json(answer))).toEqual(words(json(whole)));
        expect(answer.body.toString()).not.toContain('http');
      }
    }
    expect(late.hits).toBe(4);
  });

  it.each(variants)('$name: unknown for the first three reads', async (variant) => {
    const faults = [{ on: 'poll', kind: 'task-not-exist', times: 3, each: 'task' }] as const;
    const { simulator, submit, poll } = await rawGateway(variant, { faults });
    await submit();
    await submit();
    for (const { id } of simulator.tasks) {
      const reads = [await poll(id), await poll(id), await poll(id), await poll(id)];
      expect(reads.map(({ status }) => status)).toEqual([400, 400, 400, 200]);
    }
    expect(simulator.tasks).toHaveLength(2);
  });
});
