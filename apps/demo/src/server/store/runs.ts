import type { DatabaseSync } from 'node:sqlite';
import { isFinal, parseSubmission, type Submission } from '@vid/core';
import * as z from 'zod/mini';
import { type Chosen, chosenSchema, type Run, type RunPage, runSchema } from '../../api.ts';
import { transaction } from './database.ts';

export interface StoredRun {
  readonly run: Run;
  readonly submission: Submission | undefined;
}

/** A run that is about to be sent, what was asked for, and what tells another input of the same id apart. */
export interface NewRun {
  readonly run: Run;
  readonly chosen: Chosen;
  readonly fingerprint: string;
}

/** A change of the store; numbers rise and are never used twice. */
export type Change =
  | { readonly number: number; readonly run: Run }
  | { readonly number: number; readonly deleted: string };

const row = z.object({
  seq: z.number(),
  run: z.string(),
  submission: z.nullable(z.string()),
  changed: z.number(),
});
const parseRun = (text: string): Run => z.parse(runSchema, JSON.parse(text));
const text = z.object({ value: z.string() });
const number = z.object({ value: z.number() });
const value = (found: unknown) => (found === undefined ? undefined : z.parse(text, found).value);
const gone = z.object({ id: z.string(), changed: z.number() });

const read = (found: unknown): StoredRun & { readonly seq: number; readonly changed: number } => {
  const { seq, run, submission, changed } = z.parse(row, found);
  return {
    seq,
    changed,
    run: parseRun(run),
    submission: submission === null ? undefined : parseSubmission(JSON.parse(submission)),
  };
};

/** Whether another start of the server has something to do for it. */
function isOpen({ state, endedAt, videos }: Run): boolean {
  if (endedAt === undefined || state.phase === 'unknown') return true;
  if (state.phase !== 'accepted') return false;
  return (
    !isFinal(state.task) || (state.task.status === 'succeeded' && videos.length < state.task.videos.length)
  );
}

/** Runs and what became of them, on disk. */
export function createRunStore(database: DatabaseSync) {
  const columns = 'SELECT seq, run, submission, changed FROM runs';
  const insert = database.prepare(
    'INSERT INTO runs (id, fingerprint, words, chosen, run, open, changed) VALUES (?, ?, ?, ?, ?, 1, ?)',
  );
  const update = database.prepare('UPDATE runs SET run = ?, open = ?, changed = ? WHERE id = ?');
  const journal = database.prepare('UPDATE runs SET submission = ? WHERE id = ?');
  const one = database.prepare(`${columns} WHERE id = ?`);
  const latestOf = database.prepare(`${columns} WHERE fingerprint = ? ORDER BY seq DESC LIMIT 1`);
  const fingerprint = database.prepare('SELECT fingerprint AS value FROM runs WHERE id = ?');
  const chosen = database.prepare('SELECT chosen AS value FROM runs WHERE id = ?');
  const page = database.prepare(`${columns} WHERE seq < ? AND instr(words, ?) > 0 ORDER BY seq DESC LIMIT ?`);
  const holding = database.prepare('SELECT id AS value FROM runs WHERE instr(chosen, ?) > 0 LIMIT 1');
  const open = database.prepare(`${columns} WHERE open = 1 ORDER BY seq`);
  const latest = database.prepare(
    `${columns} WHERE seq IN (SELECT seq FROM runs ORDER BY seq DESC LIMIT 100)
       OR json_extract(run, '$.endedAt') IS NULL ORDER BY seq`,
  );
  const changedSince = database.prepare(`${columns} WHERE changed > ?`);
  const deletedSince = database.prepare('SELECT id, changed FROM deleted WHERE changed > ?');
  const tombstone = database.prepare('SELECT changed AS value FROM deleted WHERE id = ?');
  const remove = database.prepare('DELETE FROM runs WHERE id = ?');
  const bury = database.prepare('INSERT INTO deleted (id, changed) VALUES (?, ?)');
  const last = database.prepare(
    'SELECT max((SELECT ifnull(max(changed), 0) FROM runs), (SELECT ifnull(max(changed), 0) FROM deleted)) AS value',
  );

  let changes = z.parse(number, last.get()).value;

  return {
    lastChange: () => changes,
    /** All of them or none. */
    insert: (added: readonly NewRun[]): readonly Change[] =>
      transaction(database, () =>
        added.map(({ run, chosen, fingerprint: print }) => {
          const words = `${run.prompt ?? ''}\n${run.provider}:${run.model}`.toLowerCase();
          changes += 1;
          insert.run(run.id, print, words, JSON.stringify(chosen), JSON.stringify(run), changes);
          return { number: changes, run };
        }),
      ),
    put(run: Run): Change {
      changes += 1;
      update.run(JSON.stringify(run), isOpen(run) ? 1 : 0, changes, run.id);
      return { number: changes, run };
    },
    journal: (id: string, submission: Submission) => void journal.run(JSON.stringify(submission), id),
    get(id: string): StoredRun | undefined {
      const found = one.get(id);
      return found === undefined ? undefined : read(found);
    },
    /** The latest run with this fingerprint. */
    latestOf(print: string): Run | undefined {
      const found = latestOf.get(print);
      return found === undefined ? undefined : read(found).run;
    },
    fingerprint: (id: string) => value(fingerprint.get(id)),
    chosen(id: string): Chosen | undefined {
      const found = value(chosen.get(id));
      return found === undefined ? undefined : z.parse(chosenSchema, JSON.parse(found));
    },
    /** Whether any run's request holds this text. */
    anyHolds: (part: string) => holding.get(part) !== undefined,
    /** Newest first; `search` is looked for in prompts and models, whatever the case. */
    page(before: number, limit: number, search: string): RunPage {
      const found = page.all(before, search.toLowerCase(), limit + 1).map(read);
      const shown = found.slice(0, limit);
      const next = found.length > limit ? shown.at(-1)?.seq : undefined;
      return { runs: shown.map(({ run }) => run), ...(next !== undefined && { next }) };
    },
    /** Oldest first, of each what another start goes on with. */
    open: (): readonly StoredRun[] => open.all().map(read),
    /** Oldest first: the last hundred, and whatever has not ended. */
    latest: (): readonly Run[] => latest.all().map((found) => read(found).run),
    /** What whoever knows the state at that change has missed. */
    since: (change: number): readonly Change[] =>
      [
        ...changedSince.all(change).map((found): Change => {
          const { run, changed } = read(found);
          return { number: changed, run };
        }),
        ...deletedSince.all(change).map((found): Change => {
          const { id, changed } = z.parse(gone, found);
          return { number: changed, deleted: id };
        }),
      ].toSorted((a, b) => a.number - b.number),
    isDeleted: (id: string) => tombstone.get(id) !== undefined,
    remove(id: string): Change {
      changes += 1;
      transaction(database, () => {
        remove.run(id);
        bury.run(id, changes);
      });
      return { number: changes, deleted: id };
    },
  };
}

export type RunStore = ReturnType<typeof createRunStore>;
