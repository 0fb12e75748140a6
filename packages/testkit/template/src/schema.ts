import * as z from '@vid/core/zod';

/*
 * The wire, each fact with its source: [doc] the service's documents, [client] somebody's client, [guess].
 */

/** FILL IN: the service's address, without a slash at its end. */
export const ownUrl = 'https://api.nameless.example';

/** FILL IN: the body of a submit. Strict: a field that is not here cannot be sent. */
export const submitBody = z.strictObject({
  model: z.string(),
  prompt: z.string(),
  duration: z.optional(z.number()),
});

/** FILL IN: the answer of a submit and of a query. Not strict: a service may add fields at any time. */
export const taskAnswer = z.object({
  id: z.string(),
  status: z.string(),
  videoUrl: z.optional(z.string()),
  error: z.optional(z.string()),
});

/** FILL IN: the service's own error body, so narrow that no proxy's or reseller's fits it. */
export const errorBody = z.object({ message: z.string() });
