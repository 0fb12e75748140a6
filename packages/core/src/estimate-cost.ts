import type { Capabilities } from './capabilities.ts';
import { checkRequest } from './check-request.ts';
import type { VideoRequest } from './request.ts';
import { costOf } from './row-cost.ts';
import type { Money } from './task.ts';

/**
 * What the best model of the table would cost, from its row. `undefined` when unknown, or when no model can do it.
 * What the service reports afterwards stands in `task.cost`.
 */
export function estimateCost(capabilities: Capabilities, request: VideoRequest): Money | undefined {
  const result = checkRequest(capabilities, request);
  return result.fits ? costOf(result.row, request) : undefined;
}
