import {
  adjustedRequest,
  type Capabilities,
  createRouter,
  type ModelCapabilities,
  type RouterSettings,
  VideoError,
  type VideoProvider,
  type VideoRequest,
  withEvents,
} from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import { fakeProvider, tableOf, zenith } from './fixture.ts';

const [entry] = tableOf({ prompt: { maxLength: 20 }, duration: { oneOf: [5, 10] } }).models;
if (entry === undefined) throw new Error('the fixture has no model');
const [row] = entry.rows;
if (row === undefined) throw new Error('the fixture has no row');

const price = (perTask: number) => ({ prices: [{ perTask, currency: 'USD', source: 'the test' }] });
const table = (changes: Partial<ModelCapabilities> = {}): Capabilities => ({
  models: [{ ...entry, checkedOn: '2026-10-09', ...price(1), ...changes }],
});

/** A provider whose table is renewed, and a router that exists before. */
function open(settings: RouterSettings = {}, first: Capabilities = table()) {
  let now = first;
  const sent: VideoRequest[] = [];
  const { provider: plain } = fakeProvider(first, {
    generate: async (request) => {
      sent.push(request);
      return newTask({ provider: 'acme', api: 'direct', model: 'm' }, String(sent.length));
    },
    query: async (task) => task,
  });
  const provider: VideoProvider = {
    ...plain,
    get capabilities() {
      return now;
    },
  };
  const router = createRouter([provider], { breaker: false, ...settings });
  const renew = (next: Capabilities) => {
    now = next;
  };
  return { router, provider, sent, renew };
}
const request = { prompt: 'a boat' };
const errorOf = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof VideoError) return error;
  throw new TypeError('no VideoError');
};

describe('a table that is renewed', () => {
  it.each([
    ['', {}],
    [', with events', { onEvent: () => undefined }],
  ])('reaches a router that exists, its plans and their dates%s', (_how, settings) => {
    const { router, renew } = open(settings);
    expect(router.plan(request).candidates).toMatchObject([
      { checkedOn: '2026-10-09', price: { amount: 1 } },
    ]);
    renew(table({ checkedOn: '2026-11-29', ...price(2) }));
    expect(router.plan(request).candidates).toMatchObject([
      { checkedOn: '2026-11-29', price: { amount: 2 } },
    ]);
    expect(router.capabilities.models).toMatchObject([{ checkedOn: '2026-11-29' }]);
  });

  it('reaches a router of routers', () => {
    const { router, renew } = open();
    const outer = createRouter([router]);
    const before = outer.capabilities;
    expect(outer.capabilities).toBe(before);
    renew(table({ ...price(2) }));
    expect(outer.plan(request).candidates).toMatchObject([{ price: { amount: 2 } }]);
  });

  it('reaches who listens', () => {
    const { provider, renew } = open();
    const observed = withEvents(provider, () => undefined);
    const next = table(price(2));
    renew(next);
    expect(observed.capabilities).toBe(next);
  });

  it('keeps the tasks of an api whose last model has left', async () => {
    const { router, renew } = open();
    const task = await router.generate(request);
    renew({ models: [] });
    expect(await router.query(task)).toMatchObject({ id: task.id, status: 'queued' });
    await expect(router.generate(request)).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('brings an api that was not there, and its tasks', async () => {
    const { router, renew, sent } = open({}, { models: [] });
    renew(table());
    const known = newTask({ provider: 'acme', api: 'direct', model: 'm' }, 'task-1');
    expect(await router.query(known)).toMatchObject({ id: 'task-1' });
    await router.generate(request);
    expect(sent).toHaveLength(1);
  });

  it('may not take an api that another provider serves, whose tasks go on', async () => {
    const first = open();
    const second = open({}, { models: [] });
    const router = createRouter([first.provider, second.provider], { breaker: false });
    const task = await router.generate(request);
    second.renew(table());
    expect(() => router.plan(request)).toThrow('Two providers of this router serve acme (direct)');
    expect(await router.query(task)).toMatchObject({ id: task.id });
  });

  it('may not while nothing was called yet, and tasks are asked for', async () => {
    const first = open();
    const second = open({}, { models: [] });
    const router = createRouter([first.provider, second.provider], { breaker: false });
    second.renew(table());
    const known = newTask({ provider: 'acme', api: 'direct', model: 'm' }, 'task-1');
    expect(await router.query(known)).toMatchObject({ id: 'task-1', status: 'queued' });
    await expect(router.generate(request)).rejects.toThrow(
      'Two providers of this router serve acme (direct)',
    );
  });

  it('may be another object each time that it is read', async () => {
    const { provider } = fakeProvider(table());
    const fresh: VideoProvider = {
      ...provider,
      get capabilities() {
        return table();
      },
    };
    const router = createRouter([fresh], { maxTasks: { 'acme:m': 1 } });
    expect(await router.generate(request)).toMatchObject({ status: 'queued' });
  });

  it('leaves the slots as they are, and changes how many there are', async () => {
    const limited = (count: number) => table({ maxTasks: { count, source: 'the test' } });
    const { router, renew, sent } = open({}, limited(1));
    await router.generate(request);
    const queued = router.generate(request);
    await Promise.resolve();
    renew(limited(1));
    router.plan(request);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(sent).toHaveLength(1);
    renew(limited(2));
    router.plan(request);
    await queued;
    expect(sent).toHaveLength(2);
    const last = router.generate(request);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(sent).toHaveLength(2);
    renew(table());
    router.plan(request);
    await last;
  });
});

describe('a plan of before', () => {
  /** Renewed between the plan of a call and its submit. */
  const meanwhile = async (next: Capabilities) => {
    const { router, renew, sent } = open();
    const pending = router.generate(request);
    renew(next);
    return { outcome: await pending.catch((error: unknown) => error), sent };
  };

  it('is sent as it showed where it still holds', async () => {
    const { outcome, sent } = await meanwhile(table({ checkedOn: '2026-11-29', ...price(0.5) }));
    expect(outcome).toMatchObject({ status: 'queued' });
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['costs more', table(price(2))],
    ['costs nobody knows what', table({ prices: [] })],
    ['is sent with another default', table({ rows: [{ ...row, defaults: { duration: 10 } }] })],
    ['comes out otherwise', table({ rows: [{ ...row, output: { resolution: '480p' } }] })],
  ])('is refused where it now %s', async (_what, next) => {
    const { outcome, sent } = await meanwhile(next);
    expect(outcome).toMatchObject({ code: 'unsupported' });
    expect(String(outcome)).toContain('Nothing was sent; plan again.');
    expect(sent).toEqual([]);
  });

  it('gives way to the next candidate where fallback is asked for', async () => {
    const first = open();
    const other = fakeProvider(zenith);
    const router = createRouter([first.provider, other.provider], { breaker: false });
    const pending = router.generate({ prompt: 'a boat' }, { fallback: true });
    first.renew(table(price(2)));
    const task = await pending;
    expect(task).toMatchObject({
      provider: 'zenith',
      attempts: [{ outcome: 'skipped' }, { outcome: 'accepted' }],
    });
    expect(first.sent).toEqual([]);
  });

  it('is refused in a comparison, too', async () => {
    const { router, renew, sent } = open();
    // Called when all is planned and nothing is sent.
    const reference = () => {
      renew(table(price(2)));
      return 'one';
    };
    const comparison = router.compare(request, { all: true, reference });
    let step = await comparison.next();
    while (step.done !== true) step = await comparison.next();
    expect(step.value).toMatchObject([{ state: 'error', error: { code: 'unsupported' } }]);
    expect(sent).toEqual([]);
  });

  it('in the hands of a caller holds to its price', async () => {
    const { router, renew, sent } = open();
    const [shown] = router.plan(request).candidates;
    if (shown?.price === undefined) throw new Error('no price');
    const again = () => router.generate(adjustedRequest(request, shown), { maxCost: shown.price });
    await again();
    renew(table(price(2)));
    expect((await errorOf(again())).code).toBe('unsupported');
    expect(sent).toHaveLength(1);
  });
});
