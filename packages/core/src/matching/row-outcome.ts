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
import type { Money } from '../contract/task.ts';
import { checkRequest } from './check-request.ts';
import { shortSideOf } from './distance.ts';
import { isFieldSet } from './row-fields.ts';

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

/** What a row asks for a request; `undefined` when its price or the length is unknown or no amount, never 0. */
export function costOf(
  row: CapabilityRow | undefined,
  request: VideoRequest,
  defaults: RowDefaults = defaultsFor(row, request),
): Money | undefined {
  const duration = request.duration ?? defaults.duration;
  // What the model chooses costs what it costs.
  if (row?.price === undefined || duration === undefined || duration === 'auto') return undefined;
  const { perSecond, currency } = row.price;
  // Prices have at most five decimals; the product of two binary fractions has noise beyond them.
  const amount = Math.round(perSecond * duration * 1e6) / 1e6;
  return Number.isFinite(amount) && amount > 0 ? { amount, currency } : undefined;
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
 * What the best model of the table would cost, from its row. `undefined` when unknown, or when no model can do it.
 * What the service reports afterwards stands in `task.cost`.
 */
export function estimateCost(capabilities: Capabilities, request: VideoRequest): Money | undefined {
  const result = checkRequest(capabilities, request);
  return result.fits ? costOf(result.row, request) : undefined;
}
