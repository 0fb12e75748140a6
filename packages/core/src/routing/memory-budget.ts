import { VideoError } from '../contract/error.ts';
import { explainProblem } from '../contract/explain-problem.ts';
import { amountIn, type ExchangeRates, isCurrency, type Money } from '../contract/money.ts';
import { type ModelRef, nameOf, submissionName, taskName } from '../contract/names.ts';
import type { Problem } from '../contract/problem.ts';
import type { Submission } from '../contract/submission.ts';
import type { VideoTask } from '../contract/task.ts';
import { type Budget, reportedCost } from './budget.ts';

/** One currency of a budget. `amount` = `spent` + `reserved` + `unknown` + `left`, always. */
export interface BudgetTotals {
  /** All that may be spent. */
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

/** A budget that can be read at any time; its own totals are those of its first currency. */
export interface MemoryBudget extends Budget, BudgetTotals {
  /** Of each currency, in the order in which they were given. */
  readonly totals: readonly BudgetTotals[];
}

type State = 'spent' | 'reserved' | 'unknown';

/** The books of one currency. */
interface Pot {
  readonly amount: Money;
  /** In millionths: sums of binary fractions have noise, and prices have at most six decimals. */
  readonly micros: Record<State, number>;
}

interface Entry {
  readonly pot: Pot;
  readonly micros: number;
  state: State;
}

const inMicros = (amount: number) => Math.round(amount * 1_000_000);
const leftOf = ({ amount, micros }: Pot) =>
  inMicros(amount.amount) - micros.spent - micros.reserved - micros.unknown;
const moneyIn = ({ amount: { currency } }: Pot, micros: number): Money => ({
  amount: micros / 1_000_000,
  currency,
});

const totalsOf = (pot: Pot): BudgetTotals => ({
  amount: pot.amount,
  get spent() {
    return moneyIn(pot, pot.micros.spent);
  },
  get reserved() {
    return moneyIn(pot, pot.micros.reserved);
  },
  get unknown() {
    return moneyIn(pot, pot.micros.unknown);
  },
  get left() {
    return moneyIn(pot, leftOf(pot));
  },
});

const badBudget = (what: string) => new VideoError('invalid-request', `A budget ${what}.`);

function potsOf(amounts: readonly Money[]): readonly [Pot, ...Pot[]] {
  const seen = new Set<string>();
  const pots = amounts.map((amount): Pot => {
    if (!Number.isFinite(amount.amount) || amount.amount < 0)
      throw badBudget(`must be 0 or more; got ${amount.amount}`);
    if (!isCurrency(amount.currency))
      throw badBudget(`needs a currency such as "USD"; got "${amount.currency}"`);
    if (seen.has(amount.currency))
      throw badBudget(`has one amount in each currency; got two in ${amount.currency}`);
    seen.add(amount.currency);
    return { amount, micros: { spent: 0, reserved: 0, unknown: 0 } };
  });
  const [first, ...others] = pots;
  if (first === undefined) throw badBudget('needs at least one amount');
  return [first, ...others];
}

/** A price of 0 or less would let any number of requests through. */
function requirePrice({ amount }: Money): void {
  if (Number.isFinite(amount) && amount > 0) return;
  throw new VideoError(
    'invalid-request',
    `A price must be a number above 0; got ${amount}. Nothing was sent.`,
  );
}

function refuse(problem: Problem): never {
  const message = `Nothing was sent: ${explainProblem(problem)}.`;
  throw new VideoError('quota-exhausted', message, { problems: [problem] });
}

/**
 * A budget in memory, for this process: one amount, or one in each currency. What is priced in another currency is refused,
 * unless `rates` tell what it is worth in one of them, the first that they know; a cost that they do not compare counts as
 * if none were reported. Throws `VideoError('invalid-request')` for an amount below 0 or no number, and for none.
 */
export function createBudget(
  amounts: Money | readonly Money[],
  { rates }: { readonly rates?: ExchangeRates | undefined } = {},
): MemoryBudget {
  const pots = potsOf('amount' in amounts ? [amounts] : amounts);
  const [main] = pots;
  const bySubmission = new Map<string, Entry>();
  /** By task, then by what made it. */
  const byTask = new Map<string, Map<string, Entry>>();

  /** Where an amount is counted, in its own currency before any other; `undefined`: nothing compares them. */
  const placeOf = (money: Money): Pick<Entry, 'pot' | 'micros'> | undefined => {
    const own = pots.filter(({ amount }) => amount.currency === money.currency);
    for (const pot of [...own, ...pots]) {
      const amount = amountIn(money, pot.amount.currency, rates);
      if (amount !== undefined) return { pot, micros: inMicros(amount) };
    }
    return undefined;
  };
  const subtract = ({ pot, micros, state }: Entry) => void (pot.micros[state] -= micros);
  const move = (entry: Entry, state: State) => {
    subtract(entry);
    entry.state = state;
    entry.pot.micros[state] += entry.micros;
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

  /** What is set aside; throws where that is too much, or cannot be compared. */
  const placeFor = (asked: Money, model: ModelRef): Pick<Entry, 'pot' | 'micros'> => {
    requirePrice(asked);
    const about = { field: 'budget', model: nameOf(model), price: asked } as const;
    const place = placeOf(asked);
    if (place === undefined)
      return refuse({ code: 'other-currency', ...about, limits: pots.map(({ amount }) => amount) });
    const { pot } = place;
    // No price is so small that it rounds to nothing.
    const micros = Math.max(1, place.micros);
    if (micros <= leftOf(pot)) return { pot, micros };
    const ratesOf = asked.currency === pot.amount.currency ? undefined : rates?.date;
    return refuse({
      code: 'over-budget',
      ...about,
      left: moneyIn(pot, leftOf(pot)),
      budget: pot.amount,
      ...(ratesOf !== undefined && { ratesOf }),
    });
  };

  const totals = pots.map(totalsOf);
  const [own = totalsOf(main)] = totals;
  return {
    totals,
    amount: main.amount,
    get spent() {
      return own.spent;
    },
    get reserved() {
      return own.reserved;
    },
    get unknown() {
      return own.unknown;
    },
    get left() {
      return own.left;
    },
    reserve(asked, model) {
      const place = asked === undefined ? { pot: main, micros: 0 } : placeFor(asked, model);
      const entry: Entry = { ...place, state: 'reserved' };
      entry.pot.micros.reserved += entry.micros;
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
      const reported = reportedCost(task);
      const cost = reported && placeOf(reported);
      // Stays under its task: a later answer may report the cost.
      if (cost === undefined && billed === 'unknown') {
        for (const entry of entries.values()) move(entry, 'unknown');
        return;
      }
      byTask.delete(taskName(task));
      for (const entry of entries.values()) {
        subtract(entry);
        const { pot, micros } = cost ?? { ...entry, micros: billed === 'yes' ? entry.micros : 0 };
        pot.micros.spent += micros;
      }
    },
  };
}
