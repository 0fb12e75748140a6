import type { DatabaseSync } from 'node:sqlite';
import type { Money } from '@vid/core';
import type { JobStore, LimitOf } from '@vid/core/journal';
import { outstandingOf, requireRoom } from '@vid/server';
import * as z from 'zod/mini';
import { limitSchema, type LimitState } from '../api.ts';

type Limit = z.infer<typeof limitSchema>;

/** The owner of what is paid and was sent from here. */
export const paying = 'real';

/** `since`: when a limit was first set; only what was started since then counts. Milliseconds. */
const session = z.object({ limit: limitSchema, since: z.number() });
const stored = z.object({ value: z.string() });

const countedSince = (limit: Limit, since: number) => new Date(limit === null ? 0 : since).toISOString();

/** The money limit of the session, and what real runs have cost or may cost under it: the books are their jobs. */
export function createLimit(database: DatabaseSync, jobs: JobStore) {
  const load = database.prepare("SELECT value FROM settings WHERE name = 'limit'");
  const save = database.prepare(
    "INSERT INTO settings VALUES ('limit', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  const current = (): z.infer<typeof session> => {
    const found = load.get();
    return found === undefined
      ? { limit: null, since: 0 }
      : z.parse(session, JSON.parse(z.parse(stored, found).value));
  };

  const state = async (): Promise<LimitState> => {
    const { limit, since } = current();
    return { limit, ...(await outstandingOf(jobs, { owner: paying, since: countedSince(limit, since) })) };
  };

  /** That nobody knows a price is agreed to before a job is made. */
  const limitOf: LimitOf = (owner) => {
    const { limit, since } = current();
    if (owner !== paying || limit === null) return undefined;
    return { amount: limit, since: countedSince(limit, since), allowUnknownPrice: true };
  };

  return {
    state,
    limitOf,
    set(limit: Limit): Promise<LimitState> {
      const before = current();
      const since = limit !== null && before.limit === null ? Date.now() : before.since;
      save.run(JSON.stringify({ limit, since }));
      return state();
    },
    /** Before anything is written or sent: throws a `HostError` when the limit does not allow all of it together. */
    async require(prices: readonly (Money | undefined)[], allowUnknownPrice: boolean): Promise<void> {
      const { limit, spent, reserved } = await state();
      if (limit !== null) requireRoom(prices, { limit, spent, reserved, allowUnknownPrice });
    },
  };
}

export type SpendingLimit = ReturnType<typeof createLimit>;
