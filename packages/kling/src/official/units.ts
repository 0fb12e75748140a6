import type { Price, PriceCondition } from '@vid/core';
import { liveMap } from '../rules.ts';

/** The vendor's list price of a unit; packs and contracts differ [client]. */
export const dollarsPerUnit = 0.14;

const livePrices = `Kling's price list of ${liveMap}`;
export const goneFromList = "a client's price list of May 2026";

/** Of a second of what comes out. */
export const units = (perSecond: number, when?: PriceCondition, page = livePrices): Price => ({
  ...(when !== undefined && { when }),
  perSecond: Number((perSecond * dollarsPerUnit).toFixed(6)),
  currency: 'USD',
  source: `${page}: ${perSecond} units at ${dollarsPerUnit} USD; a failed task costs nothing [client]`,
});
