/* The answers of Runway's own API; sources as in `schema.ts`. */
import * as z from '@vid/core/zod';

/** Where a file goes: the fields in their order, then the file, in a form; then the link holds for 24 h [doc]. */
export const slotSchema = z.object({
  uploadUrl: z.string(),
  fields: z.record(z.string(), z.string()),
  runwayUri: z.string().check(z.regex(/^runway:\/\//), z.minLength(13), z.maxLength(5000)),
});

const text = z.catch(z.optional(z.string().check(z.minLength(1))), undefined);
const credits = z.catch(z.optional(z.object({ credits: z.number().check(z.gte(0)) })), undefined);

export const submitAnswerSchema = z.object({
  id: z.string().check(z.minLength(1)),
  /** Since August 2026 [client]; in the SDK since September [doc]. */
  estimatedCost: credits,
});

export const taskAnswerSchema = z.looseObject({
  id: text,
  status: text,
  progress: z.catch(z.optional(z.number().check(z.gte(0), z.lte(1))), undefined),
  output: z.catch(z.array(z.unknown()), []),
  failure: text,
  failureCode: text,
  /** The most that it may cost; while it is not finished [doc]. */
  estimatedCost: credits,
  /** What it cost; 0 when refunded [doc]. */
  cost: credits,
});

/** An error, whole: `error` is a text, and nothing else stands beside these [doc, client]. Other servers say more. */
export const errorAnswerSchema = z.strictObject({
  error: z.string(),
  issues: z.catch(
    z.array(z.object({ code: text, path: z.array(z.union([z.string(), z.number()])), message: z.string() })),
    [],
  ),
  docUrl: z.optional(z.unknown()),
});
