import type { VideoRequest } from '@vid/core';

/** A file of a request, by the name that copied code gives it. */
export interface RequestFile {
  readonly name: string;
  readonly data: Uint8Array;
  readonly mediaType: string;
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'video/quicktime': 'mov',
  'audio/mpeg': 'mp3',
};

export const fileName = (path: readonly string[], mediaType: string) =>
  `${path.join('-')}.${endings[mediaType] ?? mediaType.replace(/^.*\//, '')}`;

export const isFile = (value: unknown): value is { readonly data: Uint8Array; readonly mediaType: string } =>
  typeof value === 'object' &&
  value !== null &&
  'data' in value &&
  value.data instanceof Uint8Array &&
  'mediaType' in value &&
  typeof value.mediaType === 'string';

function filesIn(value: unknown, path: readonly string[]): readonly RequestFile[] {
  if (isFile(value)) return [{ ...value, name: fileName(path, value.mediaType) }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => filesIn(part, [...path, key]));
}

/** Every file wherever it stands, named by its place: `references-0.png`. */
export const filesOf = (request: VideoRequest): readonly RequestFile[] => filesIn(request, []);
