import type { Capabilities, CapabilityRow, MediaRule, RowDefaults } from '../contract/capabilities.ts';
import { inlineLength, mediaFacts } from '../contract/media-fields.ts';
import type { Upload } from '../contract/plan.ts';
import {
  keysOf,
  type MediaField,
  mediaOf,
  setField,
  type VideoRequest,
  type Writable,
} from '../contract/request.ts';
import type { Money } from '../contract/money.ts';
import { checkRequest } from './check-request.ts';
import { shortSideOf } from './distance.ts';
import { isFieldSet } from './row-fields.ts';
import { priceOf } from './price.ts';

const none: RowDefaults = {};

const defaultFields = keysOf<keyof RowDefaults>({
  prompt: true,
  duration: true,
  aspectRatio: true,
  resolution: true,
  size: true,
  quality: true,
  watermark: true,
  audio: true,
} satisfies Readonly<Record<keyof RowDefaults, true>>);

/** Defaults of a row for the fields that are open, as long as they break no group rule. */
export function defaultsFor(row: CapabilityRow | undefined, request: VideoRequest): RowDefaults {
  const { defaults = none, atMostOne } = row ?? {};
  const taken = atMostOne?.filter((group) => group.some((field) => isFieldSet(request, field)));
  const isOpen = (field: keyof RowDefaults) =>
    request[field] === undefined && taken?.some((group) => group.includes(field)) !== true;
  if (defaultFields.every((field) => isOpen(field) || defaults[field] === undefined)) return defaults;
  const open: Writable<RowDefaults> = {};
  for (const field of defaultFields)
    if (defaults[field] !== undefined && isOpen(field)) setField(open, field, defaults[field]);
  return open;
}

const named = (text: string) => (text.includes('x') ? `${shortSideOf(text)}p` : text);

/** The resolution that comes out when a row is used for a request; `undefined` when nobody says. */
export function resolutionOf(
  row: CapabilityRow | undefined,
  request: VideoRequest,
  open: RowDefaults = defaultsFor(row, request),
): string | undefined {
  const given = request.size ?? request.resolution ?? open.size ?? open.resolution;
  return given === undefined ? row?.output?.resolution : named(given);
}

/** The rule of a row for what stands in a field; `undefined` where it has none. */
export function mediaRule(row: CapabilityRow | undefined, field: MediaField): MediaRule | undefined {
  return field === 'motionMasks' ? row?.accepts.motionMasks?.media : row?.accepts[field];
}

/** What is uploaded before a request is sent to a model by one of its rows. */
export function uploadsOf(
  provider: string,
  row: CapabilityRow | undefined,
  request: VideoRequest,
): readonly Upload[] {
  return mediaOf(request).flatMap(({ media, path, field }): readonly Upload[] => {
    if (typeof media === 'string') return [];
    const facts = mediaFacts(media);
    const rule = mediaRule(row, field);
    if (facts === undefined || rule === undefined) return [];
    const { bytes, storedBy } = facts;
    const isInline = rule.from.includes('data');
    const isLarge = rule.maxInline !== undefined && (inlineLength(media) ?? 0) > rule.maxInline;
    const to = isInline ? (isLarge ? provider : undefined) : storedBy;
    return to === undefined ? [] : [{ field: path, ...(bytes !== undefined && { bytes }), to }];
  });
}

/**
 * The most that the best model of the table would cost. `undefined` when unknown, or when no model can do it. What the
 * service reports afterwards stands in `task.cost`.
 */
export function estimateCost(capabilities: Capabilities, request: VideoRequest): Money | undefined {
  const result = checkRequest(capabilities, request);
  if (!result.fits) return undefined;
  const { entry, row } = result;
  return priceOf(entry, row, request, defaultsFor(row, request))?.most;
}
