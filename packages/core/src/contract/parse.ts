import * as z from 'zod/mini';
import { videoErrorCodes } from './error-code.ts';
import { VideoError, type VideoErrorDetails } from './error.ts';
import { isProblemCode } from './explain-problem.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';
import { property } from './property.ts';
import { inWords } from './schema-messages.ts';
import { attemptsSchema, submissionSchema, videoTaskSchema } from './schemas.ts';
import type { Submission } from './submission.ts';
import { isTaskStatus, type TaskStatus, type VideoTask } from './task.ts';

function parse<Value>(schema: z.ZodMiniType<Value>, json: unknown, name: string): Value {
  const parsed = z.safeParse(schema, json, { error: inWords });
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'} ${message}`);
  throw new VideoError('invalid-request', `This is not a ${name}: ${where.join('; ')}.`);
}

/** A task from its JSON, in this process or another. Throws `VideoError('invalid-request')` when it is none. */
export const parseTask = (json: unknown): VideoTask => parse(videoTaskSchema, json, 'video task');

/** A submission from its JSON, such as a journal's. Throws `VideoError('invalid-request')` when it is none. */
export const parseSubmission = (json: unknown): Submission => parse(submissionSchema, json, 'submission');

const problem = z.custom<Problem>(
  (value) => isProblemCode(property(value, 'code')) && typeof property(value, 'field') === 'string',
);

const errorSchema = z.object({
  name: z.literal('VideoError'),
  message: z.string(),
  code: z.enum(videoErrorCodes),
  provider: z.optional(z.string()),
  providerCode: z.optional(z.string()),
  requestId: z.optional(z.string()),
  httpStatus: z.optional(z.int()),
  retryable: z.optional(z.boolean()),
  retryAfterMs: z.optional(z.number()),
  reportedStatus: z.optional(z.custom<TaskStatus>(isTaskStatus)),
  problems: z.optional(z.readonly(z.array(problem))),
  plan: z.optional(z.custom<Plan>((value) => typeof value === 'object' && value !== null)),
  task: z.optional(videoTaskSchema),
  submission: z.optional(submissionSchema),
  candidates: z.optional(z.readonly(z.array(videoTaskSchema))),
  attempts: z.optional(attemptsSchema),
} satisfies Readonly<
  Record<'name' | 'message' | 'code' | Exclude<keyof VideoErrorDetails, 'cause'>, z.ZodMiniType>
>);

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
