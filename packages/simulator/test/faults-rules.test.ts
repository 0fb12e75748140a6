import { describe, expect, it } from 'vitest';
import { type FaultRule, startSimulator, type SimulatorOptions } from '../src/index.ts';
import { gateway, requests } from './gateway.ts';

const { jimeng, runway, text2video } = requests;

async function many(count: number, call: () => Promise<number>) {
  const statuses: number[] = [];
  while (statuses.length < count) statuses.push(await call());
  return statuses;
}

async function jimengGateway(options: SimulatorOptions = {}) {
  const { simulator, get, post } = await gateway(options);
  const submit = async () => (await post(jimeng.path, jimeng.body)).status;
  const poll = async (id = simulator.tasks[0]?.id) => (await get(`/v1/video/query?id=${id}`)).status;
  return { simulator, get, post, submit, poll };
}

const busy = { on: 'submit', kind: 'rate-limited' } as const;
type When = Pick<FaultRule, 'from' | 'times' | 'rate' | 'seed'>;
const down = { on: 'poll', kind: 'error', status: 503 } as const;

async function run(when: When) {
  const { submit } = await jimengGateway({ faults: [{ ...busy, ...when }] });
  return many(100, submit);
}

describe('which requests a fault strikes', () => {
  const scripts: readonly (readonly [string, When, readonly number[]])[] = [
    ['the next one', {}, [429, 200, 200, 200, 200]],
    ['the next three', { times: 3 }, [429, 429, 429, 200, 200]],
    ['all', { times: 'always' }, [429, 429, 429, 429, 429]],
    ['the third', { from: 3 }, [200, 200, 429, 200, 200]],
    ['all from the third on', { from: 3, times: 'always' }, [200, 200, 429, 429, 429]],
    ['two from the second on', { from: 2, times: 2 }, [200, 429, 429, 200, 200]],
    ['a share of none', { rate: 0 }, [200, 200, 200, 200, 200]],
    ['a share of all', { rate: 1 }, [429, 429, 429, 429, 429]],
    ['a share of all, twice', { rate: 1, times: 2 }, [429, 429, 200, 200, 200]],
  ];

  it.each(scripts)('%s', async (_name, when, statuses) => {
    const { simulator, submit } = await jimengGateway();
    const fault = simulator.fault({ ...busy, ...when });
    expect(await many(statuses.length, submit)).toEqual(statuses);
    expect(fault.hits).toBe(statuses.filter((status) => status === 429).length);
    expect(simulator.tasks).toHaveLength(statuses.filter((status) => status === 200).length);
  });

  it('a share, the same for the same seed', async () => {
    const quarter = await run({ rate: 0.25, seed: 7 });
    const hits = quarter.filter((status) => status === 429).length;
    expect(hits).toBeGreaterThan(10);
    expect(hits).toBeLessThan(40);
    expect(await run({ rate: 0.25, seed: 7 })).toEqual(quarter);
    expect(await run({ rate: 0.25, seed: 8 })).not.toEqual(quarter);
  });

  it('a share of the tasks, whoever asks when', async () => {
    const { simulator, submit, poll } = await jimengGateway();
    await many(100, submit);
    simulator.fault({ ...down, rate: 0.25, seed: 1, each: 'task', times: 'always' });
    const first = await Promise.all(simulator.tasks.map(({ id }) => poll(id)));
    const again = await Promise.all(simulator.tasks.toReversed().map(({ id }) => poll(id)));
    expect(again.toReversed()).toEqual(first);
    const hits = first.filter((status) => status === 503).length;
    expect(hits).toBeGreaterThan(10);
    expect(hits).toBeLessThan(40);
  });

  it('those of one service', async () => {
    const { simulator, post, submit } = await jimengGateway();
    simulator.fault({ ...busy, service: 'kling' });
    expect(await submit()).toBe(200);
    expect(await post(runway.path, runway.body)).toMatchObject({ status: 200 });
    expect(await post(text2video.path, text2video.body)).toMatchObject({ status: 429 });
    expect(simulator.tasks.map(({ service }) => service)).toEqual(['jimeng', 'runway']);
  });

  it('those of one task, or of each', async () => {
    const { simulator, submit, poll } = await jimengGateway();
    await many(2, submit);
    const [first, second] = simulator.tasks.map(({ id }) => id);
    if (first === undefined || second === undefined) throw new Error('two tasks');
    simulator.fault({ ...down, task: second });
    expect([await poll(first), await poll(second), await poll(second)]).toEqual([200, 503, 200]);
    simulator.fault({ ...down, each: 'task', from: 2 });
    const turns = [await poll(first), await poll(second), await poll(first), await poll(second)];
    expect(turns).toEqual([200, 200, 503, 503]);
  });

  it('only those that would be answered well', async () => {
    const { simulator, get, post, submit, poll } = await jimengGateway();
    const submits = simulator.fault(busy);
    const polls = simulator.fault(down);
    expect(await post(jimeng.path, {})).toMatchObject({ status: 400 });
    expect(await post(jimeng.path, jimeng.body, { headers: {} })).toMatchObject({ status: 401 });
    expect(await get('/v1/video/query?id=none')).toMatchObject({ status: 400 });
    expect([submits.hits, polls.hits]).toEqual([0, 0]);
    expect([await submit(), await submit(), await poll()]).toEqual([429, 200, 503]);
  });
});

describe('several faults', () => {
  it('strike in the order in which they were set, one a request', async () => {
    const { simulator, submit } = await jimengGateway();
    simulator.fault({ on: 'submit', kind: 'error', status: 503 });
    simulator.fault({ ...busy, times: 2 });
    simulator.fault({ on: 'submit', kind: 'accepted-error', status: 504, from: 2 });
    expect(await many(5, submit)).toEqual([503, 429, 429, 504, 200]);
    expect(simulator.tasks).toHaveLength(2);
    expect(simulator.requests.map(({ fault }) => fault)).toEqual([
      'error',
      'rate-limited',
      'rate-limited',
      'accepted-error',
      undefined,
    ]);
  });

  it('can be removed one by one and all at once', async () => {
    const { simulator, submit, poll } = await jimengGateway();
    const { remove } = simulator.fault({ ...busy, times: 'always' });
    expect(await submit()).toBe(429);
    remove();
    expect(await submit()).toBe(200);
    simulator.fault({ ...busy, times: 'always' });
    simulator.fault({ ...down, times: 'always' });
    simulator.clearFaults();
    expect([await submit(), await poll()]).toEqual([200, 200]);
  });

  it('can be there from the start', async () => {
    const { submit, poll } = await jimengGateway({ faults: [busy, { ...down, times: 2 }] });
    expect(await many(2, submit)).toEqual([429, 200]);
    expect(await many(3, poll)).toEqual([503, 503, 200]);
  });

  it('tell when they strike', async () => {
    const { simulator, submit } = await jimengGateway();
    const fault = simulator.fault({ ...busy, from: 2 });
    const told: string[] = [];
    const tell = (who: string) => () => told.push(who);
    const struck = fault.struck.then(tell('fault'));
    await submit().then(tell('first'));
    await submit().then(tell('second'));
    await struck;
    expect(told).toEqual(['first', 'fault', 'second']);
  });
});

describe('a rule that is none', () => {
  const refusal = expect.objectContaining({ name: 'ZodError' });
  const rules: readonly FaultRule[] = [
    { ...busy, times: 0 },
    { ...busy, times: 1.5 },
    { ...busy, from: 0 },
    { ...busy, rate: 1.1 },
    { ...busy, rate: Number.NaN },
    { on: 'clip', kind: 'broken-link', share: 2 },
    { on: 'poll', kind: 'slow-body', seconds: -1 },
  ];

  it.each(rules)('is refused: %o', async (rule) => {
    const { simulator, submit } = await jimengGateway();
    expect(() => simulator.fault(rule)).toThrow(refusal);
    await expect(startSimulator({ faults: [rule] })).rejects.toMatchObject({ name: 'ZodError' });
    expect(await submit()).toBe(200);
  });

  it('does not compile', async () => {
    const { simulator } = await gateway();
    // @ts-expect-error A link breaks, a submit does not.
    expect(() => simulator.fault({ on: 'submit', kind: 'broken-link' })).toThrow(refusal);
    // @ts-expect-error A redirect leads somewhere.
    expect(() => simulator.fault({ on: 'clip', kind: 'redirect' })).toThrow(refusal);
    // @ts-expect-error What is meant for another kind would be dropped.
    expect(() => simulator.fault({ on: 'poll', kind: 'cut', status: 500 })).toThrow(refusal);
    // @ts-expect-error A submit has no task yet.
    expect(() => simulator.fault({ on: 'submit', kind: 'cut', each: 'task' })).toThrow(refusal);
  });
});
