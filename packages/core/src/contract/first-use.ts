import { unlessAborted } from './abort.ts';
import { VideoError } from './error.ts';

/**
 * A part of the library that an application's bundler puts into a file of its own, loaded when it is first needed: what only plans does
 * not take it in. Rejects with `VideoError('unsupported')` where the file is gone, as when a newer version of the application has
 * taken its place: browsers remember that until the page is loaded again; with the signal's reason where that comes first.
 */
export function onFirstUse<Part>(load: () => Promise<Part>): (signal?: AbortSignal) => Promise<Part> {
  let part: Promise<Part> | undefined;
  let isThere = false;
  const start = async () => {
    try {
      const loaded = await load();
      isThere = true;
      return loaded;
    } catch (cause) {
      part = undefined;
      const message = 'A part of the library could not be loaded, and nothing was sent. Load the page again.';
      throw new VideoError('unsupported', message, { cause });
    }
  };
  return (signal) => {
    part ??= start();
    if (isThere) return part;
    // Both ways take as long: who came first goes first.
    return signal === undefined ? part.then((one) => one) : unlessAborted(part, signal);
  };
}
