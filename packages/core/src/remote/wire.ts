import * as z from 'zod/mini';
import type { Capabilities } from '../contract/capabilities.ts';
import { type VideoErrorCode, videoErrorCodes } from '../contract/error-code.ts';
import type { Money } from '../contract/money.ts';
import type { ModelRef } from '../contract/names.ts';
import { adaptableFields, preferences } from '../contract/plan.ts';
import type { CancelResult, PreparedRequest } from '../contract/provider.ts';
import { isRecord } from '../contract/request.ts';
import type { RequestJson } from '../contract/request-json.ts';
import { submissionSchema, videoTaskSchema } from '../contract/schemas.ts';
import type { Submission } from '../contract/submission.ts';
import type { VideoTask } from '../contract/task.ts';
import { type JobOptions, type JobPhase, jobPhases } from '../journal/job.ts';
import type { SpendingRow } from '../journal/spending.ts';

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

/* Written out beside their schemas, which the compiler holds to them: an inferred type has no comments in an editor. */

/** The error of a job: what a `VideoError` says, without what it was about. */
export interface WireError {
  /** As `VideoError.code`: switch over it. */
  readonly code: VideoErrorCode;
  /** In English, without secrets. */
  readonly message: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** The provider's id, such as `'acme'`; missing where no provider was involved. */
  readonly provider?: string | undefined;
  /** The service's own code, as text. */
  readonly providerCode?: string | undefined;
  /** The service's id of the call, for its support. */
  readonly requestId?: string | undefined;
  /** The HTTP status of the service's answer, where there was one. */
  readonly httpStatus?: number | undefined;
  /** How long the service asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** Reads a `WireError`. */
export const wireErrorSchema: z.ZodMiniType<WireError> = z.readonly(
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
export interface JobView {
  /** The `Idempotency-Key` that it was submitted with stands for it and nothing else. */
  readonly id: string;
  /** Where it stands; `succeeded`, `failed`, `canceled` and `refused` are final. */
  readonly phase: JobPhase;
  /** Grows with every change; of two views the later one. */
  readonly revision: number;
  /** What its owner files it under; missing where that is nothing. */
  readonly label?: string | undefined;
  /** ISO time, by the server's clock. */
  readonly createdAt: string;
  /** ISO time of the last change. */
  readonly updatedAt: string;
  /** Who was asked first. */
  readonly model: ModelRef;
  /** The most that it costs, by the plan; missing where no price is known. */
  readonly estimate?: Money | undefined;
  /** Missing while none is known. `running` until the files are there. */
  readonly task?: VideoTask | undefined;
  /** Why it was refused, is unknown, or of the last trouble, which says nothing about the task. */
  readonly error?: WireError | undefined;
  /** Of a job whose outcome is unknown. */
  readonly submission?: Submission | undefined;
  /** Tasks that may be its own, where the outcome is unknown; see `adopt`. */
  readonly candidates?: readonly VideoTask[] | undefined;
  /** Nothing goes on by itself; see `resume` and `adopt`. */
  readonly stalled?: true | undefined;
}

/** Reads a `JobView`. */
export const jobViewSchema: z.ZodMiniType<JobView> = z.readonly(
  z.object({
    id: text.check(z.minLength(1)),
    phase: z.enum(jobPhases),
    revision: z.int(),
    label: z.optional(text),
    createdAt: text,
    updatedAt: text,
    model: modelRef,
    estimate: z.optional(money),
    task: z.optional(videoTaskSchema),
    error: z.optional(wireErrorSchema),
    submission: z.optional(submissionSchema),
    candidates: z.optional(z.readonly(z.array(videoTaskSchema))),
    stalled: z.optional(z.literal(true)),
  }),
);

/** Jobs of one owner, newest first. */
export interface JobList {
  /** At most as many as `limit` asked for. */
  readonly jobs: readonly JobView[];
  /** The `cursor` of the next page; missing on the last one. */
  readonly next?: string | undefined;
  /** The key that was asked for: a list without it is that of all jobs. */
  readonly key?: string | undefined;
}

/** Reads a `JobList`. */
export const jobListSchema: z.ZodMiniType<JobList> = z.readonly(
  z.object({
    jobs: z.readonly(z.array(jobViewSchema)),
    next: z.optional(text),
    key: z.optional(text),
  }),
);

/** What became of a job that was to be stopped. */
export interface CancelView extends Pick<CancelResult, 'outcome' | 'billed'> {
  /** As it is now. */
  readonly job: JobView;
}

/** Reads a `CancelView`. */
export const cancelViewSchema: z.ZodMiniType<CancelView> = z.readonly(
  z.object({
    outcome: z.enum(['stopped', 'requested', 'goes-on']),
    billed: z.enum(['yes', 'no', 'unknown']),
    job: jobViewSchema,
  }),
);

/** How a request is routed, and whether another candidate is tried after a refusal. */
export type RoutingJson = Omit<JobOptions, 'reference'>;

const need = z.union([
  z.enum(['cancel', 'reconcile', 'callback', 'audio']),
  z.templateLiteral([z.int(), 'p']),
  z.templateLiteral([z.int(), 'k']),
]);
const names = z.readonly(z.array(text));
const routingSchema: z.ZodMiniType<RoutingJson> = z.strictObject({
  prefer: z.optional(z.enum(preferences)),
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

/** A `SpendingRow` of the journal as an owner sees it. */
export interface SpendingViewRow extends Omit<SpendingRow, 'owner'> {
  /** Whose jobs, in a view of all owners; missing in a view of one's own. */
  readonly owner?: string | undefined;
}

/** What an owner spends, or all owners. */
export interface SpendingView {
  /** Newest day first, then by owner, label and currency. */
  readonly rows: readonly SpendingViewRow[];
}

/** Reads a `SpendingView`. */
export const spendingViewSchema: z.ZodMiniType<SpendingView> = z.readonly(
  z.object({
    rows: z.readonly(
      z.array(
        z.readonly(
          z.object({
            owner: z.optional(text),
            label: z.optional(text),
            day: text,
            currency: z.optional(text),
            estimate: z.number(),
            billed: z.number(),
            jobs: z.int(),
            unknown: z.int(),
          }),
        ),
      ),
    ),
  }),
);

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
export const preparedViewSchema: z.ZodMiniType<Omit<PreparedRequest, 'body'> & { readonly body?: unknown }> =
  z.readonly(
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
const requestJson = z.custom<RequestJson>(isRecord).check(z.meta({ type: 'object' }));

/** The body of a plan and of a dry run. */
export interface PlanBody {
  /** As `requestToJson` writes it; it is checked field by field by the router. */
  readonly request: RequestJson;
  /** How it is routed. Default: as the server's router does. */
  readonly routing?: RoutingJson | undefined;
}

/** The body of a paid request. */
export interface SubmitBody extends PlanBody {
  /** What its owner files it under, at most 200 UTF-16 units. Default: nothing. */
  readonly label?: string | undefined;
}

const asked = { request: requestJson, routing: z.optional(routingSchema) };
/** Reads a `PlanBody`. */
export const planBodySchema: z.ZodMiniType<PlanBody> = z.strictObject(asked);
/** Reads a `SubmitBody`. */
export const submitBodySchema = z.strictObject({
  ...asked,
  label: z.optional(text.check(z.maxLength(200))),
}) satisfies z.ZodMiniType<SubmitBody>;

/** Reads the body of `adopt`: the task that is the job's. */
export const adoptBodySchema: z.ZodMiniType<{ readonly task: VideoTask }> = z.strictObject({
  task: videoTaskSchema,
});

/** What a remote router knows without asking again. */
export interface ServerCapabilities {
  /** The tables of the server's router. */
  readonly capabilities: Capabilities;
  /** By provider id and api: what it can besides. */
  readonly operations: readonly {
    /** The provider's id, such as `'acme'`. */
    readonly provider: string;
    /** Which entrance of the service. */
    readonly api: string;
    /** Whether tasks can be stopped. */
    readonly cancel: boolean;
    /** Whether a submission of unknown outcome can be looked up. */
    readonly reconcile: boolean;
  }[];
  /** The largest body of a request, in bytes. */
  readonly maxBodyBytes: number;
}

/** Reads `ServerCapabilities`. */
export const serverCapabilitiesSchema: z.ZodMiniType<ServerCapabilities> = z.readonly(
  z.object({
    capabilities: z.custom<Capabilities>((value) => isRecord(value) && 'models' in value),
    operations: z.readonly(
      z.array(
        z.readonly(z.object({ provider: text, api: text, cancel: z.boolean(), reconcile: z.boolean() })),
      ),
    ),
    maxBodyBytes: z.int(),
  }),
);
