/*
 * Runway behind a gateway of the yunwu.ai family: POST /runwayml/v1/image_to_video, GET /runwayml/v1/tasks/{id}.
 * Sources, 2026-11, none tested live: [client] mahaoyang/video-center demo/runway, clients of yunwu.ai and
 * allapi.store; [relay-doc] pages of sibling gateways; [relay] a one-api fork with a Runway handler.
 */
import * as z from '@vid/core/zod';

/** The submit body, in the order of the guide's payload. */
export const submitBodySchema = z.strictObject({
  /** A public https URL [client]; data URIs are untested. */
  promptImage: z.string(),
  /** `gen4_turbo`, or with the length, `…-5` or `…-10`, which must agree with `duration` [client]. */
  model: z.string(),
  /** Default of the guide: the empty text [client]. */
  promptText: z.string(),
  /** A field of the gateway; Runway's own API refuses it [client, relay-doc]. */
  watermark: z.boolean(),
  /** Seconds, as a number [client]. */
  duration: z.number(),
  /** Pixels, `1280:768` in the guide [client]. */
  ratio: z.string(),
  /** Listed by one sibling [relay-doc]. */
  seed: z.optional(z.number()),
});

export type SubmitBody = z.infer<typeof submitBodySchema>;
