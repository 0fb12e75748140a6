/* JSON that reads and compares well: what fits on a line stays on it, keys in a fixed order. */

/** Plain JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const lineLength = 110;

function onOneLine(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  const members = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${onOneLine(part)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function write(value: Json, indent: string, lead: number): string {
  const line = onOneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + lead + line.length <= lineLength)
    return line;
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((part: Json) => write(part, inner, 0))
    : Object.entries(value).map(([name, part]) => {
        const key = `${JSON.stringify(name)}: `;
        return `${key}${write(part, inner, key.length)}`;
      });
  const [open, close] = isList ? '[]' : '{}';
  return `${open}\n${parts.map((part) => `${inner}${part}`).join(',\n')}\n${indent}${close}`;
}

/** JSON as oxfmt would write it. */
export const writeJson = (value: Json): string => `${write(value, '', 0)}\n`;

/** Data as JSON has it, with keys in the order of the alphabet: the order in the source tells nothing. */
export function toJson(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object') throw new Error(`a ${typeof value} is not JSON`);
  const set = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(
    set
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]: [string, unknown]) => [name, toJson(part)]),
  );
}
