import type { Money } from '@vid/core';

/** What is looked at. */
export type Check = 'unknown-id' | 'bad-key' | 'look-up' | 'request' | 'submit' | 'query' | 'price' | 'film';

/** What is not as the library has it, as data; `words.ts` makes sentences of it. */
export type Finding =
  /** The library reads the answer as something else than that of the documents. */
  | { readonly code: 'outcome'; readonly expected: string; readonly got: string; readonly message: string }
  | { readonly code: 'http-status'; readonly expected: number; readonly got: number }
  | { readonly code: 'provider-code'; readonly expected: string; readonly got: string }
  /** `path`: `data.videos[].url`. */
  | { readonly code: 'new-field'; readonly path: string; readonly type: string }
  | { readonly code: 'missing-field'; readonly path: string }
  | { readonly code: 'field-type'; readonly path: string; readonly expected: string; readonly got: string }
  /** Another request was sent than a dry run shows. */
  | { readonly code: 'sent'; readonly path: string; readonly expected: string; readonly got: string }
  /** An answer in which the library finds no task, or a word that it does not know. */
  | { readonly code: 'unread'; readonly message: string }
  | { readonly code: 'refused'; readonly reason: string; readonly message: string }
  | { readonly code: 'failed'; readonly message: string }
  | { readonly code: 'price'; readonly least: Money; readonly most: Money; readonly got: Money }
  | { readonly code: FilmFact; readonly expected: string; readonly got: string };

type FilmFact = 'duration' | 'size' | 'ratio' | 'sound';

/** Why a check was not made. */
export type Unchecked =
  | 'no-consent'
  | 'not-sent'
  | 'over-limit'
  | 'no-answer'
  | 'busy'
  | 'key-refused'
  | 'not-finished'
  | 'answer-lost'
  | 'not-offered'
  | 'no-cost'
  | 'no-price'
  | 'no-film'
  | 'simulated'
  | 'may-be-billed'
  | 'no-row';

export interface CheckResult {
  readonly check: Check;
  readonly state: 'held' | 'differs' | 'unchecked';
  readonly why?: Unchecked | undefined;
  /** More of why, in the words of the library or the service. */
  readonly detail?: string | undefined;
  readonly findings: readonly Finding[];
}

/** News that the library reads past: an answer may hold them, and all that the library says still holds. */
const notes: readonly Finding['code'][] = [
  'http-status',
  'provider-code',
  'new-field',
  'missing-field',
  'field-type',
];
const isNote = ({ code }: Finding): boolean => notes.includes(code);

export const result = (check: Check, findings: readonly Finding[]): CheckResult => ({
  check,
  state: findings.every(isNote) ? 'held' : 'differs',
  findings,
});

export const unchecked = (check: Check, why: Unchecked, detail?: string): CheckResult => ({
  check,
  state: 'unchecked',
  why,
  detail,
  findings: [],
});
