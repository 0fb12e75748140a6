import { inspect } from 'node:util';
import { ContractFailure, type Failure } from './failure.ts';
import type { ProviderFixture } from './fixture.ts';

/** What a case tries, and what ends it. */
export interface Opened {
  /** Called after each case. */
  close(): void | Promise<void>;
}

/** One promise, and how it is tried. */
export interface SuiteCase<Fixture extends Opened> {
  /** Under which heading a runner shows it. */
  readonly group: string;
  /** Unique in the suite; what `skip` names. */
  readonly name: string;
  /** Rejects when the promise is broken. */
  readonly run: (open: () => Promise<Fixture>) => Promise<void>;
}

/** One promise of the contract, and how it is tried on a provider. */
export type ContractCase = SuiteCase<ProviderFixture>;

/** What became of one case. */
export interface CaseResult {
  /** As a runner shows it. */
  readonly name: string;
  /** Whether the provider keeps what the case asks. */
  readonly passed: boolean;
  /** Why it failed, as text; missing where it passed. */
  readonly reason?: string;
  /** The same as data, where the case walks a table. Default: none. */
  readonly failures: readonly Failure[];
}

type Cases<Fixture extends Opened> = Readonly<Record<string, SuiteCase<Fixture>['run']>>;

/** The cases of one group by their names. */
export const groupOf = <Fixture extends Opened = ProviderFixture>(
  group: string,
  cases: Cases<Fixture>,
): readonly SuiteCase<Fixture>[] => Object.entries(cases).map(([name, run]) => ({ group, name, run }));

/** One case for each line of a table. */
export function each<Value>(
  lines: Iterable<readonly [what: string, value: Value]>,
  name: (what: string) => string,
  run: (value: Value) => ContractCase['run'],
): Cases<ProviderFixture> {
  const cases: Record<string, ContractCase['run']> = {};
  for (const [what, value] of lines) cases[name(what)] = run(value);
  return cases;
}

/** Runs cases one after the other, and closes what each has opened. */
export async function runCases<Fixture extends Opened>(
  cases: readonly SuiteCase<Fixture>[],
  open: () => Promise<Fixture>,
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const { name, run } of cases) {
    const opened: Fixture[] = [];
    const start = async () => {
      const fixture = await open();
      opened.push(fixture);
      return fixture;
    };
    const error: unknown = await run(start).then(
      () => undefined,
      (reason: unknown) => reason ?? new Error('no reason given'),
    );
    for (const fixture of opened) await fixture.close();
    const failures = error instanceof ContractFailure ? error.failures : [];
    results.push({
      name,
      passed: error === undefined,
      ...(error !== undefined && { reason: error instanceof Error ? error.message : inspect(error) }),
      failures,
    });
  }
  return results;
}
