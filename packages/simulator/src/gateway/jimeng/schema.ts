// Requests of the unified route (jimeng.md A1) and of the legacy one (A5).
import * as z from 'zod';
import { type Refusal, taskError } from '../errors.ts';

export const model = 'jimeng-video-3.0';

const ratio = z.enum(['16:9', '9:16', '1:1', '4:3', '3:4', '21:9']);

export const createRequest = z.object({
  model: z.literal(model),
  // No limit is published for the gateway.
  prompt: z.string().min(1),
  aspect_ratio: ratio.default('16:9'),
  // The pixel forms of the unified page belong to other models.
  size: z.enum(['720P', '1080P']).default('1080P'),
  // None, first frame, or first and last; that a third is refused is [guess].
  images: z.array(z.string().min(1)).max(2).default([]),
  // Not in the parameter tables: ignored or honoured [guess]. Honoured here.
  duration: z.int().positive().default(5),
});

export const submitRequest = z.object({
  prompt: z.string().min(1),
  image_url: z.string().min(1).optional(),
  duration: z.union([z.literal(5), z.literal(10)]),
  aspect_ratio: ratio,
  cfg_scale: z.number(),
  seed: z.int().optional(),
});

/** `invalid_request` is documented (A6), its text is [guess]. */
export function refuse(issues: readonly z.core.$ZodIssue[]): Refusal {
  const text = issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return { status: 400, json: taskError('invalid_request', text) };
}
