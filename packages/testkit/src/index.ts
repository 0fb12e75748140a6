export { jobBookCases } from './cases/job-books.ts';
export { jobStoreCases, type JobStoreFixture } from './cases/job-store.ts';
export { journalCases, type JournalFixture } from './cases/journal.ts';
export {
  type KilledHost,
  killedHostCases,
  type KilledHostFixture,
  type KilledHostService,
} from './cases/killed-host.ts';
export {
  type CaseResult,
  type ContractCase,
  type Opened,
  runCases,
  type SuiteCase,
} from './contract-case.ts';
export { ContractFailure, explainFailure, type Failure } from './failure.ts';
export { leftToFillIn } from './fill-in.ts';
export type {
  ListOptions,
  OpenFixture,
  ProviderFixture,
  ReceivedSubmit,
  TestFetch,
  TestSettings,
} from './fixture.ts';
export type { TestOptions } from './register-cases.ts';
export { testJobStore, testJournal } from './test-journal.ts';
export { testKilledHost } from './test-killed-host.ts';
export { contractCases, testProvider, type TestProviderOptions } from './test-provider.ts';
export { virtualClock, type VirtualClock } from './virtual-clock.ts';
