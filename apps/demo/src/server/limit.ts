import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { limitSchema, type LimitState } from '../api.ts';
import { Refusal } from './errors.ts';

type Limit = z.infer<typeof limitSchema>;
type Price = { readonly amount: number; readonly currency: string };

const session = z.object({ limit: limitSchema, since: z.number() });
const stored = z.object({ value: z.string() });
const sums = z.object({ spent: z.number(), held: z.number(), unpriced: z.number() });

/** Below any price; sums of decimal fractions are a little off. */
const tolerance = 1e-9;
const plain = (amount: number) => Number(amount.toFixed(6));

/**
 * What real runs cost, and the most that they may. A price is held from before its request is sent; what nobody
 * knows the end of stays held.
 */
export function createLimit(database: DatabaseSync) {
  const load = database.prepare("SELECT value FROM settings WHERE name = 'limit'");
  const save = database.prepare(
    "INSERT INTO settings VALUES ('limit', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  const hold = database.prepare('INSERT INTO ledger VALUES (?, ?, ?, ?, 0)');
  const settle = database.prepare('UPDATE ledger SET amount = ?, currency = ?, settled = 1 WHERE run = ?');
  const settleAsHeld = database.prepare('UPDATE ledger SET settled = 1 WHERE run = ?');
  const release = database.prepare('DELETE FROM ledger WHERE run = ?');
  const add = database.prepare(
    `SELECT ifnull(sum(iif(settled, amount, 0)), 0) AS spent, ifnull(sum(iif(settled, 0, amount)), 0) AS held,
       count(*) - count(amount) AS unpriced FROM ledger WHERE at >= ?`,
  );

  const current = (): z.infer<typeof session> => {
    const found = load.get();
    return found === undefined
      ? { limit: null, since: 0 }
      : z.parse(session, JSON.parse(z.parse(stored, found).value));
  };
  const state = (): LimitState => {
    const { limit, since } = current();
    const { spent, held, unpriced } = z.parse(sums, add.get(since));
    return { limit, spent: plain(spent), held: plain(held), unpriced };
  };

  return {
    state,
    set(limit: Limit): LimitState {
      const before = current();
      const since = limit === null ? 0 : before.limit === null ? Date.now() : before.since;
      save.run(JSON.stringify({ limit, since }));
      return state();
    },
    /** Before anything is sent. Throws a `Refusal` when the limit does not allow it; then nothing is held. */
    reserve(run: string, price: Price | undefined, allowUnknownPrice: boolean): void {
      const { limit, spent, held } = state();
      if (limit !== null) {
        const left = plain(limit.amount - spent - held);
        const most = `${left} ${limit.currency} of the limit of ${limit.amount} ${limit.currency} are left`;
        if (price === undefined || price.currency !== limit.currency) {
          if (!allowUnknownPrice) {
            const what = `Nobody knows what this costs in ${limit.currency}, and ${most}`;
            throw new Refusal(
              'unknown-price',
              `${what}. Allow an unknown price, or remove the limit. Nothing was sent.`,
            );
          }
        } else if (price.amount > left + tolerance) {
          const what = `This costs about ${price.amount} ${price.currency}, but ${most}`;
          throw new Refusal('over-limit', `${what}. Nothing was sent.`);
        }
      }
      hold.run(run, Date.now(), price?.amount ?? null, price?.currency ?? null);
    },
    /** The task has succeeded, or its service told what it cost; without, the price counts. */
    settle(run: string, cost: Price | undefined): void {
      if (cost === undefined) settleAsHeld.run(run);
      else settle.run(cost.amount, cost.currency, run);
    },
    /** Nothing was billed. */
    release: (run: string) => void release.run(run),
  };
}

export type SpendingLimit = ReturnType<typeof createLimit>;
