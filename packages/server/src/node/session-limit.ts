import type { DatabaseSync } from 'node:sqlite';
import type { Money } from '@vid/core';
import type { JobStore, LimitOf } from '@vid/core/journal';
import * as z from 'zod/mini';
import { type Outstanding, outstandingOf, requireRoom } from '../outstanding.ts';

/** A limit, and what counts against it: what is spent, and what may still be. */
export interface LimitState extends Outstanding {
  /** `null`: none is set. */
  readonly limit: Money | null;
}

/** `since`: when a limit was first set; only what was started since then counts. Milliseconds. */
const row = z.object({
  amount: z.nullable(z.number()),
  currency: z.nullable(z.string()),
  since: z.number(),
});

const countedSince = (limit: Money | null, since: number) =>
  new Date(limit === null ? 0 : since).toISOString();

/**
 * A limit that a person sets on a page, in a table of a database that is made where there is none, and what the jobs of an owner have cost
 * or may cost under it. A session lasts from setting the first limit to removing it; changing it goes on counting.
 */
export function openSessionLimit(
  database: DatabaseSync,
  { jobs, owner }: { readonly jobs: JobStore; readonly owner: string },
) {
  database.exec(`CREATE TABLE IF NOT EXISTS session_limit
    (owner TEXT PRIMARY KEY, amount REAL, currency TEXT, since REAL NOT NULL)`);
  const load = database.prepare('SELECT amount, currency, since FROM session_limit WHERE owner = ?');
  const save = database.prepare('INSERT OR REPLACE INTO session_limit VALUES (?, ?, ?, ?)');
  const current = (): { readonly limit: Money | null; readonly since: number } => {
    const found = load.get(owner);
    if (found === undefined) return { limit: null, since: 0 };
    const { amount, currency, since } = z.parse(row, found);
    return { limit: amount === null || currency === null ? null : { amount, currency }, since };
  };

  const state = async (): Promise<LimitState> => {
    const { limit, since } = current();
    return { limit, ...(await outstandingOf(jobs, { owner, since: countedSince(limit, since) })) };
  };

  /** For `budget` of a server. That nobody knows a price is agreed to before a job is made: see `require`. */
  const limitOf: LimitOf = (whose) => {
    const { limit, since } = current();
    if (whose !== owner || limit === null) return undefined;
    return { amount: limit, since: countedSince(limit, since), allowUnknownPrice: true };
  };

  return {
    state,
    limitOf,
    /** `null` removes it. */
    set(limit: Money | null): Promise<LimitState> {
      const before = current();
      const since = limit !== null && before.limit === null ? Date.now() : before.since;
      save.run(owner, limit?.amount ?? null, limit?.currency ?? null, since);
      return state();
    },
    /** Before anything is written or sent: throws what `requireRoom` does when the limit does not allow all of it together. */
    async require(prices: readonly (Money | undefined)[], allowUnknownPrice: boolean): Promise<void> {
      const { limit, spent, reserved } = await state();
      if (limit !== null) requireRoom(prices, { limit, spent, reserved, allowUnknownPrice });
    },
  };
}

/** What `openSessionLimit` opens. */
export type SessionLimit = ReturnType<typeof openSessionLimit>;
