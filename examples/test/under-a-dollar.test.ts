import { describe, expect, it } from 'vitest';
import { explained, inAnyCurrency, underADollar } from '../src/under-a-dollar.ts';

const services = (plan: typeof underADollar) => new Set(plan.candidates.map(({ provider }) => provider));

describe('9:16, 5 s, with sound, at every service', () => {
  it('for a dollar at most: known prices in dollars, the cheapest of those that stay first', () => {
    const prices = underADollar.candidates.map(({ price }) => price);
    expect(prices.every((price) => price?.currency === 'USD' && price.amount <= 1)).toBe(true);
    const live = underADollar.candidates
      .filter(({ warnings }) => !warnings.some(({ code }) => code === 'retired'))
      .map(({ price }) => price?.amount ?? Infinity);
    expect(live).toEqual(live.toSorted((a, b) => a - b));
    expect(services(underADollar)).toEqual(
      new Set(['seedance', 'minimax', 'xai', 'runway', 'kling', 'wan', 'openrouter']),
    );
  });

  it('says of every other why not', () => {
    const rejected = underADollar.rejected.filter(({ provider }) => provider === 'jimeng');
    expect(rejected.length).toBeGreaterThan(0);
    expect(
      rejected.every(({ problems }) =>
        problems.some(({ field }) => ['audio', 'references', 'firstFrame'].includes(field)),
      ),
    ).toBe(true);
    expect(
      underADollar.rejected.find(({ model, provider }) => provider === 'runway' && model === 'seedance2'),
    ).toMatchObject({ problems: [{ field: 'maxCost' }] });
    expect(underADollar.rejected.every(({ problems }) => problems.length > 0)).toBe(true);
  });

  it('without a limit: each currency by itself, and said so', () => {
    const live = inAnyCurrency.candidates
      .filter(({ evidence, warnings }) => evidence === 'documented' && warnings.length === 0)
      .map(({ price }) => price?.currency);
    const groups = live.filter((currency, index) => currency !== live[index - 1]);
    expect(groups).toEqual(['USD', 'CNY', undefined]);
    expect(inAnyCurrency.warnings).toMatchObject([{ code: 'several-currencies' }]);
  });

  it('ranks a model of the AI SDK and of OpenRouter among the packages’, and tells why others cannot', () => {
    const grok = inAnyCurrency.candidates.find(({ api }) => api === 'ai-sdk');
    expect(grok).toMatchObject({
      provider: 'xai',
      resolution: '480p',
      price: { amount: 0.4, currency: 'USD' },
    });
    const line = (pattern: RegExp) => explained.split('\n').findIndex((text) => pattern.test(text));
    const order = [
      line(/minimax:MiniMax-H3 /),
      line(/xai:grok-imagine-video-1\.5 \(documented, 480p, about 0\.4 USD\)/),
      line(/openrouter:bytedance\/seedance-2\.0-mini \(/),
      line(/ CNY/),
      line(/price unknown/),
      line(/Warning: Prices in USD, CNY are not compared/),
      line(/^Rejected$/),
      line(/openrouter:x-ai\/grok-imagine-video: audio: .* → would fit: without audio/),
    ];
    expect(order.every((index) => index > 0)).toBe(true);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });
});
