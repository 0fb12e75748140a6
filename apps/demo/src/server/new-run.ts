import type { Candidate } from '@vid/core';
import type { Run } from '../api.ts';

type Started = Pick<Run, 'id' | 'comparison' | 'real' | 'startedAt' | 'prompt'>;

/** A run before anything was sent, as its plan says it. */
export function newRun({ prompt, ...started }: Started, candidate: Candidate): Run {
  const { provider, api, model, evidence, warnings, adjustments, price, leastPrice } = candidate;
  return {
    ...started,
    provider,
    api,
    model,
    evidence,
    warnings,
    ...(adjustments.length > 0 && { adjustments }),
    ...(prompt !== undefined && { prompt }),
    ...(price !== undefined && { estimate: price }),
    ...(leastPrice !== undefined && { leastEstimate: leastPrice }),
    state: { phase: 'sending' },
    videos: [],
  };
}
