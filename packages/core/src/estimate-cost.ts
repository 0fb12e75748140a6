import type { Capabilities, CapabilityRow } from './capabilities.ts';
import { checkRequest } from './check-request.ts';
import { openDefaults } from './plan.ts';
import type { VideoRequest } from './request.ts';
import type { Money } from './task.ts';

/** What a row asks for a request; `undefined` when its price or the length is unknown, never 0. */
function costOf(row: CapabilityRow | undefined, request: VideoRequest): Money | undefined {
  const duration = request.duration ?? openDefaults(row, request).duration;
  if (row?.price === undefined || duration === undefined) return undefined;
  const { perSecond, currency } = row.price;
  // Prices have at most five decimals; the product of two binary fractions has noise beyond them.
  return { amount: Number((perSecond * duration).toFixed(6)), currency };
}

/**
 * What the best model of the table would cost, from its row. `undefined` when unknown, or when no model can do it.
 * What the service reports afterwards stands in `task.cost`.
 */
export function estimateCost(capabilities: Capabilities, request: VideoRequest): Money | undefined {
  const result = checkRequest(capabilities, request);
  return result.fits ? costOf(result.row, request) : undefined;
}
