import { VideoError } from '../contract/error.ts';
import { explainProblem } from '../contract/explain-problem.ts';
import type { Submission } from '../contract/submission.ts';
import type { Money, VideoTask } from '../contract/task.ts';
import { type ModelAtDoor, nameOf, submissionName, taskName } from '../contract/names.ts';

/**
 * One amount that was set aside for one request. Exactly one of the three is called, once, and must not throw: a
 * ledger that writes elsewhere does so on its own time.
 */
export interface Reservation {
  /** It is proven that no task exists: the amount is free again. */
  release(): void;
  /** The task that it pays for. */
  accept(task: VideoTask): void;
  /** A task may exist: the amount is neither free nor spent. `submission`: what was sent, where that is known. */
  hold(submission: Submission | undefined): void;
}

/**
 * A ledger. `createBudget` keeps one in memory; a host with several processes keeps its own. One budget may serve
 * several routers and calls.
 */
export interface Budget {
  /**
   * Sets aside what a request may cost, or throws `VideoError('quota-exhausted')` that says what was asked and what
   * is left. Of calls at the same time, no more pass than the budget holds. `amount` is `undefined` only where the
   * caller allowed an unknown price.
   */
  reserve(amount: Money | undefined, model: ModelAtDoor): Reservation | Promise<Reservation>;
  /** A submission that was held turned out to have made this task. Others are ignored. Must not throw. */
  found(submission: Submission, task: VideoTask): void;
  /**
   * A task has ended. Called as often as somebody sees the end, and for tasks of other ledgers too: both are ignored.
   * `billed` counts where `task.cost` tells nothing: `yes` takes what was reserved, `no` gives it back, and `unknown`
   * keeps it from being spent. Must not throw.
   */
  settle(task: VideoTask, billed: 'yes' | 'no' | 'unknown'): void;
}

/** A budget that can be read at any time. `amount` = `spent` + `reserved` + `unknown` + `left`, always. */
export interface MemoryBudget extends Budget {
  readonly amount: Money;
  /** What ended tasks cost: as reported, or as reserved where a task succeeded and its service does not tell. */
  readonly spent: Money;
  /** For requests that are being sent, and tasks that have not ended. */
  readonly reserved: Money;
  /**
   * What may have been billed: submissions of unknown outcome, and tasks that failed or were canceled where the
   * service did not tell the cost, because some services bill those and some do not.
   */
  readonly unknown: Money;
  /** Below 0 when tasks cost more than was reserved for them. */
  readonly left: Money;
}

type State = 'spent' | 'reserved' | 'unknown';

interface Entry {
  readonly micros: number;
  state: State;
}

/** Sums of binary fractions have noise; prices have at most six decimals. */
const inMicros = ({ amount }: Money) => Math.round(amount * 1_000_000);

/** A ledger in memory, for this process. Throws `VideoError('invalid-request')` for an amount below 0 or no number. */
export function createBudget(amount: Money): MemoryBudget {
  if (!Number.isFinite(amount.amount) || amount.amount < 0)
    throw new VideoError('invalid-request', `A budget must be 0 or more; got ${amount.amount}.`);
  const { currency } = amount;
  const money = (micros: number): Money => ({ amount: micros / 1_000_000, currency });
  const bySubmission = new Map<string, Entry>();
  const byTask = new Map<string, Entry>();
  const total: Record<State, number> = { spent: 0, reserved: 0, unknown: 0 };
  const left = () => inMicros(amount) - total.spent - total.reserved - total.unknown;
  const take = ({ micros, state }: Entry) => void (total[state] -= micros);
  const put = (entry: Entry, state: State) => {
    take(entry);
    entry.state = state;
    total[state] += entry.micros;
  };

  /** What is paid once counts once, though a router and one inside it both set an amount aside for it. */
  const keep = (entries: Map<string, Entry>, name: string, entry: Entry) => {
    if (entries.has(name)) take(entry);
    else entries.set(name, entry);
  };

  const require = (asked: number, model: ModelAtDoor) => {
    if (asked <= left()) return;
    const problem = {
      code: 'over-budget',
      field: 'budget',
      model: nameOf(model),
      price: money(asked),
      left: money(left()),
      budget: amount,
    } as const;
    throw new VideoError('quota-exhausted', `Nothing was sent: ${explainProblem(problem)}.`, {
      problems: [problem],
    });
  };

  return {
    amount,
    get spent() {
      return money(total.spent);
    },
    get reserved() {
      return money(total.reserved);
    },
    get unknown() {
      return money(total.unknown);
    },
    get left() {
      return money(left());
    },
    reserve(asked, model) {
      const micros = asked === undefined ? 0 : inMicros(asked);
      require(micros, model);
      const entry: Entry = { micros, state: 'reserved' };
      total.reserved += micros;
      return {
        release: () => take(entry),
        accept: (task) => keep(byTask, taskName(task), entry),
        hold(submission) {
          put(entry, 'unknown');
          if (submission !== undefined) keep(bySubmission, submissionName(submission), entry);
        },
      };
    },
    found(submission, task) {
      const entry = bySubmission.get(submissionName(submission));
      if (entry === undefined) return;
      bySubmission.delete(submissionName(submission));
      put(entry, 'reserved');
      keep(byTask, taskName(task), entry);
    },
    settle(task, billed) {
      const entry = byTask.get(taskName(task));
      if (entry === undefined) return;
      // Stays under its task: a later answer may tell the cost.
      if (task.cost === undefined && billed === 'unknown') return put(entry, 'unknown');
      byTask.delete(taskName(task));
      take(entry);
      const asReserved = billed === 'yes' ? entry.micros : 0;
      total.spent += task.cost === undefined ? asReserved : inMicros(task.cost);
    },
  };
}
