import { afterAll, beforeEach, describe, expect, onTestFinished, type RunnerTestSuite } from 'vitest';
import { askCases } from './cases/ask.ts';
import { operationCases } from './cases/operations.ts';
import { planCases } from './cases/plan.ts';
import { safetyCases } from './cases/safety.ts';
import { submitCases } from './cases/submit.ts';
import { wireCases } from './cases/wire.ts';
import type { ProviderFixture } from './fixture.ts';

/** The names of all tests of a suite, run or not. */
const casesOf = ({ tasks }: Pick<RunnerTestSuite, 'tasks'>): readonly string[] =>
  tasks.flatMap((task) => (task.type === 'suite' ? casesOf(task) : [task.name]));

export interface TestProviderOptions {
  /** Cases that cannot hold for this provider, by the test's name, each with the reason in words. */
  readonly skip?: Readonly<Record<string, string>>;
}

/**
 * The contract that every provider keeps, the router included. Registers vitest tests; `open` is called once
 * for each test, and what it returns is closed after it. A skip without a reason, or of no case, fails.
 */
export function testProvider(
  name: string,
  open: () => Promise<ProviderFixture>,
  { skip = {} }: TestProviderOptions = {},
): void {
  const start = async () => {
    const fixture = await open();
    onTestFinished(() => fixture.close());
    return fixture;
  };
  describe(`${name} keeps the provider contract`, () => {
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
    submitCases(start);
    askCases(start);
    wireCases(start);
    operationCases(start);
    planCases(start);
    safetyCases(start);
  });
}
