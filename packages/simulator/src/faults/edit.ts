// Takes things out of an answer without knowing its profile.
import type { JsonObject } from '../state/task.ts';

type Edit = (key: string, value: unknown) => unknown;

/** Every property is what `edit` makes of it, from the outside in; undefined leaves it out. */
function edited(value: object, edit: Edit): JsonObject {
  const kept: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const changed = edit(key, inner);
    if (changed !== undefined) kept[key] = within(changed, edit);
  }
  return kept;
}

function within(value: unknown, edit: Edit): unknown {
  if (Array.isArray(value)) return value.map((element) => within(element, edit));
  return typeof value === 'object' && value !== null ? edited(value, edit) : value;
}

const holds = (value: unknown, text: string): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some((inner) => typeof inner === 'string' && inner.startsWith(text))
    : typeof value === 'string' && value.startsWith(text);

/** Without the properties that begin with a text, and without the elements of lists that are or have such a one. */
export const withoutText = (answer: JsonObject, text: string): JsonObject =>
  edited(answer, (_key, value) => {
    if (Array.isArray(value)) return value.filter((element) => !holds(element, text));
    return typeof value === 'string' && value.startsWith(text) ? undefined : value;
  });

export const withoutFields = (answer: JsonObject, fields: readonly string[]): JsonObject =>
  edited(answer, (key, value) => (fields.includes(key) ? undefined : value));

export const withText = (answer: JsonObject, fields: readonly string[], text: string): JsonObject =>
  edited(answer, (key, value) => (fields.includes(key) && typeof value === 'string' ? text : value));

/** With one text in the place of another, wherever it stands. */
export function withReplaced(answer: JsonObject, text: string, by: string): JsonObject {
  const swap = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll(text, by) : value);
  return edited(answer, (_key, value) => (Array.isArray(value) ? value.map(swap) : swap(value)));
}
