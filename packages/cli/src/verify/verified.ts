import { existsSync, readFileSync } from 'node:fs';
import { modelName } from '@vid/core';
import type { OverridesData, VerifiedRow } from '@vid/core/overrides';
import * as z from 'zod/mini';
import type { Choice } from './cheapest.ts';
import { replaceFile } from './work.ts';

type Verified = Choice & { readonly on: string };

/** The part that is written; the rest of the user's file stays as it is. */
const schema = z.looseObject({
  models: z.record(
    z.string(),
    z.looseObject({
      verified: z.optional(
        z.array(z.object({ mode: z.string(), row: z.optional(z.number()), on: z.string() })),
      ),
    }),
  ),
});

const empty: OverridesData = { source: 'vid verify', models: {} };

/** Writes the day of rows that held into the user's overrides, which it has read before, so that they are well-formed. */
export function writeVerified(file: string, held: readonly Verified[]): void {
  const before: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : empty;
  const data = z.parse(schema, before);
  const models = { ...data.models };
  for (const { entry, row, place, on } of held) {
    // Of this one api: no other was asked.
    const name = modelName(entry);
    const { verified = [], ...others } = models[name] ?? {};
    const now: VerifiedRow = { mode: row.mode, ...(place > 1 && { row: place }), on };
    const kept = verified.filter(({ mode, row: nth = 1 }) => mode !== row.mode || nth !== place);
    models[name] = { ...others, verified: [...kept, now] };
  }
  replaceFile(file, `${JSON.stringify({ ...data, models }, undefined, 2)}\n`);
}
