import { afterAll, beforeEach, describe, expect, onTestFinished } from 'vitest';
import { askCases } from './cases/ask.ts';
import { safetyCases } from './cases/safety.ts';
import { submitCases } from './cases/submit.ts';
import { wireCases } from './cases/wire.ts';
import type { ProviderFixture } from './fixture.ts';

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
    const met = new Set<string>();
    beforeEach(({ task, skip: skipTest }) => {
      const reason = Object.hasOwn(skip, task.name) ? skip[task.name] : undefined;
      if (reason === undefined) return;
      met.add(task.name);
      expect(reason, `the reason to skip "${task.name}"`).toMatch(/\S+\s+\S+/);
      skipTest(reason);
    });
    afterAll(() => expect([...met].toSorted(), 'skipped cases').toEqual(Object.keys(skip).toSorted()));
    submitCases(start);
    askCases(start);
    wireCases(start);
    safetyCases(start);
  });
}
