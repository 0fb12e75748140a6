import type { CapabilityRow } from './capabilities.ts';
import type { VideoRequest } from './request.ts';

/** Defaults of a row for the fields that are open, as long as they break no group rule. */
export function openDefaults(
  row: CapabilityRow | undefined,
  request: VideoRequest,
): NonNullable<CapabilityRow['defaults']> {
  const taken = (row?.atMostOne ?? [])
    .filter((group) => group.some((feature) => request[feature] !== undefined))
    .flat();
  return Object.fromEntries(
    Object.entries(row?.defaults ?? {}).filter(
      ([field]) => Reflect.get(request, field) === undefined && !taken.some((feature) => feature === field),
    ),
  );
}
