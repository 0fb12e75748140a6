import { type Capabilities, type Plan, planRequest, VideoError, type VideoRequest } from '@vid/core';

export type Planned = { readonly plan: Plan } | { readonly reasons: readonly string[] };

/** The plan as one types, or why the request is none yet. Pure and instant: the server is not asked. */
export function makePlan(capabilities: Capabilities, request: VideoRequest): Planned {
  try {
    return { plan: planRequest(capabilities, request) };
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    return { reasons: error.problems?.map(({ message }) => message) ?? [error.message] };
  }
}
