import { VideoError, type VideoErrorCode } from '@vid/core';
import { type HttpAnswer, redact, retryAfterMs, submissionUnknown } from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import { errorAnswerSchema } from './schema.ts';

interface Verdict {
  readonly code: VideoErrorCode;
  /**
   * Which answer to a submit proves that it made no task. Runway publishes no such table; this is read from what the
   * statuses mean [guess]. `json-error`: only when the body is the service's own error.
   */
  readonly provesNoTask: 'always' | 'json-error' | 'never';
}

/** A status that is not here leaves open whether a task exists. */
const byStatus: Readonly<Record<number, Verdict>> = {
  400: { code: 'invalid-request', provesNoTask: 'json-error' },
  401: { code: 'authentication', provesNoTask: 'json-error' },
  404: { code: 'not-found', provesNoTask: 'json-error' },
  405: { code: 'invalid-request', provesNoTask: 'json-error' },
  /** Too many requests, or the model's generations of the day are used up [doc]. */
  429: { code: 'rate-limited', provesNoTask: 'always' },
  /** The load is shed, or could not be borne [doc]. */
  502: { code: 'provider-unavailable', provesNoTask: 'never' },
  503: { code: 'provider-unavailable', provesNoTask: 'never' },
  504: { code: 'provider-unavailable', provesNoTask: 'never' },
};
const other: Verdict = { code: 'provider-unavailable', provesNoTask: 'never' };

/** An empty purse is an HTTP 400 like any other [client, observed]. */
const emptyPurse = /not (have )?enough credits/i;

/** The service's own words: `error`, with the list of a schema check behind it. */
function said(json: unknown): { readonly message: string; readonly code: string | undefined } | undefined {
  const parsed = z.safeParse(errorAnswerSchema, json);
  if (!parsed.success) return undefined;
  const { error, issues } = parsed.data;
  const plain = typeof error === 'string' ? error : error.message;
  const listed = issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
  return { message: listed === '' ? plain : `${plain} (${listed})`, code: issues[0]?.code };
}

/** What a call is for: a submit costs money, the others never do. */
export type Purpose = 'submit' | 'question' | 'upload';

export const nothingSubmitted = 'Nothing was submitted and nothing was paid.';
const consequences: Readonly<Record<Purpose, string>> = {
  submit: 'No task was made and nothing should be billed.',
  question: 'This says nothing about the task.',
  upload: nothingSubmitted,
};

/** The error of an answer that is no success: what happened, whether money may be spent, what to do. */
export function errorFrom(answer: HttpAnswer, purpose: Purpose, secrets: readonly string[]): VideoError {
  const { status, headers, json, text } = answer;
  const provider = 'runway';
  const words = said(json);
  const verdict = byStatus[status] ?? other;
  const unsaid = text.trim() === '' ? 'the answer is empty' : 'no reason given';
  const reason = `HTTP ${status}: ${redact(words?.message ?? unsaid, secrets)}`;
  const details = { provider, providerCode: words?.code };
  const proved =
    verdict.provesNoTask === 'always' || (verdict.provesNoTask === 'json-error' && words !== undefined);
  if (purpose === 'submit' && !proved) return submissionUnknown(provider, `it answered ${reason}`, details);
  // Without the service's own words it was somebody on the way who refused; that says nothing of the task.
  const known = words !== undefined || verdict.provesNoTask !== 'json-error' ? verdict.code : other.code;
  const isPurse = status === 400 && words !== undefined && emptyPurse.test(words.message);
  const code = isPurse ? 'quota-exhausted' : known;
  return new VideoError(code, `${provider} refused (${reason}). ${consequences[purpose]}`, {
    ...details,
    retryAfterMs: retryAfterMs(headers),
  });
}
