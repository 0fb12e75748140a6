import * as z from 'zod/mini';
import { VideoError, videoErrorCodes } from './error.ts';
import type { Plan } from './plan.ts';
import { attemptsSchema } from './routing/attempts.ts';
import { submissionSchema } from './submission.ts';
import { videoTaskSchema } from './task.ts';

const problem = z.object({
  field: z.string(),
  asked: z.optional(z.string()),
  allowed: z.string(),
  message: z.string(),
});

const errorSchema = z.object({
  name: z.literal('VideoError'),
  message: z.string(),
  code: z.enum(videoErrorCodes),
  provider: z.optional(z.string()),
  providerCode: z.optional(z.string()),
  requestId: z.optional(z.string()),
  retryable: z.optional(z.boolean()),
  retryAfterMs: z.optional(z.number()),
  problems: z.optional(z.readonly(z.array(problem))),
  plan: z.optional(z.custom<Plan>((value) => typeof value === 'object' && value !== null)),
  task: z.optional(videoTaskSchema),
  submission: z.optional(submissionSchema),
  attempts: z.optional(attemptsSchema),
});

/**
 * A `VideoError` from what `JSON.stringify(error)` or `error.toJSON()` wrote, after any trip through a file, a queue
 * or `structuredClone`. `undefined` when it is none. Its plan has lost the suggested requests.
 */
export function parseVideoError(json: unknown): VideoError | undefined {
  const parsed = z.safeParse(errorSchema, json);
  if (!parsed.success) return undefined;
  const { code, message, ...details } = parsed.data;
  return new VideoError(code, message, details);
}
