import { readFileSync } from 'node:fs';
import { planRequest, type VideoRequest } from '@vid/core';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { describe, expect, it } from 'vitest';

interface Line {
  readonly request: VideoRequest;
  /** `null`: nobody says. */
  readonly usd: number | null;
}

/*
 * What requests on every row cost by the tables of 28 November 2026, when each row had one price a second. Corrected since:
 * what Runway's page of October 2026 says of models that had no price, and of seedance2 at 1080p and 4k; kling-v3 with voices,
 * which Kling's list of September 2026 no longer has.
 */
const recorded: readonly Line[] = readFileSync(new URL('prices.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const models = [createRunway({ api: 'official' }), createKling({ api: 'official' })].flatMap(
  ({ capabilities }) => capabilities.models,
);

describe('what a request costs', () => {
  it('is what it was when the price stood in the row', () => {
    const now = recorded.map(({ request }) => {
      const [candidate] = planRequest({ models }, request).candidates;
      return { request, usd: candidate === undefined ? 'none' : (candidate.price?.amount ?? null) };
    });
    expect(now).toEqual(recorded);
    expect(recorded.filter(({ usd }) => usd !== null).length).toBeGreaterThan(400);
  });
});
