import { adaptableFields, type RoutingWishes, type VideoRequest } from '@vid/core';
import type { OfferedNeed } from '../messages/runs.ts';

/** What a person can wish for on the page. */
export interface Wishes {
  readonly prefer: Extract<NonNullable<RoutingWishes['prefer']>, string>;
  readonly adapt: boolean;
  /** In USD. */
  readonly most: number | undefined;
  readonly needs: readonly OfferedNeed[];
}

export const noWishes: Wishes = { prefer: 'listed', adapt: false, most: undefined, needs: [] };
export const preferences: readonly Wishes['prefer'][] = ['listed', 'cheapest', 'fastest', 'quality'];
export const offeredNeeds: readonly OfferedNeed[] = ['cancel', 'reconcile', 'callback', 'audio', '1080p'];

/** A need that the request already contradicts is nobody's to grant: the form has the last word. */
const isPossible = (need: OfferedNeed, { audio, resolution, size }: VideoRequest): boolean =>
  need === 'audio' ? audio !== false : need !== '1080p' || (resolution === undefined && size === undefined);

export const possibleNeeds = (request: VideoRequest): readonly OfferedNeed[] =>
  offeredNeeds.filter((need) => isPossible(need, request));

/** As core takes them. */
export const toRoutingWishes = (
  { prefer, adapt, most, needs }: Wishes,
  request: VideoRequest,
): RoutingWishes => ({
  prefer,
  adapt: adapt ? adaptableFields : [],
  needs: needs.filter((need) => isPossible(need, request)),
  ...(most !== undefined && { maxCost: { amount: most, currency: 'USD' } }),
});
