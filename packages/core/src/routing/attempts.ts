import * as z from 'zod/mini';
import { VideoError, videoErrorCodes } from '../error.ts';
import { redact } from '../provider-kit/redact.ts';
import type { ModelAtDoor } from './names.ts';

export const attemptsSchema = z.readonly(
  z.array(
    z.readonly(
      z.object({
        provider: z.string(),
        api: z.string(),
        model: z.string(),
        /**
         * `accepted`: it made the task. `refused`: it proved that it made none. `unknown`: it may have made one.
         * `skipped`: nothing was sent.
         */
        outcome: z.enum(['accepted', 'refused', 'unknown', 'skipped']),
        /** Missing when it accepted. */
        code: z.optional(z.enum(videoErrorCodes)),
        /** The error's message, for people. */
        reason: z.optional(z.string()),
      }),
    ),
  ),
);

/** What became of one candidate of a request. Plain JSON, without secrets. */
export type Attempt = z.infer<typeof attemptsSchema>[number];

export function attemptOf(
  { provider, api, model }: ModelAtDoor,
  outcome: Attempt['outcome'],
  error?: VideoError,
): Attempt {
  const why = error === undefined ? {} : { code: error.code, reason: redact(error.message) };
  return { provider, api, model, outcome, ...why };
}
