import { VideoError } from '../contract/error.ts';
import { explainProblem } from '../contract/explain-problem.ts';
import { nameOf, submissionName, taskName } from '../contract/names.ts';
import type { Candidate } from '../contract/plan.ts';
import type { Submission } from '../contract/submission.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import type { Budget, Reservation } from './budget.ts';

/** Which budget pays for what, as one router knows it. */
export interface Books {
  /** Throws `VideoError('quota-exhausted')`; without a budget, nothing is kept. */
  reserve(
    candidate: Candidate,
    budget: Budget | undefined,
    allowUnknownPrice: boolean | undefined,
  ): Promise<Reservation>;
  found(submission: Submission, task: VideoTask): void;
  /** A task as last seen. `billed`: what its service said besides the cost. */
  heard(task: VideoTask, billed?: 'yes' | 'no' | 'unknown'): void;
}

/** A ledger's fault comes up as an uncaught error of the process; it must not take a paid task with it. */
function notify(tell: () => void): void {
  try {
    tell();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

const free: Reservation = { release: () => undefined, accept: () => undefined, hold: () => undefined };

function unknownPrice(candidate: Candidate): VideoError {
  const problem = { code: 'unknown-price', field: 'budget', model: nameOf(candidate) } as const;
  return new VideoError('quota-exhausted', `Nothing was sent: ${explainProblem(problem)}.`, {
    problems: [problem],
  });
}

/** `common`: the budget of all calls that bring none; it hears of every task, as it may be shared with other routers. */
export function createBooks(common: Budget | undefined): Books {
  /** Budgets of single calls, by what they pay for. */
  const payers = new Map<string, Budget>();
  const payersOf = (name: string) =>
    new Set([common, payers.get(name)].filter((budget) => budget !== undefined));

  return {
    async reserve(candidate, budget = common, allowUnknownPrice = false) {
      if (budget === undefined) return free;
      if (candidate.price === undefined && !allowUnknownPrice) throw unknownPrice(candidate);
      const { provider, api, model } = candidate;
      const reservation = await budget.reserve(candidate.price, { provider, api, model });
      return {
        release: () => notify(() => reservation.release()),
        accept(task) {
          if (budget !== common) payers.set(taskName(task), budget);
          notify(() => reservation.accept(task));
        },
        hold(submission) {
          if (budget !== common && submission !== undefined) payers.set(submissionName(submission), budget);
          notify(() => reservation.hold(submission));
        },
      };
    },
    found(submission, task) {
      const name = submissionName(submission);
      const payer = payers.get(name);
      for (const budget of payersOf(name)) notify(() => budget.found(submission, task));
      payers.delete(name);
      if (payer !== undefined) payers.set(taskName(task), payer);
    },
    heard(task, billed = task.status === 'succeeded' ? 'yes' : 'unknown') {
      if (!isFinal(task)) return;
      const name = taskName(task);
      for (const budget of payersOf(name)) notify(() => budget.settle(task, billed));
      // A later answer may tell what it cost.
      if (task.cost !== undefined || billed !== 'unknown') payers.delete(name);
    },
  };
}
