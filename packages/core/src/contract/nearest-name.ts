import { closestMatch } from 'leven';

/** A name without its spelling conventions. */
export const plainName = (text: string) => text.toLowerCase().replaceAll(/[_\- ]/g, '');

/** What to write in place of an unknown name: the one that is meant by all likelihood, or any that there is. */
export function nameAdvice(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? `use ${known.join(', ')}.` : `did you mean "${nearest}"?`;
}

/** The known name that is meant by all likelihood; spelling conventions (`negative_prompt`) count as the same. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = plainName(name);
  const holding = known.find(
    (candidate) =>
      wanted.length > 3 && (plainName(candidate).startsWith(wanted) || plainName(candidate).endsWith(wanted)),
  );
  if (holding !== undefined) return holding;
  const nearest = closestMatch(wanted, known.map(plainName), { maxDistance: Math.ceil(wanted.length / 3) });
  return known.find((candidate) => plainName(candidate) === nearest);
}
