import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { adaptableFields, preferences } from '@vid/core';
import * as z from 'zod/mini';
import { requestSchema } from './request-schema.ts';

export const described = <Shape extends z.ZodMiniType>(text: string, shape: Shape): Shape =>
  shape.check(z.describe(text));

export const money = z.strictObject({
  amount: z.number().check(z.gte(0)),
  currency: described('ISO 4217, such as "USD".', z.string().check(z.regex(/^[A-Z]{3}$/))),
});

/** Checked by core, whose sentences say more than a schema's; shown as what it is. */
export const requestField = described(
  'What to make. A field that no model takes is refused, never dropped.',
  z.looseObject({}),
);

const names = z.array(z.string());
export const routingField = described(
  'Where the request may go. Default: the best candidate of all models.',
  z.optional(
    z.strictObject({
      prefer: described('Among equals. Default "listed".', z.optional(z.enum(preferences))),
      only: described(
        'Only these: "kling", "kling:kling-v2-6", "kling:kling-v2-6 (official)".',
        z.optional(names),
      ),
      never: described('None of these.', z.optional(names)),
      needs: described(
        'What the model must offer besides: "cancel", "reconcile", "callback", "audio", or at least a resolution such as "720p".',
        z.optional(names),
      ),
      adapt: described(
        'Fields that may get the nearest value that a model allows; the plan shows what is changed. Default: none.',
        z.optional(z.array(z.enum(adaptableFields))),
      ),
    }),
  ),
);
export type Routing = NonNullable<z.infer<typeof routingField>>;

export const requestKeyField = described(
  'Yours, for this one video: letters, digits, ".", "_", ":", "-", at most 128. The same key with the same request is the same job and the same bill, so keep it, and use it again after any error or lost answer.',
  z.string().check(z.regex(/^[\w.:-]{1,128}$/)),
);
export const idField = described('The requestKey of the job.', z.string().check(z.minLength(1)));

/** As a tool of the SDK takes it. `takesFiles`: whether requests may name files of this machine. */
export function standard<Shape extends z.ZodMiniType>(
  shape: Shape,
  takesFiles = false,
): StandardSchemaWithJSON<z.input<Shape>, z.output<Shape>> {
  const { $defs, $schema: _schema, ...fields } = requestSchema;
  let isShown = false;
  const jsonOf = (io: 'input' | 'output'): Record<string, unknown> => {
    const json = z.toJSONSchema(shape, {
      io,
      override({ zodSchema, jsonSchema }) {
        // Some clients know "anything" by its name only.
        const { additionalProperties: more } = jsonSchema;
        if (typeof more === 'object' && Object.keys(more).length === 0)
          jsonSchema.additionalProperties = true;
        if (zodSchema !== requestField) return;
        isShown = true;
        Object.assign(jsonSchema, fields);
      },
    });
    if (!isShown) return { ...json };
    const link = takesFiles
      ? { ...$defs.link, pattern: `${$defs.link.pattern}|^file:\\/\\/\\S+$` }
      : $defs.link;
    return { ...json, $defs: { ...$defs, link } };
  };
  return {
    '~standard': {
      version: 1,
      vendor: 'vid',
      validate: (value) => {
        const parsed = z.safeParse(shape, value);
        return parsed.success ? { value: parsed.data } : { issues: parsed.error.issues };
      },
      jsonSchema: { input: () => jsonOf('input'), output: () => jsonOf('output') },
    },
  };
}
