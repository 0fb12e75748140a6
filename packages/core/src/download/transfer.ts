import { monotonicNow } from '../contract/clock.ts';
import type { VideoError } from '../contract/error.ts';
import { downloadError, LinkError } from './errors.ts';
import { type LinkResponse, type LinkSettings, openLink, readBody, requireFile } from './open-link.ts';
import type { Receiver } from './receive.ts';
import type { RefreshLink } from './refresh-link.ts';
import { type FileIdentity, identityOf, isRest, rangeHeaders } from './resume.ts';

export interface TransferSettings extends LinkSettings {
  readonly refreshLink: RefreshLink | undefined;
  /** Whether a file that is missing may be on its way. */
  readonly isFresh: (link: string) => boolean;
}

/** In a row, without progress. */
const maxAttempts = 5;
/** For a file that may be on its way: some 15 s. */
const maxWaits = 4;
const firstPauseMs = 1_000;
/** A longer Retry-After is not waited for. */
const longestPauseMs = 120_000;

const pauseMs = (failures: number) => firstPauseMs * 2 ** (failures - 1) * (0.5 + Math.random());

/** Brings the whole file to the receiver, over as many connections and links as it takes. */
export async function transfer(
  firstLink: string,
  receiver: Receiver,
  { refreshLink, isFresh, ...settings }: TransferSettings,
): Promise<void> {
  const { signal, clock, minBytesPerSecond } = settings;
  let link = firstLink;
  let linkHasExpired = false;
  let identity: FileIdentity | undefined;
  let furthest = 0;
  let failures = 0;
  let isRefreshed = false;
  let waits = 0;
  /** Bytes that came slower than the slowest network are none: a server may send one for every connection. */
  let progress = { bytes: 0, at: monotonicNow(clock) };

  const attempt = async () => {
    if (linkHasExpired && refreshLink !== undefined) link = await refreshLink();
    linkHasExpired = false;
    const range = rangeHeaders(identity, receiver.bytes);
    const answer = await openLink(link, range ?? {}, settings);
    try {
      requireFile(answer, clock.now());
      identity = await matchedIdentity(answer, identity, receiver);
      const { totalBytes } = identity;
      receiver.requireSize(totalBytes ?? 0);
      const origin = { host: answer.host, contentType: answer.response.headers['content-type'] };
      for await (const chunk of readBody(answer, settings)) {
        const arrived = monotonicNow(clock);
        await receiver.write(chunk, totalBytes, origin);
        progress.at += monotonicNow(clock) - arrived;
      }
      if (totalBytes !== undefined && receiver.bytes !== totalBytes) {
        throw broken(answer.host, receiver, totalBytes);
      }
      await receiver.finish(totalBytes, origin);
    } finally {
      answer.response.destroy();
    }
  };

  const recover = async (error: LinkError) => {
    furthest = Math.max(furthest, receiver.bytes);
    const gained = receiver.bytes - progress.bytes;
    const seconds = (monotonicNow(clock) - progress.at) / 1000;
    if (gained > 0 && gained >= minBytesPerSecond * seconds) {
      progress = { bytes: receiver.bytes, at: monotonicNow(clock) };
      failures = 0;
      isRefreshed = false;
    }
    const { retryAfterMs = 0 } = error.details;
    if (error.recovery === 'await-file' && waits < maxWaits && retryAfterMs <= longestPauseMs) {
      if (error.details.retryAfterMs !== undefined || isFresh(link)) {
        waits += 1;
        return clock.sleep(Math.max(pauseMs(waits), retryAfterMs), signal);
      }
    }
    if (error.recovery !== 'retry') {
      linkHasExpired = true;
      if (refreshLink === undefined || isRefreshed) throw linkExpired(error, isRefreshed, waits);
      isRefreshed = true;
      return;
    }
    failures += 1;
    if (failures === maxAttempts || retryAfterMs > longestPauseMs) throw givenUp(error, failures, furthest);
    // A file that is cut where it lies has no rest to ask for.
    const hasAll = receiver.bytes > 0 && receiver.bytes === identity?.totalBytes;
    if (hasAll) await receiver.restart(error.toVideoError(streamAdvice));
    else if (rangeHeaders(identity, receiver.bytes) === undefined) await startAgain(receiver);
    await clock.sleep(Math.max(pauseMs(failures), retryAfterMs), signal);
  };

  for (;;) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      await recover(error);
    }
  }
}

/** The identity of the file whose bytes follow; starts again when they are not the rest of what is here. */
async function matchedIdentity(
  answer: LinkResponse,
  known: FileIdentity | undefined,
  receiver: Receiver,
): Promise<FileIdentity> {
  const { response, host } = answer;
  const identity = identityOf(response);
  if (known !== undefined && receiver.bytes > 0 && isRest(response, known, receiver.bytes)) {
    return { ...known, totalBytes: identity.totalBytes };
  }
  if (receiver.bytes > 0) await startAgain(receiver);
  if (response.statusCode === 200) return identity;
  throw new LinkError('retry', 'network', `${host} returned another range than requested.`);
}

const streamAdvice =
  'A stream cannot be rewound: call downloadVideo again with a new stream, or with a file.';

const startAgain = (receiver: Receiver) =>
  receiver.restart(
    downloadError(
      'network',
      `The connection broke after ${receiver.bytes} bytes and cannot be resumed: the server does not support ranges, or the file has changed.`,
      streamAdvice,
    ),
  );

const broken = (host: string, { bytes }: Receiver, totalBytes: number) =>
  new LinkError('retry', 'network', `${host} sent ${bytes} bytes of ${totalBytes}.`);

/** A file that may still be on its way is worth another try: it was waited for, or its server says when to ask again. */
function linkExpired(error: LinkError, isRefreshed: boolean, waits: number): VideoError {
  const advice = isRefreshed
    ? 'A new link from the provider did not work either. The file may have been deleted; look for it in your account there.'
    : 'The link has expired or is wrong: query the task for a new one, or pass provider and task and downloadVideo does so.';
  if (waits === 0 && error.details.retryAfterMs === undefined) return error.toVideoError(advice);
  const attempts = waits === 0 ? '1 attempt' : `${waits + 1} attempts`;
  const patience = `The file did not appear in ${attempts}: try again later.`;
  return error.toVideoError(`${patience} ${advice}`, { retryable: true });
}

const givenUp = (error: LinkError, failures: number, furthest: number) =>
  error.toVideoError(
    `Gave up after ${failures === 1 ? '1 attempt' : `${failures} attempts in a row`}, with ${furthest} bytes received. ` +
      'Call downloadVideo again later, while the link is valid.',
  );
