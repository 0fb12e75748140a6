// An account at Kling: its pack, and what was made with it (kling.md 1.12, 1.13).
import * as z from 'zod';
import type { Callbacks } from '../../callbacks.ts';
import type { Backend } from '../../backend.ts';
import type { PersistentMap } from '../../state/memory.ts';
import type { Job } from '../../state/task.ts';
import type { KlingCode } from './errors.ts';
import { acceptedSchema, ended, kinds } from './schema.ts';

export type KlingOptions = {
  /** Default `ak-simulator`; the api key is the simulator's. */
  readonly accessKey?: string;
  /** Default `sk-simulator-secret`. */
  readonly secretKey?: string;
  /** How many tasks of one model may be in flight, default 20, the smallest pack on sale. */
  readonly parallel?: number;
  /** Units left in the pack; without, as many as you like. */
  readonly units?: number;
  /**
   * Refuses what vendor pages do not list and nobody saw refused, such as `aspect_ratio` beside a picture. Default false.
   */
  readonly strict?: boolean;
  /** `whsec_` and base64: callbacks are signed with it. Default: unsigned, as while the console has none. */
  readonly webhookSecret?: string;
  /** Whether tasks are paid from the account's balance, in USD, in the place of units. Default false. */
  readonly byBalance?: boolean;
  /** Lets an `external_task_id` be used again when its task has failed; not known of Kling. Default false. */
  readonly reuseAfterFailure?: boolean;
};

/** What was taken in at a legacy route; of an extension `accepted` is what it came to, and `parent` the task of its source. */
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
  /** Tasks of the legacy routes, by id and by the client's own. */
  readonly made: PersistentMap<Entry>;
};

/** Tasks of this api, of both generations, in the order in which they were made. */
export const jobsOf = ({ store }: Account): readonly Job[] =>
  store.tasks.flatMap(({ service, api, id }) => {
    const job = service === 'kling' && api === 'official' ? store.find(id) : undefined;
    return job === undefined ? [] : [job];
  });

const wishes = z.object({
  external_task_id: z.string().optional(),
  watermark_info: z.object({ enabled: z.boolean() }).optional(),
});
const body = z.object({ ...wishes.shape, options: wishes.optional().catch(undefined) });

/** The client's own name for a task, and whether it wants a marked copy: at the top of a legacy body, in `options` of a newer one. */
export function wishesOf({ task }: Job): { readonly external: string | undefined; readonly marked: boolean } {
  const { options, ...own } = body.parse(task.body);
  const { external_task_id: external, watermark_info: info } = options ?? own;
  return { external, marked: info?.enabled === true };
}

/** As text, at the list price. */
export const dollarsOf = (units: number): string => (units * 0.14).toFixed(4);

/** What it costs if it succeeds (1.13). */
export const unitsOfJob = ({ task }: Job): number => task.cost?.amount ?? 0;

/** A slot is taken from the submit to either end (1.12). */
function isFull(account: Account, model: string): boolean {
  const { parallel = 20 } = account.options;
  const inFlight = jobsOf(account).filter((job) => {
    const { status } = account.store.phase(job);
    return job.task.model === model && (status === 'queued' || status === 'running');
  });
  return inFlight.length >= parallel;
}

/** Units are taken when a task succeeds (1.13). */
export const spentUnits = (account: Account): number =>
  jobsOf(account)
    .filter((job) => account.store.phase(job).status === 'succeeded')
    .reduce((sum, job) => sum + unitsOfJob(job), 0);

const isEmpty = (account: Account): boolean =>
  account.options.units !== undefined && spentUnits(account) >= account.options.units;

export const notSupported = 'model is not supported';

/** The name space is the account's: routes and products share it (1.11). */
function isTaken(account: Account, external: string): boolean {
  const job = jobsOf(account).findLast((one) => wishesOf(one).external === external);
  if (job === undefined || account.options.reuseAfterFailure !== true) return job !== undefined;
  return account.store.phase(job).status !== 'failed';
}

/** What is said of a model that has ended; that it says `discontinued` is observed, its number is not. */
function discontinued({ retired: policy }: Account, model: string): readonly [KlingCode, string] | undefined {
  if (policy === 'served' || !ended.has(model)) return undefined;
  return policy === 'unknown'
    ? [1203, notSupported]
    : [1201, `model ${model} has been discontinued and is no longer available`];
}

/** What the account has against a request that is right. */
export function refusalOf(
  account: Account,
  { model, external }: { readonly model: string; readonly external: string | undefined },
): readonly [KlingCode, string] | undefined {
  const isOver = discontinued(account, model);
  if (isOver !== undefined) return isOver;
  if (external !== undefined && isTaken(account, external))
    return [1201, `External_task_id ${external} already exists`];
  if (isEmpty(account)) return [1102, 'Account balance not enough'];
  if (isFull(account, model)) return [1303, 'parallel task over resource pack limit'];
  return undefined;
}
