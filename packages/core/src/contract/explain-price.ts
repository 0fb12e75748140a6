import type { InputSeconds, Price, PriceCondition, VideoTokens } from './price.ts';

/* English for people, as in explain-problem.ts. */

const either = (values: readonly (string | number | boolean)[]) => values.map(String).join(' or ');

/** What a price is for: `resolution 720p or 1080p, with referenceVideos`; empty for everything. */
function explainCondition({ given = {}, options = {}, ...values }: PriceCondition): string {
  return [
    ...Object.entries(values).map(([field, allowed]) => `${field} ${either(allowed)}`),
    ...Object.entries(given).map(([field, isGiven]) => `${isGiven ? 'with' : 'without'} ${field}`),
    ...Object.entries(options).map(([name, wanted]) =>
      typeof wanted === 'boolean' ? `${wanted ? 'with' : 'without'} ${name}` : `${name} ${either(wanted)}`,
    ),
  ].join(', ');
}

const explainInput = ({ min, max, atLeastTimes }: InputSeconds) =>
  `, of what goes in (${min} to ${max} s) too${atLeastTimes === undefined ? '' : `, at least ${Number(atLeastTimes.toFixed(3))} times what comes out`}`;

const explainTokens = ({ framesPerSecond, extraFrames = 0, pixelsPerToken }: VideoTokens) =>
  ` (${framesPerSecond} frames a second${extraFrames === 0 ? '' : ` and ${extraFrames} more`}, width × height / ${pixelsPerToken})`;

function explainAmount(price: Price): string {
  const { currency } = price;
  if ('perTask' in price) return `${price.perTask} ${currency} a task`;
  const input = price.inputSeconds === undefined ? '' : explainInput(price.inputSeconds);
  if ('perSecond' in price) return `${price.perSecond} ${currency} a second${input}`;
  return `${price.perMillionTokens} ${currency} a million tokens${explainTokens(price.tokens)}${input}`;
}

/** What a price is, and for what: `audio true: 0.4 USD a second, at least 0.8 USD`. Without its source. */
export function explainPrice(price: Price): string {
  const { when = {}, factors = [], minimum, currency } = price;
  const condition = explainCondition(when);
  return [
    `${condition === '' ? '' : `${condition}: `}${explainAmount(price)}`,
    ...factors.map((factor) => `× ${factor.times} for ${explainCondition(factor.when)}`),
    ...(minimum === undefined ? [] : [`at least ${minimum} ${currency}`]),
  ].join('; ');
}
