export type { ListOptions, ProviderFixture, TestFetch, TestSettings } from './fixture.ts';
export { testProvider, type TestProviderOptions } from './test-provider.ts';
export { virtualClock, type VirtualClock } from './virtual-clock.ts';
