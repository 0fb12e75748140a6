/** Whole numbers from one to another, both included. */
interface Run {
  readonly min: number;
  readonly max: number;
}

const leastRun = 3;

/** Numbers without a gap as runs, where three or more follow on each other: `3, 4, 5, 10` is `3` to `5`, and `10`. */
export function runsOf(numbers: readonly number[]): readonly Run[] {
  const runs: Run[] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (Number.isInteger(number) && run?.max === number - 1)
      runs.splice(-1, 1, { min: run.min, max: number });
    else runs.push({ min: number, max: number });
  }
  return runs.flatMap(({ min, max }) =>
    max - min + 1 < leastRun
      ? Array.from({ length: max - min + 1 }, (_, at) => ({ min: min + at, max: min + at }))
      : { min, max },
  );
}
