import * as z from 'zod/mini';

/** What the server answers where it refuses; apart from the rest, which the page needs no schema of. */
export const apiErrorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    problems: z.array(z.object({ field: z.string(), message: z.string() })),
  }),
});
