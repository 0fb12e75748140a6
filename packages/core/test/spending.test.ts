import { createRouter, type Money } from '@vid/core';
import {
  createJobs,
  createMemoryJobStore,
  createMemoryJournal,
  type JobStore,
  type SpendingLimit,
} from '@vid/core/journal';
import { describe, expect, it } from 'vitest';
import { acme, fakeProvider } from './fixture.ts';

const usd = (amount: number): Money => ({ amount, currency: 'USD' });

describe('a limit', () => {
  const host = (limit: SpendingLimit, store: JobStore = createMemoryJobStore()) => {
    const { provider } = fakeProvider(acme);
    const router = createRouter([provider]);
    const request = { model: 'acme:brook-2', prompt: 'a kite' };
    const [price] = router.plan(request).candidates.map((candidate) => candidate.price);
    const jobs = createJobs({ router, journal: createMemoryJournal(), store, limitOf: () => limit });
    return { jobs, request, price, store };
  };

  it('has no place for a request without a price, unless it says so', async () => {
    const { jobs, request, price, store } = host({ amount: usd(1) });
    expect(price).toBeUndefined();
    await expect(jobs.submit(request)).rejects.toMatchObject({
      code: 'quota-exhausted',
      problems: [{ code: 'unknown-price' }],
    });
    expect(await store.latest()).toBe(0);
    await host({ amount: usd(1), allowUnknownPrice: true }, store).jobs.submit(request);
    expect(await store.latest()).toBe(1);
  });
});
