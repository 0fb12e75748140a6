/*
 * Jimeng's own API, Volcengine "visual intelligence": POST /?Action=…&Version=2022-08-31, signed. Sources, 2026-11,
 * none tested live: [doc] volcengine.com/docs/85621 pages 1777001, 1792704, 1785204, 1791184, 1792707, 1792710,
 * 1792711, and 6444/69728 for the numbers; [relay] QuantumNous/new-api relay/channel/task/jimeng; [client]
 * Fankouzu/jimeng-relay.
 */
import * as z from '@vid/core/zod';

export const submitBodySchema = z.strictObject({
  /** The product: model, mode and resolution in one [doc]. */
  req_key: z.string(),
  prompt: z.optional(z.string()),
  /** By position: the first frame, then the last. Never beside `binary_data_base64` [doc]. */
  image_urls: z.optional(z.array(z.string())),
  /** Without a `data:` prefix [doc]. */
  binary_data_base64: z.optional(z.array(z.string())),
  template_id: z.optional(z.string()),
  camera_strength: z.optional(z.string()),
  /** -1 is random [doc]. */
  seed: z.optional(z.int()),
  /** 24 for each second, and one: 121 or 241 [doc]. */
  frames: z.optional(z.int()),
  aspect_ratio: z.optional(z.string()),
});

export type SubmitBody = z.infer<typeof submitBodySchema>;
