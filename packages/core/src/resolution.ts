import type { CapabilityRow } from './capabilities.ts';
import type { VideoRequest } from './request.ts';
import { openDefaults } from './row-defaults.ts';
import { scalesOf } from './rules.ts';

/** The short side in pixels of `'720p'`, `'4k'` (2160) or `'1280x720'`. */
export const linesOf = (text: string): number => Math.min(...scalesOf(text));

const named = (text: string) => (text.includes('x') ? `${linesOf(text)}p` : text);

/** The resolution that comes out when a row is used for a request; `undefined` when nobody says. */
export function resolutionOf(
  row: CapabilityRow | undefined,
  request: VideoRequest,
  open: CapabilityRow['defaults'] = openDefaults(row, request),
): string | undefined {
  const said = request.size ?? request.resolution ?? open.size ?? open.resolution;
  return said === undefined ? row?.output?.resolution : named(said);
}
