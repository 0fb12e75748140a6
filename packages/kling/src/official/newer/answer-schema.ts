/* The answers of Kling's own api, the newer generation; sources as in `schema.ts`. */
import * as z from '@vid/core/zod';
import { idText, number, text } from '../answer-schema.ts';

const output = z.object({ type: text, id: idText, url: text, watermark_url: text, duration: number });
/** What was taken, of units or of money; decimals as text, and several rows where several packs paid [doc]. */
const charge = z.object({ charge_type: text, cash_type: text, amount: number, currency: text });

const taskSchema = z.object({
  id: z.string().check(z.minLength(1)),
  status: z.string().check(z.minLength(1)),
  /** The reason of a failure. */
  message: text,
  /** Unix milliseconds. */
  update_time: number,
  external_id: text,
  outputs: z.catch(z.array(output), []),
  billing: z.catch(z.array(charge), []),
});
export type NewerTask = z.infer<typeof taskSchema>;

/** The task of a submit or a callback; `undefined`: there is none. */
export const taskIn = (json: unknown): NewerTask | undefined => z.safeParse(taskSchema, json).data;

const code = z.optional(z.literal([0, '0']));
export const oneSchema = z.object({ code, data: z.unknown() });
export const listSchema = z.object({ code, data: z.array(z.unknown()) });
