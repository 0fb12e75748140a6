import type { DatabaseSync } from 'node:sqlite';
import type { Money, VideoTask } from '@vid/core';
import * as z from 'zod/mini';

const sums = z.object({ spent: z.number(), reserved: z.number(), unpriced: z.number() });
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
  const settleAt = database.prepare(`UPDATE ledger SET amount = ?, currency = ?, settled = 1 ${open}`);
  const settleAsReserved = database.prepare(`UPDATE ledger SET settled = 1 ${open}`);
  const drop = database.prepare(`DELETE FROM ledger ${open}`);
  const add = database.prepare(
    `SELECT ifnull(sum(iif(settled, amount, 0)), 0) AS spent, ifnull(sum(iif(settled, 0, amount)), 0) AS reserved,
       count(*) - count(amount) AS unpriced FROM ledger WHERE period >= ?`,
  );

  return {
    /** `undefined`: a price that nobody knows. `period`: of the limit that is in force; clocks can be set. */
    reserve: (run: string, price: Money | undefined, period: number) =>
      void reserve.run(run, Date.now(), price?.amount ?? null, price?.currency ?? null, period),
    release: (run: string) => void release.run(run),
    accept: (run: string, task: VideoTask) => void accept.run(nameOf(task), run),
    /** Once; what comes later about the same task changes nothing. */
    settle: (task: VideoTask, cost: Money | 'as reserved') =>
      void (cost === 'as reserved'
        ? settleAsReserved.run(nameOf(task))
        : settleAt.run(cost.amount, cost.currency, nameOf(task))),
    /** Its service says that the task costs nothing. */
    drop: (task: VideoTask) => void drop.run(nameOf(task)),
    /** Of all that was reserved in this period or a later one. */
    sums(period: number): z.infer<typeof sums> {
      const { spent, reserved, unpriced } = z.parse(sums, add.get(period));
      return { spent: plain(spent), reserved: plain(reserved), unpriced };
    },
  };
}
