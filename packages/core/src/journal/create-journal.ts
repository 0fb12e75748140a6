import { type Claim, claimed, type Journal, type JournalEntry, settled } from './entry.ts';

/** One entry as a store holds it. */
export interface StoredEntry {
  /** As it was written, as plain JSON. */
  readonly entry: JournalEntry;
  /** 1 for the first version. */
  readonly version: number;
}

/** What a journal needs of a store. */
export interface EntryStore {
  /** The entry of a key with its version; `undefined` where there is none. */
  read(key: string): Promise<StoredEntry | undefined>;
  /**
   * Writes the entry as the version after `before`, 0 for one that is new; durable when it returns `true`. `false`: there is
   * another version by now.
   */
  write(entry: JournalEntry, before: number): Promise<boolean>;
}

/** A journal over any store that can compare and set. */
export function createJournal(store: EntryStore): Journal {
  return {
    get: async (key) => (await store.read(key))?.entry,
    async claim(claim: Claim) {
      const found = await store.read(claim.key);
      const next = claimed(found?.entry, claim);
      return next !== undefined && (await store.write(next, found?.version ?? 0));
    },
    async settle(key, attempt, settlement) {
      for (;;) {
        const found = await store.read(key);
        const next = settled(found?.entry, attempt, settlement);
        if (next === undefined || (await store.write(next, found?.version ?? 0))) return;
      }
    },
  };
}

/** For one process, and as long as it lives: a test, or a script that may be started over. */
export function createMemoryJournal(): Journal {
  const entries = new Map<string, StoredEntry>();
  return createJournal({
    read: async (key) => entries.get(key),
    async write(entry, before) {
      if ((entries.get(entry.key)?.version ?? 0) !== before) return false;
      entries.set(entry.key, { entry, version: before + 1 });
      return true;
    },
  });
}
