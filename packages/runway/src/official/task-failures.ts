import type { TaskFailure } from '@vid/core';

/** What a family of failure codes means for whoever paid. */
export interface FailureFamily {
  /** As it stands in `task.failure`. */
  readonly reason: TaskFailure['reason'];
  /** Whether the same request may be made again: `later`, only `changed`, or never without a change of the input. */
  readonly repeat: 'later' | 'changed' | 'unlikely-to-help';
  /** What the service actually took stands in `task.cost`. */
  readonly refunded: 'yes' | 'no' | 'unknown';
  /** Which document says so, by its mark; `[doc]` is the vendor's. */
  readonly source: string;
}

/** Codes are families by prefix, not a closed list [client]; the first that fits speaks. */
export const failureFamilies: readonly (readonly [prefix: string, FailureFamily])[] = [
  [
    'SAFETY',
    {
      reason: 'content-policy',
      repeat: 'changed',
      refunded: 'no',
      source: '[doc]; not refunded [doc, client]',
    },
  ],
  [
    'INPUT_PREPROCESSING.SAFETY',
    { reason: 'content-policy', repeat: 'changed', refunded: 'unknown', source: '[doc]' },
  ],
  [
    'INPUT_PREPROCESSING.INTERNAL',
    { reason: 'provider-error', repeat: 'later', refunded: 'yes', source: '[doc]; refunded [client]' },
  ],
  [
    'INTERNAL.BAD_OUTPUT',
    { reason: 'provider-error', repeat: 'unlikely-to-help', refunded: 'unknown', source: '[doc]' },
  ],
  ['ASSET.INVALID', { reason: 'invalid-input', repeat: 'changed', refunded: 'yes', source: '[client]' }],
  ['THIRD_PARTY', { reason: 'provider-error', repeat: 'later', refunded: 'yes', source: '[client]' }],
  [
    'INTERNAL',
    { reason: 'provider-error', repeat: 'later', refunded: 'yes', source: '[doc]; refunded [client]' },
  ],
];

const unnamed: FailureFamily = {
  reason: 'provider-error',
  repeat: 'later',
  refunded: 'yes',
  source: 'a failure without a code is a system error [doc]; refunded [client]',
};
const moderated: FailureFamily = {
  reason: 'content-policy',
  repeat: 'changed',
  refunded: 'unknown',
  source: 'any segment SAFETY is final [client]',
};
const unlisted: FailureFamily = {
  reason: 'unknown',
  repeat: 'unlikely-to-help',
  refunded: 'unknown',
  source: 'no document names it; one delayed repetition at most [client]',
};

/** What a failed task's `failure.providerCode` means: why, whether to ask again, whether the money came back. */
export function explainRunwayFailure(code?: string): FailureFamily {
  if (code === undefined) return unnamed;
  const known = failureFamilies.find(([prefix]) => code === prefix || code.startsWith(`${prefix}.`));
  if (known !== undefined) return known[1];
  return code.split('.').includes('SAFETY') ? moderated : unlisted;
}
