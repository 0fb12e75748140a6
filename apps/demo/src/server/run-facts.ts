import { createHash } from 'node:crypto';
import type { Candidate, RequestJson, VideoTask } from '@vid/core';
import type { HistoryInput } from '@vid/server/node';
import type { Chosen, ComparisonInput, RunFacts, TaskById } from '../api.ts';
import { paying } from './limit.ts';
import type { Connection } from './providers.ts';

/** A run that is about to start. */
export type NewRun = HistoryInput<RunFacts, Chosen>;

/** One run of a submitted comparison, once its candidate is chosen. */
export interface PlannedRun {
  readonly id: string;
  readonly model: string;
  readonly connection: Connection;
  readonly candidate: Candidate;
}

/** Of jobs that programs make by `/api/vid`: simulated, and no runs of the page. */
export const remote = 'remote';
/** What was paid elsewhere is in no book of this demo. */
export const ownerOf = ({ real, byId }: Pick<RunFacts, 'real' | 'byId'>) =>
  real ? (byId === true ? 'real-by-id' : paying) : 'simulated';
export const isReal = (owner: string) => owner.startsWith('real');

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
/** Equal for the same input that arrives again. */
export const fingerprint = (
  { request, routing }: ComparisonInput,
  { model, api }: Pick<Chosen, 'model' | 'api'>,
) => hashOf([model, api, request, routing?.adapt ?? [], routing?.needs ?? []]);
export const taskFingerprint = ({ provider, api, task }: TaskById) => hashOf(['task', provider, api, task]);

const wordsOf = ({ prompt = '', provider, model }: RunFacts) => `${prompt}\n${provider}:${model}`;

/** A run before anything was sent, as its plan says it. `kept`: its request without the bytes of files. */
export function runOfPlan(
  input: ComparisonInput,
  { id, model: asked, connection, candidate }: PlannedRun,
  kept: RequestJson,
  startedAt: number,
): NewRun {
  const { provider, api, model, evidence, warnings, adjustments, price, leastPrice, added } = candidate;
  const { comparison } = input;
  const { real } = connection;
  const { prompt } = kept;
  const facts: RunFacts = {
    id,
    comparison,
    provider,
    api,
    model,
    real,
    evidence,
    warnings,
    startedAt,
    ...(adjustments.length > 0 && { adjustments }),
    ...(typeof prompt === 'string' && { prompt }),
    ...(price !== undefined && { estimate: price }),
    ...(leastPrice !== undefined && { leastEstimate: leastPrice }),
  };
  const changed = Object.fromEntries(adjustments.map(({ field, to }) => [field, to]));
  return {
    id,
    facts,
    words: wordsOf(facts),
    asked: { model: asked, api, request: { ...kept, ...added, ...changed } },
    fingerprint: fingerprint(input, { model: asked, api }),
  };
}

/** A run of a task that its service has confirmed. */
export function runOfTask(input: TaskById, { provider, api, model }: VideoTask, real: boolean): NewRun {
  const { id } = input;
  const facts: RunFacts = {
    id,
    comparison: id,
    provider,
    api,
    model,
    real,
    byId: true,
    evidence: 'unchecked',
    warnings: [],
    startedAt: Date.now(),
  };
  return {
    id,
    facts,
    words: wordsOf(facts),
    asked: { request: {}, model: `${provider}:${model}`, api },
    fingerprint: taskFingerprint(input),
  };
}
