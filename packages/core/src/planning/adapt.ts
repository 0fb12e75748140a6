import { nearestName } from '../contract/describe.ts';
import { VideoError } from '../contract/error.ts';
import { modelName } from '../contract/names.ts';
import { type AdaptableField, adaptableFields, type Adjustment, type Candidate } from '../contract/plan.ts';
import type { Suggestion } from '../contract/problem.ts';
import type { VideoRequest } from '../contract/request.ts';
import { distance } from '../matching/rules.ts';

/** Throws `VideoError('invalid-request')` on a field that has no nearest value. */
export function requireAdaptable(fields: readonly AdaptableField[]): void {
  const known: readonly string[] = adaptableFields;
  const unknown = fields.find((field) => !known.includes(field));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const hint =
    nearest === undefined ? `those that have are ${known.join(', ')}.` : `did you mean "${nearest}"?`;
  throw new VideoError(
    'invalid-request',
    `adapt: "${unknown}" has no nearest value; ${hint} Nothing was sent.`,
  );
}

/** A suggestion as adjustments; `undefined` when it drops a field, or changes one that must stay. */
export function adjustmentsOf(
  { changes, request: after }: Suggestion,
  before: VideoRequest,
  allowed: readonly AdaptableField[],
): readonly Adjustment[] | undefined {
  const adjustments = changes.flatMap(({ field: name, text }): readonly Adjustment[] => {
    const field = allowed.find((one) => one === name);
    const from = field && before[field];
    const to = field && after[field];
    return field === undefined || from === undefined || to === undefined ? [] : [{ field, from, to, text }];
  });
  return adjustments.length === changes.length ? adjustments : undefined;
}

/** How far a request is bent; each field by its own scale, so that only requests of one kind compare. */
export const adjustmentDistance = (adjustments: readonly Adjustment[]): number =>
  adjustments.reduce((sum, { from, to }) => {
    const bend = distance(from, to);
    return sum + (Number.isNaN(bend) ? 1 : bend);
  }, 0);

/**
 * The request that a candidate of its plan is sent: its model named with its api, so that no other one is meant, its
 * adjustments made, and said what the needs add. The router sends it; whoever sends by hand does well to send it too.
 */
export function adjustedRequest(
  request: VideoRequest,
  candidate: Pick<Candidate, 'provider' | 'api' | 'model' | 'added' | 'adjustments'>,
): VideoRequest {
  const { added, adjustments } = candidate;
  const changed = Object.fromEntries(adjustments.map(({ field, to }) => [field, to]));
  return { ...request, ...added, ...changed, model: modelName(candidate) };
}
