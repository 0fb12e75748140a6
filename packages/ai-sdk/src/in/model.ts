import type { Experimental_VideoModelV4CallOptions as CallOptions } from '@ai-sdk/provider';
import type { Json } from '../json.ts';

/*
 * What is used of a `VideoModelV4`, in types that those of every version of `@ai-sdk/provider` 4 fit: packages depend on different
 * ones, and what they call JSON has changed between them.
 */

/** What a model says of a call that it took all the same. */
export interface ModelWarning {
  /** The AI SDK's word for its kind. */
  readonly type: string;
  /** For people, of `other`. */
  readonly message?: string;
  /** What the model does not take. */
  readonly feature?: string;
  /** Why, for people. */
  readonly details?: string;
}

/** One file of a finished video: a link, or the bytes. */
export type ModelVideo = {
  /** Such as `'video/mp4'`. */
  readonly mediaType: string;
} & (
  | {
      /** The AI SDK's word for a link. */
      readonly type: 'url';
      /** Where the file is. */
      readonly url: string;
    }
  | {
      /** The AI SDK's word for bytes as text. */
      readonly type: 'base64';
      /** The file, as base64. */
      readonly data: string;
    }
  | {
      /** The AI SDK's word for bytes. */
      readonly type: 'binary';
      /** The file. */
      readonly data: Uint8Array;
    }
  | {
      /** The AI SDK's word for a file that the model has put elsewhere. */
      readonly type: 'uploaded';
    }
);

/** Where a started video stands. */
export type ModelStatus =
  | {
      /** It goes on. */
      readonly status: 'pending';
    }
  | {
      /** It is done. */
      readonly status: 'completed';
      /** The files, at least one. */
      readonly videos: readonly ModelVideo[];
      /** What the model's package tells besides, in its own shape. */
      readonly providerMetadata?: unknown;
    }
  | {
      /** It has failed. */
      readonly status: 'error';
      /** Why, for people. */
      readonly error: string;
    };

/** A video model of the AI SDK that is started apart from its status. */
export interface StartableModel {
  /** The AI SDK's own, of its version 7. */
  readonly specificationVersion: 'v4';
  /** As the package names its service, such as `'fal.video'`. */
  readonly provider: string;
  /** The service's own id of the model. */
  readonly modelId: string;
  /** Starts one paid task. */
  doStart?(
    options: CallOptions & { webhookUrl?: string },
  ): PromiseLike<{ readonly operation: unknown; readonly warnings: readonly ModelWarning[] }>;
  /** Asks once how it is. */
  doStatus?(options: {
    operation: Json;
    abortSignal?: AbortSignal;
    headers?: Record<string, string | undefined>;
  }): PromiseLike<ModelStatus>;
}
