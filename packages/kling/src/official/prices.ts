import type { Price } from '@vid/core';

/** The vendor's list price of a unit; packs and contracts differ [client]. */
export const dollarsPerUnit = 0.14;

/** The price of a second, from the units that 5 seconds take. */
export const unitsForFive = (units: number): Price => ({
  perSecond: Number(((units * dollarsPerUnit) / 5).toFixed(6)),
  currency: 'USD',
  source:
    "Kling's units at 0.14 USD, as a client's price list of May 2026 has them; a failed task costs nothing",
});
