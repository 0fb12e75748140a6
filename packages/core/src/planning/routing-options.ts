import * as z from 'zod/mini';
import type { ModelCapabilities, Need } from '../contract/capabilities.ts';
import { VideoError } from '../contract/error.ts';
import { explainProblems } from '../contract/explain-problem.ts';
import { modelNames } from '../contract/names.ts';
import { nearestName } from '../contract/nearest-name.ts';
import { type AdaptableField, type Candidate, type Preference, preferences } from '../contract/plan.ts';
import type { Format, Problem } from '../contract/problem.ts';
import type { GenerateOptions } from '../contract/provider.ts';
import { problemsOf } from '../contract/request-problems.ts';
import type { VideoRequest } from '../contract/request.ts';
import { amountIn, type ExchangeRates, isCurrency, type Money } from '../contract/money.ts';
import { requireAdaptable } from './adapt.ts';
import { requireSensibleNeeds } from './needs.ts';

/** Where a request should go. The request itself says only what to make. */
export interface RoutingOptions {
  /**
   * Among equals, as asked before adapted, live before retired and documented before claimed: `'cheapest'` by the
   * table's prices, `'fastest'` by times seen or else the table's, `'quality'` by the resolution that comes out, then
   * pro before standard, or the smallest number of a function of yours; unknown comes last. Without `rates` the cheapest
   * come first within each currency: first that of `maxCost`, else that of the most candidates. Default `'listed'`.
   */
  readonly prefer?: Preference | ((candidate: Candidate) => number) | undefined;
  /** Only these: a provider, a model, `'provider:model'`, or `'provider:model (api)'`. Default: all. */
  readonly only?: readonly string[] | undefined;
  /** None of these. */
  readonly never?: readonly string[] | undefined;
  /** The most that it may cost. What is priced in another currency is refused where no `rates` compare the two. */
  readonly maxCost?: Money | undefined;
  /** Compares prices in different currencies; repeated in the plan. Default: the router's, else they are not compared. */
  readonly rates?: ExchangeRates | undefined;
  /** Whether a candidate whose price is unknown passes under `maxCost`. Default false. */
  readonly allowUnknownPrice?: boolean | undefined;
  /**
   * What the model must offer besides the request. Where another way of the model has it, that way is taken, and what
   * the request then says more stands in the candidate's `added`. Default: nothing.
   */
  readonly needs?: readonly Need[] | undefined;
  /**
   * Fields that may get the nearest value that a model allows; what is changed stands in the candidate's
   * `adjustments`. Default: none, a request is sent as it is.
   */
  readonly adapt?: readonly AdaptableField[] | undefined;
}

const must = (format: Format): Format => format;
const currency = (format: Format) => z.string(must(format)).check(z.refine(isCurrency, must(format)));
const names = z.optional(z.array(z.string(), must('api-names')));

const shape = {
  prefer: z.optional(
    z.union(
      [
        z.enum(preferences),
        z.custom<(candidate: Candidate) => number>((value) => typeof value === 'function'),
      ],
      must('preference'),
    ),
  ),
  only: names,
  never: names,
  maxCost: z.optional(
    z.strictObject(
      {
        amount: z.number(must('money')).check(z.gte(0, must('money'))),
        currency: currency('money'),
      },
      must('money'),
    ),
  ),
  rates: z.optional(
    z.strictObject(
      {
        date: z.string(must('exchange-rates')).check(z.regex(/^\d{4}-\d{2}-\d{2}$/, must('exchange-rates'))),
        base: currency('exchange-rates'),
        rates: z.record(
          currency('exchange-rates'),
          z.number(must('exchange-rates')).check(z.gt(0, must('exchange-rates'))),
          must('exchange-rates'),
        ),
      },
      must('exchange-rates'),
    ),
  ),
  allowUnknownPrice: z.optional(z.boolean()),
  // Which needs and fields there are, and which is meant, is said with the nearest name.
  needs: z.optional(z.array(z.string())),
  adapt: z.optional(z.array(z.string())),
} satisfies Readonly<Record<keyof RoutingOptions, z.ZodMiniType>>;
const optionsSchema = z.strictObject(shape);
/** Spelt nearly like `rates`, and an option of the call. */
const ofCall: keyof GenerateOptions = 'retries';

/**
 * Throws `VideoError('invalid-request')` on options that are not valid: a text in place of a list, a misspelt name. Other names are
 * allowed: the options of a call hold those of its routing.
 */
export function requireRoutingOptions(options: unknown): void {
  const parsed = z.safeParse(optionsSchema, options);
  if (parsed.success) return;
  const named = { root: 'options', known: Object.keys(shape) };
  const problems = parsed.error.issues
    .flatMap((issue) => problemsOf(issue, options, named))
    .filter(
      (problem) =>
        problem.code !== 'unknown-field' || (problem.nearest !== undefined && problem.field !== ofCall),
    );
  if (problems.length === 0) return;
  const message = `Invalid routing options, nothing was sent. ${explainProblems(problems)}.`;
  throw new VideoError('invalid-request', message, { problems });
}

/** What to say of a name that no model has; `undefined` when there is none. */
export function findUnknownName(
  names: readonly string[],
  models: readonly ModelCapabilities[],
): string | undefined {
  const known = models.flatMap(modelNames);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  const nearest = nearestName(unknown, known);
  return `unknown model "${unknown}"${nearest === undefined ? '.' : `. Did you mean "${nearest}"?`}`;
}

/** A name that no model has would silently exclude everybody, or nobody. */
function requireKnownNames(models: readonly ModelCapabilities[], options: RoutingOptions): void {
  for (const option of ['only', 'never'] as const) {
    const names = options[option];
    const unknown = names && findUnknownName(names, models);
    if (unknown !== undefined)
      throw new VideoError('invalid-request', `${option}: ${unknown} Nothing was sent.`);
  }
}

function exclusionReason(
  candidate: Candidate,
  { only, never, maxCost, rates, allowUnknownPrice = false }: RoutingOptions,
): Problem | undefined {
  const { model, price } = candidate;
  const isNamed = (names: readonly string[]) => modelNames(candidate).some((name) => names.includes(name));
  if (only !== undefined && !isNamed(only)) return { code: 'not-in-only', field: 'only', model, only };
  if (never !== undefined && isNamed(never)) return { code: 'in-never', field: 'never', model, never };
  if (maxCost === undefined) return undefined;
  const field = 'maxCost';
  if (price === undefined)
    return allowUnknownPrice ? undefined : { code: 'unknown-price', field, model, maxCost };
  const amount = amountIn(price, maxCost.currency, rates);
  if (amount === undefined) return { code: 'other-currency', field, model, price, limits: [maxCost] };
  if (amount <= maxCost.amount) return undefined;
  const ratesOf = price.currency === maxCost.currency ? undefined : rates?.date;
  return {
    code: 'over-max-cost',
    field,
    model,
    price,
    maxCost,
    ...(ratesOf !== undefined && { ratesOf }),
  };
}

/** Why an option excludes a candidate; `undefined` when none does. Throws `VideoError('invalid-request')` on options without sense. */
export function createFilter(
  models: readonly ModelCapabilities[],
  options: RoutingOptions,
  request: VideoRequest,
): (candidate: Candidate) => Problem | undefined {
  requireKnownNames(models, options);
  if (options.needs !== undefined) requireSensibleNeeds(options.needs, request);
  if (options.adapt !== undefined) requireAdaptable(options.adapt);
  return (candidate) => exclusionReason(candidate, options);
}
