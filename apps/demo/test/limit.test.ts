import {
  type Budget,
  createBudget,
  type Money,
  parseSubmission,
  parseTask,
  type Submission,
  type VideoTask,
} from '@vid/core';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createLimit } from '../src/server/limit.ts';
import { openDatabase } from '../src/server/store/database.ts';
import { createWrites } from '../src/server/store/writes.ts';
import { newFolder } from './demo.ts';

const usd = (amount: number): Money => ({ amount, currency: 'USD' });
const cny = (amount: number): Money => ({ amount, currency: 'CNY' });
const inUsd = (sums: readonly Money[]) => sums.find(({ currency }) => currency === 'USD')?.amount ?? 0;
const model = { provider: 'kling', api: 'official', model: 'kling-v1' };

const submissionOf = (reference: string): Submission =>
  parseSubmission({ ...model, reference, submittedAt: '2026-01-01T00:00:00.000Z', fingerprint: '0' });
const taskOf = (id: string, cost?: Money): VideoTask =>
  parseTask({
    ...model,
    id,
    mode: 'text-to-video',
    createdAt: '2026-01-01T00:00:00.000Z',
    status: 'canceled',
    ...(cost !== undefined && { cost }),
  });

interface TestBudget {
  readonly budget: Budget;
  readonly read: () => { readonly spent: number; readonly reserved: number };
}

function inMemory(): TestBudget {
  const budget = createBudget(usd(10));
  return {
    budget,
    read: () => ({ spent: budget.spent.amount, reserved: budget.reserved.amount + budget.unknown.amount }),
  };
}

/** The run of each request is the reference that it is sent with. */
function onDisk(): TestBudget {
  const database = openDatabase(newFolder());
  onTestFinished(() => database.close());
  const limit = createLimit(database, createWrites());
  limit.set({ amount: 10, currency: 'USD' });
  const names = ['a', 'b', 'c'];
  return {
    budget: limit.paying(() => names.shift() ?? 'none', false),
    read: () => {
      const { spent, reserved } = limit.state();
      return { spent: inUsd(spent), reserved: inUsd(reserved) };
    },
  };
}

const histories: Readonly<Record<string, (budget: Budget) => unknown>> = {
  'a refusal': async (budget) => (await budget.reserve(usd(3), model)).release(),
  'a request on its way': async (budget) => budget.reserve(usd(3), model),
  'a task that goes on': async (budget) => (await budget.reserve(usd(3), model)).accept(taskOf('1')),
  'an end that is billed as expected': async (budget) => {
    (await budget.reserve(usd(3), model)).accept(taskOf('1'));
    budget.settle(taskOf('1'), 'yes');
    budget.settle(taskOf('1'), 'yes');
    budget.settle(taskOf('1'), 'no');
  },
  'an end whose cost is told, more than expected': async (budget) => {
    (await budget.reserve(usd(3), model)).accept(taskOf('1'));
    budget.settle(taskOf('1', usd(11)), 'unknown');
    budget.settle(taskOf('1', usd(12)), 'yes');
  },
  'an end that is billed in another currency': async (budget) => {
    (await budget.reserve(usd(3), model)).accept(taskOf('1'));
    budget.settle(taskOf('1', cny(20)), 'yes');
  },
  'an end of which nobody knows': async (budget) => {
    (await budget.reserve(usd(3), model)).accept(taskOf('1'));
    budget.settle(taskOf('1'), 'unknown');
  },
  'an end whose cost is told later': async (budget) => {
    (await budget.reserve(usd(3), model)).accept(taskOf('1'));
    budget.settle(taskOf('1'), 'unknown');
    budget.settle(taskOf('1', usd(2)), 'unknown');
  },
  'an end that is not billed': async (budget) => {
    (await budget.reserve(usd(3), model)).accept(taskOf('1'));
    budget.settle(taskOf('1'), 'no');
  },
  'an unknown outcome': async (budget) => (await budget.reserve(usd(3), model)).hold(submissionOf('a')),
  'an unknown outcome that is found and ends': async (budget) => {
    (await budget.reserve(usd(3), model)).hold(submissionOf('a'));
    (await budget.reserve(usd(4), model)).hold(submissionOf('b'));
    budget.onReconciled(submissionOf('a'), taskOf('1'));
    budget.settle(taskOf('1'), 'yes');
  },
  'tasks and submissions of others': async (budget) => {
    (await budget.reserve(usd(3), model)).accept(taskOf('1'));
    budget.onReconciled(submissionOf('of-others'), taskOf('2'));
    budget.settle(taskOf('2', usd(5)), 'yes');
    budget.settle({ ...taskOf('1'), api: 'gateway' }, 'yes');
  },
  'what is left, to the cent': async (budget) => {
    for (const amount of [0.1, 0.2, 9.7]) await budget.reserve(usd(amount), model);
  },
};

test.each(Object.entries(histories))('%s: as in core’s own budget', async (_name, happens) => {
  const [expected, stored] = [inMemory(), onDisk()];
  await happens(expected.budget);
  await happens(stored.budget);
  expect(stored.read()).toEqual(expected.read());
});

test.each([inMemory, onDisk])('what is beyond is refused and holds nothing (%o)', async (open) => {
  const { budget, read } = open();
  await budget.reserve(usd(8), model);
  await expect(async () => budget.reserve(usd(2.1), model)).rejects.toMatchObject({
    code: 'quota-exhausted',
    problems: [{ code: 'over-budget', field: 'budget', price: usd(2.1), left: usd(2) }],
  });
  expect(read()).toEqual({ spent: 0, reserved: 8 });
});

test('a clock that is put back lets nobody past the limit', () => {
  const database = openDatabase(newFolder());
  onTestFinished(() => database.close());
  const limit = createLimit(database, createWrites());
  limit.set(usd(10));
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 1_000 });
  onTestFinished(() => void vi.useRealTimers());
  let passed = 0;
  for (let order = 0; order < 1_000; order += 1) {
    try {
      void limit.paying(() => `run ${order}`, false).reserve(usd(1), model);
      passed += 1;
    } catch {
      // Beyond the limit.
    }
  }
  expect(passed).toBe(10);
  expect(limit.state()).toMatchObject({ reserved: [usd(10)] });
});

test('a database of the last version keeps its limit and what was reserved under it', () => {
  const folder = newFolder();
  const before = openDatabase(folder);
  before.exec(`ALTER TABLE ledger DROP COLUMN period;
    INSERT INTO ledger (run, at, amount, currency, settled) VALUES ('old', 500, 7, 'USD', 1), ('new', 1500, 2, 'USD', 0);
    INSERT INTO settings VALUES ('limit', '{"limit":{"amount":10,"currency":"USD"},"since":1000}');
    PRAGMA user_version = 2;`);
  before.close();
  const database = openDatabase(folder);
  onTestFinished(() => database.close());
  const limit = createLimit(database, createWrites());
  expect(limit.state()).toEqual({ limit: usd(10), spent: [], reserved: [usd(2)], unpriced: 0 });
  limit.set(null);
  expect(limit.state()).toMatchObject({ limit: null, spent: [usd(7)], reserved: [usd(2)] });
  expect(limit.set(usd(5))).toMatchObject({ limit: usd(5), spent: [], reserved: [] });
});

test('what is billed in another currency than the limit is refused, and is in no sum of it', async () => {
  const database = openDatabase(newFolder());
  onTestFinished(() => database.close());
  const limit = createLimit(database, createWrites());
  (await limit.paying(() => 'before', false).reserve(cny(8), model)).accept(taskOf('0'));
  limit.set(usd(10));
  const budget = limit.paying(() => 'run', false);
  await expect(async () => budget.reserve(cny(1), model)).rejects.toMatchObject({
    code: 'quota-exhausted',
    message:
      'budget: would cost 1 CNY; the limit is 10 USD. Set exchange rates, or a limit in CNY. Nothing was sent.',
    problems: [{ code: 'other-currency', field: 'budget', price: cny(1), limits: [usd(10)] }],
  });
  expect(() => limit.require([usd(1), cny(1)], true)).toThrow(
    expect.objectContaining({ code: 'other-currency' }),
  );
  expect(() => limit.require([usd(6), usd(6)], true)).toThrow(
    expect.objectContaining({ code: 'over-limit' }),
  );
  (await limit.paying(() => 'unpriced', true).reserve(undefined, model)).accept(taskOf('1'));
  budget.settle(taskOf('1', cny(70)), 'yes');
  expect(limit.state()).toEqual({ limit: usd(10), spent: [cny(70)], reserved: [], unpriced: 0 });
  expect(() => limit.require([usd(10)], false)).not.toThrow();
  limit.set(null);
  expect(limit.state()).toMatchObject({ spent: [cny(70)], reserved: [cny(8)] });
  expect(limit.set(cny(10))).toMatchObject({ limit: cny(10), spent: [] });
});
