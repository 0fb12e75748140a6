import type { Experimental_VideoModelV4CallOptions as CallOptions } from '@ai-sdk/provider';
import type { Json } from '../json.ts';

/*
 * What is used of a `VideoModelV4`, in types that those of every version of `@ai-sdk/provider` 4 fit: packages depend on different
 * ones, and what they call JSON has changed between them.
 */

export interface ModelWarning {
  readonly type: string;
  readonly message?: string;
  readonly feature?: string;
  readonly details?: string;
}

export type ModelVideo =
  | { readonly type: 'url'; readonly url: string; readonly mediaType: string }
  | { readonly type: 'base64'; readonly data: string; readonly mediaType: string }
  | { readonly type: 'binary'; readonly data: Uint8Array; readonly mediaType: string }
  | { readonly type: 'uploaded'; readonly mediaType: string };

export type ModelStatus =
  | { readonly status: 'pending' }
  | {
      readonly status: 'completed';
      readonly videos: readonly ModelVideo[];
      readonly providerMetadata?: unknown;
    }
  | { readonly status: 'error'; readonly error: string };

/** A video model of the AI SDK that is started apart from its status. */
export interface StartableModel {
  readonly specificationVersion: 'v4';
  readonly provider: string;
  readonly modelId: string;
  doStart?(
    options: CallOptions & { webhookUrl?: string },
  ): PromiseLike<{ readonly operation: unknown; readonly warnings: readonly ModelWarning[] }>;
  doStatus?(options: {
    operation: Json;
    abortSignal?: AbortSignal;
    headers?: Record<string, string | undefined>;
  }): PromiseLike<ModelStatus>;
}
