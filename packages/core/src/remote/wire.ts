import * as z from 'zod/mini';
import type { Capabilities } from '../contract/capabilities.ts';
import { videoErrorCodes } from '../contract/error-code.ts';
import { adaptableFields } from '../contract/plan.ts';
import type { RequestJson } from '../contract/request-json.ts';
import { submissionSchema, videoTaskSchema } from '../contract/schemas.ts';
import { type JobOptions, jobPhases } from '../journal/job.ts';

/*
 * What `@vid/server` and whoever speaks to it exchange: JSON over these routes, relative to where the server is mounted.
 *
 *   GET  /capabilities              ServerCapabilities
 *   POST /plan, /prepare            PlanBody -> Plan without the suggested requests, PreparedRequest
 *   POST /tasks                     SubmitBody, `Idempotency-Key` -> JobView, 202; 200 where the key is known; 409 for
 *                                   another request under it. Without a key one is minted; the answer has it as a header.
 *                                   `Prefer: wait=SECONDS` (at most 60) answers once the submit is settled
 *   GET  /tasks?limit&cursor        JobList, newest first
 *   GET  /tasks?key                 JobList of the one job of an `Idempotency-Key`, or of none, with the key: sends nothing
 *   GET  /tasks/:id                 JobView
 *   POST /tasks/:id/cancel          CancelView
 *   POST /tasks/:id/resume          JobView
 *   POST /tasks/:id/adopt           AdoptBody -> JobView
 *   DELETE /tasks/:id               204; 409 while it goes on
 *   GET  /tasks/:id/videos/:index   the file, with ranges; `?download` as an attachment. A view has its whole URL
 *   GET  /events?after              SSE: `job` with a JobView, `deleted` with { id }; `id:` is the revision, for
 *                                   `Last-Event-ID`. What changed after that revision, or `after`, or 0, comes first: each
 *                                   job once as it is now
 *   GET  /spending?from&to          SpendingView, days in UTC; `text/csv` on `Accept`, or with `?format=csv`. `?all`: of all
 *                                   owners, for whom the host lets see them
 *   POST /webhooks/:provider[/:api] a call of a service, as it came
 *   GET  /openapi.json
 *
 * An error is `{ error }`, a `VideoError` as its `toJSON` writes it. Each POST but a webhook needs
 * `Content-Type: application/json`, also without a body.
 */

const text = z.string();
const money = z.readonly(z.object({ amount: z.number(), currency: text }));
const modelRef = z.readonly(z.object({ provider: text, api: text, model: text }));

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
  z.object({
    jobs: z.readonly(z.array(jobViewSchema)),
    next: z.optional(text),
    /** The one that was asked for: a list without it is that of all jobs. */
    key: z.optional(text),
  }),
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

/** How a request is routed, and whether another candidate is tried after a refusal. */
export type RoutingJson = Omit<JobOptions, 'reference'>;

const need = z.union([
  z.enum(['cancel', 'reconcile', 'callback', 'audio']),
  z.templateLiteral([z.int(), 'p']),
  z.templateLiteral([z.int(), 'k']),
]);
const names = z.readonly(z.array(text));
const routingSchema: z.ZodMiniType<RoutingJson> = z.strictObject({
  prefer: z.optional(z.enum(['listed', 'cheapest', 'fastest', 'quality'])),
  only: z.optional(names),
  never: z.optional(names),
  maxCost: z.optional(money),
  rates: z.optional(z.strictObject({ date: text, base: text, rates: z.record(text, z.number()) })),
  allowUnknownPrice: z.optional(z.boolean()),
  needs: z.optional(z.array(need)),
  adapt: z.optional(z.array(z.enum(adaptableFields))),
  fallback: z.optional(
    z.union([
      z.boolean(),
      z.int(),
      z.strictObject({ attempts: z.optional(z.int()), afterContentPolicy: z.optional(z.boolean()) }),
    ]),
  ),
});

export const spendingViewSchema = z.readonly(
  z.object({
    rows: z.readonly(
      z.array(
        z.readonly(
          z.object({
            /** Of a view of all owners. */
            owner: z.optional(text),
            label: z.optional(text),
            /** UTC, of the submit. */
            day: text,
            /** Missing where neither price nor bill is known. */
            currency: z.optional(text),
            /** The most, by the plans. */
            estimate: z.number(),
            /** What services said. */
            billed: z.number(),
            jobs: z.int(),
            /** How many of the jobs have no bill, or none yet. */
            unknown: z.int(),
          }),
        ),
      ),
    ),
  }),
);
export type SpendingView = z.infer<typeof spendingViewSchema>;

/** A plan as it is answered; see `Plan`. */
export const planViewSchema = z.readonly(
  z.looseObject({
    mode: text,
    candidates: z.array(z.looseObject({ provider: text, api: text, model: text, price: z.optional(money) })),
    rejected: z.array(
      z.looseObject({
        provider: text,
        api: text,
        model: text,
        problems: z.array(z.looseObject({ code: text, field: text })),
      }),
    ),
  }),
);

/** See `PreparedRequest`. */
export const preparedViewSchema = z.readonly(
  z.object({
    method: z.enum(['GET', 'POST', 'DELETE']),
    url: text,
    headers: z.record(text, text),
    body: z.optional(z.unknown()),
  }),
);

/** Every answer that is not 2xx; `parseVideoError` reads `error`. */
export const errorBodySchema = z.readonly(
  z.object({
    error: z.looseObject({ name: z.literal('VideoError'), code: z.enum(videoErrorCodes), message: text }),
  }),
);

/** Not `z.record`, which copies it: its fields are the router's to check. */
const requestJson = z
  .custom<RequestJson>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  .check(z.meta({ type: 'object' }));

/** `request`: as `requestToJson` writes it; it is checked field by field by the router. */
const asked = { request: requestJson, routing: z.optional(routingSchema) };
export const planBodySchema = z.strictObject(asked);
export type PlanBody = z.infer<typeof planBodySchema>;
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
