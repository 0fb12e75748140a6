import { unlessAborted } from '../../contract/abort.ts';
import { systemClock } from '../../contract/clock.ts';
import { MediaFile } from '../../contract/media-file.ts';
import type { GenerateOptions } from '../../contract/provider.ts';
import { isHttpsUrl } from '../../contract/read-request.ts';
import { type MediaInput, mediaOf, withMedia } from '../../contract/request.ts';
import type { AcceptedRequest } from '../accept.ts';
import { hashAndContent, isNotReadable, readingFile, refusal } from './file-reading.ts';
import { needsLink } from '../media.ts';

/* The files of a request on their way onto the wire: as bytes, or as the link that a store gives. */

/** A request whose files can be sent. */
export interface ReadyMedia {
  /** With bytes or links in the place of files. */
  readonly accepted: AcceptedRequest;
  /** The same for equal files, whatever link a store gave; `undefined`: there is no such link. */
  readonly fingerprinted: AcceptedRequest | undefined;
}

/**
 * An accepted request with its files as the wire needs them: stored where the row takes links only, left as they are where
 * `isUploaded`, else read. Every error of it proves that nothing was submitted.
 */
export async function readyMedia(
  accepted: AcceptedRequest,
  isUploaded: (media: MediaFile) => boolean,
  { signal, clock = systemClock }: Pick<GenerateOptions, 'signal' | 'clock'>,
): Promise<ReadyMedia> {
  const { provider, request } = accepted;
  const ready = new Map<MediaInput, MediaInput>();
  const stable = new Map<MediaInput, string>();
  for (const { media, path, field } of mediaOf(request)) {
    if (!(media instanceof MediaFile) || ready.has(media)) continue;
    const read = <Result>(from: () => Promise<Result>) =>
      unlessAborted(readingFile(provider, path, from), signal);
    if (needsLink(media, accepted, field)) {
      // Before the upload: a file that is no longer there is not half stored.
      const { hash, held } = await read(() => hashAndContent(media));
      stable.set(media, `https://sha256.invalid/${hash}`);
      ready.set(media, await read(() => linkTo(media, path, clock.now(), signal, provider, held)));
    } else if (isUploaded(media)) await read(async () => media.requireUnchanged());
    else {
      const { mediaType = '' } = media;
      ready.set(media, { data: await read(() => media.data()), mediaType });
    }
  }
  const withThem = (known: ReadonlyMap<MediaInput, MediaInput>): AcceptedRequest => ({
    ...accepted,
    request: withMedia(request, (media) => known.get(media) ?? media),
  });
  return {
    accepted: withThem(ready),
    fingerprinted: stable.size === 0 ? undefined : withThem(new Map([...ready, ...stable])),
  };
}

async function linkTo(
  media: MediaFile,
  path: string,
  now: number,
  signal: AbortSignal | undefined,
  provider: string,
  held: Blob | undefined,
): Promise<string> {
  const store = `the media store ${JSON.stringify(media.storedBy)}`;
  try {
    const url = await media.link(path, now, signal, held);
    if (url !== undefined && isHttpsUrl(url)) return url;
  } catch (error) {
    if (signal?.aborted === true || isNotReadable(error)) throw error;
    const why = error instanceof Error ? error.message : 'it failed';
    throw refusal(provider, path, `${store} did not take the file: ${why}`, error);
  }
  throw refusal(provider, path, `${store} gave no https URL`);
}
