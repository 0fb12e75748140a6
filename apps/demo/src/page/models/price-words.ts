import type { CapabilityRow, ModelCapabilities, Price, PriceCondition } from '@vid/core';
import type { ModelMessages } from '../messages/models.ts';

type Unit = 'task' | 'second' | 'millionTokens';

export const amountOf = (price: Price): { readonly amount: number; readonly unit: Unit } => {
  if ('perTask' in price) return { amount: price.perTask, unit: 'task' };
  if ('perSecond' in price) return { amount: price.perSecond, unit: 'second' };
  return { amount: price.perMillionTokens, unit: 'millionTokens' };
};

function conditionInWords(when: PriceCondition, messages: ModelMessages): string {
  const { fields, modes, qualities, seconds, yes, no, matrix } = messages;
  const {
    mode = [],
    resolution,
    aspectRatio,
    size,
    quality,
    audio,
    duration,
    given = {},
    options = {},
  } = when;
  const named = (name: string, values: readonly string[] | undefined) =>
    values === undefined ? [] : [`${name} ${values.join(matrix.or)}`];
  const fieldName = (field: string) => Object.entries(fields).find(([name]) => name === field)?.[1] ?? field;
  const isSet = (name: string, wanted: boolean) => (wanted ? matrix.with(name) : matrix.without(name));
  return [
    ...mode.map((one) => modes[one]),
    ...named(fields.resolution, resolution),
    ...named(fields.aspectRatio, aspectRatio),
    ...named(fields.size, size),
    ...named(
      fields.quality,
      quality?.map((one) => qualities[one]),
    ),
    ...named(
      fields.audio,
      audio?.map((one) => (one ? yes : no)),
    ),
    ...named(fields.duration, duration?.map(seconds)),
    ...Object.entries(given).map(([field, wanted]) => isSet(fieldName(field), wanted)),
    ...Object.entries(options).flatMap(([name, wanted]) =>
      typeof wanted === 'boolean' ? [isSet(name, wanted)] : named(name, wanted.map(String)),
    ),
  ].join(messages.comma);
}

/** What a price is and what for, in the language of the page. */
export function priceInWords(price: Price, messages: ModelMessages): string {
  const { matrix, money } = messages;
  const { when = {}, factors = [], minimum, pictures, currency } = price;
  const { amount, unit } = amountOf(price);
  const condition = conditionInWords(when, messages);
  return [
    `${condition === '' ? '' : `${condition}${messages.colon}`}${matrix.price(money(amount, currency), unit)}`,
    ...('inputSeconds' in price && price.inputSeconds !== undefined
      ? [matrix.inputSeconds(price.inputSeconds.min, price.inputSeconds.max)]
      : []),
    ...factors.map((factor) => matrix.factor(factor.times, conditionInWords(factor.when, messages))),
    ...(minimum === undefined ? [] : [matrix.minimum(money(minimum, currency))]),
    ...(pictures === undefined ? [] : [matrix.pictures(pictures.free, money(pictures.each, currency))]),
  ].join(matrix.semicolon);
}

/** From the least to the most, one text for each unit and currency. */
export function priceSpans(prices: readonly Price[], { matrix, money }: ModelMessages): readonly string[] {
  const byMeasure = Map.groupBy(prices, (price) => `${price.currency} ${amountOf(price).unit}`);
  return [...byMeasure.values()].flatMap((alike) => {
    const [first] = alike;
    const amounts = alike.map((price) => amountOf(price).amount);
    const [low, high] = [Math.min(...amounts), Math.max(...amounts)];
    return first === undefined ? [] : [matrix.price(money(low, first.currency, high), amountOf(first).unit)];
  });
}

const overlaps = <Value>(wanted: readonly Value[] | undefined, possible: readonly Value[] | undefined) =>
  wanted === undefined || possible === undefined || wanted.some((one) => possible.includes(one));

/** The prices that a request may have by one row. */
export const pricesOfRow = ({ prices = [] }: ModelCapabilities, row: CapabilityRow): readonly Price[] =>
  prices.filter(({ when = {} }) => {
    const { accepts, requires = [], requiresOptions = [] } = row;
    const { mode, resolution, quality, audio, given = {}, options = {} } = when;
    return (
      overlaps(mode, [row.mode]) &&
      overlaps(resolution, accepts.resolution === 'any' ? undefined : accepts.resolution?.oneOf) &&
      (quality === undefined ||
        (accepts.quality !== undefined && overlaps(quality, accepts.quality.oneOf))) &&
      overlaps(audio, accepts.audio?.oneOf) &&
      Object.entries(given).every(([field, wanted]) =>
        wanted ? Object.hasOwn(accepts, field) : !requires.some((one) => one === field),
      ) &&
      Object.entries(options).every(([name, wanted]) =>
        wanted === false
          ? !requiresOptions.includes(name)
          : Object.hasOwn(accepts.providerOptions ?? {}, name),
      )
    );
  });
