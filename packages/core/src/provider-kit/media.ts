import { toBase64 } from '../contract/base64.ts';
import { isBytes, mediaFacts } from '../contract/media-fields.ts';
import { MediaFile } from '../contract/media-file.ts';
import { type MediaField, type MediaInput, withMedia } from '../contract/request.ts';
import { mediaRule } from '../matching/row-outcome.ts';
import type { AcceptedRequest } from './accept.ts';

/**
 * A picture as text: its URL, or its bytes as base64 without prefix, or with it as a data URI. For a file that is not read,
 * in a dry run, what it is: `{file: image/png, 1200 bytes}`.
 */
export function mediaText(media: MediaInput, form: 'base64' | 'data-uri'): string {
  if (typeof media === 'string') return media;
  if (!isBytes(media)) return placeOf(media);
  const base64 = toBase64(media.data);
  return form === 'base64' ? base64 : `data:${media.mediaType};base64,${base64}`;
}

/** Whether a body holds what a file is, and not its content. */
export const isPlace = (text: string): boolean => text.startsWith('{');

/** What a dry run shows in the stead of a file, such as `{file: image/png, 1200 bytes}`. */
export function placeOf(media: MediaInput, what = 'file'): string {
  const { bytes = 'unknown', mediaType = 'unknown type', storedBy } = mediaFacts(media) ?? {};
  const by = storedBy === undefined ? '' : `, stored by ${storedBy}`;
  return `{${what}: ${mediaType}, ${bytes} bytes${by}}`;
}

/** Whether the row takes a link only, so that a store has to give one. */
export const needsLink = (media: MediaInput, { row }: AcceptedRequest, field: MediaField) => {
  const rule = mediaRule(row, field);
  return media instanceof MediaFile && media.storedBy !== undefined && rule?.from.includes('data') === false;
};

/** For the dry run: a place in the stead of each link that is not there yet. */
export function withPlaces(accepted: AcceptedRequest): AcceptedRequest {
  const request = withMedia(accepted.request, (media, _path, field) =>
    needsLink(media, accepted, field) ? placeOf(media, 'link') : media,
  );
  return { ...accepted, request };
}
