export { testProvider } from './test-provider.ts';
export type { ProviderFixture, TestFetch } from './fixture.ts';
