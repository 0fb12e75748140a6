import { VideoError, type VideoErrorCode } from '@vid/core';
import { type HttpAnswer, redact, retryAfterMs, submissionUnknown } from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import { refusals } from '../schema.ts';
import { type Envelope, envelopeSchema } from './schema.ts';

interface Verdict {
  readonly code: VideoErrorCode;
  /** Whether it proves that a submit made no task. */
  readonly provesNoTask: boolean;
}

const refused = (code: VideoErrorCode): Verdict => ({ code, provesNoTask: true });
const ambiguous: Verdict = { code: 'provider-unavailable', provesNoTask: false };

const byCode: Readonly<Record<string, Verdict>> = {
  ...Object.fromEntries(Object.entries(refusals).map(([number, code]) => [number, refused(code)])),
  5000: ambiguous,
  5001: ambiguous,
  5002: ambiguous,
};

/** Where no known number stands: a page of a proxy, or a path that is not there, whose 404 names none [client]. */
const byStatus: Readonly<Record<number, Verdict>> = {
  400: refused('invalid-request'),
  401: refused('authentication'),
  403: refused('authentication'),
  404: refused('invalid-request'),
  405: refused('invalid-request'),
  413: refused('invalid-request'),
  415: refused('invalid-request'),
  422: refused('invalid-request'),
  429: refused('rate-limited'),
};

/** Signed anew, the request may be sent once more: nothing was created [guess]. */
export const tokenExpired = 1004;

const nothingSaid: Envelope = { code: undefined, message: undefined, request_id: undefined, data: undefined };

export function readEnvelope(json: unknown): Envelope {
  const parsed = z.safeParse(envelopeSchema, json);
  return parsed.success ? parsed.data : nothingSaid;
}

function verdictOn(status: number, code: number | undefined): Verdict {
  if (code !== undefined && code !== 0) return byCode[code] ?? (status < 300 ? ambiguous : byHttp(status));
  return byHttp(status);
}

/** A redirect is not followed. */
const byHttp = (status: number): Verdict =>
  status >= 300 && status < 400 ? refused('invalid-request') : (byStatus[status] ?? ambiguous);

/** The error of an answer that is no success: what happened, whether money may be spent, what to do. */
export function errorFrom(
  { status, headers, json, text }: HttpAnswer,
  { paid, secrets }: { readonly paid: boolean; readonly secrets: readonly string[] },
): VideoError {
  const { code, message, request_id } = readEnvelope(json);
  const unsaid = text.trim() === '' ? 'the answer is empty' : 'no reason given';
  const reason = redact(message ?? (json === undefined ? 'the answer is no JSON' : unsaid), secrets);
  const details = {
    provider: 'kling',
    providerCode: code === undefined ? undefined : String(code),
    requestId: request_id === undefined ? undefined : redact(request_id, secrets),
  };
  const answer = `HTTP ${status}${code === undefined ? '' : `, ${code}`}: ${reason}`;
  const verdict = verdictOn(status, code);
  if (paid && !verdict.provesNoTask) return submissionUnknown('kling', `it answered ${answer}`, details);
  const consequence = paid
    ? 'No task was made and nothing should be billed.'
    : 'This says nothing about the task.';
  return new VideoError(verdict.code, `kling refused (${answer}). ${consequence}`, {
    ...details,
    retryAfterMs: retryAfterMs(headers),
  });
}
