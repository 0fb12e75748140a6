import type { Clock } from '../contract/clock.ts';
import { downloadError, LinkError } from './errors.ts';
import { type LinkResponse, type LinkSettings, openLink, readBody, requireFile } from './open-link.ts';
import type { Receiver } from './receive.ts';
import type { RefreshLink } from './refresh-link.ts';
import { type FileIdentity, isRest, rangeHeaders } from './resume.ts';
import { identityOf } from './resume.ts';

export interface TransferSettings extends LinkSettings {
  readonly refreshLink: RefreshLink | undefined;
  readonly clock: Clock;
}

/** In a row, without a byte more than before. */
const maxAttempts = 5;
const maxRefreshes = 2;
const firstPauseMs = 1_000;
/** A longer Retry-After is not waited for. */
const longestPauseMs = 120_000;

/** Brings the whole file to the receiver, over as many connections and links as it takes. */
export async function transfer(
  firstLink: string,
  receiver: Receiver,
  { refreshLink, clock, ...settings }: TransferSettings,
): Promise<void> {
  const { signal } = settings;
  let link = firstLink;
  let linkHasExpired = false;
  let identity: FileIdentity | undefined;
  let furthest = 0;
  let failures = 0;
  let refreshes = 0;

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
      for await (const chunk of readBody(answer, settings.idleTimeoutMs)) {
        await receiver.write(chunk, totalBytes, origin);
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
    if (receiver.bytes > furthest) {
      furthest = receiver.bytes;
      failures = 0;
      refreshes = 0;
    }
    if (error.recovery === 'refresh-link') {
      linkHasExpired = true;
      if (refreshLink === undefined || refreshes === maxRefreshes) throw linkExpired(error, refreshes);
      refreshes += 1;
      return;
    }
    failures += 1;
    const { retryAfterMs = 0 } = error.details;
    const pause = firstPauseMs * 2 ** (failures - 1) * (0.5 + Math.random());
    if (failures === maxAttempts || retryAfterMs > longestPauseMs) throw givenUp(error, failures, furthest);
    // A file that is cut where it lies has no rest to ask for.
    const hasAll = receiver.bytes > 0 && receiver.bytes === identity?.totalBytes;
    if (hasAll) await receiver.restart(error.toVideoError(streamAdvice));
    else if (rangeHeaders(identity, receiver.bytes) === undefined) await startAgain(receiver);
    await clock.sleep(Math.max(pause, retryAfterMs), signal);
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

const linkExpired = (error: LinkError, refreshes: number) =>
  error.toVideoError(
    refreshes === 0
      ? 'The link has expired or is wrong: query the task for a new one, or pass provider and task and downloadVideo does so.'
      : `${refreshes} new links from the provider did not work either. The file may have been deleted; look for it in your account there.`,
  );

const givenUp = (error: LinkError, failures: number, furthest: number) =>
  error.toVideoError(
    `Gave up after ${failures === 1 ? '1 attempt' : `${failures} attempts in a row`}, with ${furthest} bytes received. ` +
      'Call downloadVideo again later, while the link is valid.',
  );
