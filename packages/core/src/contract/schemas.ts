import * as z from 'zod/mini';
import { type Attempt, attemptOutcomes } from './attempt.ts';
import { videoErrorCodes } from './error-code.ts';
import { isCurrency } from './money.ts';
import type { Submission } from './submission.ts';
import { failureReasons, type VideoTask } from './task.ts';

/* What the contract's JSON must look like. The interfaces are the contract; the compiler holds these to them. */

const text = z.string();
const optionalText = z.optional(text);
const lookup = z.optional(z.readonly(z.record(text, text)));

export const attemptsSchema: z.ZodMiniType<readonly Attempt[]> = z.readonly(
  z.array(
    z.readonly(
      z.object({
        provider: text,
        api: text,
        model: text,
        outcome: z.enum(attemptOutcomes),
        code: z.optional(z.enum(videoErrorCodes)),
        reason: optionalText,
      }),
    ),
  ),
);

const video = z.readonly(
  z.object({ url: text, id: optionalText, duration: z.optional(z.number()), expiresAt: optionalText }),
);
const failure = z.readonly(
  z.object({ reason: z.enum(failureReasons), message: text, providerCode: optionalText }),
);
const amount = z.number().check(z.gte(0));
const money = z.readonly(z.object({ amount, currency: text.check(z.refine(isCurrency)) }));

const identity = {
  provider: text,
  api: text,
  model: text,
  id: text.check(z.minLength(1)),
  lookup,
  createdAt: z.optional(z.iso.datetime()),
  unconfirmed: z.optional(z.literal(true)),
  cost: z.optional(money),
  usage: z.optional(z.readonly(z.object({ amount, unit: text.check(z.minLength(1)) }))),
  attempts: z.optional(attemptsSchema),
};

export const videoTaskSchema: z.ZodMiniType<VideoTask> = z.discriminatedUnion('status', [
  z.readonly(
    z.object({
      ...identity,
      status: z.enum(['queued', 'running']),
      progress: z.optional(z.number().check(z.gte(0), z.lte(1))),
    }),
  ),
  z.readonly(
    z.object({
      ...identity,
      status: z.literal('succeeded'),
      videos: z.readonly(z.array(video).check(z.minLength(1))),
    }),
  ),
  z.readonly(z.object({ ...identity, status: z.literal('failed'), failure })),
  z.readonly(z.object({ ...identity, status: z.literal('canceled') })),
]);

export const submissionSchema: z.ZodMiniType<Submission> = z.readonly(
  z.object({
    provider: text,
    api: text,
    model: text,
    reference: text.check(z.minLength(1)),
    lookup,
    submittedAt: z.iso.datetime(),
    fingerprint: text,
  }),
);
