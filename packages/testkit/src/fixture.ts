import type { Money, Overrides, TaskStatus, VideoFeatures, VideoProvider, VideoRequest } from '@vid/core';

/** A `fetch` that a test puts in the place of the platform's. */
export type TestFetch = typeof fetch;

/** What the suite builds the provider with. */
export interface TestSettings {
  /** Every request of the provider goes through it. */
  readonly fetch?: TestFetch;
  /** Default: a key that the service takes. */
  readonly apiKey?: string;
  /** Where the service is, in place of the fixture's `baseUrl`. */
  readonly baseUrl?: string;
  /** Of the case. Default: the table as it stands. */
  readonly overrides?: Overrides;
}

/** Values by the option's name, no two of which mean the same. Every row that takes the option takes each of them. */
export type ListOptions = Readonly<Record<string, readonly unknown[]>>;

/** A submit as the service gets it. */
export interface ReceivedSubmit {
  /** The HTTP method. */
  readonly method: string;
  /** The path and the query. */
  readonly url: URL;
  /** The JSON of the body. */
  readonly body: unknown;
}

/** What the suite needs of a provider and of the service behind it, a real HTTP server. */
export interface ProviderFixture {
  /** A new provider that speaks to the service, with a key that the service takes unless another is given. */
  readonly createProvider: (settings: TestSettings) => VideoProvider;
  /** Where the service is, without a slash at the end. */
  readonly baseUrl: string;
  /** Requests that the provider can do, at least one for each mode that it has. */
  readonly requests: readonly VideoRequest[];
  /** Values for those of the provider's own options that are lists: what their items are only the provider knows. */
  readonly listOptions?: ListOptions;
  /** Ids of two videos of the service that can be made longer, where it can do that. */
  readonly videoIds?: readonly string[];
  /**
   * What the service makes of a submit by its documents, read without the provider's code: every field that the body says, in
   * the request's words. Media are as the wire has them. Nothing that the body leaves open is filled in; one value that sets
   * several fields, such as pixels, is given as each of them. Without it the case that needs it must be skipped.
   */
  readonly understood?: (received: ReceivedSubmit) => VideoFeatures;
  /** The service's status words and what each means, as they stand in an answer. */
  readonly statusWords: Readonly<Record<string, TaskStatus>>;
  /** "Too many requests" in the service's own error shape and words, which proves that a submit made no task. */
  readonly refusal: (text: string) => Response;
  /**
   * An error of the service in its own shape and words that does not prove that no task was made, such as "internal error".
   * Without it the case that needs it must be skipped.
   */
  readonly trouble?: (text: string) => Response;
  /** How many tasks the service has made so far: the bill. */
  readonly createdTasks: () => number;
  /** What the newest task costs by the service's own price list; `undefined`: it has no price for it. */
  readonly lastBill?: () => Money | undefined;
  /** Lets every task that waits begin. */
  readonly startTasks: () => void;
  /** Lets the service finish every task. */
  readonly finishTasks: () => void;
  /** Lets every task end without a video, for a reason in these words. */
  readonly failTasks: (reason: string) => void;
  /** Called after each case. */
  readonly close: () => Promise<void>;
}

/** Opens a fixture that is closed after the case. */
export type OpenFixture = () => Promise<ProviderFixture>;
