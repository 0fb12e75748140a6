import type { CapabilityRow, ModelCapabilities, PixelSizes, RowDefaults } from '../contract/capabilities.ts';
import { type Money, withoutNoise } from '../contract/money.ts';
import type { InputSeconds, Price, PriceCondition } from '../contract/price.ts';
import { property } from '../contract/property.ts';
import { type Feature, keysOf, mediaOf, type VideoRequest } from '../contract/request.ts';
import { dependsOnOutcome, isMet, type Outcome, outcomesOf } from './outcomes.ts';

/** What a request may cost; the two are equal where that is known exactly. */
export interface PriceRange {
  readonly least: Money;
  readonly most: Money;
}

/** Whether the parts of a condition hold that the request and its row decide. */
function isSettled(
  { mode, given = {}, options = {} }: PriceCondition,
  { provider }: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
): boolean {
  const own = property(request.providerOptions, provider);
  return (
    mode?.includes(row.mode) !== false &&
    keysOf<Feature>(given).every((field) => (request[field] !== undefined) === given[field]) &&
    Object.entries(options).every(([name, wanted]) => {
      const value = property(own, name);
      if (typeof wanted === 'boolean') return (value !== undefined) === wanted;
      return wanted.some((one) => one === value);
    })
  );
}

/** The prices that may apply, with the factors that may. None stands behind one that applies whatever comes out. */
function pricesFor(entry: ModelCapabilities, row: CapabilityRow, request: VideoRequest): readonly Price[] {
  const found: Price[] = [];
  for (const price of entry.prices ?? []) {
    const { when = {}, factors } = price;
    if (!isSettled(when, entry, row, request)) continue;
    const settled = factors?.filter((factor) => isSettled(factor.when, entry, row, request));
    found.push(settled === undefined ? price : { ...price, factors: settled });
    if (!dependsOnOutcome(when)) break;
  }
  return found;
}

type Span = readonly [least: number, most: number];
const spanOf = (values: readonly number[]): Span => [Math.min(...values), Math.max(...values)];

/** The seconds that are billed. */
function billedSeconds(duration: number, input: InputSeconds | undefined): Span {
  if (input === undefined) return [duration, duration];
  const least = Math.ceil(withoutNoise(duration * (input.atLeastTimes ?? 0)));
  return [Math.max(input.min + duration, least), Math.max(input.max + duration, least)];
}

/** Width × height; of every ratio where that is open, or none of the table's. `undefined`: unknown. */
function pixelsOf({ resolution, aspectRatio, size }: Outcome, sizes: PixelSizes = {}): Span | undefined {
  const ratios = (resolution === undefined ? undefined : sizes[resolution]) ?? {};
  const exact = size ?? ratios[aspectRatio ?? ''];
  const possible = exact === undefined ? Object.values(ratios) : [exact];
  const areas = possible.map((text) => text.split('x').reduce((area, side) => area * Number(side), 1));
  return areas.length === 0 ? undefined : spanOf(areas);
}

function unroundedFor(price: Price, outcome: Outcome, sizes: PixelSizes | undefined): Span | undefined {
  if ('perTask' in price) return [price.perTask, price.perTask];
  if (outcome.duration === undefined) return undefined;
  const [shortest, longest] = billedSeconds(outcome.duration, price.inputSeconds);
  if ('perSecond' in price) return [shortest * price.perSecond, longest * price.perSecond];
  const { framesPerSecond, extraFrames = 0, pixelsPerToken } = price.tokens;
  const pixels = pixelsOf(outcome, sizes);
  const costOf = (seconds: number, area: number) => {
    const frames = seconds * framesPerSecond + extraFrames;
    return (Math.floor(withoutNoise((frames * area) / pixelsPerToken)) * price.perMillionTokens) / 1e6;
  };
  return pixels && [costOf(shortest, pixels[0]), costOf(longest, pixels[1])];
}

const pictureFields: readonly Feature[] = ['firstFrame', 'lastFrame', 'references'];
const picturesIn = (request: VideoRequest) =>
  mediaOf(request).filter(({ field }) => pictureFields.includes(field)).length;

function amountsFor(
  price: Price,
  outcome: Outcome,
  sizes: PixelSizes | undefined,
  request: VideoRequest,
): readonly number[] {
  const { factors = [], minimum = 0, pictures = { free: 0, each: 0 } } = price;
  const extra = Math.max(picturesIn(request) - pictures.free, 0) * pictures.each;
  const times = factors.reduce((all, factor) => (isMet(factor.when, outcome) ? all * factor.times : all), 1);
  const amounts = unroundedFor(price, outcome, sizes) ?? [];
  return amounts.map((amount) => withoutNoise(Math.max(amount * times, minimum) + extra));
}

/** What a task by this row costs; `undefined` where that is unknown or no amount, for any of what may come out. Never 0. */
export function priceOf(
  entry: ModelCapabilities,
  row: CapabilityRow | undefined,
  request: VideoRequest,
  open: RowDefaults,
): PriceRange | undefined {
  if (row === undefined || entry.prices === undefined) return undefined;
  const { sizes } = entry;
  const prices = pricesFor(entry, row, request);
  const all: number[] = [];
  const currencies = new Set<string>();
  for (const outcome of outcomesOf(prices, sizes, row, request, open)) {
    const price = prices.find(({ when = {} }) => isMet(when, outcome));
    const amounts = price === undefined ? [] : amountsFor(price, outcome, sizes, request);
    if (price === undefined || amounts.length === 0) return undefined;
    currencies.add(price.currency);
    all.push(...amounts);
  }
  const [currency, other] = currencies;
  const [least, most] = spanOf(all);
  if (currency === undefined || other !== undefined || !(least > 0) || !Number.isFinite(most))
    return undefined;
  return { least: { amount: least, currency }, most: { amount: most, currency } };
}
