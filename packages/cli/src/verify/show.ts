import type { RequestJson } from '@vid/core';
import type { Recording } from '@vid/simulator';
import { type Column, table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import type { CheckResult } from './findings.ts';
import { issueText, type Verified } from './issue.ts';
import type { Words } from './words.ts';

/** One line of the table for each thing that there is to say of a check. */
function detailsOf(words: Words, { why, detail, findings }: CheckResult): readonly string[] {
  const reason = why === undefined ? [] : [`${words.why[why]}${detail === undefined ? '' : `: ${detail}`}`];
  const told = [...reason, ...findings.map(words.finding)];
  return told.length === 0 ? [''] : told;
}

export interface Shown {
  readonly date: string;
  readonly recordingFile: string;
  /** Rows that were written into the user's overrides. */
  readonly verified: { readonly count: number; readonly file: string } | undefined;
  readonly isJson: boolean;
}

/** What came of it: a table and what to report, or an object for each api. */
export function showVerified(
  { print, say, columns }: Terminal,
  words: Words,
  all: readonly Verified[],
  { date, recordingFile, verified, isJson }: Shown,
): void {
  const issues = all.map((one) => issueText(one, date));
  if (isJson) {
    for (const [index, { provider, api, host, choice, results }] of all.entries()) {
      const model = choice?.candidate.model;
      const issue = issues[index];
      print(JSON.stringify({ provider, api, host, model, checks: results, issue, recording: recordingFile }));
    }
  } else {
    const { service, check, result, more } = words.heads;
    const heading: readonly Column[] = [
      { head: service },
      { head: check },
      { head: result },
      { head: more, shrinks: true },
    ];
    const rows = all.flatMap(({ provider, api, results }) =>
      results.flatMap((one, place) =>
        detailsOf(words, one).map((detail, line) => [
          place === 0 && line === 0 ? `${provider} (${api})` : '',
          line === 0 ? words.checks[one.check] : '',
          line === 0 ? words.states[one.state] : '',
          detail.replaceAll(/\s+/g, ' '),
        ]),
      ),
    );
    for (const line of table(heading, rows, columns)) print(line);
    const told = issues.filter((issue) => issue !== undefined);
    if (told.length > 0) print(`\n${words.issue}\n\n${told.join('\n\n')}`);
  }
  say(words.saved(recordingFile));
  if (verified !== undefined) say(words.verified(verified.count, verified.file));
}

export interface Saved extends Verified {
  /** The names of the settings that its key fills. */
  readonly keys: readonly string[];
  /** What was made, and under which reference. */
  readonly request?: RequestJson | undefined;
  readonly reference?: string | undefined;
}

/** What a maintainer's test replays. */
export const recordingOf = (all: readonly Saved[], date: string, vid: string): Recording => ({
  format: 'vid-recording',
  version: 1,
  vid,
  date,
  services: all.map(({ provider, api, host, keys, request, reference, exchanges }) => ({
    provider,
    api,
    host,
    keys: [...keys],
    ...(request !== undefined && { request }),
    ...(reference !== undefined && { reference }),
    exchanges: [...exchanges],
  })),
});
