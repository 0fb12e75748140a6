import { createRouter, explainPlan, planRequest } from '@vid/core';
import { defineOverrides } from '@vid/core/overrides';
import { describe, expect, it } from 'vitest';
import { acme, fakeProvider } from './fixture.ts';

const dated = (checkedOn: string) => ({
  models: acme.models.map((entry) => ({ ...entry, checkedOn })),
});
const request = { model: 'brook-2', prompt: 'a boat' };
/** A minute before the 1st of June was 180 days ago. */
const now = Date.UTC(2026, 10, 27, 23, 59);
const planned = (checkedOn: string, at?: number) =>
  planRequest(dated(checkedOn), request, {}, undefined, undefined, at).candidates;

describe('the day of a table', () => {
  it.each([
    ['2026-11-27', false],
    ['2026-06-01', false],
    ['2026-05-31', true],
    ['2026-06', false],
    ['2026-05', true],
    ['2025-12', true],
  ])('%s stands in the plan, more than 180 days before: %s', (checkedOn, isStale) => {
    const warnings = isStale ? [{ code: 'stale-source', checkedOn }] : [];
    expect(planned(checkedOn, now)).toMatchObject([{ checkedOn, warnings }]);
  });

  it('is compared with no day where none is given', () => {
    expect(planned('2020-01-01')).toMatchObject([{ checkedOn: '2020-01-01', warnings: [] }]);
  });

  it('is missing where no table tells it', () => {
    const [candidate] = planRequest(acme, request, {}, undefined, undefined, now).candidates;
    expect(candidate?.warnings).toEqual([]);
    expect(candidate).not.toHaveProperty('checkedOn');
  });

  it('is compared by a router with its own clock, and told', () => {
    const { provider } = fakeProvider(dated('2026-05-31'));
    const router = createRouter([provider], { clock: { now: () => now, sleep: () => Promise.resolve() } });
    expect(explainPlan(router.plan(request))).toContain('Warning: checked on 2026-05-31, over 180 days ago');
  });

  it('comes after the other warnings', () => {
    const plan = planRequest(
      dated('2025-01'),
      { model: 'brook-1', prompt: 'x' },
      {},
      undefined,
      undefined,
      now,
    );
    expect(plan.candidates[0]?.warnings.map(({ code }) => code)).toEqual(['retired', 'stale-source']);
  });

  it('is not that of rows which overrides change', () => {
    const changed = (override: object) =>
      defineOverrides({ source: 'mine', models: { 'acme:brook-2': override } })(dated('2025-01'));
    const codes = (override: object) =>
      planRequest(changed(override), request, {}, undefined, undefined, now).candidates[0]?.warnings.map(
        ({ code }) => code,
      );
    expect(codes({ wireModel: 'b2' })).toEqual(['overridden', 'stale-source']);
    expect(codes({ defaults: { duration: 5 } })).toEqual(['overridden']);
  });
});
