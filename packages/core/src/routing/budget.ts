import { VideoError } from '../contract/error.ts';
import { explainProblem } from '../contract/explain-problem.ts';
import { modelOf, type ModelRef, nameOf, submissionName, taskName } from '../contract/names.ts';
import type { Candidate } from '../contract/plan.ts';
import type { Submission } from '../contract/submission.ts';
import type { Money, VideoTask } from '../contract/task.ts';

/**
 * One amount that was set aside for one request. Exactly one of the three is called, once, and must not throw: a
 * budget that writes elsewhere does so on its own time.
 */
export interface Reservation {
  /** It is proven that no task exists: the amount is free again. */
  release(): void;
  /**
   * The task that it pays for. `submission`: what made it, where that is known. Two routers may set an amount aside for
   * one submission, which then counts once; two submissions count twice, though the service gave one id to both.
   */
  accept(task: VideoTask, submission?: Submission): void;
  /** A task may exist: the amount is neither free nor spent. `submission`: what was sent, where that is known. */
  hold(submission: Submission | undefined): void;
}

/**
 * An amount to spend. `createBudget` keeps one in memory; a host with several processes keeps its own. One budget may serve
 * several routers and calls.
 */
export interface Budget {
  /**
   * Sets aside what a request may cost, or throws `VideoError('quota-exhausted')` that says what was asked and what
   * is left. Of calls at the same time, no more pass than the budget holds. `amount` is `undefined` only where the
   * caller allowed an unknown price.
   */
  reserve(amount: Money | undefined, model: ModelRef): Reservation | Promise<Reservation>;
  /** A submission that was held turned out to have made this task. Others are ignored. Must not throw. */
  onReconciled(submission: Submission, task: VideoTask): void;
  /**
   * A task has ended. Called as often as somebody sees the end, and for tasks of other budgets too: both are ignored.
   * `billed` counts where `task.cost` is missing: `yes` takes what was reserved, `no` gives it back, and `unknown`
   * keeps it from being spent. Must not throw.
   */
  settle(task: VideoTask, billed: 'yes' | 'no' | 'unknown'): void;
}

/** A budget that can be read at any time. `amount` = `spent` + `reserved` + `unknown` + `left`, always. */
export interface MemoryBudget extends Budget {
  readonly amount: Money;
  /** What ended tasks cost: as reported, or as reserved where a task succeeded and its service does not report it. */
  readonly spent: Money;
  /** For requests that are being sent, and tasks that have not ended. */
  readonly reserved: Money;
  /**
   * What may have been billed: submissions of unknown outcome, and tasks that failed or were canceled where the
   * service did not report the cost, because some services bill those and some do not.
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

/** What a service reports may be no amount. */
const costIn = ({ cost }: VideoTask) =>
  cost !== undefined && Number.isFinite(cost.amount) && cost.amount >= 0 ? inMicros(cost) : undefined;

/** A price of 0 or less would let any number of requests through. */
function reservedMicros(asked: Money): number {
  if (Number.isFinite(asked.amount) && asked.amount > 0) return Math.max(1, inMicros(asked));
  const message = `A price must be a number above 0; got ${asked.amount}. Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}

/** A budget in memory, for this process. Throws `VideoError('invalid-request')` for an amount below 0 or no number. */
export function createBudget(amount: Money): MemoryBudget {
  if (!Number.isFinite(amount.amount) || amount.amount < 0)
    throw new VideoError('invalid-request', `A budget must be 0 or more; got ${amount.amount}.`);
  const { currency } = amount;
  const money = (micros: number): Money => ({ amount: micros / 1_000_000, currency });
  const bySubmission = new Map<string, Entry>();
  /** By task, then by what made it. */
  const byTask = new Map<string, Map<string, Entry>>();
  const total: Record<State, number> = { spent: 0, reserved: 0, unknown: 0 };
  const left = () => inMicros(amount) - total.spent - total.reserved - total.unknown;
  const subtract = ({ micros, state }: Entry) => void (total[state] -= micros);
  const move = (entry: Entry, state: State) => {
    subtract(entry);
    entry.state = state;
    total[state] += entry.micros;
  };

  /** What is paid once counts once, though a router and one inside it both set an amount aside for it. */
  const addOnce = (entries: Map<string, Entry>, name: string, entry: Entry) => {
    if (entries.has(name)) subtract(entry);
    else entries.set(name, entry);
  };

  const addToTask = (task: VideoTask, submission: Submission | undefined, entry: Entry) => {
    const entries = byTask.get(taskName(task)) ?? new Map<string, Entry>();
    byTask.set(taskName(task), entries);
    addOnce(entries, submission === undefined ? '' : submissionName(submission), entry);
  };

  const requireLeft = (asked: number, model: ModelRef) => {
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
      const micros = asked === undefined ? 0 : reservedMicros(asked);
      requireLeft(micros, model);
      const entry: Entry = { micros, state: 'reserved' };
      total.reserved += micros;
      return {
        release: () => subtract(entry),
        accept: (task, submission) => addToTask(task, submission, entry),
        hold(submission) {
          move(entry, 'unknown');
          if (submission !== undefined) addOnce(bySubmission, submissionName(submission), entry);
        },
      };
    },
    onReconciled(submission, task) {
      const entry = bySubmission.get(submissionName(submission));
      if (entry === undefined) return;
      bySubmission.delete(submissionName(submission));
      move(entry, 'reserved');
      addToTask(task, submission, entry);
    },
    settle(task, billed) {
      const entries = byTask.get(taskName(task));
      if (entries === undefined) return;
      const cost = costIn(task);
      // Stays under its task: a later answer may report the cost.
      if (cost === undefined && billed === 'unknown') {
        for (const entry of entries.values()) move(entry, 'unknown');
        return;
      }
      byTask.delete(taskName(task));
      for (const entry of entries.values()) {
        subtract(entry);
        total.spent += cost ?? (billed === 'yes' ? entry.micros : 0);
      }
    },
  };
}

/** Which budget pays for what, as one router knows it. */
export interface Ledger {
  /** Throws `VideoError('quota-exhausted')`. */
  reserve(candidate: Candidate, budget: Budget, allowUnknownPrice: boolean | undefined): Promise<Reservation>;
  onReconciled(submission: Submission, task: VideoTask): void;
  /** Called with a task that has ended. `billed`: what its service said besides the cost. */
  onTaskEnd(task: VideoTask, billed?: 'yes' | 'no' | 'unknown'): void;
}

/** A budget's fault comes up as an uncaught error of the process; it must not take a paid task with it. */
function notify(call: () => void): void {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function unknownPriceError(candidate: Candidate): VideoError {
  const problem = { code: 'unknown-price', field: 'budget', model: nameOf(candidate) } as const;
  return new VideoError('quota-exhausted', `Nothing was sent: ${explainProblem(problem)}.`, {
    problems: [problem],
  });
}

/** `shared`: the budget of all calls without their own; it is told of every task, as other routers may use it too. */
export function createLedger(shared: Budget | undefined): Ledger {
  /** Budgets of single calls. */
  const budgetByTask = new Map<string, Budget>();
  const budgetBySubmission = new Map<string, Budget>();
  const withShared = (own: Budget | undefined) =>
    new Set([shared, own].filter((budget) => budget !== undefined));

  return {
    async reserve(candidate, budget, allowUnknownPrice = false) {
      if (candidate.price === undefined && !allowUnknownPrice) throw unknownPriceError(candidate);
      const reservation = await budget.reserve(candidate.price, modelOf(candidate));
      return {
        release: () => notify(() => reservation.release()),
        accept(task, submission) {
          if (budget !== shared) budgetByTask.set(taskName(task), budget);
          notify(() => reservation.accept(task, submission));
        },
        hold(submission) {
          if (budget !== shared && submission !== undefined)
            budgetBySubmission.set(submissionName(submission), budget);
          notify(() => reservation.hold(submission));
        },
      };
    },
    onReconciled(submission, task) {
      const name = submissionName(submission);
      const own = budgetBySubmission.get(name);
      for (const budget of withShared(own)) notify(() => budget.onReconciled(submission, task));
      budgetBySubmission.delete(name);
      if (own !== undefined) budgetByTask.set(taskName(task), own);
    },
    onTaskEnd(task, billed = task.status === 'succeeded' ? 'yes' : 'unknown') {
      const name = taskName(task);
      for (const budget of withShared(budgetByTask.get(name))) notify(() => budget.settle(task, billed));
      // A later answer may report the cost.
      if (costIn(task) !== undefined || billed !== 'unknown') budgetByTask.delete(name);
    },
  };
}
