import { adaptableFields, type RoutingOptions, type VideoRequest } from '@vid/core';
import type { OfferedNeed } from '../messages/plan.ts';

/** The currency of what is typed where nobody chose one. */
export const usualCurrency = 'USD';

/** What a person can ask for on the page. */
export interface PlanOptions {
  readonly prefer: Extract<NonNullable<RoutingOptions['prefer']>, string>;
  readonly adapt: boolean;
  readonly most: number | undefined;
  /** Of `most`. */
  readonly currency: string;
  readonly needs: readonly OfferedNeed[];
}

export const noPlanOptions: PlanOptions = {
  prefer: 'listed',
  adapt: false,
  most: undefined,
  currency: usualCurrency,
  needs: [],
};
export const offeredNeeds: readonly OfferedNeed[] = ['cancel', 'reconcile', 'callback', 'audio', '1080p'];

/** A need that the request already contradicts is nobody's to grant: the form has the last word. */
const isPossible = (need: OfferedNeed, { audio, resolution, size }: VideoRequest): boolean =>
  need === 'audio' ? audio !== false : need !== '1080p' || (resolution === undefined && size === undefined);

export const possibleNeeds = (request: VideoRequest): readonly OfferedNeed[] =>
  offeredNeeds.filter((need) => isPossible(need, request));

/** As core takes them. */
export const toRoutingOptions = (
  { prefer, adapt, most, currency, needs }: PlanOptions,
  request: VideoRequest,
): RoutingOptions => ({
  prefer,
  adapt: adapt ? adaptableFields : [],
  needs: needs.filter((need) => isPossible(need, request)),
  ...(most !== undefined && { maxCost: { amount: most, currency } }),
});
