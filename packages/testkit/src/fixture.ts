import type { VideoProvider, VideoRequest } from '@vid/core';

export type TestFetch = typeof fetch;

/** What the suite needs of a provider and of the service behind it, a real HTTP server. */
export interface ProviderFixture {
  /** A new provider that speaks to the service, through the given `fetch` when there is one. */
  readonly createProvider: (settings: {
    readonly fetch?: TestFetch;
    readonly apiKey?: string;
  }) => VideoProvider;
  /** Requests that the provider can do, at least one for each mode that it has. */
  readonly requests: readonly VideoRequest[];
  /** How many tasks the service has made so far: the bill. */
  readonly createdTasks: () => number;
  /** Lets the service finish every task. */
  readonly finishTasks: () => void;
  readonly close: () => Promise<void>;
}
