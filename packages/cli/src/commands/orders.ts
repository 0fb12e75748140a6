import { randomUUID } from 'node:crypto';
import { adjustedRequest, amountIn, type Candidate, type VideoRequest } from '@vid/core';
import { ExitError } from '../exit-codes.ts';
import { moneyText, sumsText } from '../job-words.ts';
import type { Options } from '../options.ts';
import type { Books } from '../session.ts';
import type { Terminal } from '../terminal.ts';

/** One video of several that are paid for together. */
export interface Order {
  readonly id: string;
  readonly label: string;
  readonly request: VideoRequest;
  readonly candidate: Candidate;
}

/** What several cost in all: `about 3.2 USD + 4 CNY, 1 of unknown price`. */
export function totalText({ words }: Terminal, orders: readonly Order[]): string {
  const prices = orders.map(({ candidate }) => candidate.price);
  const unknown = prices.filter((price) => price === undefined).length;
  const parts = [
    ...(unknown === prices.length ? [] : [words.atMost(sumsText(prices))]),
    ...(unknown === 0 ? [] : [words.unknownAmount(unknown)]),
  ];
  return parts.join(words.comma);
}

/** The first of them that fit into the limit together; `spent` of it is gone already. */
export function withinLimit(
  orders: readonly Order[],
  { maxCost, rates }: Options,
  spent: readonly Candidate['price'][] = [],
): readonly Order[] {
  if (maxCost === undefined) return orders;
  const worth = (price: Candidate['price']) =>
    price === undefined ? 0 : (amountIn(price, maxCost.currency, rates) ?? Number.POSITIVE_INFINITY);
  let sum = spent.reduce((total, price) => total + worth(price), 0);
  const fitting: Order[] = [];
  for (const order of orders) {
    const next = sum + worth(order.candidate.price);
    // Prices have at most six decimals; sums of binary fractions have noise beyond them.
    if (next > maxCost.amount + 1e-9) continue;
    sum = next;
    fitting.push(order);
  }
  return fitting;
}

export function requireLimit({ words }: Terminal, orders: readonly Order[], options: Options): void {
  const { maxCost } = options;
  if (maxCost === undefined || withinLimit(orders, options).length === orders.length) return;
  const total = sumsText(orders.map(({ candidate }) => candidate.price));
  throw new ExitError('impossible', words.overLimit(total, moneyText(maxCost)));
}

/** Keeps each as a job, to be sent as it was shown. */
export async function submitAll({ jobs }: Books, orders: readonly Order[], options: Options): Promise<void> {
  const { maxCost, rates, allowUnknownPrice } = options;
  await Promise.all(
    orders.map(({ id, label, request, candidate }) =>
      jobs.submit(adjustedRequest(request, candidate), {
        id,
        label,
        maxCost,
        rates,
        allowUnknownPrice,
        // An id may be that of the same batch on another machine; a service knows each name once.
        reference: randomUUID(),
      }),
    ),
  );
}

/** What `vid serve` and `vid mcp` may spend: what their books hold already counts. */
export const limitOf = ({ maxCost, rates, allowUnknownPrice }: Options) =>
  maxCost && (() => ({ amount: maxCost, rates, allowUnknownPrice }));
