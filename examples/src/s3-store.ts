import type { MediaStore } from '@vid/core';
import { AwsClient } from 'aws4fetch';

export interface S3StoreSettings {
  /** Where objects go, such as `https://my-bucket.s3.eu-central-1.amazonaws.com/vid/`. Let the bucket delete them by itself. */
  readonly folder: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** How long the links hold. Default 24 hours; S3 allows 7 days. */
  readonly hours?: number | undefined;
  /** Default: the platform's `fetch`. */
  readonly fetch?: typeof fetch | undefined;
}

/** Files go to a private bucket, and services get a link that is signed and dies. */
export function createS3Store(settings: S3StoreSettings): MediaStore {
  const { folder, accessKeyId, secretAccessKey, hours = 24, fetch = globalThis.fetch } = settings;
  const client = new AwsClient({ accessKeyId, secretAccessKey, service: 's3' });
  const seconds = hours * 3600;

  return {
    name: 's3',
    async put({ content }, { signal }) {
      const object = new URL(crypto.randomUUID(), folder);
      object.searchParams.set('X-Amz-Expires', String(seconds));
      const signed = async (method: 'PUT' | 'GET') =>
        (await client.sign(object.href, { method, aws: { signQuery: true } })).url;
      const upload = {
        method: 'PUT',
        // Node reads a Blob whole before it sends it, and a stream as it goes.
        body: content.stream(),
        duplex: 'half',
        headers: { 'content-type': content.type, 'content-length': String(content.size) },
        ...(signal !== undefined && { signal }),
      };
      const { ok, status } = await fetch(await signed('PUT'), upload);
      if (!ok) throw new Error(`the bucket answered HTTP ${status}`);
      return { url: await signed('GET'), expiresAt: new Date(Date.now() + seconds * 1000).toISOString() };
    },
  };
}
