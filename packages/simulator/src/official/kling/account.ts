// An account at Kling: its pack, and what was made with it (kling.md 1.12, 1.13).
import type { Callbacks } from '../../callbacks.ts';
import type { World } from '../../gateway/routes.ts';
import type { Job } from '../../tasks.ts';
import { type Accepted, type Kind, unitsOf } from './schema.ts';

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
};

export type Account = World & {
  readonly options: KlingOptions;
  readonly callbacks: Callbacks;
  /** Tasks of this api, by id and by the client's own. */
  readonly made: Map<string, { readonly id: string; readonly kind: Kind; readonly accepted: Accepted }>;
};

export const jobsOf = ({ made, store }: Account): readonly (readonly [Job, Accepted])[] =>
  [...new Set(made.values())].flatMap(({ id, accepted }) => {
    const job = store.find(id);
    return job === undefined ? [] : [[job, accepted] as const];
  });

/** A slot is taken from the submit to either end (1.12). */
export function isFull(account: Account, model: string): boolean {
  const { parallel = 20 } = account.options;
  const inFlight = jobsOf(account).filter(([job]) => {
    const { status } = account.store.phase(job);
    return job.task.model === model && (status === 'queued' || status === 'running');
  });
  return inFlight.length >= parallel;
}

/** Units are taken when a task succeeds (1.13). */
export function isEmpty(account: Account): boolean {
  const { units } = account.options;
  if (units === undefined) return false;
  const spent = jobsOf(account)
    .filter(([job]) => account.store.phase(job).status === 'succeeded')
    .reduce((sum, [, accepted]) => sum + unitsOf(accepted), 0);
  return spent >= units;
}
