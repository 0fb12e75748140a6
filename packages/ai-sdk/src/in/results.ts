import type { MediaStore, Video } from '@vid/core';
import { redact, unexpectedAnswer } from '@vid/core/provider-kit';
import type { Json } from '../json.ts';
import type { ModelVideo } from './model.ts';
import type { ServiceFacts } from './services.ts';

/* An operation in a task, and links without the key that they came with. */

/** The first text of an operation, which names the task; of a URL its last part. */
export function taskIdOf(operation: unknown): string | undefined {
  if (typeof operation === 'string') {
    const path = URL.canParse(operation) ? new URL(operation).pathname.split('/') : [operation];
    return path.findLast((part) => part !== '');
  }
  if (typeof operation !== 'object' || operation === null) return undefined;
  for (const value of Object.values(operation)) {
    const id = taskIdOf(value);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** The operation as a task keeps it: without what the caller put into the URL of the start. */
export function operationText(operation: unknown, { originOnly = [] }: ServiceFacts): string {
  return JSON.stringify(operation, (key, value: unknown) => {
    if (!originOnly.includes(key) || typeof value !== 'string' || !URL.canParse(value)) return value;
    const { origin, pathname } = new URL(value);
    return `${origin}${pathname}`;
  });
}

/** `undefined` for a text that is none. */
export function operationIn(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A link without the key, and the key. */
export function withoutKey(
  link: string,
  { keyInLink }: ServiceFacts,
): { readonly url: string; readonly key?: string } {
  if (keyInLink === undefined || !URL.canParse(link)) return { url: link };
  const url = new URL(link);
  const key = url.searchParams.get(keyInLink.parameter);
  if (key === null) return { url: link };
  url.searchParams.delete(keyInLink.parameter);
  return { url: url.href, key };
}

/** An object of a bucket by its address over HTTP, where it needs the headers of the account. */
const addressOf = (link: string): string => link.replace(/^gs:\/\//, 'https://storage.googleapis.com/');

/** `undefined` for a text that is no base64. */
const bytesOf = (data: string | Uint8Array): Uint8Array<ArrayBuffer> | undefined => {
  if (typeof data !== 'string') return Uint8Array.from(data);
  try {
    return Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
};

/** A failure of the host's store does not end the task: the next poll tries again. */
async function put(store: MediaStore, content: Blob, provider: string, signal: AbortSignal | undefined) {
  try {
    return await store.put({ field: 'video', content }, { signal });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const why = error instanceof Error ? error.message : 'it failed';
    throw unexpectedAnswer(provider, `the result store did not take the video: ${redact(why)}`);
  }
}

/** The files of a finished task as links; what comes as bytes goes to the host's store first. */
export async function linksOf(
  videos: readonly ModelVideo[],
  facts: ServiceFacts,
  {
    provider,
    store,
    signal,
  }: { provider: string; store: MediaStore | undefined; signal: AbortSignal | undefined },
): Promise<readonly Video[]> {
  const links: Video[] = [];
  for (const video of videos) {
    if (video.type === 'url') links.push({ url: withoutKey(addressOf(video.url), facts).url });
    else if (video.type !== 'uploaded') {
      if (store === undefined)
        throw unexpectedAnswer(provider, 'it holds the video as bytes, and there is no resultStore');
      const bytes = bytesOf(video.data);
      if (bytes === undefined) throw unexpectedAnswer(provider, 'it holds a video that is no base64');
      const content = new Blob([bytes], { type: video.mediaType });
      const { url, expiresAt } = await put(store, content, provider, signal);
      links.push({ url, ...(expiresAt !== undefined && { expiresAt }) });
    }
  }
  return links;
}
