import { features, planRequest, type Problem, VideoError, type VideoRequest } from '@vid/core';
import type { RequestJson } from '../api.ts';
import type { Explanations, Words } from './messages.ts';

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

const holdsBytes = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (value instanceof Uint8Array || Object.values(value).some(holdsBytes));

const requestFields = ['model', ...features, 'unchecked'] as const;

/** The request without the fields that are not kept, in its order. */
export function fieldsWhere(
  request: VideoRequest,
  isKept: (field: keyof VideoRequest) => boolean,
): VideoRequest {
  const kept: { -readonly [Field in keyof VideoRequest]: VideoRequest[Field] } = { ...request };
  for (const field of requestFields) if (!isKept(field)) delete kept[field];
  return kept;
}

/** Fields that JSON cannot show. */
export const fileFields = (request: VideoRequest): VideoRequest =>
  fieldsWhere(request, (field) => holdsBytes(request[field]));

/** The request as text for people, without the fields that hold files. */
export const toText = (request: VideoRequest): string =>
  JSON.stringify(
    fieldsWhere(request, (field) => !holdsBytes(request[field])),
    undefined,
    2,
  );

/** Why a text is no request; a sentence, or what is said by its code when it is shown. */
export type Reason = Problem | string;

export type Reading =
  | { readonly ok: true; readonly request: VideoRequest }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

const isObject = (value: unknown): value is VideoRequest =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A well-formed request, whether or not any model can do it; files that were chosen before stay. */
export function readText(text: string, before: VideoRequest, words: Words): Reading {
  const parsed = parse(text);
  if ('reason' in parsed) return { ok: false, reasons: [words.notJson(parsed.reason)] };
  if (!isObject(parsed.value)) return { ok: false, reasons: [words.notAnObject] };
  const request = { ...fileFields(before), ...parsed.value };
  const reasons = reasonsAgainst(request);
  return reasons.length === 0 ? { ok: true, request } : { ok: false, reasons };
}

export const reasonInWords = (reason: Reason, { problem }: Explanations): string =>
  typeof reason === 'string' ? reason : problem(reason);

/** What makes a request malformed, whoever should do it. */
function reasonsAgainst(request: VideoRequest): readonly Reason[] {
  try {
    planRequest({ models: [] }, request);
    return [];
  } catch (error) {
    if (!(error instanceof VideoError)) throw error;
    return error.problems ?? [error.message];
  }
}

export const toBase64 = (data: Uint8Array): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      if (typeof reader.result === 'string') resolve(reader.result.replace(/^[^,]*,/, ''));
    });
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(new Blob([Uint8Array.from(data)]));
  });

async function encode(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(encode));
  if (typeof value !== 'object' || value === null) return value;
  if ('data' in value && value.data instanceof Uint8Array) return { base64: await toBase64(value.data) };
  return encodeFields(value);
}

async function encodeFields(value: object): Promise<RequestJson> {
  const entries = Object.entries(value).map(async ([key, part]) => [key, await encode(part)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** As the server takes it: bytes become `{ base64 }`. */
export const toWire = (request: VideoRequest): Promise<RequestJson> => encodeFields(request);
