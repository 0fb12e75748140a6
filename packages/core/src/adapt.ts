import type { Suggestion } from './misfit.ts';
import { VideoError } from './error.ts';
import type { Candidate } from './plan.ts';
import { nearestName } from './problem.ts';
import type { VideoRequest } from './request.ts';
import { modelName } from './routing/names.ts';
import { distance } from './rules.ts';

/**
 * Fields whose allowed values lie near or far. Not among them: a switch, whose nearest value is the opposite; a seed,
 * since a neighbour makes another video; a text, since cut short it says something else.
 */
export const adaptableFields = ['duration', 'aspectRatio', 'resolution', 'size', 'quality'] as const;
export type AdaptableField = (typeof adaptableFields)[number];

/** A field that gets the nearest value that the model allows. Plain data. */
export interface Adjustment {
  readonly field: AdaptableField;
  readonly from: string | number;
  readonly to: string | number;
  /** In words, such as `'duration 5 instead of 7'`. */
  readonly text: string;
}

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
export const bendOf = (adjustments: readonly Adjustment[]): number =>
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
