import type { DatabaseSync } from 'node:sqlite';
import { createDurationStore, type DurationStore } from '@vid/core';
import * as z from 'zod/mini';
import type { MeasuredDuration } from '../../api.ts';

const row = z.object({ provider: z.string(), api: z.string(), model: z.string(), seconds: z.number() });

export interface StoredDurations extends DurationStore {
  readonly all: () => readonly MeasuredDuration[];
}

/** How long tasks took, over restarts. Real and simulated times are kept apart: a simulator may run faster. */
export function openDurations(database: DatabaseSync, real: boolean): StoredDurations {
  const insert = database.prepare(
    'INSERT INTO speeds (provider, api, model, real, seconds) VALUES (?, ?, ?, ?, ?)',
  );
  const models = database.prepare(
    'SELECT DISTINCT provider, api, model, 0 AS seconds FROM speeds WHERE real = ?',
  );
  const memory = createDurationStore();
  const told = database.prepare(
    'SELECT provider, api, model, seconds FROM speeds WHERE real = ? ORDER BY seq',
  );
  for (const found of told.all(Number(real))) {
    const { seconds, ...model } = z.parse(row, found);
    memory.record(model, seconds);
  }
  return {
    median: (model) => memory.median(model),
    record(model, seconds) {
      memory.record(model, seconds);
      try {
        insert.run(model.provider, model.api, model.model, Number(real), seconds);
      } catch (error) {
        // A time that is not written must not stand in the way of its video.
        console.error(error);
      }
    },
    all: () =>
      models.all(Number(real)).flatMap((found) => {
        const { provider, api, model } = z.parse(row, found);
        const seconds = memory.median({ provider, api, model });
        return seconds === undefined ? [] : [{ provider, api, model, seconds }];
      }),
  };
}
