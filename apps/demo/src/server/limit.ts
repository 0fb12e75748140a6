import type { DatabaseSync } from 'node:sqlite';
import {
  type Budget,
  explainProblem,
  type ModelRef,
  type Money,
  type Problem,
  sumsOf,
  VideoError,
  type VideoTask,
} from '@vid/core';
import * as z from 'zod/mini';
import { limitSchema, type LimitState } from '../api.ts';
import { ApiError } from './errors.ts';
import { createLedger } from './store/ledger.ts';
import type { Writes } from './store/writes.ts';

type Limit = z.infer<typeof limitSchema>;

interface Objection {
  readonly code: 'unknown-price' | 'other-currency' | 'over-limit';
  readonly message: string;
  readonly problem: Problem;
}

/** `period`: how often a limit was set anew; only what was reserved since then counts. */
const session = z.object({ limit: limitSchema, period: z.number() });
const stored = z.object({ value: z.string() });

/** Sums of decimal fractions are a little off. */
const plain = (amount: number) => Number(amount.toFixed(6));

/** What real runs cost, and the most that they may: the router's budget, kept on disk. */
export function createLimit(database: DatabaseSync, writes: Writes) {
  const load = database.prepare("SELECT value FROM settings WHERE name = 'limit'");
  const save = database.prepare(
    "INSERT INTO settings VALUES ('limit', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  const ledger = createLedger(database);

  const current = (): z.infer<typeof session> => {
    const found = load.get();
    return found === undefined
      ? { limit: null, period: 0 }
      : z.parse(session, JSON.parse(z.parse(stored, found).value));
  };
  const state = (): LimitState => {
    const { limit, period } = current();
    return { limit, ...ledger.sums(limit === null ? 0 : period) };
  };
  const objectionTo = (
    prices: readonly (Money | undefined)[],
    allowUnknownPrice: boolean,
  ): Objection | undefined => {
    const { limit, spent, reserved } = state();
    if (limit === null) return undefined;
    const { currency } = limit;
    const amountOf = (sums: readonly Money[]) => sums.find((sum) => sum.currency === currency)?.amount ?? 0;
    const left = plain(limit.amount - amountOf(spent) - amountOf(reserved));
    const most = `${left} ${limit.currency} of the limit of ${limit.amount} ${limit.currency} are left`;
    if (prices.includes(undefined) && !allowUnknownPrice) {
      const what = `Nobody knows what this costs in ${limit.currency}, and ${most}`;
      const message = `${what}. Allow an unknown price, or remove the limit. Nothing was sent.`;
      return { code: 'unknown-price', message, problem: { code: 'unknown-price', field: 'budget' } };
    }
    const sums = sumsOf(prices);
    const other = sums.find((sum) => sum.currency !== currency);
    if (other !== undefined) {
      const problem = { code: 'other-currency', field: 'budget', price: other, limits: [limit] } as const;
      return { code: 'other-currency', message: `${explainProblem(problem)}. Nothing was sent.`, problem };
    }
    const price = amountOf(sums);
    if (price <= left) return undefined;
    return {
      code: 'over-limit',
      message: `This costs about ${price} ${currency}, but ${most}. Nothing was sent.`,
      problem: {
        code: 'over-budget',
        field: 'budget',
        price: { amount: price, currency },
        left: { amount: left, currency },
        budget: limit,
      },
    };
  };

  const accept = (run: string, task: VideoTask) =>
    writes.keep(`that run ${run} made task ${task.id} at ${task.provider} (${task.api})`, () =>
      ledger.accept(run, task),
    );

  /** `runOf`: which run pays for a request to this model; it is the reference that the request is sent with. */
  const paying = (runOf: (model: ModelRef) => string, allowUnknownPrice: boolean): Budget => ({
    reserve(amount, model) {
      const objection = objectionTo([amount], allowUnknownPrice);
      if (objection !== undefined) {
        const { message, problem } = objection;
        throw new VideoError('quota-exhausted', message, { problems: [problem] });
      }
      const run = runOf(model);
      ledger.reserve(run, amount, current().period);
      return {
        release: () => writes.keep(`that run ${run} costs nothing`, () => ledger.release(run)),
        accept: (task) => accept(run, task),
        // What has an unknown outcome stays reserved.
        hold: () => undefined,
      };
    },
    onReconciled: (submission, task) => accept(submission.reference, task),
    settle: (task, billed) =>
      writes.keep(`the cost of task ${task.id} at ${task.provider} (${task.api})`, () => {
        if (task.cost !== undefined) ledger.settle(task, task.cost);
        else if (billed === 'yes') ledger.settle(task, 'as reserved');
        else if (billed === 'no') ledger.drop(task);
      }),
  });

  return {
    state,
    set(limit: Limit): LimitState {
      const before = current();
      const period = limit !== null && before.limit === null ? before.period + 1 : before.period;
      save.run(JSON.stringify({ limit, period }));
      return state();
    },
    /** Before anything is written or sent: throws an `ApiError` when the limit does not allow all of it together. */
    require(prices: readonly (Money | undefined)[], allowUnknownPrice: boolean): void {
      const objection = objectionTo(prices, allowUnknownPrice);
      if (objection !== undefined) throw new ApiError(objection.code, objection.message);
    },
    paying,
    /** Receives every real task, also those that another process has sent. */
    budget: paying(() => crypto.randomUUID(), false),
    /** Its request never left. */
    release: (run: string) => ledger.release(run),
  };
}

export type SpendingLimit = ReturnType<typeof createLimit>;
