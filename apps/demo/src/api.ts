import {
  adaptableFields,
  features,
  overriddenFields,
  type Warning,
  type Capabilities,
  type ModelRef,
  type Money,
  type VideoTask,
  type VideoErrorCode,
  type Need,
} from '@vid/core';
import type { ScriptFacts } from '@vid/core/provider-kit';
import type { TimelineEntry } from '@vid/server';
import * as z from 'zod/mini';

/** What the page and its server say to each other. A key is in none of it, but the simulator's public ones. */

/** What code that uses a provider imports. */
export interface ProviderCode {
  readonly package: string;
  readonly factory: string;
}

/** What tells a service where to look for a task, besides its id. */
interface LookupHint {
  /** Of the task's `lookup`. */
  readonly name: string;
  readonly example: string;
  /** False: it is found without, by a few free queries more. */
  readonly required: boolean;
}

/**
 * `real`: its keys are set, and calls cost money. `simulated`: the embedded simulator answers, and nothing is billed.
 * `unavailable`: neither; its tables are shown, and nothing can be sent.
 */
export type ConnectionState = 'real' | 'simulated' | 'unavailable';

export interface ConnectionSetup {
  readonly provider: string;
  /** As people know the service, by language. */
  readonly name: { readonly en: string; readonly zh: string };
  readonly api: string;
  readonly code: ProviderCode;
  /** The environment variables that its keys are read from. */
  readonly keyVariables: readonly string[];
  readonly state: ConnectionState;
  /** What its factory takes to reach the simulator, the address and the public keys, whatever `state` is. Missing: nothing simulates it. */
  readonly simulator?: Readonly<Record<string, string>> | undefined;
  /** The same keys by the environment variables that hold those of the service. */
  readonly simulatorVariables?: Readonly<Record<string, string>> | undefined;
  /** What gives links to files where the service takes links only. Missing: nothing does. */
  readonly mediaStore?: string | undefined;
  /** Missing: an id is enough. */
  readonly lookup?: LookupHint | undefined;
  /** Missing: a script cannot follow a task. */
  readonly script?: ScriptFacts | undefined;
}

/** How long a model usually takes at one api, in seconds: the median of what this server has seen. */
export interface MeasuredDuration extends ModelRef {
  readonly seconds: number;
}

export interface Setup {
  /** Of all apis together. */
  readonly capabilities: Capabilities;
  readonly connections: readonly ConnectionSetup[];
  /** Missing is who has finished nothing yet. */
  readonly durations: readonly MeasuredDuration[];
}

/** Some ten times what a request has; nobody looks at each of a million. */
export const hasFewKeys = (value: object) => Object.keys(value).length <= 1_000;

/** A request as JSON: bytes are `{ base64 }`, their type is read from the bytes. The router checks the rest. */
const requestJson = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && hasFewKeys(value),
  'must be an object, and not of more than 1,000 fields',
);
/** Always with its provider: a paid call leaves no choice open. */
const model = z.string().check(z.regex(/^[^:]+:.+$/, 'must look like "provider:model"'));

const api = z.string();

export const chosenSchema = z.strictObject({ request: requestJson, model, api });

/** Made by the page: the same id is the same run, however often it arrives. */
const runId = z.uuid();

const agreement = {
  /** Runs that were started together and are to be compared. */
  comparison: z.uuid(),
  /** Whether a person agreed to pay; a real service needs it. */
  confirmed: z.boolean(),
  /** Whether a person agreed to an unknown price although a limit is set. Default false. */
  allowUnknownPrice: z.optional(z.boolean()),
};

export const runInputSchema = z.strictObject({ ...chosenSchema.shape, ...agreement, id: runId });

const isDistinct = (values: readonly string[]) => new Set(values).size === values.length;

/** One request to several models at once, each at one api and a run of its own. */
export const comparisonSchema = z.strictObject({
  request: requestJson,
  runs: z.readonly(z.array(z.strictObject({ id: runId, model, api }))).check(
    z.minLength(1, 'must name a model'),
    z.maxLength(100),
    z.refine((runs) => isDistinct(runs.map(({ id }) => id)), 'must each have an id of its own'),
    // To ask one twice, start it twice.
    z.refine(
      (runs) => isDistinct(runs.map((one) => `${one.model} ${one.api}`)),
      'may name each model and api once',
    ),
  ),
  routing: z.optional(
    z.strictObject({
      /** Fields that may get the nearest value that a model allows. Default: none. */
      adapt: z.optional(z.readonly(z.array(z.enum(adaptableFields)))),
      /** What the video or its task must allow; the router says which it knows. Default: nothing. */
      needs: z.optional(z.readonly(z.array(z.custom<Need>((value) => typeof value === 'string')))),
    }),
  ),
  ...agreement,
});

/** A task that was submitted elsewhere, to be followed as a run. Nothing that costs money is sent. */
export const taskByIdSchema = z.strictObject({
  /** Of the run. */
  id: runId,
  provider: z.string(),
  api,
  /** The service's own id. */
  task: z.string().check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(500)),
  lookup: z.optional(z.record(z.string(), z.string())),
});

export type TaskById = z.infer<typeof taskByIdSchema>;
export type RequestJson = z.infer<typeof requestJson>;
/**
 * What `GET /api/runs/:id/request` answers: files stand in it as `{ picture: '/api/pictures/…' }`. To run it again,
 * send each as `{ base64 }`.
 */
export type Chosen = z.infer<typeof chosenSchema>;
export type ComparisonInput = z.infer<typeof comparisonSchema>;

/** `stopped`: by a person, before anything was sent. */
const errorCode = z.custom<VideoErrorCode | 'internal' | 'stopped'>((value) => typeof value === 'string');
export const runError = z.readonly(z.object({ code: errorCode, message: z.string() }));
const currency = z.string().check(z.regex(/^[A-Z]{3}$/));
const money = z.readonly(z.object({ amount: z.number(), currency }));

const warningSchema: z.ZodMiniType<Warning> = z.discriminatedUnion('code', [
  z.readonly(z.object({ code: z.literal('claimed'), source: z.string() })),
  z.readonly(z.object({ code: z.literal('retired'), since: z.string(), source: z.string() })),
  z.readonly(z.object({ code: z.literal('stale-source'), checkedOn: z.string() })),
  z.readonly(
    z.object({
      code: z.literal('overridden'),
      fields: z.readonly(z.array(z.enum(overriddenFields))),
      source: z.string(),
    }),
  ),
  z.readonly(
    z.object({ code: z.literal('unchecked-fields'), fields: z.readonly(z.array(z.enum(features))) }),
  ),
  z.readonly(z.object({ code: z.literal('unchecked-model'), provider: z.string(), model: z.string() })),
  z.readonly(
    z.object({ code: z.literal('several-currencies'), currencies: z.readonly(z.array(z.string())) }),
  ),
]);
const value = z.union([z.string(), z.number()]);
const adjustmentSchema = z.readonly(
  z.object({ code: z.literal('changed'), field: z.enum(adaptableFields), from: value, to: value }),
);

/** What is known of a run from its start. */
const facts = {
  id: z.string(),
  comparison: z.string(),
  provider: z.string(),
  api: z.string(),
  model: z.string(),
  real: z.boolean(),
  /** Its task was submitted elsewhere: when, and what was asked for, is not known here. */
  byId: z.optional(z.literal(true)),
  prompt: z.optional(z.string()),
  evidence: z.enum(['documented', 'claimed', 'unchecked']),
  warnings: z.catch(z.readonly(z.array(warningSchema)), []),
  /** What was changed of the request, as its options allow. */
  adjustments: z.catch(z.optional(z.readonly(z.array(adjustmentSchema))), undefined),
  /** The most that it would cost, from the table; missing where it is unknown. */
  estimate: z.optional(money),
  /** The least, where that is less. */
  leastEstimate: z.optional(money),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
} as const;

export const runFactsSchema = z.readonly(z.object(facts));

export type RunFacts = z.infer<typeof runFactsSchema>;
export type RunError = z.infer<typeof runError>;
export type TimelineEvent = TimelineEntry;

type RunState =
  | {
      readonly phase: 'sending';
      /** How many tasks must end before it is sent; missing where it need not wait for any. */
      readonly queuedBehind?: number | undefined;
    }
  | {
      readonly phase: 'accepted';
      readonly acceptedAfterMs: number;
      /** From the start to the answer that showed the task's end. */
      readonly finishedAfterMs?: number | undefined;
      readonly task: VideoTask;
      /** Why polling stopped before the task ended, or why its video was not downloaded. */
      readonly lastError?: RunError | undefined;
    }
  /** A task may exist and may be billed. It is not sent again. */
  | { readonly phase: 'unknown'; readonly error: RunError }
  /** No task exists. */
  | { readonly phase: 'refused'; readonly error: RunError };

/** A downloaded file. */
export interface SavedVideo {
  /** On this server; with `?download` as a file to keep. */
  readonly url: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256?: string | undefined;
  /** Nothing proves that this is all of it. */
  readonly unverified?: true | undefined;
}

export interface Run extends RunFacts {
  /** What the service says that it cost; missing where it does not tell. */
  readonly cost?: Money | undefined;
  /** Whether it is billed, as the service said when it stopped the task; missing where it did not tell. */
  readonly billed?: 'yes' | 'no' | undefined;
  /** Set once nothing will change any more, unless the server is started again. */
  readonly endedAt?: number | undefined;
  readonly state: RunState;
  /** What became of it so far, the newest last. Of this server's memory only: an earlier run has none. */
  readonly timeline?: readonly TimelineEvent[] | undefined;
  /** The downloaded files, in the task's order. */
  readonly videos: readonly SavedVideo[];
}

/** The newest first. */
export interface RunPage {
  readonly runs: readonly Run[];
  /** `before` of the page that follows; missing on the last. */
  readonly next?: number;
}

/** What became of `POST /api/runs/:id/cancel`. */
export interface CancelAnswer {
  readonly outcome: 'stopped' | 'requested' | 'goes-on';
  readonly billed: 'yes' | 'no' | 'unknown';
}

export const limitSchema = z.nullable(z.strictObject({ amount: z.number().check(z.gte(0)), currency }));

/** Real runs only. A session lasts from setting the first limit to removing it; changing it goes on counting. */
export type { LimitState } from '@vid/server/node';

export const faultsSchema = z.strictObject({
  preset: z.enum(['none', 'slow', 'busy', 'lost-answer', 'moderation', 'failing-poll']),
});
export type Faults = z.infer<typeof faultsSchema>;
export type FaultPreset = Faults['preset'];
