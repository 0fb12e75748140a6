import type { CapabilityRow } from './capabilities.ts';
import type { VideoRequest } from './request.ts';

/** Defaults of a row for the fields that are open, as long as they break no group rule. */
export function openDefaults(
  row: CapabilityRow | undefined,
  request: VideoRequest,
): NonNullable<CapabilityRow['defaults']> {
  const isTaken = (field: string) =>
    row?.atMostOne?.some(
      (group) =>
        group.some((feature) => feature === field) && group.some((feature) => request[feature] !== undefined),
    ) === true;
  const isOpen = (field: string) => Reflect.get(request, field) === undefined && !isTaken(field);
  const defaults = row?.defaults ?? {};
  if (Object.keys(defaults).every(isOpen)) return { ...defaults };
  const open: Record<string, string | number | boolean | undefined> = {};
  for (const [field, value] of Object.entries(defaults)) if (isOpen(field)) open[field] = value;
  return open;
}
