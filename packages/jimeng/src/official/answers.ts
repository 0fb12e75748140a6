import { type TaskFailure, VideoError, type VideoTask } from '@vid/core';
import { type HttpAnswer, nextTask, redact, retryAfterMs, submissionUnknown } from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import { byStatus, frontDoorNumbers, type Meaning, numbers, success, unclear, unlisted } from './numbers.ts';
import { answerSchema, frontDoorSchema, linkLifeMs, words } from './schema.ts';

const provider = 'jimeng';

interface Said {
  /** As a person would look it up: `50411`, `SignatureDoesNotMatch`. */
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly requestId: string | undefined;
  readonly meaning: Meaning;
}

const lookUp = (table: Readonly<Record<string, Meaning>>, number: string | undefined) =>
  number !== undefined && Object.hasOwn(table, number) ? table[number] : undefined;

/** What an answer that is no success says. The number decides, never the HTTP status alone. */
function said({ status, json }: HttpAnswer): Said {
  const front = z.safeParse(frontDoorSchema, json);
  if (front.success) {
    const { Error: error, RequestId: requestId } = front.data.ResponseMetadata;
    const meaning = lookUp(frontDoorNumbers, error.CodeN) ?? unlisted[status] ?? byStatus[status] ?? unclear;
    return { code: error.Code ?? error.CodeN, message: error.Message, requestId, meaning };
  }
  const { code, message, request_id: requestId } = z.safeParse(answerSchema, json).data ?? {};
  const listed =
    lookUp(numbers, code) ?? (code === undefined || code === success ? undefined : unlisted[status]);
  return { code, message, requestId, meaning: listed ?? byStatus[status] ?? unclear };
}

export interface Asked {
  /** Whether the question was a submit that costs money. */
  readonly paid: boolean;
  readonly secrets: readonly string[];
}

/** The error of an answer that is no success: what happened, whether money may be spent, what to do. */
export function errorFrom(answer: HttpAnswer, { paid, secrets }: Asked): VideoError {
  const { code, message, requestId, meaning } = said(answer);
  const shown = (text: string | undefined) => (text === undefined ? undefined : redact(text, secrets));
  const details = { provider, providerCode: shown(code), requestId: shown(requestId) };
  const unsaid = answer.json === undefined ? 'the answer is no JSON' : 'no reason given';
  const what = `HTTP ${answer.status}${code === undefined ? '' : `, ${redact(code, secrets)}`}: ${shown(message) ?? unsaid}`;
  if (paid && !meaning.provesNoTask) return submissionUnknown(provider, `it answered ${what}`, details);
  const consequence = paid
    ? 'No task was made and nothing should be billed.'
    : 'This says nothing about the task.';
  return new VideoError(meaning.error, `${provider} refused (${what}). ${consequence}`, {
    ...details,
    ...(meaning.retryable !== undefined && { retryable: meaning.retryable }),
    retryAfterMs: retryAfterMs(answer.headers),
  });
}

const read = (json: unknown) => z.safeParse(answerSchema, json).data;

/** Whether the service did what it was asked. */
export const isSuccess = ({ json }: HttpAnswer): boolean => read(json)?.code === success;

/** The id of a new task; `undefined`: the answer makes none known. */
export const taskIdOf = (answer: HttpAnswer): string | undefined =>
  isSuccess(answer) ? read(answer.json)?.data?.task_id : undefined;

/** The task's own end, told as an error of the question; `undefined`: it is none. HTTP 400 can be the verdict [doc]. */
function verdictOf(answer: HttpAnswer, secrets: readonly string[]): TaskFailure | undefined {
  const { code, message, meaning } = said(answer);
  if (code === undefined || meaning.task === undefined) return undefined;
  const text = message === undefined ? 'the service gave no reason' : redact(message, secrets);
  return { reason: meaning.task, message: text, providerCode: code };
}

const linkOf = (text: string | undefined) =>
  text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : undefined;

/** The task as a query's answer tells it. Throws for an answer that tells nothing about it. */
export function readTask(task: VideoTask, answer: HttpAnswer, asked: Asked, now: number): VideoTask {
  const nothing = { videos: [], failure: { reason: 'unknown', message: '' } } as const;
  if (!isSuccess(answer)) {
    const failure = verdictOf(answer, asked.secrets);
    // `expired` stands for any word that ends in failure.
    if (failure !== undefined) return nextTask(task, { ...nothing, word: 'expired', failure }, words);
    throw errorFrom(answer, asked);
  }
  const { status: word, video_url } = read(answer.json)?.data ?? {};
  if (word?.trim().toLowerCase() === 'not_found') {
    const message = `${provider} knows no task ${task.id}: the id is wrong, or its record is gone (after 12 to 24 h).`;
    throw new VideoError('not-found', message, { provider });
  }
  const url = linkOf(video_url);
  const expiresAt = new Date(now + linkLifeMs).toISOString();
  return nextTask(
    task,
    {
      word,
      videos: url === undefined ? [] : [{ url, expiresAt }],
      failure: { reason: 'expired', message: 'expired: the service gave the task up' },
    },
    words,
  );
}
