/* The answers of Kling's own api, the legacy generation; sources as in `schema.ts`. */
import * as z from '@vid/core/zod';

export const text = z.catch(z.optional(z.string().check(z.minLength(1))), undefined);
export const idText = z.catch(
  z.optional(z.union([z.string().check(z.minLength(1)), z.pipe(z.int(), z.transform(String))])),
  undefined,
);
export const number = z.catch(
  z.optional(
    z.pipe(
      z.union([z.number(), z.pipe(z.string().check(z.regex(/^\d/)), z.transform(Number))]),
      z.number().check(z.gte(0)),
    ),
  ),
  undefined,
);
const code = z.union([z.int(), z.pipe(z.string().check(z.regex(/^\d+$/)), z.transform(Number))]);
const video = z.object({ id: idText, url: text, watermark_url: text, duration: number });

const task = z.looseObject({
  /** 18 digits, more than a JavaScript number holds [doc]. */
  task_id: idText,
  task_status: text,
  task_status_msg: text,
  task_info: z.catch(z.optional(z.object({ external_task_id: text })), undefined),
  /** Unix milliseconds. */
  updated_at: number,
  /** `{}` or an empty list before the end [doc]. */
  task_result: z.catch(z.optional(z.looseObject({ videos: z.catch(z.array(video), []) })), undefined),
  /** Units, as text; at the end only [doc]. */
  final_unit_deduction: number,
  /** Money of the account's balance, as text, beside units or in their place: what was taken, and before a discount [doc]. */
  final_balance_deduction: z.catch(z.optional(z.object({ quota: number, list_price: number })), undefined),
});

/** Every answer in JSON. `code` is 0 when all is well; some errors have no `request_id` [client]. */
export const envelopeSchema = z.object({
  code: z.catch(z.optional(code), undefined),
  message: text,
  request_id: text,
  data: z.catch(z.optional(task), undefined),
});

/** An error: a number that is not 0. */
export const errorSchema = z.object({
  code: code.check(z.refine((value) => value !== 0)),
  message: text,
  request_id: text,
});

export type OfficialTask = z.infer<typeof task>;
