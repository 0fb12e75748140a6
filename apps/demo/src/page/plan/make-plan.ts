import {
  type Capabilities,
  type Plan,
  planRequest,
  type Problem,
  type SpeedStore,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import { noWishes, toRoutingWishes, type Wishes } from './wishes.ts';

export type Planned = { readonly plan: Plan } | { readonly reasons: readonly (Problem | string)[] };

/** The plan as one types, or why the request is none yet. Pure and instant: the server is not asked. */
export function makePlan(
  capabilities: Capabilities,
  request: VideoRequest,
  wishes: Wishes = noWishes,
  speeds?: Pick<SpeedStore, 'median'>,
): Planned {
  try {
    return { plan: planRequest(capabilities, request, toRoutingWishes(wishes, request), speeds) };
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    return { reasons: error.problems ?? [error.message] };
  }
}
