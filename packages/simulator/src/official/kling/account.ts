// An account at Kling: its pack, and what was made with it (kling.md 1.12, 1.13).
import * as z from 'zod';
import type { Callbacks } from '../callbacks.ts';
import type { Backend } from '../../backend.ts';
import type { PersistentMap } from '../../state/memory.ts';
import type { Job } from '../../state/task.ts';
import type { KlingCode } from './errors.ts';
import { type Accepted, acceptedSchema, kinds, retired, unitsOf } from './schema.ts';

export type KlingOptions = {
  /** Default `ak-simulator`; the api key is the simulator's. */
  readonly accessKey?: string;
  /** Default `sk-simulator-secret`. */
  readonly secretKey?: string;
  /** How many tasks of one model may be in flight, default 20, the smallest pack on sale. */
  readonly parallel?: number;
  /** Units left in the pack; without, as many as you like. */
  readonly units?: number;
  /** Refuses the models that were announced to end on 2026-09-15; default false. */
  readonly withoutRetired?: boolean;
  /** `whsec_` and base64: callbacks are signed with it. Default: unsigned, as while the console has none. */
  readonly webhookSecret?: string;
  /** Refuses an `external_task_id` that was used before (1201); whether Kling does is not documented. Default false. */
  readonly withoutRepeats?: boolean;
};

/** What was taken in; of an extension `accepted` is what it came to, and `parent` the task of its source. */
export const entrySchema = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  accepted: acceptedSchema,
  parent: z.string().optional(),
});
export type Entry = z.output<typeof entrySchema>;

export type Account = Backend & {
  readonly options: KlingOptions;
  readonly callbacks: Callbacks;
  /** Tasks of this api, by id and by the client's own. */
  readonly made: PersistentMap<Entry>;
};

export const jobsOf = ({ made, store }: Account): readonly (readonly [Job, Entry])[] =>
  [...new Map(Array.from(made.values(), (entry) => [entry.id, entry])).values()].flatMap((entry) => {
    const job = store.find(entry.id);
    return job === undefined ? [] : [[job, entry] as const];
  });

/** A slot is taken from the submit to either end (1.12). */
function isFull(account: Account, model: string): boolean {
  const { parallel = 20 } = account.options;
  const inFlight = jobsOf(account).filter(([job]) => {
    const { status } = account.store.phase(job);
    return job.task.model === model && (status === 'queued' || status === 'running');
  });
  return inFlight.length >= parallel;
}

/** Units are taken when a task succeeds (1.13). */
function isEmpty(account: Account): boolean {
  const { units } = account.options;
  if (units === undefined) return false;
  const spent = jobsOf(account)
    .filter(([job]) => account.store.phase(job).status === 'succeeded')
    .reduce((sum, [, { kind, accepted }]) => sum + unitsOf(kind, accepted), 0);
  return spent >= units;
}

export const notSupported = 'model is not supported';

/** What the account has against a request that is right. */
export function refusalOf(
  account: Account,
  { model_name: model, external_task_id: external }: Accepted,
): readonly [KlingCode, string] | undefined {
  const { withoutRetired = false, withoutRepeats = false } = account.options;
  if (withoutRetired && retired.has(model)) return [1203, notSupported];
  if (withoutRepeats && external !== undefined && account.made.has(external))
    return [1201, `external_task_id value '${external}' is invalid`];
  if (isEmpty(account)) return [1102, 'Account balance not enough'];
  if (isFull(account, model)) return [1303, 'parallel task over resource pack limit'];
  return undefined;
}
