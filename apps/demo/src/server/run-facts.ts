import { createHash } from 'node:crypto';
import type { Candidate, RequestJson, VideoTask } from '@vid/core';
import type { HistoryInput } from '@vid/server/node';
import type { Chosen, ComparisonInput, RunFacts, TaskById } from '../api.ts';

/** A run that is about to start. */
type NewRun = HistoryInput<RunFacts, Chosen>;

/** One run of a submitted comparison, once its candidate is chosen. */
export interface PlannedRun {
  readonly id: string;
  readonly model: string;
  readonly real: boolean;
  readonly candidate: Candidate;
}

/** The owner of what is paid and was sent from here. */
export const paying = 'real';
/** Of jobs that programs make by `/api/vid`: simulated, and no runs of the page. */
export const remote = 'remote';
/** What was paid elsewhere is in no book of this demo. */
export const ownerOf = ({ real, byId }: Pick<RunFacts, 'real' | 'byId'>) =>
  real ? (byId === true ? 'real-by-id' : paying) : 'simulated';
/** Whose router, times and pace are an owner's. */
export const sideOf = (owner: string) => (owner.startsWith('real') ? 'real' : 'simulated');

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
/** Equal for the same input that arrives again. */
export const fingerprint = (
  { request, routing }: ComparisonInput,
  { model, api }: Pick<Chosen, 'model' | 'api'>,
) => hashOf([model, api, request, routing?.adapt ?? [], routing?.needs ?? []]);
export const taskFingerprint = ({ provider, api, task }: TaskById) => hashOf(['task', provider, api, task]);

const newRun = (facts: RunFacts, asked: Chosen, print: string): NewRun => ({
  id: facts.id,
  facts,
  words: `${facts.prompt ?? ''}\n${facts.provider}:${facts.model}`,
  asked,
  fingerprint: print,
});

/** A run before anything was sent, as its plan says it. `kept`: its request without the bytes of files. */
export function runOfPlan(
  input: ComparisonInput,
  { id, model: asked, real, candidate }: PlannedRun,
  kept: RequestJson,
): NewRun {
  const { provider, api, model, evidence, warnings, adjustments, price, leastPrice, added } = candidate;
  const { prompt } = kept;
  const facts: RunFacts = {
    id,
    comparison: input.comparison,
    provider,
    api,
    model,
    real,
    evidence,
    warnings,
    adjustments: adjustments.length > 0 ? adjustments : undefined,
    prompt: typeof prompt === 'string' ? prompt : undefined,
    estimate: price,
    leastEstimate: leastPrice,
    startedAt: Date.now(),
  };
  const changed = Object.fromEntries(adjustments.map(({ field, to }) => [field, to]));
  const request = { ...kept, ...added, ...changed };
  return newRun(facts, { model: asked, api, request }, fingerprint(input, { model: asked, api }));
}

/** A run of a task that its service has confirmed. */
export function runOfTask(input: TaskById, { provider, api, model }: VideoTask, real: boolean): NewRun {
  const facts: RunFacts = {
    id: input.id,
    comparison: input.id,
    provider,
    api,
    model,
    real,
    byId: true,
    evidence: 'unchecked',
    warnings: [],
    startedAt: Date.now(),
  };
  const asked = { request: {}, model: `${provider}:${model}`, api };
  return newRun(facts, asked, taskFingerprint(input));
}
