import {
  type Capabilities,
  type CapabilityRow,
  estimateCost,
  explainPlan,
  parseTask,
  planRequest,
  type Price,
} from '@vid/core';
import { newTask, nextTask } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';

const row = {
  mode: 'text-to-video',
  evidence: 'documented',
  source: 's',
  requires: ['prompt'],
  accepts: { prompt: { maxLength: 9 }, duration: { oneOf: [5, 10] } },
  defaults: { duration: 5 },
} as const;
const price = { perSecond: 0.042, currency: 'USD', source: 'price list' } as const;
const table = (only: CapabilityRow, ...prices: readonly Price[]): Capabilities => ({
  models: [{ provider: 'acme', api: 'gateway', model: 'brook-1', rows: [only], prices }],
});

describe('the estimate', () => {
  it('comes from the row that fits and the length that is sent', () => {
    const priced = table(row, price);
    expect(estimateCost(priced, { prompt: 'a' })).toEqual({ amount: 0.21, currency: 'USD' });
    expect(estimateCost(priced, { prompt: 'a', duration: 10 })).toEqual({ amount: 0.42, currency: 'USD' });
  });

  it('is the most that it may cost', () => {
    const { defaults: _none, ...open } = row;
    expect(estimateCost(table(open, price), { prompt: 'a' })).toEqual({ amount: 0.42, currency: 'USD' });
  });

  it.each([
    ['of whole seconds', { min: 5, max: 10, step: 1 }, { amount: 27, currency: 'USD' }],
    ['of any length', { min: 5, max: 10 }, { amount: 30, currency: 'USD' }],
  ])('is that of the lengths in between, where the model chooses %s', (_what, duration, most) => {
    const when = { duration: [5, 10] };
    const flat = { perTask: 1, when, currency: 'USD', source: 'price list' };
    const other = { perSecond: 3, currency: 'USD', source: 'price list' };
    const open = { ...row, accepts: { ...row.accepts, duration }, defaults: {} };
    expect(estimateCost(table(open, flat, other), { prompt: 'a' })).toEqual(most);
  });

  it('is undefined where the price or the length is unknown, or nobody can', () => {
    const { defaults: _none, ...open } = row;
    const accepts = { prompt: row.accepts.prompt };
    expect(estimateCost(table(row), { prompt: 'a' })).toBeUndefined();
    expect(estimateCost(table({ ...open, accepts }, price), { prompt: 'a' })).toBeUndefined();
    expect(estimateCost(table(row, price), { prompt: 'a', duration: 7 })).toBeUndefined();
  });
});

describe('the plan', () => {
  it('has the price where it is known, and prints it', () => {
    const plan = planRequest(table(row, price), { prompt: 'a', duration: 10 });
    expect(plan.candidates[0]?.price).toEqual({ amount: 0.42, currency: 'USD' });
    expect(explainPlan(plan)).toContain('acme:brook-1 (documented, about 0.42 USD)');
    expect(planRequest(table(row), { prompt: 'a' }).candidates[0]).not.toHaveProperty('price');
  });
});

describe('the cost of a task', () => {
  const statuses = { busy: 'running', done: 'succeeded', broken: 'failed' } as const;
  const failure = { reason: 'unknown', message: 'm' } as const;
  const task = newTask({ provider: 'acme', api: 'gateway', model: 'brook-1' }, '1');

  it('is what the service said last, and survives an answer that does not tell', () => {
    const told = nextTask(
      task,
      { status: 'busy', videos: [], failure, cost: { amount: 0.25, currency: 'USD' } },
      statuses,
    );
    const silent = nextTask(told, { status: 'broken', videos: [], failure }, statuses);
    expect(silent.cost).toEqual({ amount: 0.25, currency: 'USD' });
    const refunded = nextTask(
      told,
      { status: 'broken', videos: [], failure, cost: { amount: 0, currency: 'USD' } },
      statuses,
    );
    expect(refunded.cost).toEqual({ amount: 0, currency: 'USD' });
    expect(parseTask(JSON.parse(JSON.stringify(refunded)))).toEqual(refunded);
  });

  it('is missing where nobody told', () => {
    const silent = nextTask(task, { status: 'busy', videos: [], failure }, statuses);
    expect(silent).not.toHaveProperty('cost');
    expect(silent).not.toHaveProperty('usage');
  });

  it('may be in any currency, beside what the service counted', () => {
    const cost = { amount: 3.8, currency: 'CNY' };
    const usage = { amount: 108_900, unit: 'tokens' };
    const told = nextTask(task, { status: 'busy', cost, usage }, statuses);
    const silent = nextTask(told, { status: 'broken', failure }, statuses);
    expect(silent).toMatchObject({ cost, usage });
    expect(parseTask(JSON.parse(JSON.stringify(silent)))).toEqual(silent);
    expect(nextTask(told, { status: 'broken', failure, usage: 'unknown' }, statuses)).not.toHaveProperty(
      'usage',
    );
  });

  it.each(['cny', 'yuan', '', 'US'])('is in no currency of the name %j', (currency) => {
    const told = { ...task, cost: { amount: 1, currency } };
    expect(() => parseTask(told)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  it.each([{ amount: -1, unit: 'tokens' }, { amount: 1, unit: '' }, { amount: 1 }])(
    'has no usage of %j',
    (usage) => {
      expect(() => parseTask({ ...task, usage })).toThrow(
        expect.objectContaining({ code: 'invalid-request' }),
      );
    },
  );
});
