/** How a task ends when it does not succeed. */
export type SimulatedFailure = {
  /** The vendor's words, passed on as they are. Empty: the answer says that the task failed, and not why. */
  readonly failed: string;
  /** Runway's `failureCode`, such as `SAFETY.INPUT.IMAGE`; without it Runway gives none. The others have none. */
  readonly code?: string;
};

/** Length of each phase in simulated seconds. */
export type TaskSeconds = { readonly queued: number; readonly running: number };

/** Where a task stands; times are simulated milliseconds since the Unix epoch. */
export type Phase =
  | { readonly status: 'queued'; readonly changedAt: number }
  | { readonly status: 'running'; readonly changedAt: number; readonly progress: number }
  | { readonly status: 'succeeded'; readonly changedAt: number; readonly startedAt: number }
  | {
      readonly status: 'failed';
      readonly changedAt: number;
      readonly startedAt: number;
      readonly failure: SimulatedFailure;
    };

export type Status = Phase['status'];

type Of<S extends Status> = Extract<Phase, { readonly status: S }>;

/** Picks by status; a status that is left out does not compile. */
export function byStatus<T>(phase: Phase, cases: { readonly [S in Status]: (phase: Of<S>) => T }): T {
  if (phase.status === 'queued') return cases.queued(phase);
  if (phase.status === 'running') return cases.running(phase);
  if (phase.status === 'succeeded') return cases.succeeded(phase);
  return cases.failed(phase);
}

const startOf = (createdAt: number, { queued }: TaskSeconds): number => Math.round(createdAt + queued * 1000);
const endOf = (createdAt: number, seconds: TaskSeconds): number =>
  Math.round(startOf(createdAt, seconds) + seconds.running * 1000);

/** A phase of no length is never seen. */
export const changesOf = (createdAt: number, seconds: TaskSeconds): readonly number[] => [
  ...new Set([createdAt, startOf(createdAt, seconds), endOf(createdAt, seconds)]),
];

/** A pure function of the times. Progress is 0 to 1, cut to two decimals, so it never reads 1 before the end. */
export function phaseAt(
  createdAt: number,
  failure: SimulatedFailure | undefined,
  now: number,
  seconds: TaskSeconds,
): Phase {
  const startedAt = startOf(createdAt, seconds);
  const endedAt = endOf(createdAt, seconds);
  if (now < startedAt) return { status: 'queued', changedAt: createdAt };
  if (now < endedAt) {
    const progress = Math.floor((100 * (now - startedAt)) / (endedAt - startedAt)) / 100;
    return { status: 'running', changedAt: startedAt, progress };
  }
  if (failure === undefined) return { status: 'succeeded', changedAt: endedAt, startedAt };
  return { status: 'failed', changedAt: endedAt, startedAt, failure };
}
