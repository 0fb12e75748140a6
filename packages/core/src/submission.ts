import * as z from 'zod/mini';

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
