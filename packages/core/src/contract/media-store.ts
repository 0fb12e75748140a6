/** A file that is to be stored. Its `type` is its media type; it streams, and may be larger than memory. */
export interface StoredMedia {
  /** The place of the file in the request, such as `'references.1'`. */
  readonly field: string;
  /** The bytes. Its `type` is the media type, such as `'image/png'`. */
  readonly content: Blob;
}

/** A link to a file that was stored. */
export interface StoredLink {
  /** https. May be signed: it is told to the service alone. */
  readonly url: string;
  /** ISO time until which the link holds. Default: longer than a request takes. */
  readonly expiresAt?: string | undefined;
}

/**
 * Where files go for services that take links only, such as a bucket. Called once for each file and request, before
 * anything is paid; what it throws ends the call, and nothing is submitted.
 */
export interface MediaStore {
  /** As the plan shows it, such as `'s3'`. */
  readonly name: string;
  /** Stores one file and returns an https link to it that the service can fetch. End it when `signal` aborts. */
  put(media: StoredMedia, options: { readonly signal?: AbortSignal | undefined }): Promise<StoredLink>;
}
