import { VideoError } from '../contract/error.ts';
import { nameAdvice } from '../contract/nearest-name.ts';
import {
  type AdaptableField,
  adaptableFields,
  type Adjustment,
  type AdjustmentOf,
} from '../contract/plan.ts';
import { features, type VideoRequest } from '../contract/request.ts';
import { distance } from '../matching/distance.ts';

/** Throws `VideoError('invalid-request')` on a field that has no nearest value. */
export function requireAdaptable(fields: readonly AdaptableField[]): void {
  const known: readonly string[] = adaptableFields;
  const unknown = fields.find((field) => !known.includes(field));
  if (unknown === undefined) return;
  const message = `adapt: "${unknown}" cannot be adapted; ${nameAdvice(unknown, known)} Nothing was sent.`;
  throw new VideoError('invalid-request', message);
}

const adjuster =
  <Field extends AdaptableField>(field: Field) =>
  (before: VideoRequest, after: VideoRequest): AdjustmentOf<Field> | undefined => {
    const from: VideoRequest[Field] = before[field];
    const to: VideoRequest[Field] = after[field];
    return from === undefined || to === undefined || from === null || to === null
      ? undefined
      : { code: 'changed', field, from, to };
  };

const adjusters: {
  readonly [Field in AdaptableField]: (
    before: VideoRequest,
    after: VideoRequest,
  ) => AdjustmentOf<Field> | undefined;
} = {
  duration: adjuster('duration'),
  aspectRatio: adjuster('aspectRatio'),
  resolution: adjuster('resolution'),
  size: adjuster('size'),
  quality: adjuster('quality'),
};

/** What was changed of a request; `undefined` when a field was dropped, or one that must stay was changed. */
export function adjustmentsOf(
  before: VideoRequest,
  after: VideoRequest,
  allowed: readonly AdaptableField[],
): readonly Adjustment[] | undefined {
  const adjustments: Adjustment[] = [];
  for (const feature of features) {
    if (before[feature] === after[feature]) continue;
    const field = allowed.find((one) => one === feature);
    const adjustment = field && adjusters[field](before, after);
    if (adjustment === undefined) return undefined;
    adjustments.push(adjustment);
  }
  return adjustments;
}

/** How far a request is changed; each field by its own scale, so that only requests of one kind compare. */
export const adjustmentDistance = (adjustments: readonly Adjustment[]): number =>
  adjustments.reduce((sum, { from, to }) => {
    const apart = distance(from, to);
    return sum + (Number.isNaN(apart) ? 1 : apart);
  }, 0);
