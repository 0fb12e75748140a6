import type { Router } from '@vid/core';
import { connectRemote, createRemote, type RemoteSettings, type ServerCapabilities } from '@vid/core/remote';
import { createJobFeed, type JobFeed } from './job-feed.ts';
import { createOneVideo, type OneVideo } from './one-video.ts';

/** Which server's jobs a page shows, and how it speaks to the server. */
export interface VideoClientSettings extends RemoteSettings {
  /** The server's tables, such as a page was rendered with. Default: they are asked for once, in the browser. */
  readonly capabilities?: ServerCapabilities | undefined;
  /**
   * Whose jobs they are, such as a user's id: tabs of one scope share one stream of events, and what is kept over a reload is
   * theirs. Needed where two people use one browser. Default: the URL.
   */
  readonly scope?: string | undefined;
}

/** What a page's components share: one router, one stream of events. */
export interface VideoClient {
  /** The router, once somebody has needed it; asks again after a failure. */
  connect(): Promise<Router>;
  /** All jobs of the caller, over one connection. */
  readonly feed: JobFeed;
  /** The same one for the same id. */
  video(id: string): OneVideo;
}

/** Sends nothing, and touches nothing of a browser, until a component is mounted there. Make one for each server, outside of components. */
export function createVideoClient(url: string, settings: VideoClientSettings = {}): VideoClient {
  const { capabilities, scope = url, ...remote } = settings;
  const { token, headers, fetch } = remote;
  const feed = createJobFeed(url, { token, headers, fetch }, scope);
  const videos = new Map<string, OneVideo>();
  let router: Router | undefined;
  let connecting: Promise<Router> | undefined;

  const open = async (): Promise<Router> => {
    try {
      router =
        capabilities === undefined
          ? await connectRemote(url, remote)
          : createRemote(url, capabilities, remote);
      return router;
    } catch (error) {
      connecting = undefined;
      throw error;
    }
  };
  const connect = () => (connecting ??= open());

  return {
    connect,
    feed,
    video(id) {
      const known = videos.get(id);
      if (known !== undefined) return known;
      const made = createOneVideo({ name: `vid ${scope} ${id}`, feed, router: () => router, connect });
      videos.set(id, made);
      return made;
    },
  };
}
