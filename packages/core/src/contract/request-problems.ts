import type * as z from 'zod/mini';
import { isFormat } from './explain-problem.ts';
import { nearestName, plainName } from './nearest-name.ts';
import type { Format, Problem, ProblemValues } from './problem.ts';
import { property } from './property.ts';
import type { VideoRequest } from './request.ts';
import { show } from './shown.ts';

/* What is wrong with a request that its schema refused. */

/** What other clients call the fields, as `plainName` writes it. */
export const otherNames: ReadonlyMap<string, keyof VideoRequest> = new Map([
  ['mode', 'quality'],
  ['modelname', 'model'],
  ['prompttext', 'prompt'],
  ['text', 'prompt'],
  ['image', 'firstFrame'],
  ['imageurl', 'firstFrame'],
  ['promptimage', 'firstFrame'],
  ['images', 'references'],
  ['imageurls', 'references'],
  ['imagetail', 'lastFrame'],
  ['ratio', 'aspectRatio'],
  ['seconds', 'duration'],
  ['sound', 'audio'],
  ['camera', 'cameraControl'],
  ['dynamicmasks', 'motionMasks'],
  ['staticmask', 'motionMasks'],
  ['cfgscale', 'providerOptions'],
]);

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
  | ({ readonly code: 'out-of-range' } & ProblemValues['out-of-range'])
  | ({ readonly code: 'other-media-type' } & ProblemValues['other-media-type']);

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
    case 'custom':
      return typeof issue.params?.['found'] === 'string'
        ? { code: 'other-media-type', found: issue.params['found'] }
        : { code: 'malformed', expected: 'valid' };
    case 'unrecognized_keys':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return { code: 'malformed', expected: 'valid' };
  }
}

/** To look for the nearest name of thousands takes seconds. */
const mostNearest = 10;

interface Names {
  /** What the whole is called. */
  readonly root: string;
  /** Every key that it may have. */
  readonly known: readonly string[];
  /** What others call them. */
  readonly elsewhere?: ReadonlyMap<string, string>;
}

/** What one of the schema's complaints says, as problems. */
export function problemsOf(
  issue: z.core.$ZodIssue,
  input: unknown,
  { root, known, elsewhere }: Names,
): readonly Problem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key, index) => {
      const field = [...path, key].join('.') || '""';
      const asked = show(at(input, [...issue.path, key]));
      if (path.length > 0) return { code: 'unknown-field', field, asked };
      const nearest =
        index < mostNearest ? (elsewhere?.get(plainName(key)) ?? nearestName(key, known)) : undefined;
      return {
        code: 'unknown-field',
        field,
        asked,
        known,
        ...(nearest !== undefined && { nearest }),
      };
    });
  }
  const field = path.length === 0 ? root : path.join('.');
  const value = at(input, issue.path);
  return [{ ...wrongIn(issue), field, ...(value !== undefined && { asked: show(value) }) }];
}
