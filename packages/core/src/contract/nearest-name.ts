import { closestMatch } from 'leven';

/** A name without its spelling conventions. */
export const plainName = (text: string) => text.toLowerCase().replaceAll(/[_\- ]/g, '');

/** What to write in place of an unknown name: the one that is meant by all likelihood, or any that there is. */
export function nameAdvice(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? `use ${known.join(', ')}.` : `did you mean "${nearest}"?`;
}

/** Equal for names whose letters changed places: one slip of a hand, which `leven` counts as two. */
const lettersOf = (name: string) => String(Array.from(name).toSorted());

/** The known name that is meant by all likelihood; spelling conventions (`negative_prompt`) count as the same. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = plainName(name);
  const plain = known.map(plainName);
  const nearest =
    plain.find((one) => wanted.length > 3 && (one.startsWith(wanted) || one.endsWith(wanted))) ??
    plain.find((one) => lettersOf(one) === lettersOf(wanted)) ??
    closestMatch(wanted, plain, { maxDistance: Math.ceil(wanted.length / 3) });
  return known.find((_, at) => plain[at] === nearest);
}
