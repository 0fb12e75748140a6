import type { Money } from '@vid/core';
import type { Messages } from '../messages.ts';

/** Sums of decimal fractions are a little off. */
export const plain = (amount: number): number => Number(amount.toFixed(4));

/** Of the prices that are known, in USD. */
export const sumOf = (prices: readonly (Money | undefined)[]): number =>
  plain(prices.reduce((sum, price) => sum + (price?.currency === 'USD' ? price.amount : 0), 0));

export const inUsd = (amount: number, { money }: Messages): string => money(plain(amount), 'USD');
