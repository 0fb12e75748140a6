/** Keys and items of a request in all: some hundred times what the largest has. */
const mostParts = 10_000;
const mostLevels = 100;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** Whether a value has more parts than any request, so that nobody looks at each of a million keys; files are one part. */
export function isOversized(request: unknown): boolean {
  let left = mostParts;
  const exceeds = (value: unknown, level: number): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    if (!Array.isArray(value) && !isPlain(value)) return false;
    // To read the values of a million keys takes longer than to parse them.
    left -= Array.isArray(value) ? value.length : Object.keys(value).length;
    if (left < 0 || level > mostLevels) return true;
    return Object.values(value).some((part: unknown) => exceeds(part, level + 1));
  };
  return exceeds(request, 0);
}
