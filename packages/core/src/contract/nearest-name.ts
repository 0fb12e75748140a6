import { closestMatch } from 'leven';

const plain = (text: string) => text.toLowerCase().replaceAll(/[_\- ]/g, '');

/** The known name that is meant by all likelihood; spelling conventions (`negative_prompt`) count as the same. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = plain(name);
  const holding = known.find(
    (candidate) =>
      wanted.length > 3 && (plain(candidate).startsWith(wanted) || plain(candidate).endsWith(wanted)),
  );
  if (holding !== undefined) return holding;
  const nearest = closestMatch(wanted, known.map(plain), { maxDistance: Math.ceil(wanted.length / 3) });
  return known.find((candidate) => plain(candidate) === nearest);
}
