/** What stands under a key of whatever value that is; `undefined` where there is nothing. */
export const property = (value: unknown, key: PropertyKey): unknown =>
  // oxlint-disable-next-line no-restricted-properties -- the one place where a key of an unknown value is read
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
