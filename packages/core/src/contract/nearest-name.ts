import { closestMatch } from 'leven';

/** A name without its spelling conventions. */
export const plainName = (text: string) => text.toLowerCase().replaceAll(/[_\- ]/g, '');

/** A name with each two neighbours in turn exchanged: one slip of a hand, which `leven` counts as two. */
const exchanged = (name: string): ReadonlySet<string> =>
  new Set(
    Array.from(
      name,
      (letter, at) => name.slice(0, at) + name.slice(at + 1, at + 2) + letter + name.slice(at + 2),
    ),
  );

/** The known name that is meant by all likelihood; spelling conventions (`negative_prompt`) count as the same. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = plainName(name);
  const holding = known.find(
    (candidate) =>
      wanted.length > 3 && (plainName(candidate).startsWith(wanted) || plainName(candidate).endsWith(wanted)),
  );
  if (holding !== undefined) return holding;
  const swapped = exchanged(wanted);
  const slipped = known.find((candidate) => swapped.has(plainName(candidate)));
  if (slipped !== undefined) return slipped;
  const nearest = closestMatch(wanted, known.map(plainName), { maxDistance: Math.ceil(wanted.length / 3) });
  return known.find((candidate) => plainName(candidate) === nearest);
}
