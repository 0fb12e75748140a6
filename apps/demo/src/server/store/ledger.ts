import type { DatabaseSync } from 'node:sqlite';
import type { Money, VideoTask } from '@vid/core';
import * as z from 'zod/mini';
import type { LimitState } from '../../api.ts';

const sum = z.object({
  currency: z.string(),
  spent: z.nullable(z.number()),
  reserved: z.nullable(z.number()),
});
const count = z.object({ unpriced: z.number() });
const plain = (amount: number) => Number(amount.toFixed(6));
const nameOf = ({ provider, api, id }: VideoTask) => JSON.stringify([provider, api, id]);

/** What real runs cost, on disk: one row for each, reserved until its end is known, under its task once it has one. */
export function createLedger(database: DatabaseSync) {
  const reserve = database.prepare(
    'INSERT INTO ledger (run, at, amount, currency, settled, period) VALUES (?, ?, ?, ?, 0, ?)',
  );
  const release = database.prepare('DELETE FROM ledger WHERE run = ?');
  const accept = database.prepare('UPDATE ledger SET task = ? WHERE run = ? AND task IS NULL');
  const open = 'WHERE task = ? AND settled = 0';
  const settleAt = database.prepare(
    `UPDATE ledger SET amount = ?1, currency = ?2, settled = 1
       WHERE task = ?3 AND settled = 0 AND (currency IS NULL OR currency = ?2)`,
  );
  const settleAsReserved = database.prepare(`UPDATE ledger SET settled = 1 ${open}`);
  const drop = database.prepare(`DELETE FROM ledger ${open}`);
  const add = database.prepare(
    `SELECT currency, sum(iif(settled, amount, NULL)) AS spent, sum(iif(settled, NULL, amount)) AS reserved
       FROM ledger WHERE period >= ? AND amount IS NOT NULL GROUP BY currency ORDER BY currency`,
  );
  const countUnpriced = database.prepare(
    'SELECT count(*) AS unpriced FROM ledger WHERE period >= ? AND amount IS NULL',
  );

  return {
    /** `undefined`: a price that nobody knows. `period`: of the limit that is in force; clocks can be set. */
    reserve: (run: string, price: Money | undefined, period: number) =>
      void reserve.run(run, Date.now(), price?.amount ?? null, price?.currency ?? null, period),
    release: (run: string) => void release.run(run),
    accept: (run: string, task: VideoTask) => void accept.run(nameOf(task), run),
    /**
     * Once; what comes later about the same task changes nothing. A bill in another currency than was reserved counts as
     * reserved: nothing compares the two.
     */
    settle(task: VideoTask, cost: Money | 'as reserved'): void {
      if (cost !== 'as reserved') settleAt.run(cost.amount, cost.currency, nameOf(task));
      settleAsReserved.run(nameOf(task));
    },
    /** Its service says that the task costs nothing. */
    drop: (task: VideoTask) => void drop.run(nameOf(task)),
    /** Of all that was reserved in this period or a later one: a sum for each currency. */
    sums(period: number): Omit<LimitState, 'limit'> {
      const all = z.parse(z.array(sum), add.all(period));
      const sumsOf = (part: 'spent' | 'reserved') =>
        all.flatMap(({ currency, [part]: amount }) =>
          amount === null ? [] : [{ amount: plain(amount), currency }],
        );
      const { unpriced } = z.parse(count, countUnpriced.get(period));
      return { spent: sumsOf('spent'), reserved: sumsOf('reserved'), unpriced };
    },
  };
}
