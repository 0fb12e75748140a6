import { createBudget, createRouter, planRequest, type VideoProvider, type VideoTask } from '@vid/core';
import { createRunway } from '@vid/runway';
import { describe, expect, it, onTestFinished } from 'vitest';
import { errorOf, official, opened, task } from './official-fixture.ts';

describe('cancel', () => {
  const cancel = (provider: VideoProvider, accepted: VideoTask) => {
    if (provider.cancel === undefined) throw new Error('it has no cancel');
    return provider.cancel(accepted);
  };

  it('stops a task that goes on; afterwards nobody knows it', async () => {
    const { simulator, provider } = await opened();
    const accepted = await provider.generate({ prompt: 'a boat' });
    simulator.advance(5);
    expect(await cancel(provider, accepted)).toMatchObject({
      outcome: 'stopped',
      billed: 'unknown',
      task: { id: accepted.id, status: 'canceled' },
    });
    expect((await errorOf(provider.query(accepted))).code).toBe('not-found');
    expect((await errorOf(cancel(provider, accepted))).code).toBe('not-found');
  });

  it('leaves open what a stopped task cost: an estimate is no bill', async () => {
    const { provider } = await opened();
    const budget = createBudget({ amount: 10, currency: 'USD' });
    const router = createRouter([provider], { budget });
    const accepted = await router.generate({ prompt: 'a boat' }, { allowUnknownPrice: true });
    const reserved = budget.reserved;
    expect(accepted.cost).toBeDefined();
    expect(accepted.usage).toEqual({ amount: expect.any(Number), unit: 'credits' });
    const { task: stopped } = await router.cancel(accepted);
    expect(stopped).not.toHaveProperty('cost');
    expect(stopped).not.toHaveProperty('usage');
    expect(budget.spent.amount).toBe(0);
    expect(budget.unknown).toEqual(reserved);
  });

  it('never deletes a video that is there', async () => {
    const { simulator, provider } = await opened();
    const stale = await provider.generate({ prompt: 'a boat' });
    simulator.advance(60);
    expect(await cancel(provider, stale)).toMatchObject({
      outcome: 'goes-on',
      billed: 'yes',
      task: { status: 'succeeded', videos: [{}] },
    });
    expect(simulator.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
    expect((await provider.query(stale)).status).toBe('succeeded');
  });

  it('has nothing to stop in a task that failed', async () => {
    const { simulator, provider } = await opened({ outcome: () => ({ failed: 'no' }) });
    const accepted = await provider.generate({ prompt: 'a boat' });
    simulator.advance(60);
    expect(await cancel(provider, accepted)).toMatchObject({
      outcome: 'stopped',
      task: { status: 'failed' },
    });
  });

  it('is not there behind the gateway', () => {
    expect(createRunway({ api: 'gateway' })).not.toHaveProperty('cancel');
  });
});

describe('which api', () => {
  const withSecret = () => {
    process.env['RUNWAYML_API_SECRET'] = 'key_from_the_environment';
    onTestFinished(() => void delete process.env['RUNWAYML_API_SECRET']);
  };
  const doorOf = (provider: VideoProvider) => [
    ...new Set(provider.capabilities.models.map(({ api }) => api)),
  ];

  it('the gateway without keys', () => {
    expect(doorOf(createRunway())).toEqual(['gateway']);
  });

  it('the vendor’s own with its key, or with a setting that only it has', () => {
    expect(doorOf(createRunway({ onBehalfOf: 'user-7' }))).toEqual(['official']);
    withSecret();
    expect(doorOf(createRunway())).toEqual(['official']);
    expect(doorOf(createRunway({ api: 'gateway' }))).toEqual(['gateway']);
  });

  it('the gateway for a key that is passed without a word, so that it never goes to the vendor', () => {
    withSecret();
    expect(doorOf(createRunway({ apiKey: 'sk-of-the-gateway' }))).toEqual(['gateway']);
    expect(doorOf(createRunway({ api: 'official', apiKey: 'key_of_the_vendor' }))).toEqual(['official']);
  });

  it('takes the key from the environment when it is needed', async () => {
    const { provider, simulator } = await opened(
      { apiKey: 'key_from_the_environment' },
      { apiKey: undefined },
    );
    expect((await errorOf(provider.generate({ prompt: 'a' }))).message).toContain('set RUNWAYML_API_SECRET');
    withSecret();
    await provider.generate({ prompt: 'a' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('refuses settings that are none, and tasks of the other api', async () => {
    expect(() => createRunway({ api: 'official', baseUrl: 'ftp://example.com' })).toThrow(
      'baseUrl: must be an http(s) URL',
    );
    expect(() => createRunway({ api: 'official', onBehalfOf: 'a b' })).toThrow('onBehalfOf: must be');
    // @ts-expect-error -- only the other api has it
    expect(() => createRunway({ api: 'gateway', onBehalfOf: 'user-7' })).toThrow('onBehalfOf');
    const other = await errorOf(official.query({ ...task, api: 'gateway' }));
    expect(other.message).toContain('belongs to runway (gateway)');
  });

  it('warns of a model that is gone', () => {
    const { candidates } = planRequest(official.capabilities, { model: 'veo3', prompt: 'a boat' });
    expect(candidates[0]?.warnings).toContainEqual(
      expect.objectContaining({ code: 'retired', since: expect.stringMatching(/^2026-09/) }),
    );
  });
});
