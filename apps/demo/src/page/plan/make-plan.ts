import {
  type Capabilities,
  type ModelAtDoor,
  type Plan,
  planRequest,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import type { SeenSpeed } from '../../api.ts';

export type Planned = { readonly plan: Plan } | { readonly reasons: readonly string[] };

const medianOf =
  (speeds: readonly SeenSpeed[]) =>
  ({ provider, api, model }: ModelAtDoor): number | undefined =>
    speeds.find((seen) => seen.provider === provider && seen.api === api && seen.model === model)?.seconds;

/** The plan as one types, or why the request is none yet. Pure and instant: the server is not asked. */
export function makePlan(
  capabilities: Capabilities,
  request: VideoRequest,
  speeds: readonly SeenSpeed[] = [],
): Planned {
  try {
    return { plan: planRequest(capabilities, request, {}, { median: medianOf(speeds) }) };
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    return { reasons: error.problems?.map(({ message }) => message) ?? [error.message] };
  }
}
