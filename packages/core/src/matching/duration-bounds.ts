import type { CapabilityRow } from '../contract/capabilities.ts';
import type { VideoRequest } from '../contract/request.ts';
import { valuesOf } from './value-set.ts';

/**
 * The least and the most seconds that come out when a row is used for a request: the same where the length is said, by the
 * request or by the row's default, and all that the row takes where the model chooses. `undefined`: nobody says.
 */
export function durationBounds(
  row: CapabilityRow | undefined,
  request: Pick<VideoRequest, 'duration'>,
): { readonly min: number; readonly max: number } | undefined {
  const said = request.duration ?? row?.defaults?.duration;
  if (typeof said === 'number') return { min: said, max: said };
  const { allowed, ranges } = valuesOf(row?.accepts.duration);
  const ends = [
    ...allowed.filter((value) => typeof value === 'number'),
    ...ranges.flatMap(({ min, max }) => [min, max]),
  ];
  return ends.length === 0 ? undefined : { min: Math.min(...ends), max: Math.max(...ends) };
}
