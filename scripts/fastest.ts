/** The least milliseconds that each took: one after the other in every round, so that a busy machine slows all of them. */
export function fastestOf(
  rounds: number,
  timed: ReadonlyMap<string, () => number>,
): ReadonlyMap<string, number> {
  const fastest = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1)
    for (const [name, time] of timed)
      fastest.set(name, Math.min(fastest.get(name) ?? Number.POSITIVE_INFINITY, time()));
  return fastest;
}
