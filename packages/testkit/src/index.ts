export { type CaseResult, type ContractCase, runCases } from './contract-case.ts';
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
export { contractCases, testProvider, type TestProviderOptions } from './test-provider.ts';
export { virtualClock, type VirtualClock } from './virtual-clock.ts';
