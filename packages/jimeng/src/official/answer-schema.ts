/* The answers of Jimeng's own API; sources as in `schema.ts`. */
import * as z from '@vid/core/zod';

const text = z.catch(z.optional(z.string().check(z.minLength(1))), undefined);
const numberText = z.catch(
  z.optional(z.union([z.pipe(z.int(), z.transform(String)), z.string().check(z.regex(/^\d+$/))])),
  undefined,
);

/** The body of every answer of the service itself; `status` repeats `code` and is to be ignored [doc]. */
export const answerSchema = z.object({
  code: numberText,
  message: text,
  request_id: text,
  data: z.catch(
    z.optional(
      z.looseObject({
        /** 19 digits as text; a relay sends them bare [client]. */
        task_id: numberText,
        status: text,
        video_url: text,
      }),
    ),
    undefined,
  ),
});

/** The body of the front door's refusals: signature, keys, permission [doc]. */
export const frontDoorSchema = z.object({
  ResponseMetadata: z.object({
    RequestId: text,
    Error: z.object({ CodeN: numberText, Code: text, Message: text }),
  }),
});

/** How long a link lives [doc]. */
export const linkLifeMs = 3_600_000;
