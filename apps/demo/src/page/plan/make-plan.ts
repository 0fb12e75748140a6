import {
  type Capabilities,
  type Plan,
  planRequest,
  type Problem,
  type DurationStore,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import { noPlanOptions, toRoutingOptions, type PlanOptions } from './plan-options.ts';

export type Planned = { readonly plan: Plan } | { readonly reasons: readonly (Problem | string)[] };

/** The plan as one types, or why the request is none yet. Pure and instant: the server is not asked. */
export function makePlan(
  capabilities: Capabilities,
  request: VideoRequest,
  routing: PlanOptions = noPlanOptions,
  durations?: Pick<DurationStore, 'median'>,
): Planned {
  try {
    return { plan: planRequest(capabilities, request, toRoutingOptions(routing, request), durations) };
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    return { reasons: error.problems ?? [error.message] };
  }
}
