import * as z from 'zod';
import type { SimulatedFailure } from './phase.ts';

const cost = z.object({ amount: z.number(), unit: z.enum(['credit', 'unit', 'token']) });
/** Runway's credits, at 0.01 USD; Kling's units, at 0.14 USD; tokens, at the price of the model. */
export type Cost = Readonly<z.output<typeof cost>>;

export type JsonObject = Readonly<Record<string, unknown>>;

/** A task that exists, and so would have been billed. */
export type SimulatedTask = {
  /** The id of the service. */
  readonly service: string;
  /** Which entrance it came by. */
  readonly api: string;
  /** As the client was given it. */
  readonly id: string;
  readonly model: string;
  /** The end of the route that the task was submitted to; of Volcengine its action. */
  readonly kind: string;
  /** The submitted JSON, unchanged: no default filled in, nothing left out. */
  readonly body: JsonObject;
  /** Simulated milliseconds since the Unix epoch. */
  readonly createdAt: number;
  /** The most that it costs, where a price list says so; none for a gateway's, who set their own prices. */
  readonly cost?: Cost | undefined;
};

/** A file below `/clips` and its true length. */
export type Clip = { readonly file: string; readonly seconds: number };

export type Job = {
  readonly task: SimulatedTask;
  /** 1 is the first that was created. */
  readonly number: number;
  /** The id at the vendor behind the gateway; the same as the task's unless the gateway made one of its own. */
  readonly upstreamId: string;
  readonly prompt: string;
  readonly clip: Clip;
  readonly failure?: SimulatedFailure | undefined;
};

export const jobSchema = z.object({
  task: z.object({
    service: z.string(),
    // Memories from before there was this field do not tell; most tasks came by the gateway.
    api: z.string().default('gateway'),
    id: z.string(),
    model: z.string(),
    kind: z.string(),
    body: z.record(z.string(), z.unknown()),
    createdAt: z.number(),
    cost: cost.optional(),
  }),
  number: z.int(),
  upstreamId: z.string(),
  prompt: z.string(),
  clip: z.object({ file: z.string(), seconds: z.number() }),
  failure: z.object({ failed: z.string(), code: z.string().exactOptional() }).optional(),
}) satisfies z.ZodType<Job>;
