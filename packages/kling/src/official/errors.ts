import { VideoError, type VideoErrorCode } from '@vid/core';
import { type HttpAnswer, redact, retryAfterMs, submissionUnknown } from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import { type Envelope, envelopeSchema } from './schema.ts';

interface Verdict {
  readonly code: VideoErrorCode;
  /** Whether it proves that a submit made no task. */
  readonly provesNoTask: boolean;
}

const refused = (code: VideoErrorCode): Verdict => ({ code, provesNoTask: true });
const ambiguous: Verdict = { code: 'provider-unavailable', provesNoTask: false };

/**
 * The numbers and their meaning are [doc], identical in three copies; what they prove is our inference [guess].
 * HTTP 429 alone says nothing: 1100 to 1102 and 1304 are permanent, 1302 and 1303 pass.
 */
const byCode: Readonly<Record<number, Verdict>> = {
  1000: refused('authentication'),
  1001: refused('authentication'),
  1002: refused('authentication'),
  1003: refused('authentication'),
  1004: refused('authentication'),
  1100: refused('authentication'),
  1101: refused('quota-exhausted'),
  1102: refused('quota-exhausted'),
  1103: refused('authentication'),
  1200: refused('invalid-request'),
  1201: refused('invalid-request'),
  1202: refused('invalid-request'),
  1203: refused('not-found'),
  1300: refused('content-policy'),
  1301: refused('content-policy'),
  1302: refused('rate-limited'),
  1303: refused('rate-limited'),
  1304: refused('authentication'),
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
