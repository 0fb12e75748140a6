/** An amount in the currency in which the service bills. It is never converted silently. */
export interface Money {
  /** 0 or more. */
  readonly amount: number;
  /** ISO 4217: `'USD'`, `'CNY'`. */
  readonly currency: string;
}

/** Whether a text has the form of a currency's code, whether or not there is such a currency. */
export const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text);

/** What currencies are worth, from a source of your own. Nothing is converted without them. */
export interface ExchangeRates {
  /** The day that they are of, `'2026-11-29'`; shown wherever they were used. */
  readonly date: string;
  /** The currency of which one unit is worth the `rates`. */
  readonly base: string;
  /** By currency: `{ base: 'USD', rates: { CNY: 7.1 } }` says that 1 USD is 7.1 CNY. Each more than 0. */
  readonly rates: Readonly<Record<string, number>>;
}

const rateOf = ({ base, rates }: ExchangeRates, currency: string): number | undefined =>
  currency === base ? 1 : Object.hasOwn(rates, currency) ? rates[currency] : undefined;

/** The amount in another currency, unrounded; `undefined` where the rates do not tell. */
export function amountIn(
  { amount, currency }: Money,
  wanted: string,
  rates: ExchangeRates | undefined,
): number | undefined {
  if (currency === wanted) return amount;
  const [from, to] = rates === undefined ? [] : [rateOf(rates, currency), rateOf(rates, wanted)];
  return from === undefined || to === undefined ? undefined : (amount / from) * to;
}

/** Prices have at most six decimals; sums and products of binary fractions have noise beyond them. */
export const withoutNoise = (number: number): number => Math.round(number * 1e6) / 1e6;

/** One sum for each currency, in the order in which they come; a missing amount is in none. */
export function sumsOf(amounts: readonly (Money | undefined)[]): readonly Money[] {
  const sums = new Map<string, number>();
  for (const money of amounts)
    if (money !== undefined) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.amount);
  return [...sums].map(([currency, sum]) => ({ amount: withoutNoise(sum), currency }));
}
