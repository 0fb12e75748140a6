import { VideoError } from '../contract/error.ts';
import { explainProblem } from '../contract/explain-problem.ts';
import { modelOf, type ModelRef, nameOf, submissionName, taskName } from '../contract/names.ts';
import type { Candidate } from '../contract/plan.ts';
import type { Submission } from '../contract/submission.ts';
import type { Money } from '../contract/money.ts';
import type { VideoTask } from '../contract/task.ts';

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
 * Amounts to spend. `createBudget` keeps them in memory; a host with several processes keeps its own. One budget may serve
 * several routers and calls.
 */
export interface Budget {
  /**
   * Sets aside the most that a request may cost, or throws `VideoError('quota-exhausted')` that says what was asked and
   * what is left, or that it cannot compare the currencies. Of calls at the same time, no more pass than the budget holds. `amount` is `undefined` only where the
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

/** What a service reports may be no amount. */
export const reportedCost = ({ cost }: Pick<VideoTask, 'cost'>): Money | undefined =>
  cost !== undefined && Number.isFinite(cost.amount) && cost.amount >= 0 ? cost : undefined;

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
      if (reportedCost(task) !== undefined || billed !== 'unknown') budgetByTask.delete(name);
    },
  };
}
