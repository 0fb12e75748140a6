import { inspect } from 'node:util';
import type { CapabilityRow, ModelCapabilities, VideoRequest } from '@vid/core';

/** One way in which a provider breaks the contract. */
export interface Failure {
  /** With its api, such as `'acme (official)'`. */
  readonly provider: string;
  /** The provider's own model id. */
  readonly model: string;
  /** The mode and the source of the row; missing where it is about the model. */
  readonly row?: string;
  /** The field of the request, or its path. */
  readonly field?: string;
  /** The request that was tried; missing where it is about the table alone. */
  readonly request?: VideoRequest;
  /** What was sent, or what came of it. */
  readonly sent: unknown;
  /** What the contract asks. */
  readonly expected: string;
}

const rowName = ({ mode, source }: CapabilityRow): string => `${mode}: ${source}`;

export const ofModel = ({ provider, api, model }: ModelCapabilities) => ({
  provider: `${provider} (${api})`,
  model,
});

/** Where a row stands. */
export const placeOf = ({
  entry,
  row,
}: {
  readonly entry: ModelCapabilities;
  readonly row: CapabilityRow;
}) => ({
  ...ofModel(entry),
  row: rowName(row),
});

/** What an error says. */
export const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const most = 10;
const longest = 600;

const shown = (value: unknown): string => {
  const whole = typeof value === 'string' ? value : inspect(value, { depth: 8, breakLength: Infinity });
  const text = whole.replaceAll(
    /(.)\1{40,}/gs,
    (run, letter: string) => `${letter.repeat(5)}…×${run.length}`,
  );
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
};

const line = (name: string, value: unknown) => (value === undefined ? [] : [`  ${name}: ${shown(value)}`]);

/** A failure as a few lines. */
export const explainFailure = ({ provider, model, row, field, request, sent, expected }: Failure): string =>
  [
    `${provider}, ${model}${field === undefined ? '' : `, ${field}`}`,
    ...line('row', row),
    ...line('request', request),
    ...line('sent', sent),
    ...line('expected', expected),
  ].join('\n');

/** All the failures of one case, as data and as text. */
export class ContractFailure extends Error {
  /** Each one, at least one. */
  readonly failures: readonly Failure[];

  constructor(failures: readonly Failure[]) {
    const more = failures.length > most ? [`and ${failures.length - most} more`] : [];
    super(['', ...failures.slice(0, most).map(explainFailure), ...more].join('\n'));
    this.name = 'ContractFailure';
    this.failures = failures;
  }
}

/** Throws a `ContractFailure` unless there are none. */
export function requireNone(failures: readonly Failure[]): void {
  if (failures.length > 0) throw new ContractFailure(failures);
}
