import { createHash } from 'node:crypto';
import type { Candidate, VideoRequest, VideoTask } from '@vid/core';
import type { Chosen, ComparisonInput, RunFacts, TaskById } from '../api.ts';
import { paying } from './limit.ts';
import type { Connection } from './providers.ts';
import type { NewRun } from './store/runs.ts';

/** One run of a submitted comparison, once its candidate is chosen. */
export interface PlannedRun {
  readonly id: string;
  readonly model: string;
  readonly connection: Connection;
  readonly candidate: Candidate;
}

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
/** Equal for the same input that arrives again. */
export const fingerprint = (
  { request, routing }: ComparisonInput,
  { model, api }: Pick<Chosen, 'model' | 'api'>,
) => hashOf([model, api, request, routing?.adapt ?? [], routing?.needs ?? []]);
export const taskFingerprint = ({ provider, api, task }: TaskById) => hashOf(['task', provider, api, task]);

/** What was paid elsewhere is in no book of this demo. */
export const ownerOf = ({ real, byId }: Pick<RunFacts, 'real' | 'byId'>) =>
  real ? (byId === true ? 'real-by-id' : paying) : 'simulated';
export const isReal = (owner: string) => owner !== 'simulated';

/** A run before anything was sent, as its plan says it. */
export const runOfPlan = (
  { prompt }: VideoRequest,
  candidate: Candidate,
  facts: Pick<RunFacts, 'id' | 'comparison' | 'real' | 'startedAt'>,
): RunFacts => {
  const { provider, api, model, evidence, warnings, adjustments, price, leastPrice } = candidate;
  return {
    ...facts,
    provider,
    api,
    model,
    evidence,
    warnings,
    ...(adjustments.length > 0 && { adjustments }),
    ...(prompt !== undefined && { prompt }),
    ...(price !== undefined && { estimate: price }),
    ...(leastPrice !== undefined && { leastEstimate: leastPrice }),
  };
};

/** A run of a task that its service has confirmed. */
export function runOfTask(input: TaskById, { provider, api, model }: VideoTask, real: boolean): NewRun {
  const { id } = input;
  const facts = {
    id,
    comparison: id,
    provider,
    api,
    model,
    real,
    byId: true,
    startedAt: Date.now(),
  } as const;
  return {
    facts: { ...facts, evidence: 'unchecked', warnings: [] },
    chosen: { request: {}, model: `${provider}:${model}`, api },
    fingerprint: taskFingerprint(input),
  };
}
