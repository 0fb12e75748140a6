import {
  amountIn,
  type Capabilities,
  createBudget,
  createRouter,
  explainPlan,
  type ModelCapabilities,
  type Money,
  planRequest,
  type RoutingOptions,
  sumsOf,
} from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import { fakeProvider, link, perSecond, tableOf } from './fixture.ts';

const usd = (amount: number): Money => ({ amount, currency: 'USD' });
const cny = (amount: number): Money => ({ amount, currency: 'CNY' });
const rates = { date: '2026-11-27', base: 'EUR', rates: { USD: 1.25, CNY: 8 } };
const request = { prompt: 'a boat', duration: 5 };
const model = (name: string, amount?: number, currency = 'USD'): ModelCapabilities => {
  const [entry = expect.fail('no model')] = tableOf(
    { prompt: { maxLength: 20 }, duration: { oneOf: [5] } },
    amount === undefined ? {} : perSecond(amount, currency),
  ).models;
  return { ...entry, model: name };
};

/** 2 USD are 12.8 CNY. */
const several: Capabilities = {
  models: [
    model('yen', 1, 'JPY'),
    model('cny-20', 4, 'CNY'),
    model('nobody-knows'),
    model('usd-3', 0.6),
    model('cny-5', 1, 'CNY'),
    model('usd-2', 0.4),
  ],
};
const order = (options: RoutingOptions, table = several) =>
  planRequest(table, request, { prefer: 'cheapest', ...options }).candidates.map((one) => one.model);

describe('the cheapest of prices in several currencies', () => {
  it('is ranked within each, the currency of the most candidates first, and the plan says so', () => {
    expect(order({})).toEqual(['cny-5', 'cny-20', 'usd-2', 'usd-3', 'yen', 'nobody-knows']);
    const fewer = { models: several.models.slice(3) };
    expect(order({}, fewer)).toEqual(['usd-2', 'usd-3', 'cny-5']);
    const plan = planRequest(several, request, { prefer: 'cheapest' });
    expect(plan.warnings).toEqual([{ code: 'several-currencies', currencies: ['CNY', 'USD', 'JPY'] }]);
    expect(plan).not.toHaveProperty('rates');
    expect(explainPlan(plan)).toContain(
      'Prices in CNY, USD, JPY are not compared with each other. Set exchange rates to rank them together',
    );
  });

  it('has no such warning where one currency is all there is, or nobody asks for the cheapest', () => {
    const { models } = several;
    expect(planRequest({ models: models.slice(5) }, request, { prefer: 'cheapest' })).not.toHaveProperty(
      'warnings',
    );
    expect(planRequest(several, request)).not.toHaveProperty('warnings');
  });

  it('is the cheapest of all by rates, with what they do not know behind', () => {
    expect(order({ rates })).toEqual(['cny-5', 'usd-2', 'usd-3', 'cny-20', 'yen', 'nobody-knows']);
    const plan = planRequest(several, request, { prefer: 'cheapest', rates });
    expect(plan).toMatchObject({ rates, warnings: [{ currencies: ['EUR', 'JPY'] }] });
    expect(explainPlan(plan)).toContain('Exchange rates: 2026-11-27');
    // What the plan shows is what the service bills.
    expect(plan.candidates[0]?.price).toEqual(cny(5));
  });

  it('keeps documented before claimed', () => {
    const claimed = several.models.map((entry) =>
      entry.model === 'cny-5'
        ? { ...entry, rows: entry.rows.map((row) => ({ ...row, evidence: 'claimed' as const })) }
        : entry,
    );
    expect(order({ rates }, { models: claimed }).at(-1)).toBe('cny-5');
  });
});

describe('maxCost', () => {
  const refused = (options: RoutingOptions) =>
    Object.fromEntries(
      planRequest(several, request, options).rejected.map(({ model, problems: [problem] }) => [
        model,
        problem,
      ]),
    );

  it('refuses what it cannot compare, and says what to do', () => {
    const problems = refused({ maxCost: usd(2) });
    expect(order({ maxCost: usd(2) })).toEqual(['usd-2']);
    expect(problems['cny-5']).toEqual({
      code: 'other-currency',
      field: 'maxCost',
      model: 'cny-5',
      price: cny(5),
      limits: [usd(2)],
    });
    expect(explainPlan(planRequest(several, request, { maxCost: usd(2) }))).toContain(
      'acme:cny-5: maxCost: would cost 5 CNY; the limit is 2 USD. Set exchange rates, or a limit in CNY',
    );
    // Unknown is another matter.
    expect(order({ maxCost: usd(2), allowUnknownPrice: true })).toEqual(['usd-2', 'nobody-knows']);
  });

  it('compares by rates, and names their day', () => {
    expect(order({ maxCost: usd(2), rates })).toEqual(['cny-5', 'usd-2']);
    expect(refused({ maxCost: usd(2), rates })).toMatchObject({
      'cny-20': { code: 'over-max-cost', price: cny(20), maxCost: usd(2), ratesOf: rates.date },
      'usd-3': { code: 'over-max-cost', price: usd(3) },
      yen: { code: 'other-currency' },
    });
    expect(refused({ maxCost: usd(2), rates })['usd-3']).not.toHaveProperty('ratesOf');
    expect(explainPlan(planRequest(several, request, { maxCost: usd(2), rates }))).toContain(
      'would cost 20 CNY; the limit is 2 USD, at the rates of 2026-11-27',
    );
  });

  it('is in any currency', () => {
    expect(order({ maxCost: cny(5) })).toEqual(['cny-5']);
  });
});

const task = newTask({ provider: 'acme', api: 'direct', model: 'm' }, '1');
const ref = { provider: 'acme', api: 'direct', model: 'm' };

describe('a router with rates', () => {
  const { provider } = fakeProvider(several, { generate: async () => task });

  it('plans by them, and a call may bring its own', () => {
    const router = createRouter([provider], { rates, prefer: 'cheapest' });
    expect(router.plan(request)).toMatchObject({ rates });
    expect(router.select(request).model).toBe('cny-5');
    const other = { ...rates, rates: { USD: 1.25, CNY: 1.25 } };
    expect(router.plan(request, { rates: other }).candidates[0]?.model).toBe('usd-2');
    expect(router.select(request, { maxCost: usd(1) }).model).toBe('cny-5');
  });

  it('sends by them', async () => {
    const sent: unknown[] = [];
    const { provider: one } = fakeProvider(several, {
      generate: async (asked) => {
        sent.push(asked.model);
        return task;
      },
    });
    await createRouter([one], { rates }).generate(request, { maxCost: usd(1) });
    await createRouter([one]).generate(request, { maxCost: usd(1), rates });
    // One object may be the options of a call and of its plan.
    const both = { retries: 0, maxCost: usd(1), rates };
    expect(createRouter([one]).plan(request, both).candidates).toHaveLength(1);
    await expect(createRouter([one]).generate(request, { maxCost: usd(1) })).rejects.toMatchObject({
      code: 'unsupported',
    });
    expect(sent).toEqual(['acme:cny-5 (direct)', 'acme:cny-5 (direct)']);
  });

  it('is not made with rates that are none', () => {
    expect(() => createRouter([provider], { rates: { ...rates, rates: { CNY: -1 } } })).toThrow(
      'each rate more than 0',
    );
  });
});

describe('a budget', () => {
  const amounts = (
    totals: readonly { readonly spent: Money; readonly reserved: Money; readonly left: Money }[],
  ) => totals.map(({ spent, reserved, left }) => [spent, reserved, left].map(({ amount }) => amount));

  it('keeps one sum for each currency', () => {
    const budget = createBudget([usd(10), cny(50)]);
    const first = budget.reserve(usd(2), ref);
    const second = budget.reserve(cny(20), ref);
    expect(amounts(budget.totals)).toEqual([
      [0, 2, 8],
      [0, 20, 30],
    ]);
    if ('accept' in first) first.accept(task);
    if ('release' in second) second.release();
    budget.settle({ ...task, status: 'succeeded', videos: [{ url: link }] }, 'yes');
    expect(amounts(budget.totals)).toEqual([
      [2, 0, 8],
      [0, 0, 50],
    ]);
    expect(budget.totals.map(({ amount }) => amount)).toEqual([usd(10), cny(50)]);
    // The first currency's are its own.
    expect([budget.amount, budget.spent, budget.left]).toEqual([usd(10), usd(2), usd(8)]);
  });

  it('refuses what no amount of it is in', () => {
    const budget = createBudget(usd(10));
    expect(() => budget.reserve(cny(1), ref)).toThrow(
      expect.objectContaining({
        code: 'quota-exhausted',
        message:
          'Nothing was sent: budget: acme:m would cost 1 CNY; the limit is 10 USD. Set exchange rates, or a limit in CNY.',
        problems: [
          { code: 'other-currency', field: 'budget', model: 'acme:m', price: cny(1), limits: [usd(10)] },
        ],
      }),
    );
    expect(budget.reserved).toEqual(usd(0));
  });

  it('takes the amount of one currency for no other', () => {
    const budget = createBudget([usd(1), cny(50)]);
    expect(() => budget.reserve(usd(2), ref)).toThrow('would cost 2 USD; 1 USD of 1 USD is left');
  });

  it('counts by its rates what no amount of it is in', () => {
    const budget = createBudget(usd(2), { rates });
    const reservation = budget.reserve(cny(6.4), ref);
    expect(budget.reserved).toEqual(usd(1));
    if ('accept' in reservation) reservation.accept(task);
    expect(() => budget.reserve(cny(12.8), ref)).toThrow(
      'would cost 12.8 CNY; 1 USD of 2 USD is left, at the rates of 2026-11-27',
    );
    budget.settle({ ...task, status: 'succeeded', videos: [{ url: link }], cost: cny(3.2) }, 'yes');
    expect([budget.spent, budget.left]).toEqual([usd(0.5), usd(1.5)]);
  });

  it('takes the amount in the own currency before any that rates compare', () => {
    const budget = createBudget([usd(10), cny(50)], { rates });
    void budget.reserve(cny(20), ref);
    expect(amounts(budget.totals)).toEqual([
      [0, 0, 10],
      [0, 20, 30],
    ]);
  });

  it('moves to the currency of the bill', () => {
    const budget = createBudget([usd(2), cny(10)]);
    const reservation = budget.reserve(usd(1), ref);
    if ('accept' in reservation) reservation.accept(task);
    budget.settle({ ...task, status: 'succeeded', videos: [{ url: link }], cost: cny(7) }, 'yes');
    expect(amounts(budget.totals)).toEqual([
      [0, 0, 2],
      [7, 0, 3],
    ]);
  });

  it('counts a bill that it cannot compare as reserved', () => {
    const budget = createBudget(usd(2));
    const reservation = budget.reserve(usd(1), ref);
    if ('accept' in reservation) reservation.accept(task);
    budget.settle({ ...task, status: 'succeeded', videos: [{ url: link }], cost: cny(7) }, 'yes');
    expect([budget.spent, budget.left]).toEqual([usd(1), usd(1)]);
  });

  it('lets a candidate do it whose currency it has', async () => {
    const providers = [
      ['east', 'CNY'],
      ['west', 'USD'],
    ].map(([provider = '', currency]) => {
      const models = [{ ...model('m', 0.1, currency), provider }];
      return fakeProvider({ models }, { generate: async () => ({ ...task, provider }) }).provider;
    });
    const budget = createBudget(usd(5));
    const router = createRouter(providers, { budget });
    expect(await router.generate(request, { fallback: true })).toMatchObject({ provider: 'west' });
    expect(budget.reserved).toEqual(usd(0.5));
  });

  it.each<[readonly Money[], string]>([
    [[], 'needs at least one amount'],
    [[usd(1), usd(2)], 'has one amount in each currency; got two in USD'],
    [[{ amount: 1, currency: 'dollar' }], 'needs a currency such as "USD"; got "dollar"'],
    [[usd(1), cny(-1)], 'must be 0 or more; got -1'],
  ])('of %j is refused', (given, message) => {
    expect(() => createBudget(given)).toThrow(`A budget ${message}.`);
  });
});

describe('amounts', () => {
  it('are converted by rates only', () => {
    expect(amountIn(usd(1), 'CNY', rates)).toBeCloseTo(6.4, 9);
    expect(amountIn(usd(1), 'EUR', rates)).toBe(0.8);
    expect(amountIn(usd(1), 'USD', undefined)).toBe(1);
    expect(amountIn(usd(1), 'CNY', undefined)).toBeUndefined();
    expect(amountIn({ amount: 1, currency: 'constructor' }, 'CNY', rates)).toBeUndefined();
  });

  it('are summed by currency', () => {
    expect(sumsOf([usd(0.1), cny(1), undefined, usd(0.2)])).toEqual([usd(0.3), cny(1)]);
    expect(sumsOf([])).toEqual([]);
  });
});
