import type { Clock } from '../contract/clock.ts';
import { downloadError, LinkTrouble } from './failure.ts';
import type { RenewLink } from './fresh-link.ts';
import { type LinkAnswer, type LinkSettings, openLink } from './open-link.ts';
import { requireFile } from './link-status.ts';
import { readBody } from './read-body.ts';
import type { Receiver } from './receive.ts';
import { type FileIdentity, identityOf, isRest, rangeHeaders } from './resume.ts';
import { requireVideoType } from './sniff.ts';

export interface TransferSettings extends LinkSettings {
  readonly renewLink: RenewLink | undefined;
  readonly clock: Clock;
}

/** In a row, without a byte more than before. */
const maxAttempts = 5;
const maxFreshLinks = 2;
const firstPauseMs = 1_000;
/** A server that asks for more is not waited for. */
const longestPauseMs = 120_000;

/** Brings the whole file to the receiver, over as many connections and links as it takes. */
export async function transfer(
  firstLink: string,
  receiver: Receiver,
  { renewLink, clock, ...settings }: TransferSettings,
): Promise<void> {
  const { signal } = settings;
  let link = firstLink;
  let linkIsDead = false;
  let identity: FileIdentity | undefined;
  let furthest = 0;
  let failures = 0;
  let freshLinks = 0;

  const attempt = async () => {
    if (linkIsDead && renewLink !== undefined) link = await renewLink();
    linkIsDead = false;
    const range = rangeHeaders(identity, receiver.bytes);
    const answer = await openLink(link, range ?? {}, settings);
    try {
      requireFile(answer, clock.now());
      identity = await matchedIdentity(answer, identity, receiver);
      const { totalBytes } = identity;
      receiver.requireSize(totalBytes ?? 0);
      for await (const chunk of readBody(answer, settings.idleTimeoutMs)) {
        await receiver.take(chunk, totalBytes, answer.host);
      }
      if (totalBytes !== undefined && receiver.bytes !== totalBytes) {
        throw broken(answer.host, receiver, totalBytes);
      }
      await receiver.finish(answer.host);
    } finally {
      answer.response.destroy();
    }
  };

  const recover = async (trouble: LinkTrouble) => {
    if (receiver.bytes > furthest) {
      furthest = receiver.bytes;
      failures = 0;
      freshLinks = 0;
    }
    if (trouble.remedy === 'fresh-link') {
      linkIsDead = true;
      if (renewLink === undefined || freshLinks === maxFreshLinks) throw linkExpired(trouble, freshLinks);
      freshLinks += 1;
      return;
    }
    failures += 1;
    const { retryAfterMs = 0 } = trouble.details;
    const pause = firstPauseMs * 2 ** (failures - 1) * (0.5 + Math.random());
    if (failures === maxAttempts || retryAfterMs > longestPauseMs) throw givenUp(trouble, failures, furthest);
    if (rangeHeaders(identity, receiver.bytes) === undefined) await startAgain(receiver);
    await clock.sleep(Math.max(pause, retryAfterMs), signal);
  };

  for (;;) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof LinkTrouble)) throw error;
      await recover(error);
    }
  }
}

/** The identity of the file whose bytes follow; starts again when they are not the rest of what is here. */
async function matchedIdentity(
  answer: LinkAnswer,
  known: FileIdentity | undefined,
  receiver: Receiver,
): Promise<FileIdentity> {
  const { response, host } = answer;
  if (response.statusCode !== 416) requireVideoType(response.headers['content-type'], host);
  const identity = identityOf(response);
  if (known !== undefined && receiver.bytes > 0 && isRest(response, known, receiver.bytes)) {
    return { ...known, totalBytes: identity.totalBytes };
  }
  if (receiver.bytes > 0) await startAgain(receiver);
  if (response.statusCode === 200) return identity;
  throw new LinkTrouble(
    'try-again',
    'network',
    `${host} answered with another part of the file than was asked for.`,
  );
}

const startAgain = (receiver: Receiver) =>
  receiver.restart(
    downloadError(
      'network',
      `The connection broke after ${receiver.bytes} bytes, and the server cannot go on from there: it offers no ranges, or the file has changed.`,
      'A stream cannot take bytes back: call downloadVideo again with a new stream, or with a file.',
    ),
  );

const broken = (host: string, { bytes }: Receiver, totalBytes: number) =>
  new LinkTrouble('try-again', 'network', `${host} sent ${bytes} bytes of ${totalBytes}.`);

const linkExpired = (trouble: LinkTrouble, freshLinks: number) =>
  trouble.toVideoError(
    freshLinks === 0
      ? 'The link has expired or never was one: query the task again for a fresh link, or pass provider and task, and downloadVideo does that itself.'
      : `${freshLinks} fresh links from the provider did not work either. It may have deleted the file; look for it in your account there.`,
  );

const givenUp = (trouble: LinkTrouble, failures: number, furthest: number) =>
  trouble.toVideoError(
    `${failures === 1 ? 'It was tried once' : `It was tried ${failures} times in a row`}; the furthest was ${furthest} bytes. ` +
      'Call downloadVideo again later, while the link lives.',
  );
