import type { JobChange } from '@vid/core/journal';
import { Hono } from 'hono';
import { knownRevision, streamMessages, type Streams } from './events.ts';

/** One server-sent event. */
export interface HostMessage {
  /** Its name, as `addEventListener` takes it. */
  readonly event: string;
  /** JSON. */
  readonly data: unknown;
}

/** A stream of changes in the words of the host, who also sees to who may open it. */
export interface HostStream {
  /** Default: the jobs of all owners. */
  readonly owner?: string | undefined;
  /** What a client is told first that knows no revision of this store. Default: each job as a change. */
  readonly first?: (() => HostMessage | Promise<HostMessage>) | undefined;
  /** `undefined`: nothing is told of it. */
  readonly message: (change: JobChange) => HostMessage | undefined | Promise<HostMessage | undefined>;
}

const written = (revision: number, { event, data }: HostMessage) => ({
  id: String(revision),
  event,
  data: JSON.stringify(data),
});

/** The answer to a request for such a stream. */
export function hostStream(
  streams: Streams,
  request: Request,
  { owner, first, message }: HostStream,
): Response | Promise<Response> {
  const { store, feed } = streams;
  const app = new Hono().all('*', (c) =>
    streamMessages(c, streams, async function* (signal) {
      const latest = await store.latest();
      const known = knownRevision(c);
      const isKnown = known > 0 && known <= latest;
      // What changes while it is read comes again.
      if (!isKnown && first !== undefined) yield written(latest, await first());
      const after = isKnown || first === undefined ? known : latest;
      for await (const change of feed.follow({ owner, after, signal })) {
        const told = await message(change);
        if (told !== undefined) yield written(change.revision, told);
      }
    }),
  );
  return app.fetch(request);
}
