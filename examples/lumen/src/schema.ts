import * as z from '@vid/core/zod';

/* The wire of a made-up service, in the order of its made-up documents [doc]. */

export const ownUrl = 'https://api.lumen.example';

export const submitBody = z.strictObject({
  model: z.string(),
  text: z.string(),
  seconds: z.optional(z.number()),
  shape: z.optional(z.string()),
});

/** `film` once it is done, `why` where it is broken. */
export const taskAnswer = z.object({
  id: z.string(),
  state: z.string(),
  film: z.optional(z.string()),
  why: z.optional(z.string()),
});

export const errorBody = z.object({ problem: z.object({ code: z.string(), text: z.string() }) });
