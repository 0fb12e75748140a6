import type { CapabilityRow } from './capabilities.ts';
import type { VideoRequest } from './request.ts';
import { openDefaults } from './row-defaults.ts';
import type { Money } from './task.ts';

/** What a row asks for a request; `undefined` when its price or the length is unknown, never 0. */
export function costOf(
  row: CapabilityRow | undefined,
  request: VideoRequest,
  defaults: CapabilityRow['defaults'] = openDefaults(row, request),
): Money | undefined {
  const duration = request.duration ?? defaults.duration;
  if (row?.price === undefined || duration === undefined) return undefined;
  const { perSecond, currency } = row.price;
  // Prices have at most five decimals; the product of two binary fractions has noise beyond them.
  return { amount: Math.round(perSecond * duration * 1e6) / 1e6, currency };
}
