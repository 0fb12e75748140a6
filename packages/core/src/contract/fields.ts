import { type Feature, features, type VideoRequest } from './request.ts';

export type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

/** Sets one field of an object that is being built; the value must be of the field's own type. */
export function setField<Shape, Key extends keyof Shape>(
  shape: Writable<Shape>,
  key: Key,
  value: Shape[Key],
): void {
  shape[key] = value;
}

/** The request with another value in one field. */
export function withField<Field extends Feature>(
  request: VideoRequest,
  field: Field,
  value: VideoRequest[Field],
): VideoRequest {
  const changed: Writable<VideoRequest> = { ...request };
  setField<VideoRequest, Field>(changed, field, value);
  return changed;
}

/** The keys of an object whose type knows them all. */
export const keysOf = <Key extends string>(shape: { readonly [K in Key]?: unknown }): readonly Key[] => {
  const keys: Key[] = [];
  for (const key in shape) keys.push(key);
  return keys;
};

/** The fields of a request that are set. */
export function definedFields(request: VideoRequest): VideoRequest {
  const defined: Writable<VideoRequest> = {};
  for (const key of ['model', ...features, 'unchecked'] as const)
    if (request[key] !== undefined) setField(defined, key, request[key]);
  return defined;
}

/** What stands under a key of whatever value that is; `undefined` where there is nothing. */
export const property = (value: unknown, key: PropertyKey): unknown =>
  // oxlint-disable-next-line no-restricted-properties -- the one place where a key of an unknown value is read
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
