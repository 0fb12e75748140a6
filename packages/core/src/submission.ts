import * as z from 'zod/mini';
import { VideoError } from './error.ts';
import { inWords } from './words.ts';

/**
 * One paid request as it is about to leave: what a host journals before it is sent, and what finds the task again
 * when the outcome stayed unknown. Plain JSON; holds no secret and nothing of the request but its fingerprint.
 */
export const submissionSchema = z.readonly(
  z.object({
    provider: z.string(),
    api: z.string(),
    model: z.string(),
    /** Our own name for the request, minted before it is sent. The service has it where its api takes one. */
    reference: z.string().check(z.minLength(1)),
    /** What the provider needs besides the reference to look the task up. */
    lookup: z.optional(z.readonly(z.record(z.string(), z.string()))),
    /** ISO time, by this machine's clock. */
    submittedAt: z.iso.datetime(),
    /** SHA-256 of the body that is sent, hex: equal requests have equal fingerprints. */
    fingerprint: z.string(),
  }),
);

export type Submission = z.infer<typeof submissionSchema>;

/** A submission from its JSON, such as a journal's. Throws `VideoError('invalid-request')` when it is none. */
export function parseSubmission(json: unknown): Submission {
  const parsed = z.safeParse(submissionSchema, json, { error: inWords });
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'} ${message}`);
  throw new VideoError('invalid-request', `This is not a submission: ${where.join('; ')}.`);
}
