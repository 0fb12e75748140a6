import { afterAll, beforeEach, describe, expect, it, onTestFinished, type RunnerTestSuite } from 'vitest';
import { answerCases } from './cases/answers.ts';
import { askCases } from './cases/ask.ts';
import { batchCases } from './cases/batches.ts';
import { callCases } from './cases/calls.ts';
import { fileCases } from './cases/files.ts';
import { operationCases } from './cases/operations.ts';
import { planCases } from './cases/plan.ts';
import { safetyCases } from './cases/safety.ts';
import { submitCases } from './cases/submit.ts';
import { tableCases } from './cases/table.ts';
import { wireCases } from './cases/wire.ts';
import type { ContractCase } from './contract-case.ts';
import type { ProviderFixture } from './fixture.ts';

/** The names of all tests of a suite, run or not. */
const casesOf = ({ tasks }: Pick<RunnerTestSuite, 'tasks'>): readonly string[] =>
  tasks.flatMap((task) => (task.type === 'suite' ? casesOf(task) : [task.name]));

/** Every promise of the contract, in the order in which they are tried. */
export const contractCases: readonly ContractCase[] = [
  ...submitCases,
  ...askCases,
  ...batchCases,
  ...answerCases,
  ...wireCases,
  ...tableCases,
  ...fileCases,
  ...callCases,
  ...operationCases,
  ...planCases,
  ...safetyCases,
];

export interface TestProviderOptions {
  /** Cases that cannot hold for this provider, by the test's name, each with the reason in words. */
  readonly skip?: Readonly<Record<string, string>>;
}

/** A limit against hanging: a case walks a whole table, and how long that takes says nothing about the provider. */
const timeout = 900_000;

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
    for (const [group, cases] of Map.groupBy(contractCases, (one) => one.group))
      // oxlint-disable-next-line vitest/valid-title -- a name of the list above
      describe(group, { timeout }, () => {
        // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- a case rejects where it fails
        for (const one of cases) it(one.name, () => one.run(start));
      });
  });
}
