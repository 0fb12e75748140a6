/*
 * Jimeng behind a gateway of the yunwu.ai family: POST /v1/video/create, GET /v1/video/query?id=…, a route that
 * the gateway shares between several services. Sources, 2026-11, none tested live: [client]
 * mahaoyang/video-center demo/jimeng, shellus/mj-studio, pages of octopusx and allapi.store;
 * [relay] QuantumNous/new-api; [doc] the vendor's own API for the limits.
 */
import * as z from '@vid/core/zod';

/** Only model, prompt, aspect_ratio, size and images are certain [client]. */
export const submitBodySchema = z.strictObject({
  model: z.string(),
  prompt: z.string(),
  aspect_ratio: z.optional(z.string()),
  /** `720P` or `1080P`, upper case [client]. */
  size: z.optional(z.string()),
  /** By position: none is text-to-video, one the first frame, two the first and last frame. Always sent [client]. */
  images: z.array(z.string()),
  /** Seconds; in no parameter table, honoured or ignored [guess]. */
  duration: z.optional(z.number()),
});

export type SubmitBody = z.infer<typeof submitBodySchema>;
