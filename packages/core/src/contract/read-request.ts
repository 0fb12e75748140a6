import * as z from 'zod/mini';
import { describe, nearestName } from './describe.ts';
import { VideoError } from './error.ts';
import { property } from './fields.ts';
import type { Problem } from './problem.ts';
import type { VideoRequest } from './request.ts';
import { requestKeys, videoRequestSchema } from './request-schema.ts';
import { inWords } from './schema-messages.ts';

const at = (value: unknown, path: readonly PropertyKey[]): unknown => path.reduce<unknown>(property, value);

function problemsOf(issue: z.core.$ZodIssue, input: unknown): readonly Problem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const field = [...path, key].join('.') || '""';
      const allowed = path.length === 0 ? requestKeys.join(', ') : 'no such key';
      const nearest = path.length === 0 ? nearestName(key, requestKeys) : undefined;
      const hint = nearest === undefined ? `takes ${allowed}` : `the nearest known field is "${nearest}"`;
      return {
        field,
        asked: describe(at(input, [...issue.path, key])),
        allowed,
        message: `${field}: unknown field; ${hint}`,
      };
    });
  }
  const field = path.length === 0 ? 'request' : path.join('.');
  const value = at(input, issue.path);
  const asked = value === undefined ? undefined : describe(value);
  const message = `${field}: ${issue.message}; got ${asked ?? 'nothing'}`;
  return [{ field, asked, allowed: issue.message, message }];
}

/** Whether a value is a `VideoRequest` at all; asks no model. Never throws. */
export function readRequest(
  input: unknown,
):
  | { readonly ok: true; readonly request: VideoRequest }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const parsed = z.safeParse(videoRequestSchema, input, { error: inWords });
  if (parsed.success) return { ok: true, request: parsed.data };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, input)) };
}

/** The request, or `VideoError('invalid-request')` with everything that is wrong with it. */
export function requireRequest(input: unknown): VideoRequest {
  const read = readRequest(input);
  if (read.ok) return read.request;
  const what = read.problems.map(({ message }) => message).join('; ');
  throw new VideoError('invalid-request', `The request is not valid, nothing was sent: ${what}.`, {
    problems: read.problems,
  });
}
