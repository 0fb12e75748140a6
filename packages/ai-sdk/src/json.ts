/** Plain data that the types of every version of the AI SDK take: their own are not of one kind. */
export type Json = null | string | number | boolean | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** What JSON does not write is left out. `textOf`: how bytes are written. */
export function toJson(value: unknown, textOf?: (bytes: Uint8Array) => string): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((part) => toJson(part, textOf));
  if (value instanceof Uint8Array && textOf !== undefined) return textOf(value);
  if (typeof value !== 'object') return null;
  const json: JsonObject = {};
  for (const [key, part] of Object.entries(value)) if (part !== undefined) json[key] = toJson(part, textOf);
  return json;
}
