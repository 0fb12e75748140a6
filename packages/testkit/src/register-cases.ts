import { afterAll, beforeEach, describe, expect, it, onTestFinished, type RunnerTestSuite } from 'vitest';
import type { Opened, SuiteCase } from './contract-case.ts';

/** How the runner's `test` is called. */
export interface TestOptions {
  /** Cases that cannot hold here, by the test's name, each with the reason in words. */
  readonly skip?: Readonly<Record<string, string>>;
}

/** The names of all tests of a suite, run or not. */
const casesOf = ({ tasks }: Pick<RunnerTestSuite, 'tasks'>): readonly string[] =>
  tasks.flatMap((task) => (task.type === 'suite' ? casesOf(task) : [task.name]));

/** A limit against hanging: a case walks a whole table, and how long that takes says nothing of what it tries. */
const timeout = 900_000;

/** Each case as a vitest test. A skip without a reason, or of no case, fails. */
export function registerCases<Fixture extends Opened>(
  title: string,
  cases: readonly SuiteCase<Fixture>[],
  open: () => Promise<Fixture>,
  { skip = {} }: TestOptions = {},
): void {
  const start = async () => {
    const fixture = await open();
    onTestFinished(() => fixture.close());
    return fixture;
  };
  // oxlint-disable-next-line vitest/valid-title -- a text
  describe(title, () => {
    beforeEach(({ task, skip: skipTest }) => {
      const reason = Object.hasOwn(skip, task.name) ? skip[task.name] : undefined;
      if (reason === undefined) return;
      expect(reason, `the reason to skip "${task.name}"`).toMatch(/\S+\s+\S+/);
      skipTest(reason);
    });
    // oxlint-disable-next-line no-empty-pattern -- the form that vitest asks for
    afterAll(({}, suite) => {
      expect(casesOf(suite), 'cases to skip').toEqual(expect.arrayContaining(Object.keys(skip)));
    });
    for (const [group, members] of Map.groupBy(cases, (one) => one.group))
      // oxlint-disable-next-line vitest/valid-title -- a name of the list
      describe(group, { timeout }, () => {
        // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- a case rejects where it fails
        for (const one of members) it(one.name, () => one.run(start));
      });
  });
}
