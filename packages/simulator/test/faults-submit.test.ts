import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../src/index.ts';
import { json, type Raw, rawGateway, routes, type Variant, variants } from './raw.ts';

type Case = {
  readonly fault: FaultRule;
  readonly created: 0 | 1;
  readonly answer: (raw: Raw, id: string | undefined) => void;
};

const nothing = (raw: Raw) => expect(raw).toMatchObject({ status: 0, complete: false });

const says = (status: number, body: unknown) => (raw: Raw) => {
  expect(raw).toMatchObject({ status, complete: true });
  expect(raw.headers['content-type']).toMatch(/^application\/json/);
  expect(json(raw)).toEqual(body);
};

const page = (status: number, contentType: RegExp | string) => (raw: Raw) => {
  expect(raw).toMatchObject({ status, complete: true });
  expect(raw.headers['content-type']).toMatch(contentType);
  expect(raw.body.toString()).toMatch(/^<!doctype html>/);
};

const record = (code: string) => ({ code, message: expect.any(String), data: null });
const text = (message: string) => ({
  code: 'fail_to_fetch_task',
  message: JSON.stringify({ error: message }),
  data: null,
});
const saturated = { code: 'fail_to_fetch_task', message: '当前分组上游负载已饱和，请稍后再试', data: null };
const noChannel = {
  error: {
    message: expect.stringMatching(/^No available channel under group default \(distributor\)/),
    type: 'new_api_error',
    code: 'model_not_found',
  },
};

const limited = (retryAfter: string | undefined) => (raw: Raw) => {
  says(429, saturated)(raw);
  expect(raw.headers['retry-after']).toBe(retryAfter);
};

const withoutId = (raw: Raw, id: string | undefined) => {
  expect(raw).toMatchObject({ status: 200, complete: true });
  expect(json(raw)).toBeTypeOf('object');
  expect(id).toBeTypeOf('string');
  expect(raw.body.toString()).not.toContain(id);
};

const halfJson = (raw: Raw) => {
  expect(raw).toMatchObject({ status: 200, complete: true });
  expect(raw.headers['content-type']).toBe('application/json');
  expect(() => json(raw)).toThrow(SyntaxError);
};

const accepted = [500, 502, 503, 504, 520, 522, 524] as const;
const html = /^text\/html/;

/** The same whatever the profile would have answered. */
const transport: readonly Case[] = [
  { fault: { on: 'submit', kind: 'cut' }, created: 0, answer: nothing },
  { fault: { on: 'submit', kind: 'rate-limited' }, created: 0, answer: limited(undefined) },
  { fault: { on: 'submit', kind: 'rate-limited', retryAfter: 7 }, created: 0, answer: limited('7') },
  {
    fault: { on: 'submit', kind: 'rate-limited', retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' },
    created: 0,
    answer: limited('Wed, 21 Oct 2026 07:28:00 GMT'),
  },
  {
    fault: { on: 'submit', kind: 'error', status: 500 },
    created: 0,
    answer: says(500, record('do_request_failed')),
  },
  { fault: { on: 'submit', kind: 'error', status: 503 }, created: 0, answer: says(503, noChannel) },
  { fault: { on: 'submit', kind: 'error' }, created: 0, answer: says(502, text('Bad Gateway')) },
  {
    fault: { on: 'submit', kind: 'error', status: 504 },
    created: 0,
    answer: says(504, text('Gateway Time-out')),
  },
  {
    fault: { on: 'submit', kind: 'error', status: 500, code: 'build_request_failed' },
    created: 0,
    answer: says(500, record('build_request_failed')),
  },
  ...accepted.flatMap((status): readonly Case[] => [
    { fault: { on: 'submit', kind: 'error', status, body: 'html' }, created: 0, answer: page(status, html) },
    {
      fault: { on: 'submit', kind: 'accepted-error', status, body: 'html' },
      created: 1,
      answer: page(status, html),
    },
    {
      fault: { on: 'submit', kind: 'accepted-error', status },
      created: 1,
      answer: says(status, record(status === 500 ? 'do_request_failed' : 'fail_to_fetch_task')),
    },
  ]),
  { fault: { on: 'submit', kind: 'html' }, created: 0, answer: page(200, html) },
  { fault: { on: 'submit', kind: 'accepted-html' }, created: 1, answer: page(200, html) },
  {
    fault: { on: 'submit', kind: 'accepted-html', contentType: 'application/json' },
    created: 1,
    answer: page(200, /^application\/json$/),
  },
  { fault: { on: 'submit', kind: 'accepted-cut' }, created: 1, answer: nothing },
];

/** Made from the profile's answer. */
const shaped: readonly Case[] = [
  { fault: { on: 'submit', kind: 'accepted-without-id' }, created: 1, answer: withoutId },
  { fault: { on: 'submit', kind: 'accepted-broken-json' }, created: 1, answer: halfJson },
];

const pairs = (of: readonly Variant[], entries: readonly Case[]) =>
  of.flatMap((variant) =>
    entries.map((entry) => [`${variant.name}: ${JSON.stringify(entry.fault)}`, variant, entry] as const),
  );

const everySubmit = [...pairs(routes, transport), ...pairs(variants, shaped)];

describe('a submit that goes wrong', () => {
  it.each(everySubmit)('%s', async (_name, variant, { fault, created, answer }) => {
    const { simulator, submit, poll } = await rawGateway(variant);
    const handle = simulator.fault({ ...fault, service: variant.service });
    answer(await submit(), simulator.tasks[0]?.id);
    expect(simulator.tasks).toHaveLength(created);
    expect(handle.hits).toBe(1);
    expect(simulator.requests).toMatchObject([{ fault: fault.kind }]);

    expect(await submit()).toMatchObject({ status: 200, complete: true });
    expect(simulator.tasks).toHaveLength(created + 1);
    for (const { id } of simulator.tasks) expect(await poll(id)).toMatchObject({ status: 200 });
  });

  const hanging = routes.flatMap((variant) =>
    (
      [
        ['hang', 0],
        ['accepted-hang', 1],
      ] as const
    ).map(([kind, tasks]) => [`${variant.name}: ${kind}`, variant, kind, tasks] as const),
  );

  it.each(hanging)(
    '%s, until the client goes or the simulator closes',
    async (_name, variant, kind, tasks) => {
      const { simulator, submitted, poll } = await rawGateway(variant);
      const first = simulator.fault({ on: 'submit', kind });
      const impatient = submitted();
      await first.struck;
      impatient.abort();
      expect(await impatient.over).toMatchObject({ status: 0 });
      await expect
        .poll(() => simulator.requests, { timeout: 4500 })
        .toMatchObject([{ status: 0, fault: kind }]);

      const second = simulator.fault({ on: 'submit', kind });
      const patient = submitted();
      await second.struck;
      expect(simulator.tasks).toHaveLength(2 * tasks);
      await poll('none');
      expect(simulator.requests.map(({ fault }) => fault)).toEqual([kind, undefined]);
      await simulator.close();
      expect(await patient.over).toMatchObject({ status: 0, complete: false });
    },
  );

  it.each(variants)('$name: slow-body comes as time is moved', async (variant) => {
    const { simulator, submitted, submit } = await rawGateway(variant);
    const plain = await submit();
    const { struck } = simulator.fault({ on: 'submit', kind: 'slow-body', seconds: 100 });
    const slow = submitted();
    await struck;
    const tenth = Math.ceil(plain.body.length / 10);
    simulator.advance(10);
    expect(await slow.received(tenth)).toBe(tenth);
    simulator.advance(90);
    const { status, complete, body } = await slow.over;
    expect({ status, complete, length: body.length }).toEqual({
      status: 200,
      complete: true,
      length: plain.body.length,
    });
    expect(body.toString()).toContain(simulator.tasks[1]?.id);
  });
});
