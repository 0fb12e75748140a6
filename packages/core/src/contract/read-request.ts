import * as z from 'zod/mini';
import { VideoError } from './error.ts';
import { explainProblems, isFormat } from './explain-problem.ts';
import { property } from './fields.ts';
import { nearestName } from './nearest-name.ts';
import type { Format, Problem, ProblemValues } from './problem.ts';
import type { VideoRequest } from './request.ts';
import { requestKeys, videoRequestSchema } from './request-schema.ts';
import { show } from './shown.ts';

const at = (value: unknown, path: readonly PropertyKey[]): unknown => path.reduce<unknown>(property, value);

const kinds: Readonly<Record<string, Format>> = {
  string: 'text',
  number: 'number',
  int: 'whole-number',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
  record: 'object',
};

type Wrong =
  | ({ readonly code: 'malformed' } & ProblemValues['malformed'])
  | ({ readonly code: 'not-one-of' } & ProblemValues['not-one-of'])
  | ({ readonly code: 'out-of-range' } & ProblemValues['out-of-range']);

function wrongIn(issue: z.core.$ZodIssue): Wrong {
  // The request's schema says in a format's name what a value must be.
  if (isFormat(issue.message)) return { code: 'malformed', expected: issue.message };
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'malformed', expected: kinds[issue.expected] ?? 'valid' };
    case 'invalid_value':
      return {
        code: 'not-one-of',
        allowed: issue.values.map((value) => (typeof value === 'number' ? value : String(value))),
      };
    case 'too_small':
      return { code: 'out-of-range', min: Number(issue.minimum) };
    case 'too_big':
      return { code: 'out-of-range', max: Number(issue.maximum) };
    case 'unrecognized_keys':
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return { code: 'malformed', expected: 'valid' };
  }
}

function problemsOf(issue: z.core.$ZodIssue, input: unknown): readonly Problem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const field = [...path, key].join('.') || '""';
      const asked = show(at(input, [...issue.path, key]));
      if (path.length > 0) return { code: 'unknown-field', field, asked };
      const nearest = nearestName(key, requestKeys);
      return {
        code: 'unknown-field',
        field,
        asked,
        known: requestKeys,
        ...(nearest !== undefined && { nearest }),
      };
    });
  }
  const field = path.length === 0 ? 'request' : path.join('.');
  const value = at(input, issue.path);
  return [{ ...wrongIn(issue), field, ...(value !== undefined && { asked: show(value) }) }];
}

/** Whether a value is a `VideoRequest` at all; asks no model. Never throws. */
export function readRequest(
  input: unknown,
):
  | { readonly ok: true; readonly request: VideoRequest }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const parsed = z.safeParse(videoRequestSchema, input);
  if (parsed.success) return { ok: true, request: parsed.data };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, input)) };
}

/** The request, or `VideoError('invalid-request')` with everything that is wrong with it. */
export function requireRequest(input: unknown): VideoRequest {
  const read = readRequest(input);
  if (read.ok) return read.request;
  const { problems } = read;
  const message = `Invalid request, nothing was sent. ${explainProblems(problems)}.`;
  throw new VideoError('invalid-request', message, { problems });
}
