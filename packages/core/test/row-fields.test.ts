import { type FeatureRules, planRequest } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { checkAnything, link, problemsOf, suggested, tableOf } from './fixture.ts';

const picture = { from: ['url'] } as const;
const pictures = { from: ['url'], maxItems: 3 } as const;
const accepts: FeatureRules = {
  firstFrame: picture,
  lastFrame: picture,
  references: pictures,
  referenceVideos: pictures,
  referenceAudio: pictures,
  duration: { oneOf: [5, 10] },
  seed: { min: 0, max: 9 },
  providerOptions: { strength: { min: 25, max: 289, step: 4 }, style: { oneOf: ['ink', 'oil'] } },
};
const acme = (options: object) => ({ providerOptions: { acme: options } });

describe('options and fields that exclude each other', () => {
  const table = tableOf(accepts, { atMostOne: [['duration', 'providerOptions.acme.strength']] });

  it.each([
    { duration: 5 },
    acme({ strength: 25 }),
    { duration: 5, ...acme({ style: 'ink' }) },
    { duration: 5, ...acme({ strength: undefined, style: 'ink' }) },
    { duration: 5, providerOptions: { acme: {}, zenith: { strength: 25 } } },
  ])('take %j', (request) => {
    expect(checkAnything(table, request)).toMatchObject({ fits: true });
  });

  it('are refused together, and one of them goes', () => {
    const request = { duration: 5, ...acme({ strength: 25, style: 'ink' }) };
    expect(checkAnything(table, request)).toMatchObject({
      fits: false,
      problems: [
        {
          code: 'at-most-one',
          field: 'providerOptions.acme.strength',
          fields: ['duration', 'providerOptions.acme.strength'],
          asked: ['duration', 'providerOptions.acme.strength'],
        },
      ],
      suggestion: { request: { duration: 5, ...acme({ style: 'ink' }) } },
    });
    expect(suggested(table, { duration: 5, ...acme({ strength: 25 }) })?.request).toEqual({ duration: 5 });
  });

  it('keep a default away that the option excludes', () => {
    const withDefault = tableOf(accepts, {
      atMostOne: [['duration', 'providerOptions.acme.strength']],
      defaults: { duration: 5 },
    });
    const defaultsFor = (request: object) => planRequest(withDefault, request).candidates[0]?.defaults;
    expect(defaultsFor(acme({ strength: 25 }))).toEqual({});
    expect(defaultsFor(acme({ style: 'ink' }))).toEqual({ duration: 5 });
  });

  it('pass unchecked', () => {
    const request = { duration: 5, ...acme({ strength: 25 }), unchecked: ['providerOptions'] };
    expect(checkAnything(table, request)).toMatchObject({ fits: true });
  });

  it('are another rule in another table', () => {
    const request = { duration: 5, ...acme({ strength: 25 }) };
    expect(checkAnything(tableOf(accepts), request)).toMatchObject({ fits: true });
    expect(checkAnything(table, request)).toMatchObject({ fits: false });
  });
});

describe('a field that is taken only beside another', () => {
  const table = tableOf(accepts, {
    requiresWith: [
      { field: 'lastFrame', anyOf: ['firstFrame'] },
      { field: 'referenceAudio', anyOf: ['references', 'referenceVideos'] },
      { field: 'seed', anyOf: ['providerOptions.acme.style'] },
    ],
  });

  it.each([
    {},
    { firstFrame: link },
    { firstFrame: link, lastFrame: link },
    { referenceAudio: [link], referenceVideos: [link] },
    { seed: 0, ...acme({ style: 'ink' }) },
    { lastFrame: link, unchecked: ['lastFrame'] },
  ])('takes %j', (request) => {
    expect(checkAnything(table, request)).toMatchObject({ fits: true });
  });

  it.each([
    [{ lastFrame: link }, { lastFrame: 'lastFrame: m takes it only together with firstFrame' }],
    [
      { referenceAudio: [link] },
      { referenceAudio: 'referenceAudio: m takes it only together with references or referenceVideos' },
    ],
    [
      { seed: 0, ...acme({ strength: 25 }) },
      { seed: 'seed: m takes it only together with providerOptions.acme.style' },
    ],
  ])('refuses %j', (request, problems) => {
    expect(problemsOf(table, request)).toEqual(problems);
  });

  it('goes where nothing else would do', () => {
    expect(suggested(table, { prompt: undefined, seed: 0, lastFrame: link })?.request).toEqual({});
  });
});

describe('files of several fields together', () => {
  const table = tableOf(accepts, {
    requires: ['references'],
    maxTogether: [{ fields: ['references', 'referenceVideos', 'firstFrame'], maxItems: 4 }],
  });
  const three = [link, link, link];

  it.each([
    { references: three, firstFrame: link },
    { references: three, referenceAudio: three },
  ])('take %j', (request) => {
    expect(checkAnything(table, request)).toMatchObject({ fits: true });
  });

  it('are refused where they are too many', () => {
    const request = { references: three, referenceVideos: [link], firstFrame: link };
    expect(problemsOf(table, request)).toEqual({
      firstFrame:
        'firstFrame: m takes at most 4 of references, referenceVideos, firstFrame together; got 5 items',
    });
    expect(suggested(table, request)?.request).toEqual({ references: three, referenceVideos: [link] });
  });

  it('count the items of an option that is a list', () => {
    const counted = tableOf(
      { ...accepts, providerOptions: { cast: { maxItems: 7 } } },
      { maxTogether: [{ fields: ['references', 'providerOptions.acme.cast'], maxItems: 4 }] },
    );
    expect(checkAnything(counted, { references: three, ...acme({ cast: [1] }) })).toMatchObject({
      fits: true,
    });
    const request = { references: three, ...acme({ cast: [1, 2] }) };
    expect(problemsOf(counted, request)).toEqual({
      'providerOptions.acme.cast':
        'providerOptions.acme.cast: m takes at most 4 of references, providerOptions.acme.cast together; got 5 items',
    });
    expect(suggested(counted, request)?.request).toEqual({ references: three });
  });
});

describe('a model that the key of the provider does not open', () => {
  const needsKey = { setting: 'apiKey', variable: 'ACME_API_KEY' } as const;
  const { models } = tableOf(accepts);
  const closed = { provider: 'acme', api: 'official', model: 'n', rows: [], needsKey } as const;
  const table = { models: [...models, closed] };
  const problem = { code: 'other-key', field: 'model', name: 'acme:n', ...needsKey };

  it('is in every plan, with what would open it', () => {
    const plan = planRequest(table, { seed: 1 });
    expect(plan.candidates).toMatchObject([{ model: 'm' }]);
    expect(plan.rejected).toEqual([{ provider: 'acme', api: 'official', model: 'n', problems: [problem] }]);
  });

  it('is refused by its name, unchecked too', () => {
    const asked = { seed: 1, model: 'n', unchecked: ['model'] as const };
    expect(checkAnything(table, asked)).toEqual({ fits: false, problems: [{ ...problem, asked: 'n' }] });
    expect(problemsOf(table, asked)).toEqual({
      model: 'model: "acme:n" needs another kind of key: pass apiKey, or set ACME_API_KEY',
    });
  });
});
