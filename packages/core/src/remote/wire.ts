import * as z from 'zod/mini';
import type { Capabilities } from '../contract/capabilities.ts';
import { videoErrorCodes } from '../contract/error-code.ts';
import { submissionSchema, videoTaskSchema } from '../contract/schemas.ts';

/*
 * What `@vid/server` and whoever speaks to it exchange: JSON over these routes, relative to where the server is mounted.
 *
 *   GET  /capabilities              ServerCapabilities
 *   POST /plan, /prepare            PlanBody -> Plan, PreparedRequest
 *   POST /tasks                     SubmitBody, `Idempotency-Key` -> JobView, 202; 200 where the key is known; 409 for
 *                                   another request under it. `Prefer: wait=SECONDS` (at most 60) answers once the submit is settled
 *   GET  /tasks?limit&cursor        JobList, newest first
 *   GET  /tasks/:id                 JobView
 *   POST /tasks/:id/cancel          CancelView
 *   POST /tasks/:id/resume          JobView
 *   POST /tasks/:id/adopt           AdoptBody -> JobView
 *   DELETE /tasks/:id               204; 409 while it goes on
 *   GET  /tasks/:id/videos/:index   the file, with ranges
 *   GET  /events                    SSE: `job` with a JobView, `deleted` with { id }; `id:` is the revision, for `Last-Event-ID`
 *   GET  /spending?from&to          rows by label, day and currency; `text/csv` on `Accept`
 *   POST /webhooks/:provider        a call of a service, as it came
 *   GET  /openapi.json
 *
 * An error is `{ error }`, a `VideoError` as its `toJSON` writes it.
 */

const text = z.string();
const money = z.readonly(z.object({ amount: z.number(), currency: text }));
const modelRef = z.readonly(z.object({ provider: text, api: text, model: text }));

const jobPhases = [
  'submitting',
  'unknown',
  'polling',
  'downloading',
  'succeeded',
  'failed',
  'canceled',
  'refused',
] as const;

/** The error of a job: what a `VideoError` says, without what it was about. */
export const wireErrorSchema = z.readonly(
  z.object({
    code: z.enum(videoErrorCodes),
    message: text,
    retryable: z.boolean(),
    provider: z.optional(text),
    providerCode: z.optional(text),
    requestId: z.optional(text),
    httpStatus: z.optional(z.int()),
    retryAfterMs: z.optional(z.number()),
  }),
);

/** A job as its owner may see it: no input, no link but the server's own. */
export const jobViewSchema = z.readonly(
  z.object({
    /** The `Idempotency-Key` that it was submitted with stands for it and nothing else. */
    id: text.check(z.minLength(1)),
    phase: z.enum(jobPhases),
    /** Grows with every change; of two views the later one. */
    revision: z.int(),
    label: z.optional(text),
    createdAt: text,
    updatedAt: text,
    /** Who was asked first. */
    model: modelRef,
    estimate: z.optional(money),
    /** Missing while none is known. `running` until the files are there. */
    task: z.optional(videoTaskSchema),
    /** Why it was refused, is unknown, or of the last trouble, which says nothing about the task. */
    error: z.optional(wireErrorSchema),
    /** Of a job whose outcome is unknown. */
    submission: z.optional(submissionSchema),
    candidates: z.optional(z.readonly(z.array(videoTaskSchema))),
    /** Nothing goes on by itself; see `resume` and `adopt`. */
    stalled: z.optional(z.literal(true)),
  }),
);
export type JobView = z.infer<typeof jobViewSchema>;

export const jobListSchema = z.readonly(
  z.object({ jobs: z.readonly(z.array(jobViewSchema)), next: z.optional(text) }),
);
export type JobList = z.infer<typeof jobListSchema>;

export const cancelViewSchema = z.readonly(
  z.object({
    outcome: z.enum(['stopped', 'requested', 'goes-on']),
    billed: z.enum(['yes', 'no', 'unknown']),
    job: jobViewSchema,
  }),
);
export type CancelView = z.infer<typeof cancelViewSchema>;

/** `request`: as `requestToJson` writes it; `routing`: routing options and `fallback`. Both are checked field by field by whoever takes them. */
const asked = { request: z.record(text, z.unknown()), routing: z.optional(z.record(text, z.unknown())) };
export const planBodySchema = z.strictObject(asked);
export const submitBodySchema = z.strictObject({ ...asked, label: z.optional(text.check(z.maxLength(200))) });
export type SubmitBody = z.infer<typeof submitBodySchema>;
export const adoptBodySchema = z.strictObject({ task: videoTaskSchema });

/** What a remote router knows without asking again. */
export interface ServerCapabilities {
  readonly capabilities: Capabilities;
  /** By provider id and api: what it can besides. */
  readonly operations: readonly {
    readonly provider: string;
    readonly api: string;
    readonly cancel: boolean;
    readonly reconcile: boolean;
  }[];
  /** The largest body of a request, in bytes. */
  readonly maxBodyBytes: number;
}

export const serverCapabilitiesSchema: z.ZodMiniType<ServerCapabilities> = z.readonly(
  z.object({
    capabilities: z.custom<Capabilities>(
      (value) => typeof value === 'object' && value !== null && 'models' in value,
    ),
    operations: z.readonly(
      z.array(
        z.readonly(z.object({ provider: text, api: text, cancel: z.boolean(), reconcile: z.boolean() })),
      ),
    ),
    maxBodyBytes: z.int(),
  }),
);
