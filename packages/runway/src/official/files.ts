import type { MediaInput, VideoRequest } from '@vid/core';
import { inlineLength, isBytes, MediaFile, mediaOf, placeOf } from '@vid/core/provider-kit';
import { dataUriLimit } from './schema.ts';

/* Files that are too big for a data URI, and what stands for them in a body. */

/** What tells two files apart: bytes that are passed twice are one. */
export const contentOf = (media: MediaInput): unknown =>
  typeof media === 'object' && isBytes(media) ? media.data : media;

/** What stands in a body for content that is not in it, by `contentOf`. */
export type Places = ReadonlyMap<unknown, string>;

/** Whether a file is too big for a data URI. */
export const isUploaded = (media: MediaInput): boolean => (inlineLength(media) ?? 0) > dataUriLimit;

/** Files by `contentOf`. */
export type Files = ReadonlyMap<unknown, MediaFile>;

const fileOf = (media: MediaInput): MediaFile | undefined => {
  if (media instanceof MediaFile) return media;
  return typeof media === 'object' && isBytes(media) ? new MediaFile({ bytes: media }) : undefined;
};

/** Bytes that are passed twice are uploaded once. This service takes no masks. */
export function filesToUpload(request: VideoRequest): Files {
  const files = new Map<unknown, MediaFile>();
  for (const { media } of mediaOf(request)) {
    const file = isUploaded(media) && !files.has(contentOf(media)) ? fileOf(media) : undefined;
    if (file !== undefined) files.set(contentOf(media), file);
  }
  return files;
}

/** For the dry run: `{upload 1: video/mp4, 6000000 bytes}`. */
export const placesOf = (files: Files): Places =>
  new Map([...files].map(([key, file], index) => [key, placeOf(file, `upload ${index + 1}`)]));
