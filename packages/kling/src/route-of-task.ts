import { VideoError, type VideoTask } from '@vid/core';

/** The route at which something was made, which is where it is asked for. Throws `VideoError('invalid-request')` where it does not say. */
export function routeOfTask<Kind extends string>(
  kinds: readonly Kind[],
  { lookup }: Pick<VideoTask, 'lookup'>,
  what: string,
): Kind {
  const kind = kinds.find((known) => known === lookup?.['kind']);
  if (kind !== undefined) return kind;
  const message = `${what} of kling does not say where it was made: lookup.kind must be ${kinds.join(' or ')}.`;
  throw new VideoError('invalid-request', message, { provider: 'kling' });
}
