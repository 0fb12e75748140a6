import { type Clock, longestTimerMs, systemClock } from '../contract/clock.ts';
import { VideoError } from '../contract/error.ts';
import type { VideoProvider } from '../contract/provider.ts';
import type { Video, VideoTask } from '../contract/task.ts';
import { emit, type EventListener, identityOf } from '../observing/events.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { isFreshLink } from './fresh-link.ts';
import type { LinkSettings } from './open-link.ts';
import { createReceiver, type DownloadProgress } from './receive.ts';
import { readProxy } from './proxy.ts';
import { linkRefresher, type RefreshLink } from './refresh-link.ts';
import { allowedHosts } from './safe-link.ts';
import { openTarget } from './open-target.ts';
import { transfer } from './transfer.ts';

/** How one file is brought home. Times are in milliseconds, sizes in bytes. */
export interface DownloadOptions {
  /** Ends the download with the platform's own `AbortError`; nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
  /** Called with every piece that has arrived. What it throws ends the download. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Called with `downloaded` when the file is complete. */
  readonly onEvent?: EventListener | undefined;
  /** The largest file to accept, in bytes. Default 2 GiB. */
  readonly maxBytes?: number | undefined;
  /**
   * Queried for a new link when the old one has expired, and asked for the headers that its own links need; needs `task`.
   * Never asked to generate.
   */
  readonly provider?: VideoProvider | undefined;
  /** The task that the video came from; needs `provider`. */
  readonly task?: VideoTask | undefined;
  /**
   * Hosts, `'host'` or `'host:port'`, that may be http and inside: private, loopback, link-local. For development
   * servers, and for names that a proxy on this machine answers with made-up addresses.
   */
  readonly allowHosts?: readonly string[] | undefined;
  /** How long the server may send nothing, in milliseconds. Default 30 000. */
  readonly idleTimeoutMs?: number | undefined;
  /**
   * How long the whole download may take, in milliseconds, attempts and the target's own time included. Default: no limit,
   * as a slow network is no fault; a server that only drips is given up by `minBytesPerSecond`.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * A connection that brings less, averaged over a minute, counts as broken, and so do bytes that come slower with
   * ever new connections. The time that the target takes does not count. Default 1024; 0 for no limit.
   */
  readonly minBytesPerSecond?: number | undefined;
  /**
   * The http or https URL of a proxy that tunnels https links, such as `process.env.HTTPS_PROXY`. It finds the addresses
   * of names, so that those inside its network are no longer refused. Default: none, whatever the environment says.
   */
  readonly proxy?: string | URL | undefined;
  /** The time between two attempts, and of the whole. Default: the real clock. */
  readonly clock?: Clock | undefined;
}

/** A file that is complete. */
export interface DownloadedVideo {
  /** The file's absolute path; missing when the target is a stream. */
  readonly path?: string;
  /** The size of the file. */
  readonly bytes: number;
  /** Of the whole file, in hex. */
  readonly sha256: string;
  /** What the first bytes say: `video/mp4`, `video/quicktime`, `video/webm` or `video/x-matroska`. */
  readonly mediaType: string;
  /**
   * The server told no length, and the film's structure names no end (an `mdat` of size 0, fragments, a Segment of
   * unknown size): this may be half of it. Missing otherwise: a film that is cut is never the result.
   */
  readonly unverified?: true;
}

/**
 * Downloads a video: to a file, which appears (or is replaced) only when it is whole, or to a stream, which is
 * closed at the end and aborted on failure. Needs Node.
 *
 * A broken connection is resumed where the server proves that the file is the same, else started again (a stream
 * cannot be); 429, 5xx, 202, 204, idle and slow connections are retried, five times in a row without progress; a file
 * that is missing (403, 404) is waited for some 15 s, if the task is younger than 15 minutes, the link was signed within
 * two, or the server names a time; an expired link is replaced by the provider's new one, if `provider` and `task` are
 * given. Connects only to public addresses by
 * https, redirects included, unless `allowHosts` names the host; goes through no proxy but `proxy`, sends no cookie. The key is
 * sent only where `provider.linkHeaders` says that the link needs it, to the link's own origin, never after a redirect.
 *
 * A file is written beside the target as `.<name>.<random>.part`. Only a killed process leaves it behind, and a film that
 * is whole but cannot take the target's name: the error says where it is. A target that is a link is followed; a file
 * that is replaced keeps its mode; a device, a pipe or a socket is refused.
 *
 * Throws `VideoError`: `invalid-request` (the link, the target or the size is not acceptable), `not-found` (the
 * link has expired), `provider-unavailable` (also for an answer that is no MP4, QuickTime, WebM or Matroska),
 * `rate-limited`, `network`, `timeout`, and what the provider answers when queried for a link. An abort rejects with
 * the signal's reason.
 */
export async function downloadVideo(
  video: Video,
  target: string | URL | WritableStream<Uint8Array>,
  options: DownloadOptions = {},
): Promise<DownloadedVideo> {
  const { signal, timeoutMs = Number.POSITIVE_INFINITY, clock = systemClock, allowHosts = [] } = options;
  signal?.throwIfAborted();
  const { maxBytes = 2 * 1024 ** 3, idleTimeoutMs = 30_000, minBytesPerSecond = 1024 } = options;
  requirePositive({ maxBytes, idleTimeoutMs, timeoutMs });
  if (minBytesPerSecond !== 0) requirePositive({ minBytesPerSecond });
  const isAllowed = allowedHosts(allowHosts);
  const proxy = readProxy(options.proxy);
  const deadline = createDeadline(signal, timeoutMs, clock);
  try {
    return await bringHome(video, target, options, deadline, {
      isAllowed,
      proxy,
      signal: deadline.signal,
      clock,
      maxBytes,
      idleTimeoutMs: Math.min(idleTimeoutMs, longestTimerMs),
      minBytesPerSecond,
    });
  } finally {
    deadline.end();
  }
}

async function bringHome(
  video: Video,
  target: string | URL | WritableStream<Uint8Array>,
  options: DownloadOptions,
  deadline: Deadline,
  { maxBytes, ...settings }: Omit<LinkSettings, 'headersOf'> & { readonly maxBytes: number },
): Promise<DownloadedVideo> {
  const { signal, clock } = settings;
  const { onProgress, onEvent, task } = options;
  const refreshLink = refresherOf(video, options, signal);
  const isFresh = (link: string) => isFreshLink(link, video, task, clock.now());
  const output = await openTarget(target, signal);
  try {
    const receiver = createReceiver(output, { maxBytes, onProgress });
    deadline.start(() => receiver.bytes);
    await transfer(video.url, receiver, { ...settings, refreshLink, isFresh, headersOf: headersOf(options) });
    signal.throwIfAborted();
    await output.finish();
    const { path } = output;
    const result = receiver.result();
    const of = task === undefined ? {} : identityOf(task);
    const { bytes, unverified } = result;
    emit(onEvent, { type: 'downloaded', at: clock.now(), ...of, bytes, ...(unverified && { unverified }) });
    return { ...(path !== undefined && { path }), ...result };
  } catch (error) {
    const reason = signal.aborted ? signal.reason : error;
    await output.discard(reason);
    throw reason;
  }
}

function requirePositive(options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (value > 0) continue;
    throw new VideoError(
      'invalid-request',
      `${name} must be greater than 0; got ${value}. Nothing was sent.`,
    );
  }
}

/** Asked for each link: a refreshed one may stand elsewhere. */
const headersOf =
  ({ provider, task }: DownloadOptions) =>
  async (url: string): Promise<Readonly<Record<string, string>>> =>
    task === undefined ? {} : ((await provider?.linkHeaders?.({ url }, task)) ?? {});

function refresherOf(
  video: Video,
  { provider, task }: DownloadOptions,
  signal: AbortSignal,
): RefreshLink | undefined {
  if (provider !== undefined && task !== undefined) return linkRefresher(video, task, provider, signal);
  if (provider === undefined && task === undefined) return undefined;
  const message =
    'Pass both provider and task to refresh expired links, or neither; one is missing. Nothing was sent.';
  throw new VideoError('invalid-request', message);
}
