import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { type Chosen, chosenSchema, type RunError, type RunFacts, runFactsSchema } from '../../api.ts';
import { transaction } from './database.ts';

/** What the demo knows of a run besides its job. */
export interface RunRow {
  readonly seq: number;
  readonly facts: RunFacts;
  /** Why there is no job, or none that was sent. */
  readonly refused: RunError | undefined;
  /** When an answer showed the task's end; milliseconds since the epoch. */
  readonly finished: number | undefined;
}

/** A run that is about to start, what was asked for, and what tells another input of the same id apart. */
export interface NewRun {
  readonly facts: RunFacts;
  readonly chosen: Chosen;
  readonly fingerprint: string;
}

const json = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text): unknown => JSON.parse(text)),
    ),
    schema,
  );
const refusal = z.object({
  code: z.custom<RunError['code']>((value) => typeof value === 'string'),
  message: z.string(),
});
const row = z.object({
  seq: z.number(),
  facts: json(runFactsSchema),
  refused: z.nullable(json(refusal)),
  finished: z.nullable(z.number()),
});
const head = z.object({ fingerprint: z.string(), deleted: z.number() });

const read = (found: unknown): RunRow => {
  const { refused, finished, ...rest } = z.parse(row, found);
  return { ...rest, refused: refused ?? undefined, finished: finished ?? undefined };
};

/** The demo's own rows: what was asked for, in which order, and what the history is searched by. */
export function createRunStore(database: DatabaseSync) {
  const shown = 'SELECT seq, facts, refused, finished FROM runs WHERE deleted = 0';
  const insert = database.prepare(
    'INSERT INTO runs (id, fingerprint, words, chosen, facts) VALUES (?, ?, ?, ?, ?)',
  );
  const one = database.prepare(`${shown} AND id = ?`);
  const latestOf = database.prepare(`${shown} AND fingerprint = ? ORDER BY seq DESC LIMIT 1`);
  const headOf = database.prepare('SELECT fingerprint, deleted FROM runs WHERE id = ?');
  const chosen = database.prepare('SELECT chosen FROM runs WHERE id = ? AND deleted = 0');
  const page = database.prepare(`${shown} AND seq < ? AND instr(words, ?) > 0 ORDER BY seq DESC LIMIT ?`);
  const holding = database.prepare('SELECT id FROM runs WHERE instr(chosen, ?) > 0 LIMIT 1');
  const latest = database.prepare(
    `${shown} AND (open = 1 OR seq IN (SELECT seq FROM runs WHERE deleted = 0 ORDER BY seq DESC LIMIT 100)) ORDER BY seq`,
  );
  const note = database.prepare(
    'UPDATE runs SET open = ?, finished = iif(?, ifnull(finished, ?), NULL) WHERE id = ?',
  );
  const refuse = database.prepare('UPDATE runs SET refused = ?, open = 0 WHERE id = ?');
  const forget = database.prepare('DELETE FROM runs WHERE id = ?');
  const hide = database.prepare(
    "UPDATE runs SET deleted = 1, open = 0, words = '', chosen = '', facts = '' WHERE id = ?",
  );

  return {
    /** All of them or none. */
    insert: (added: readonly NewRun[]): void =>
      transaction(database, () => {
        for (const { facts, chosen: asked, fingerprint } of added) {
          const words = `${facts.prompt ?? ''}\n${facts.provider}:${facts.model}`.toLowerCase();
          insert.run(facts.id, fingerprint, words, JSON.stringify(asked), JSON.stringify(facts));
        }
      }),
    get(id: string): RunRow | undefined {
      const found = one.get(id);
      return found === undefined ? undefined : read(found);
    },
    /** The latest run with this fingerprint. */
    latestOf(print: string): RunRow | undefined {
      const found = latestOf.get(print);
      return found === undefined ? undefined : read(found);
    },
    /** What the id stands for, or stood for before it was deleted. */
    headOf(id: string): { readonly fingerprint: string; readonly isDeleted: boolean } | undefined {
      const found = headOf.get(id);
      if (found === undefined) return undefined;
      const { fingerprint, deleted } = z.parse(head, found);
      return { fingerprint, isDeleted: deleted === 1 };
    },
    chosen(id: string): Chosen | undefined {
      const found = chosen.get(id);
      return found && z.parse(z.object({ chosen: json(chosenSchema) }), found).chosen;
    },
    /** Whether any run's request holds this text. */
    anyHolds: (part: string) => holding.get(part) !== undefined,
    /** Newest first; `search` is looked for in prompts and models, whatever the case. */
    page(before: number, limit: number, search: string) {
      const found = page.all(before, search.toLowerCase(), limit + 1).map(read);
      const rows = found.slice(0, limit);
      return { rows, next: found.length > limit ? rows.at(-1)?.seq : undefined };
    },
    /** Oldest first: the last hundred, and whatever has not ended. */
    latest: (): readonly RunRow[] => latest.all().map(read),
    /** How far its job is. */
    note: (id: string, isOpen: boolean, isFinished: boolean) =>
      void note.run(Number(isOpen), Number(isFinished), Date.now(), id),
    refuse: (id: string, error: RunError) => void refuse.run(JSON.stringify(error), id),
    /** As if it had never been asked for. */
    forget: (id: string) => void forget.run(id),
    /** Its id is not taken again; what was asked for is in none of the file's bytes any more. */
    hide(id: string): void {
      hide.run(id);
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
  };
}

export type RunStore = ReturnType<typeof createRunStore>;
