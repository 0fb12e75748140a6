/* Values of any kind, as a caller in JavaScript, a JSON file or an answer may bring them. */

/** What stands under a key of whatever value that is; `undefined` where there is nothing. */
export const property = (value: unknown, key: PropertyKey): unknown =>
  // oxlint-disable-next-line no-restricted-properties -- the one place where a key of an unknown value is read
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

export const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys and items of a request in all: some hundred times what the largest has. */
const mostParts = 10_000;
const mostLevels = 100;

const isPlain = (value: unknown): value is object => {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** Whether a value has more parts than any request, so that nobody looks at each of a million keys; files are one part. */
export function isOversized(request: unknown): boolean {
  let left = mostParts;
  const exceeds = (value: unknown, level: number): boolean => {
    const isList = Array.isArray(value);
    if (!isList && !isPlain(value)) return false;
    // To read the values of a million keys takes longer than to parse them.
    left -= isList ? value.length : Object.keys(value).length;
    if (left < 0 || level > mostLevels) return true;
    return Object.values(value).some((part: unknown) => exceeds(part, level + 1));
  };
  return exceeds(request, 0);
}

/** As it is now, whatever becomes of the original: all that is plain is copied, and files are not. */
export function snapshotOf<Value>(value: Value): Value;
export function snapshotOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snapshotOf);
  if (!isPlain(value)) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) copy[key] = snapshotOf(copy[key]);
  return copy;
}
