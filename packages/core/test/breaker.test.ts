import { type BreakerSettings, createRouter, explainPlan, VideoError, type VideoErrorCode } from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import { acme, fakeProvider, zenith } from './fixture.ts';

const request = { prompt: 'a boat' };
const start = Date.parse('2026-11-23T10:00:00.000Z');

function open(breaker: false | BreakerSettings = {}) {
  const world: { now: number; fails: VideoErrorCode | Error | undefined; sent: string[] } = {
    now: start,
    fails: 'provider-unavailable',
    sent: [],
  };
  const { provider } = fakeProvider(acme, {
    generate: async ({ model = '' }) => {
      world.sent.push(model);
      const { fails } = world;
      if (fails instanceof Error) throw fails;
      if (fails !== undefined) throw new VideoError(fails, 'no');
      return newTask({ provider: 'acme', api: 'direct', model }, '1');
    },
  });
  const clock = { now: () => world.now, sleep: async () => undefined };
  const router = createRouter([provider, fakeProvider(zenith).provider], { clock, breaker });
  const named = { ...request, model: 'brook-2' };
  /** Sends to one model so often and says how each ended. */
  const send = async (times: number) => {
    const codes: unknown[] = [];
    for (let time = 0; time < times; time += 1) {
      const ended: unknown = await router.generate(named).catch((error: unknown) => error);
      codes.push(ended instanceof VideoError ? ended.code : ended instanceof Error ? ended.name : 'accepted');
    }
    return codes;
  };
  return { world, router, send, named };
}

describe('router breaker', () => {
  it.each(['provider-unavailable', 'network', 'timeout', 'submission-unknown'] as const)(
    'opens after five of %s in a row, and says so in the plan',
    async (code) => {
      const { world, router, send, named } = open();
      world.fails = code;
      await send(4);
      expect(router.plan(named).candidates).toHaveLength(1);
      await send(1);
      const plan = router.plan(request);
      expect(plan.candidates.map(({ model }) => model)).toEqual(['peak', 'brook-1']);
      expect(plan.rejected).toMatchObject([
        {
          provider: 'acme',
          model: 'brook-2',
          problems: [
            {
              field: 'model',
              code: 'circuit-open',
              model: 'acme:brook-2 (direct)',
              failures: 5,
              lastFailureAt: '2026-11-23T10:00:00.000Z',
              until: '2026-11-23T10:00:30.000Z',
            },
          ],
        },
      ]);
      expect(explainPlan(plan)).toContain('not used until');
      expect(router.select(request).model).toBe('peak');
    },
  );

  it('sends nothing while open, and says when to retry', async () => {
    const { world, router, send, named } = open();
    await send(5);
    world.now += 10_000;
    await expect(router.generate(named)).rejects.toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
      retryAfterMs: 20_000,
      plan: { candidates: [] },
    });
    expect(() => router.prepare(named)).toThrow('temporarily unavailable');
    expect(world.sent).toHaveLength(5);
  });

  it.each([
    'invalid-request',
    'unsupported',
    'authentication',
    'quota-exhausted',
    'rate-limited',
    'content-policy',
    'not-found',
    new TypeError('a bug'),
  ] as const)('does not count %s', async (fails) => {
    const { world, router, send, named } = open();
    world.fails = fails;
    await send(20);
    expect(router.plan(named).candidates).toHaveLength(1);
    world.fails = 'network';
    await send(4);
    world.fails = fails;
    await send(3);
    expect(router.plan(named).candidates).toHaveLength(1);
    world.fails = 'network';
    await send(1);
    expect(router.plan(named).candidates).toHaveLength(0);
  });

  it('counts failures in a row only', async () => {
    const { world, router, send, named } = open();
    await send(4);
    world.fails = undefined;
    await send(1);
    world.fails = 'network';
    await send(4);
    expect(router.plan(named).candidates).toHaveLength(1);
  });

  it('lets one trial request through after openMs: success closes the circuit, failure opens it again', async () => {
    const { world, router, send, named } = open({ failures: 2, openMs: 1_000 });
    await send(2);
    world.now += 1_000;
    await send(1);
    expect(router.plan(named).candidates).toHaveLength(0);
    world.now += 999;
    await send(1);
    expect(world.sent).toHaveLength(3);
    world.now += 1;
    world.fails = undefined;
    expect(await send(2)).toEqual(['accepted', 'accepted']);
  });

  it('lets only one trial request through at a time', async () => {
    const { world, router, send, named } = open({ failures: 1, openMs: 1_000 });
    await send(1);
    world.now += 1_000;
    world.fails = undefined;
    const both = await Promise.allSettled([router.generate(named), router.generate(named)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(world.sent).toHaveLength(2);
  });

  it('lets another trial through when the first says nothing about the service', async () => {
    const { world, router, send, named } = open({ failures: 1, openMs: 1_000 });
    await send(1);
    world.now += 1_000;
    world.fails = 'content-policy';
    await send(1);
    expect(router.plan(named).candidates).toHaveLength(1);
  });

  it('may stay open for longer than dates reach', async () => {
    const { router, send, named } = open({ openMs: Number.MAX_SAFE_INTEGER });
    await send(5);
    expect(explainPlan(router.plan(named))).toContain('not used until +275760-09-13');
  });

  it('can be switched off', async () => {
    const { world, send } = open(false);
    await send(20);
    expect(world.sent).toHaveLength(20);
  });

  it.each([
    { failures: 0 },
    { failures: 1.5 },
    { openMs: -1 },
    { openMs: Number.NaN },
    { openMs: Number.POSITIVE_INFINITY },
  ])('refuses %j', (breaker) => {
    expect(() => open(breaker)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
