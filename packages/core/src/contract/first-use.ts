import { VideoError } from './error.ts';

/**
 * A part of the library that is loaded when it is first needed, so that an application that only plans does not take it in. A failure,
 * of a file that is not there any more, is forgotten: the next call tries again. Rejects with `VideoError('network')`.
 */
export function onFirstUse<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let part: Promise<Part> | undefined;
  return () =>
    (part ??= load().catch((cause: unknown) => {
      part = undefined;
      const message =
        'A part of the library could not be loaded. Nothing was sent. Try again, or reload the page.';
      throw new VideoError('network', message, { cause });
    }));
}
