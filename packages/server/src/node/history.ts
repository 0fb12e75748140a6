import type { DatabaseSync } from 'node:sqlite';
import { isEnded, type VideoJob } from '@vid/core/journal';
import * as z from 'zod/mini';

/** What a host keeps beside a job, under the job's id. */
export interface HistoryInput<Facts, Asked> {
  /** The job's, and unique in the history. */
  readonly id: string;
  /** What the id stands for; it is known for as long as the history is, also when the entry is deleted. */
  readonly fingerprint: string;
  /** What the entry is searched by. */
  readonly words: string;
  /** What is shown of it, as JSON. */
  readonly facts: Facts;
  /** What was asked for, as JSON. */
  readonly asked: Asked;
}

/** One line of the history as it is read. */
export interface HistoryEntry<Facts> {
  /** The job's. */
  readonly id: string;
  /** As they were put in, read by `schema.facts`. */
  readonly facts: Facts;
  /** Why there is no job, or none that was sent; see `refuse`. */
  readonly refused: { readonly code: string; readonly message: string } | undefined;
  /** When an answer showed the task's end, in milliseconds since the epoch. */
  readonly finishedAt: number | undefined;
}

/** What JSON of the history is; both throw for what is none of theirs. */
interface HistorySchema<Facts, Asked> {
  /** Reads the facts of an entry. */
  readonly facts: (json: unknown) => Facts;
  /** Reads what was asked for. */
  readonly asked: (json: unknown) => Asked;
  /** Names of facts for which pages are asked often; others are found too, by reading the whole history. Default: none. */
  readonly indexed?: readonly string[] | undefined;
}

const row = z.object({
  seq: z.number(),
  id: z.string(),
  facts: z.string(),
  refused: z.nullable(z.string()),
  finished: z.nullable(z.number()),
});
const refusal = z.object({ code: z.string(), message: z.string() });
const head = z.object({ fingerprint: z.string(), deleted: z.number() });
const asked = z.object({ asked: z.string() });

/** Whether an answer has shown its task's end. */
const isFinished = ({ phase }: VideoJob) =>
  phase === 'downloading' || phase === 'succeeded' || phase === 'failed' || phase === 'canceled';

/** A fact by its name. What is deleted has none, and would be no JSON. */
const factNamed = (name: string) => `iif(deleted, NULL, facts ->> '${name.replaceAll("'", "''")}')`;

/**
 * A history of what was asked for, in a table of a database that is made where there is none: jobs keep no inputs once they are sent, and
 * people want to search them and to run them again. What is written is on the disk when a call returns.
 */
export function openHistory<Facts, Asked>(database: DatabaseSync, schema: HistorySchema<Facts, Asked>) {
  // What is overwritten is zeroed in the file; `delete` empties the log.
  database.exec(`PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS history (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      fingerprint TEXT NOT NULL,
      words TEXT NOT NULL,
      asked TEXT NOT NULL,
      facts TEXT NOT NULL,
      refused TEXT,
      finished INTEGER,
      open INTEGER NOT NULL DEFAULT 1,
      deleted INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX IF NOT EXISTS history_open ON history (seq) WHERE open = 1;
    CREATE INDEX IF NOT EXISTS history_fingerprint ON history (fingerprint);`);
  for (const name of schema.indexed ?? [])
    database.exec(
      `CREATE INDEX IF NOT EXISTS "history_fact_${name.replaceAll('"', '""')}" ON history (${factNamed(name)}) WHERE deleted = 0`,
    );
  const shown = 'SELECT seq, id, facts, refused, finished FROM history WHERE deleted = 0';
  const insert = database.prepare(
    'INSERT INTO history (id, fingerprint, words, asked, facts) VALUES (?, ?, ?, ?, ?)',
  );
  const one = database.prepare(`${shown} AND id = ?`);
  const latestOf = database.prepare(`${shown} AND fingerprint = ? ORDER BY seq DESC LIMIT 1`);
  const headOf = database.prepare('SELECT fingerprint, deleted FROM history WHERE id = ?');
  const askedOf = database.prepare('SELECT asked FROM history WHERE id = ? AND deleted = 0');
  const pageOf = (condition = 'TRUE') =>
    database.prepare(
      `${shown} AND seq < $before AND instr(words, $search) > 0 AND ${condition} ORDER BY seq DESC LIMIT $limit`,
    );
  const holding = database.prepare('SELECT id FROM history WHERE instr(asked, ?) > 0 LIMIT 1');
  const latest = database.prepare(
    `${shown} AND (open = 1 OR seq IN (SELECT seq FROM history WHERE deleted = 0 ORDER BY seq DESC LIMIT ?)) ORDER BY seq`,
  );
  const follow = database.prepare(
    'UPDATE history SET open = ?, finished = iif(?, ifnull(finished, ?), NULL) WHERE id = ?',
  );
  const refuse = database.prepare('UPDATE history SET refused = ?, open = 0 WHERE id = ?');
  const hide = database.prepare(
    "UPDATE history SET deleted = 1, open = 0, words = '', asked = '', facts = '' WHERE id = ?",
  );

  function read(found: unknown): HistoryEntry<Facts> & { readonly seq: number } {
    const { seq, id, facts, refused, finished } = z.parse(row, found);
    return {
      seq,
      id,
      facts: schema.facts(JSON.parse(facts)),
      refused: refused === null ? undefined : z.parse(refusal, JSON.parse(refused)),
      finishedAt: finished ?? undefined,
    };
  }
  const readOne = (found: unknown) => (found === undefined ? undefined : read(found));

  return {
    /** All of them or none; throws where an id is taken. */
    add(inputs: readonly HistoryInput<Facts, Asked>[]): void {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const { id, fingerprint, words, facts, asked: what } of inputs)
          insert.run(id, fingerprint, words.toLowerCase(), JSON.stringify(what), JSON.stringify(facts));
        database.exec('COMMIT');
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    /** `undefined` where there is none, or it was deleted. */
    get: (id: string): HistoryEntry<Facts> | undefined => readOne(one.get(id)),
    /** The newest entry with this fingerprint. */
    latestOf: (fingerprint: string): HistoryEntry<Facts> | undefined => readOne(latestOf.get(fingerprint)),
    /** What an id stands for, or stood for before its entry was deleted. */
    headOf(id: string): { readonly fingerprint: string; readonly isDeleted: boolean } | undefined {
      const found = headOf.get(id);
      if (found === undefined) return undefined;
      const { fingerprint, deleted } = z.parse(head, found);
      return { fingerprint, isDeleted: deleted === 1 };
    },
    /** What the entry asked for; `undefined` where there is none, or it was deleted. */
    asked(id: string): Asked | undefined {
      const found = askedOf.get(id);
      return found === undefined ? undefined : schema.asked(JSON.parse(z.parse(asked, found).asked));
    },
    /** Whether what was asked for by any entry holds this text. */
    anyAsks: (part: string): boolean => holding.get(part) !== undefined,
    /** Newest first, before a place; `search` is looked for in the words, whatever the case. `next`: the place before which the page that follows is. */
    page({
      before = Number.MAX_SAFE_INTEGER,
      limit = 50,
      search = '',
      fact,
    }: HistoryPageOptions): HistoryPage<Facts> {
      const range = { before, search: search.toLowerCase(), limit: limit + 1 };
      const found = (
        fact === undefined
          ? pageOf().all(range)
          : pageOf(`${factNamed(fact[0])} = $value`).all({ ...range, value: fact[1] })
      ).map(read);
      const next = found.length > limit ? found[limit - 1]?.seq : undefined;
      return { entries: found.slice(0, limit), ...(next !== undefined && { next }) };
    },
    /** Oldest first: so many of the newest, and whatever goes on. */
    latest: (count: number): readonly HistoryEntry<Facts>[] => latest.all(count).map(read),
    /** For `onChange` of a server: how far the entry's job is. */
    follow: (job: VideoJob): void =>
      void follow.run(Number(!isEnded(job)), Number(isFinished(job)), Date.now(), job.id),
    /** Why an entry has no job, or none that was sent. */
    refuse: (id: string, why: { readonly code: string; readonly message: string }): void =>
      void refuse.run(JSON.stringify(why), id),
    /** Its id stays taken; nothing of what was asked for is in the bytes of the file any more. */
    delete(id: string): void {
      hide.run(id);
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
  };
}

/** Which part of the history is read. */
export interface HistoryPageOptions {
  /** `next` of the page above. Default: from the newest on. */
  readonly before?: number | undefined;
  /** Default 50. */
  readonly limit?: number | undefined;
  /** Words that an entry holds, whatever the case. Default: all entries. */
  readonly search?: string | undefined;
  /** One of an entry's facts, a text, and its value. Default: all entries. */
  readonly fact?: readonly [name: string, value: string] | undefined;
}

/** Part of the history. */
export interface HistoryPage<Facts> {
  /** Newest first. */
  readonly entries: readonly HistoryEntry<Facts>[];
  /** `before` of the page that follows; missing on the last. */
  readonly next?: number;
}

/** What `openHistory` opens. */
export type History<Facts, Asked> = ReturnType<typeof openHistory<Facts, Asked>>;
