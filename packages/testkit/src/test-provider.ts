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
import { registerCases, type TestOptions } from './register-cases.ts';

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

/** See `TestOptions`. */
export type TestProviderOptions = TestOptions;

/**
 * The contract that every provider keeps, the router included. Registers vitest tests; `open` is called once
 * for each test, and what it returns is closed after it. A skip without a reason, or of no case, fails.
 */
export const testProvider = (
  name: string,
  open: () => Promise<ProviderFixture>,
  options?: TestProviderOptions,
): void => registerCases(`${name} keeps the provider contract`, contractCases, open, options);
