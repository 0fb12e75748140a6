import * as z from 'zod/mini';
import { modelName, modelOf, type ModelRef } from '../contract/names.ts';
import { createDurationStore, type DurationStore } from '../planning/durations.ts';
import type { Database } from './database.ts';

/** How long tasks took, in a file. */
export interface StoredDurations extends DurationStore {
  /** The usual times of all models that were seen, in seconds. */
  readonly all: () => readonly (ModelRef & { readonly seconds: number })[];
}

const row = z.object({ provider: z.string(), api: z.string(), model: z.string(), seconds: z.number() });
/** How many times of each model are kept, here and in memory. */
const keep = 20;

export function createStoredDurations({ connection, write }: Database, kind: string): StoredDurations {
  const insert = connection.prepare(
    'INSERT INTO durations (kind, provider, api, model, seconds) VALUES (?, ?, ?, ?, ?)',
  );
  const prune = connection.prepare(
    `DELETE FROM durations WHERE number IN (
       SELECT number FROM durations WHERE kind = ? AND provider = ? AND api = ? AND model = ?
       ORDER BY number DESC LIMIT -1 OFFSET ?)`,
  );
  const told = connection.prepare(
    'SELECT provider, api, model, seconds FROM durations WHERE kind = ? ORDER BY number',
  );
  const memory = createDurationStore({ keep });
  const models = new Map<string, ModelRef>();
  const remember = (model: ModelRef, seconds: number) => {
    models.set(modelName(model), modelOf(model));
    memory.record(model, seconds);
  };
  for (const found of told.all(kind)) {
    const { seconds, ...model } = z.parse(row, found);
    remember(model, seconds);
  }
  return {
    median: (model) => memory.median(model),
    record(one, seconds) {
      remember(one, seconds);
      const { provider, api, model } = one;
      // A time that is not written must not stand in the way of its video.
      write(() => {
        insert.run(kind, provider, api, model, seconds);
        prune.run(kind, provider, api, model, keep);
      }).catch((error: unknown) => console.error(error));
    },
    all: () =>
      [...models.values()].flatMap((model) => {
        const seconds = memory.median(model);
        return seconds === undefined ? [] : [{ ...model, seconds }];
      }),
  };
}
