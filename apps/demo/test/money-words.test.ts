import { expect, test } from 'vitest';
import { moneyIn } from '../src/page/messages/money-words.ts';

test.each([
  ['en', 'USD', [0, 0.6, 7.623, 12, 1234.5], ['$0.00', '$0.60', '$7.62', '$12.00', '$1,234.50']],
  ['zh-CN', 'CNY', [0.6, 7.623], ['¥0.60', '¥7.62']],
  ['zh-CN', 'USD', [0.6], ['US$0.60']],
  // Prices of a second, which two digits would make equal; and a sum of decimal fractions.
  ['en', 'USD', [0.0123, 0.0126, 0.125, 0.1 + 0.2], ['$0.0123', '$0.0126', '$0.125', '$0.30']],
] as const)('an amount in %s of %s', (locale, currency, amounts, words) => {
  const money = moneyIn(locale);
  expect(amounts.map((amount) => money(amount, currency))).toEqual(words);
});

test('from one to another, and one where both read the same', () => {
  const money = moneyIn('en');
  expect(money(0.25, 'USD', 0.35)).toMatch(/^\$0\.25.–.\$?0\.35$/);
  expect(money(0.0123, 'USD', 1.46)).toMatch(/^\$0\.0123.–.\$?1\.46$/);
  expect(money(0.3, 'USD', 0.1 + 0.2)).toBe('$0.30');
});
