import type { CapabilityRow } from './capabilities.ts';
import type { VideoRequest } from './request.ts';

const none: NonNullable<CapabilityRow['defaults']> = {};

/** Defaults of a row for the fields that are open, as long as they break no group rule. */
export function openDefaults(
  row: CapabilityRow | undefined,
  request: VideoRequest,
): NonNullable<CapabilityRow['defaults']> {
  const { defaults = none, atMostOne } = row ?? {};
  const taken = atMostOne?.filter((group) => group.some((feature) => request[feature] !== undefined));
  // One object for each candidate of each plan, so no entries are made on the way.
  const open: Record<string, unknown> = {};
  for (const field in defaults) {
    if (Reflect.get(request, field) !== undefined) continue;
    if (taken?.some((group) => group.some((feature) => feature === field)) === true) continue;
    open[field] = Reflect.get(defaults, field);
  }
  return open;
}
