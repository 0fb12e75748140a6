import { type CapabilityRow, explainPlan, type FeatureRules, planRequest, rangeValues } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { checkAnything, problemsOf, suggested, tableOf } from './fixture.ts';

const row: Omit<CapabilityRow, 'accepts'> = { mode: 'text-to-video', evidence: 'documented', source: 's' };
const adapted = (accepts: FeatureRules, request: object) =>
  planRequest(tableOf(accepts), request, { adapt: ['duration', 'aspectRatio'] }).candidates[0]?.adjustments;

describe('a rule that names no values', () => {
  const table = tableOf({
    duration: 'any',
    aspectRatio: 'any',
    resolution: 'any',
    size: 'any',
    seed: 'any',
  });

  it.each([
    { duration: 0.25 },
    { duration: 3600 },
    { aspectRatio: '17:4' },
    { resolution: '333p' },
    { size: '999x333' },
    { seed: -5 },
  ])('takes %j', (request) => {
    expect(checkAnything(table, request)).toMatchObject({ fits: true });
  });

  it('takes what is well-formed only', () => {
    expect(problemsOf(table, { aspectRatio: 'wide' })).toEqual({
      aspectRatio: 'aspectRatio: must look like "16:9", or be "adaptive"; got "wide"',
    });
  });

  it('does not speak of words that the model may not know', () => {
    expect(problemsOf(table, { duration: 'auto', aspectRatio: 'adaptive' })).toEqual({
      duration: 'duration: m takes a length in seconds, and does not choose one; got "auto"',
      aspectRatio: 'aspectRatio: m takes a ratio such as "16:9", and does not choose one; got "adaptive"',
    });
    expect(suggested(table, { duration: 'auto', seed: 0 })?.request).toEqual({ seed: 0 });
  });

  it('promises no resolution', () => {
    const { rejected } = planRequest(table, {}, { needs: ['1080p'] });
    expect(rejected).toMatchObject([{ problems: [{ code: 'need-resolution' }] }]);
  });
});

describe('a range with steps', () => {
  const seconds = { duration: { min: 4, max: 11.5, step: 1 } } as const;
  const tenths = { duration: { min: 0.1, max: 0.7, step: 0.1 } } as const;

  it.each([
    [seconds, 4],
    [seconds, 11],
    [tenths, 0.3],
    [tenths, 0.7],
    [{ duration: { min: -0.5, max: 0.5 } }, 0.33],
  ])('%j takes %j', (accepts, duration) => {
    expect(checkAnything(tableOf(accepts), { duration })).toMatchObject({ fits: true });
  });

  it.each([
    [seconds, 4.5, 4],
    [seconds, 4.51, 5],
    [seconds, 11.5, 11],
    [seconds, 60, 11],
    [seconds, 1, 4],
    [tenths, 0.37, 0.4],
    [{ duration: { min: 25, max: 289, step: 4 } }, 30, 29],
  ])('%j refuses %j, and the nearest is %j', (accepts, duration, nearest) => {
    expect(suggested(tableOf(accepts), { duration })?.request).toEqual({ duration: nearest });
    expect(adapted(accepts, { duration })).toEqual([
      { code: 'changed', field: 'duration', from: duration, to: nearest },
    ]);
  });

  it('says its steps', () => {
    expect(problemsOf(tableOf(seconds), { duration: 4.5 })).toEqual({
      duration: 'duration: m takes whole numbers from 4 to 11.5; got 4.5',
    });
    const frames = { providerOptions: { strength: { min: 25, max: 289, step: 4 } } };
    expect(problemsOf(tableOf(frames), { providerOptions: { acme: { strength: 30 } } })).toEqual({
      'providerOptions.acme.strength':
        'providerOptions.acme.strength: m takes 25 to 289 in steps of 4; got 30',
    });
  });

  it('lists its values, where they are not too many', () => {
    expect(rangeValues({ min: 0.1, max: 0.45, step: 0.1 })).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(rangeValues({ min: 0, max: 64, step: 1 })).toBeUndefined();
    expect(rangeValues({ min: 0, max: 64, step: 1 }, 65)).toHaveLength(65);
    expect(rangeValues({ min: 0, max: 1 })).toBeUndefined();
  });
});

describe('what the model chooses', () => {
  const free = {
    duration: { min: 4, max: 12, step: 1, auto: true },
    aspectRatio: { oneOf: ['16:9', 'adaptive'] },
  } as const satisfies FeatureRules;
  const fixed = {
    duration: { min: 4, max: 12, step: 1 },
    aspectRatio: { oneOf: ['16:9', '1:1'] },
  } as const satisfies FeatureRules;

  it('is taken where a row says so', () => {
    const table = tableOf(free);
    expect(checkAnything(table, { duration: 'auto', aspectRatio: 'adaptive' })).toMatchObject({ fits: true });
    expect(problemsOf(table, { duration: 13, aspectRatio: '7:5' })).toEqual({
      duration: 'duration: m takes whole numbers from 4 to 12, auto; got 13',
      aspectRatio: 'aspectRatio: m takes 16:9, adaptive; got "7:5"',
    });
  });

  it('is refused elsewhere, with what is taken and what would fit', () => {
    const request = { duration: 'auto', aspectRatio: 'adaptive' } as const;
    expect(problemsOf(tableOf(fixed), request)).toEqual({
      duration: 'duration: m takes whole numbers from 4 to 12; got "auto"',
      aspectRatio: 'aspectRatio: m takes 16:9, 1:1; got "adaptive"',
    });
    const plan = planRequest(tableOf(fixed), request);
    expect(explainPlan(plan)).toContain('would fit: without duration, without aspectRatio');
  });

  it('is near to nothing, and nothing to it', () => {
    expect(adapted(fixed, { duration: 'auto' })).toBeUndefined();
    expect(adapted(fixed, { aspectRatio: 'adaptive' })).toBeUndefined();
    expect(adapted({ aspectRatio: { oneOf: ['adaptive'] } }, { aspectRatio: '16:9' })).toBeUndefined();
    expect(adapted({ duration: { oneOf: [], auto: true } }, { duration: 5 })).toBeUndefined();
    expect(adapted(free, { aspectRatio: '2:1' })).toMatchObject([{ to: '16:9' }]);
  });

  it('costs what any length of the row costs, and may be a default', () => {
    const prices = [{ perSecond: 1, currency: 'USD', source: 's' }];
    const table = tableOf(free, { defaults: { duration: 'auto' }, prices });
    const [open] = planRequest(table, {}).candidates;
    expect(open).toMatchObject({
      defaults: { duration: 'auto' },
      price: { amount: 12 },
      leastPrice: { amount: 4 },
    });
    expect(planRequest(table, { duration: 4 }).candidates).toMatchObject([{ price: { amount: 4 } }]);
  });

  it('has no price where the row names no length', () => {
    const prices = [{ perSecond: 1, currency: 'USD', source: 's' }];
    const table = tableOf({ duration: { oneOf: [], auto: true } }, { prices });
    const [candidate] = planRequest(table, { duration: 'auto' }).candidates;
    expect(candidate).toMatchObject({ model: 'm' });
    expect(candidate).not.toHaveProperty('price');
  });

  it('is no other word', () => {
    expect(problemsOf(tableOf(free), { duration: 'long' })).toEqual({
      duration: 'duration: must be a number of seconds, or "auto"; got "long"',
    });
  });
});

describe('a text without a limit', () => {
  it('is taken however long it is', () => {
    const long = { prompt: 'x'.repeat(100_000) };
    expect(checkAnything(tableOf({ prompt: {} }), long)).toMatchObject({ fits: true });
    expect(problemsOf(tableOf({ prompt: { minLength: 2 } }), { prompt: 'x' })).toEqual({
      prompt: 'prompt: m takes at least 2 UTF-16 units; got 1 characters',
    });
    const style = tableOf({ providerOptions: { style: {} } });
    expect(checkAnything(style, { providerOptions: { acme: { style: 'ink' } } })).toMatchObject({
      fits: true,
    });
    expect(problemsOf(style, { providerOptions: { acme: { style: 3 } } })).toEqual({
      'providerOptions.acme.style': 'providerOptions.acme.style: m must be a text; got 3',
    });
  });
});

describe('a refusal names every value that the model takes', () => {
  const sharp = { resolution: { oneOf: ['1080p'] } } as const;
  const small = { resolution: { oneOf: ['720p'] } } as const;

  it('of all rows of the mode, and of no other mode', () => {
    const table = tableOf(
      { duration: { oneOf: [10, 5] } },
      {},
      { ...row, accepts: { duration: { oneOf: [5, 8] } } },
      { ...row, accepts: { duration: { min: 15, max: 20 } } },
      { ...row, mode: 'image-to-video', requires: ['firstFrame'], accepts: { duration: { oneOf: [3] } } },
    );
    expect(problemsOf(table, { duration: 7 })).toEqual({
      duration: 'duration: m takes 15 to 20, 5, 8, 10; got 7',
    });
    expect(checkAnything(table, { duration: 7 })).toMatchObject({
      problems: [{ code: 'not-one-of', allowed: [5, 8, 10], ranges: [{ min: 15, max: 20 }] }],
    });
  });

  it('as one range where ranges go on from each other', () => {
    const table = tableOf(
      { duration: { min: 4, max: 8, step: 1 } },
      {},
      { ...row, accepts: { duration: { min: 9, max: 12, step: 1 } } },
      { ...row, accepts: { duration: { oneOf: [6] } } },
    );
    expect(checkAnything(table, { duration: 30 })).toMatchObject({
      problems: [{ code: 'out-of-range', min: 4, max: 12, step: 1 }],
    });
  });

  it('with what a value depends on, where that is short', () => {
    const table = tableOf(
      { duration: { oneOf: [5] }, ...sharp },
      {},
      { ...row, accepts: { duration: { oneOf: [5, 10] }, ...small } },
    );
    expect(problemsOf(table, { duration: 7, resolution: '1080p' })).toEqual({
      duration: 'duration: m takes 5, 10 (10 not together with resolution); got 7',
    });
    expect(problemsOf(table, { duration: 10, resolution: '1080p' })).toEqual({
      duration: 'duration: m takes 5, 10; got 10 (not together with resolution)',
    });
  });

  it('with what has to be set for it', () => {
    const table = tableOf(
      { duration: { oneOf: [5] } },
      {},
      { ...row, requires: ['quality'], accepts: { duration: { oneOf: [10] }, quality: { oneOf: ['pro'] } } },
    );
    expect(problemsOf(table, { duration: 7 })).toEqual({
      duration: 'duration: m takes 5, 10 (10 needs quality pro); got 7',
    });
  });

  it('where the nearest row has no such field', () => {
    const camera = { axes: ['pan'], presets: [] } as const;
    const table = tableOf(
      { cameraControl: camera },
      {},
      { ...row, accepts: { duration: { oneOf: [5, 10] } } },
    );
    expect(problemsOf(table, { cameraControl: { pan: 1 }, duration: 7 })).toEqual({
      duration: 'duration: m takes 5, 10 (5, 10 not together with cameraControl); got 7',
    });
  });

  it('of options and of presets, too', () => {
    const option = (values: readonly string[]): FeatureRules => ({
      providerOptions: { style: { oneOf: values } },
      cameraControl: { axes: [], presets: values },
    });
    const table = tableOf(option(['ink']), {}, { ...row, accepts: option(['oil']) });
    const asked = { providerOptions: { acme: { style: 'wax' } }, cameraControl: { preset: 'wax' } };
    expect(problemsOf(table, asked)).toEqual({
      'providerOptions.acme.style': expect.stringContaining('takes ink, oil'),
      'cameraControl.preset': expect.stringContaining('takes ink, oil'),
    });
  });
});
