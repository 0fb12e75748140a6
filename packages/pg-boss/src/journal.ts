import type { Clock } from '@vid/core';
import { createJournal, entryRow, type Journal } from '@vid/core/journal';
import * as z from '@vid/core/zod';
import { type Database, requireIndexable } from './database.ts';

const dayMs = 86_400_000;

export function createPostgresJournal({ schema, rows }: Database, keepMs: number, clock: Clock): Journal {
  const journal = `${schema}.journal`;
  const select = `SELECT version, entry FROM ${journal} WHERE key = $1`;
  const insert = `INSERT INTO ${journal} (key, version, changed, entry) VALUES ($1, 1, $2, $3)
    ON CONFLICT DO NOTHING RETURNING version`;
  const update = `UPDATE ${journal} SET version = version + 1, changed = $2, entry = $3
    WHERE key = $1 AND version = $4 RETURNING version`;
  // A clock that was far ahead must not make a job that is on its way look as if nothing had been sent.
  const prune = `DELETE FROM ${journal} WHERE changed < $1 AND NOT EXISTS (
    SELECT FROM ${schema}.jobs WHERE id = key AND phase IN ('submitting', 'unknown') AND job IS NOT NULL)`;
  let prunedAt = Number.NEGATIVE_INFINITY;

  return createJournal({
    async read(key) {
      const [found] = await rows(select, [key]);
      return found === undefined ? undefined : z.parse(entryRow, found);
    },
    async write(entry, before) {
      if (before === 0) requireIndexable('key', entry.key);
      const now = clock.now();
      if (Math.abs(now - prunedAt) > dayMs) {
        prunedAt = now;
        await rows(prune, [now - keepMs]);
      }
      const values = [entry.key, now, JSON.stringify(entry)];
      const written = before === 0 ? rows(insert, values) : rows(update, [...values, before]);
      return (await written).length === 1;
    },
  });
}
