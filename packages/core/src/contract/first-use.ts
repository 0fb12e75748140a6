import { unlessAborted } from './abort.ts';
import { VideoError } from './error.ts';

/** As long as a query may take. */
const longestLoadMs = 30_000;

/**
 * A part of the library that an application's bundler puts into a file of its own, loaded when it is first needed: what only plans does
 * not take it in. Rejects with `VideoError('unsupported')` where the file does not come within 30 s, or is gone, as when a newer version
 * of the application has taken its place: browsers remember that until the page is loaded again. Rejects with the signal's reason where
 * that comes first.
 */
export function onFirstUse<Part>(load: () => Promise<Part>): (signal?: AbortSignal) => Promise<Part> {
  let part: Promise<Part> | undefined;
  let there: Promise<Part> | undefined;
  return (signal) => {
    part ??= new Promise<Part>((resolve, reject) => {
      const timer = setTimeout(reject, longestLoadMs);
      load()
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    }).then(
      (loaded) => {
        there = part;
        return loaded;
      },
      (cause: unknown) => {
        part = undefined;
        const message =
          'A part of the library could not be loaded, and nothing was sent. Load the page again.';
        throw new VideoError('unsupported', message, { cause });
      },
    );
    // What is there has its own say about an abort, such as an event.
    return there ?? unlessAborted(part, signal);
  };
}
