import type { VideoProvider, VideoRequest } from '@vid/core';

export type TestFetch = typeof fetch;

export interface TestSettings {
  /** Every request of the provider goes through it. */
  readonly fetch?: TestFetch;
  readonly apiKey?: string;
}

/** Values by the option's name, no two of which mean the same. Every row that takes the option takes each of them. */
export type ListOptions = Readonly<Record<string, readonly (readonly unknown[])[]>>;

/** What the suite needs of a provider and of the service behind it, a real HTTP server. */
export interface ProviderFixture {
  /** A new provider that speaks to the service, with a key that the service takes unless another is given. */
  readonly createProvider: (settings: TestSettings) => VideoProvider;
  /** Requests that the provider can do, at least one for each mode that it has. */
  readonly requests: readonly VideoRequest[];
  /** Values for those of the provider's own options that are lists: what their items are only the provider knows. */
  readonly listOptions?: ListOptions;
  /** "Too many requests" in the service's own error shape and words, which proves that a submit made no task. */
  readonly refusal: (text: string) => Response;
  /** How many tasks the service has made so far: the bill. */
  readonly createdTasks: () => number;
  /** Lets the service finish every task. */
  readonly finishTasks: () => void;
  readonly close: () => Promise<void>;
}

/** Opens a fixture that is closed after the test. */
export type OpenFixture = () => Promise<ProviderFixture>;
