import { parseTask, parseVideoError, VideoError } from '@vid/core';
import type { FaultRule } from '@vid/simulator';
import { describe, expect, it } from 'vitest';
import { forAll, openRouter } from './open-router.ts';

/* Falling back against real sockets and real faults, with the bill. */

const runwayRefuses = {
  on: 'submit',
  kind: 'error',
  status: 503,
  service: 'runway',
  times: 'always',
} as const;

const unknown: readonly FaultRule[] = [
  { on: 'submit', kind: 'accepted-cut' },
  { on: 'submit', kind: 'accepted-html' },
  { on: 'submit', kind: 'accepted-without-id' },
  { on: 'submit', kind: 'accepted-broken-json' },
  { on: 'submit', kind: 'accepted-error', status: 502 },
  { on: 'submit', kind: 'cut' },
];

async function errorOf(promise: Promise<unknown>): Promise<VideoError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof VideoError) return error;
  throw new Error('expected a VideoError', { cause: error });
}

describe('fallback', () => {
  it('goes on after proven refusals, pays once, and says who served to the end', async () => {
    const { simulator, router } = await openRouter();
    simulator.fault(runwayRefuses);
    const task = await router.generate(forAll, { fallback: true, retries: 0 });
    const attempts = [
      {
        provider: 'runway',
        model: 'runwayml-gen4_turbo-5',
        outcome: 'refused',
        code: 'provider-unavailable',
      },
      { provider: 'runway', model: 'runwayml-gen4_turbo-10', outcome: 'refused', reason: expect.any(String) },
      { provider: 'runway', model: 'gen4_turbo', outcome: 'refused' },
      { provider: 'kling', api: 'gateway', model: 'kling-v2-6', outcome: 'accepted' },
    ];
    expect(task).toMatchObject({ provider: 'kling', model: 'kling-v2-6', attempts });
    const done = await router.wait(parseTask(JSON.parse(JSON.stringify(task))));
    expect(done).toMatchObject({ status: 'succeeded', attempts });
    expect(simulator.tasks).toMatchObject([{ service: 'kling' }]);
  });

  it.each(unknown)('ends after %j: a task may exist', async (rule) => {
    const { simulator, router, submits } = await openRouter();
    simulator.fault(rule);
    const error = await errorOf(router.generate(forAll, { fallback: true }));
    expect(submits()).toBe(1);
    expect(simulator.tasks.length).toBeLessThanOrEqual(1);
    expect(error).toMatchObject({ code: 'submission-unknown', submission: { provider: 'runway' } });
    expect(parseVideoError(JSON.parse(JSON.stringify(error)))?.attempts).toEqual([
      {
        provider: 'runway',
        api: 'gateway',
        model: 'runwayml-gen4_turbo-5',
        outcome: 'unknown',
        code: 'submission-unknown',
        reason: error.message,
      },
    ]);
  });

  it('ends after an unknown outcome in the middle, with all that was tried', async () => {
    const { simulator, router } = await openRouter();
    simulator.fault(runwayRefuses);
    simulator.fault({ on: 'submit', kind: 'accepted-cut', service: 'kling' });
    const error = await errorOf(router.generate(forAll, { fallback: true, retries: 0 }));
    expect(error.attempts?.map(({ outcome }) => outcome)).toEqual([
      'refused',
      'refused',
      'refused',
      'unknown',
    ]);
    expect(simulator.tasks).toHaveLength(1);
  });

  it.each([
    [2, 2],
    [{ attempts: 3 }, 3],
    [true, 6],
  ])('%j sends to %i at most', async (fallback, sent) => {
    const { simulator, router, submits } = await openRouter();
    simulator.fault({ on: 'submit', kind: 'rate-limited', times: 'always' });
    const error = await errorOf(router.generate(forAll, { fallback, retries: 0 }));
    expect(error).toMatchObject({ code: 'rate-limited' });
    expect(error.attempts).toHaveLength(sent);
    expect(submits()).toBe(sent);
    expect(simulator.tasks).toHaveLength(0);
  });

  it('is not done unless asked', async () => {
    const { simulator, router, submits } = await openRouter();
    simulator.fault(runwayRefuses);
    const error = await errorOf(router.generate(forAll, { retries: 0 }));
    expect(error).toMatchObject({ code: 'provider-unavailable', attempts: undefined });
    expect(submits()).toBe(1);
    const task = await router.generate({ ...forAll, model: 'kling-v2-6' });
    expect(task).not.toHaveProperty('attempts');
  });

  it('ends when aborted while a service holds its answer', async () => {
    const { simulator, router, submits } = await openRouter();
    const fault = simulator.fault({ on: 'submit', kind: 'accepted-hang' });
    const controller = new AbortController();
    void fault.struck.then(() => controller.abort());
    const generate = router.generate(forAll, { fallback: true, signal: controller.signal });
    await expect(generate).rejects.toMatchObject({ name: 'AbortError' });
    simulator.clearFaults();
    expect(simulator.tasks).toHaveLength(1);
    expect(submits()).toBeLessThanOrEqual(1);
  });
});
