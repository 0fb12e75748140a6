import { checkRequest, planRequest, type VideoRequest } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { said, acme, both, checkAnything, link, problemsOf, tableOf, zenith } from './fixture.ts';

const aliasesOf = (request: VideoRequest) => planRequest(both, request).candidates.map(({ model }) => model);
const plan = (request: VideoRequest) => planRequest(both, request);

describe('the order of candidates', () => {
  it('is live before retired, documented before claimed, then as listed', () => {
    // brook-1 is listed first but retired, peak is only claimed.
    expect(aliasesOf({ prompt: 'a boat', duration: 5 })).toEqual(['brook-2', 'peak', 'brook-1']);
    const listed = {
      models: [...acme.models, ...acme.models.map((entry) => ({ ...entry, provider: 'twin' }))],
    };
    expect(
      planRequest(listed, { prompt: 'a boat' }).candidates.map(
        ({ provider, model }) => `${provider}:${model}`,
      ),
    ).toEqual(['acme:brook-2', 'twin:brook-2', 'acme:brook-1', 'twin:brook-1']);
  });

  it('takes the documented row of a model before its claimed one, wherever it stands', () => {
    const [fromPicture] = plan({ firstFrame: link }).candidates;
    expect(fromPicture).toMatchObject({
      evidence: 'documented',
      source: "Acme's map: brook-2 from a picture",
      warnings: [],
    });
    const [withLast] = plan({ firstFrame: link, lastFrame: link }).candidates;
    expect(withLast).toMatchObject({ evidence: 'claimed' });
    expect(withLast?.warnings).toEqual([{ code: 'claimed', source: withLast?.source }]);
  });

  it('is what checkRequest answers with', () => {
    expect(checkRequest(both, { prompt: 'a boat' })).toMatchObject({
      fits: true,
      mode: 'text-to-video',
      entry: { model: 'brook-2' },
    });
  });
});

describe('a preference of the caller', () => {
  const [entry] = tableOf({ prompt: {} }).models;
  const named = (models: readonly string[]) => ({
    models: models.flatMap((model) => (entry === undefined ? [] : [{ ...entry, model }])),
  });

  it.each([
    ['no number', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
  ])('that is %s comes last, and leaves the order of the others to them', (_what, unknown) => {
    const values = new Map([
      ['a', unknown],
      ['b', 3],
      ['c', unknown],
      ['d', 1],
      ['e', 2],
    ]);
    const prefer = ({ model }: { readonly model: string }) => values.get(model) ?? 0;
    const { candidates } = planRequest(named([...values.keys()]), { prompt: 'a boat' }, { prefer });
    expect(candidates.map(({ model }) => model)).toEqual(['d', 'e', 'b', 'a', 'c']);
  });
});

describe('warnings', () => {
  it('name who says that a model ends', () => {
    expect(plan({ model: 'brook-1', prompt: 'a boat' }).candidates).toMatchObject([
      { warnings: [{ code: 'retired', since: '2026-01-31', source: "Acme's notice" }] },
    ]);
  });

  it('name what was not checked, once it is set', () => {
    const unchecked = ['duration', 'seed', 'model'] as const;
    const { candidates } = plan({ model: 'brook-2', prompt: 'a boat', duration: 7, unchecked });
    expect(candidates).toMatchObject([{ warnings: [{ code: 'unchecked-fields', fields: ['duration'] }] }]);
  });
});

describe('defaults', () => {
  it('are for open fields only', () => {
    const [open] = plan({
      model: 'brook-2',
      prompt: 'a boat',
      duration: 10,
      aspectRatio: undefined,
    }).candidates;
    expect(open?.defaults).toEqual({ aspectRatio: '16:9' });
  });

  it('give way to a rival of the same group', () => {
    const [sized] = plan({ model: 'peak', prompt: 'a boat', size: '256x256' }).candidates;
    expect(sized?.defaults).toEqual({ watermark: false });
    const [unchecked] = plan({
      model: 'peak',
      prompt: 'a boat',
      size: '256x256',
      watermark: true,
      unchecked: ['size'],
    }).candidates;
    expect(unchecked?.defaults).toEqual({});
  });
});

describe('fields that pass unchecked', () => {
  it.each([
    [{ prompt: 'a boat', duration: 7 }, 'duration'],
    [{ prompt: 'a boat', negativePrompt: 'blur' }, 'negativePrompt'],
    [{ seed: 1 }, 'prompt'],
    [{ prompt: 'a boat', cameraControl: { pan: 1 }, duration: 10 }, 'duration'],
    [{ prompt: 'a boat', firstFrame: link, seed: 1 }, 'seed'],
  ])('%j with %s', (request, field) => {
    expect(checkRequest(acme, { model: 'brook-2', ...request }).fits).toBe(false);
    expect(checkAnything(acme, { model: 'brook-2', ...request, unchecked: [field] }).fits).toBe(true);
  });

  it('are left out of group rules', () => {
    const table = tableOf({ size: 'any', seed: { min: 0, max: 9 } }, { atMostOne: [['size', 'seed']] });
    expect(checkRequest(table, { size: '256x256', seed: 1 }).fits).toBe(false);
    expect(checkRequest(table, { size: '256x256', seed: 1, unchecked: ['size'] }).fits).toBe(true);
  });

  it('never lead to a row of another mode, whose defaults would be wrong', () => {
    const request = {
      model: 'brook-2',
      prompt: 'a boat',
      firstFrame: link,
      unchecked: ['firstFrame'],
    } as const;
    expect(checkRequest(acme, request)).toMatchObject({
      mode: 'image-to-video',
      row: { mode: 'image-to-video' },
    });
  });
});

describe('the model', () => {
  it.each([
    ['peak', ['zenith:peak']],
    ['zenith:peak', ['zenith:peak']],
    ['brook-2', ['acme:brook-2', 'twin:brook-2']],
    ['twin:brook-2', ['twin:brook-2']],
  ])('%s means %j', (model, meant) => {
    const twin = acme.models.map((entry) => ({ ...entry, provider: 'twin' }));
    const { candidates, rejected } = planRequest(
      { models: [...both.models, ...twin] },
      { model, prompt: 'a boat' },
    );
    expect([...candidates, ...rejected].map(({ provider, model }) => `${provider}:${model}`)).toEqual(meant);
  });

  it('is refused by each provider when nobody has it, with the nearest known one', () => {
    const { candidates, rejected } = plan({ model: 'brok-2', prompt: 'a boat' });
    expect(candidates).toEqual([]);
    expect(rejected.map(({ provider, problems }) => [provider, problems[0] && said(problems[0])])).toEqual([
      [
        'acme',
        'model: unknown model "acme:brok-2". Did you mean "brook-2"? To send it unchecked, set model: "acme:brok-2" and unchecked: ["model"]',
      ],
      [
        'zenith',
        'model: unknown model "zenith:brok-2"; known models: peak. To send it unchecked, set model: "zenith:brok-2" and unchecked: ["model"]',
      ],
    ]);
    expect(rejected[0]?.problems).toMatchObject([
      { field: 'model', asked: 'brok-2', known: ['brook-1', 'brook-2'] },
    ]);
  });

  it('is refused by the one provider that it names', () => {
    expect(plan({ model: 'acme:brook-9', prompt: 'a boat' }).rejected).toMatchObject([
      { provider: 'acme', model: 'brook-9' },
    ]);
  });

  it.each([
    [zenith, 'new-1', 'zenith:new-1'],
    [both, 'zenith:new-1', 'zenith:new-1'],
    [both, 'acme:family:new', 'acme:family:new'],
  ])('passes knowingly to the one provider that it can mean', (table, model, sent) => {
    const request = { model, prompt: 'a boat', seed: -5, unchecked: ['model'] } as const;
    const { candidates, rejected } = planRequest(table, request);
    expect(rejected).toEqual([]);
    expect(candidates).toMatchObject([{ evidence: 'unchecked', defaults: {} }]);
    expect(candidates.map(({ provider, model }) => `${provider}:${model}`)).toEqual([sent]);
    expect(candidates[0]?.warnings).toMatchObject([{ code: 'unchecked-model' }]);
  });

  it('does not pass when several providers could be meant', () => {
    const { candidates, rejected } = plan({ model: 'new-1', prompt: 'a boat', unchecked: ['model'] });
    expect(candidates).toEqual([]);
    expect(rejected.map(({ provider }) => provider)).toEqual(['acme', 'zenith']);
  });
});

const options = (acme: unknown) => ({ model: 'brook-2', prompt: 'a boat', providerOptions: { acme } });

describe("a provider's own options", () => {
  it('choose the provider', () => {
    expect(aliasesOf({ prompt: 'a boat', providerOptions: { acme: { style: 'ink' } } })).toEqual(['brook-2']);
    expect(aliasesOf({ prompt: 'a boat', providerOptions: { zenith: {} } })).toEqual(['peak']);
    expect(problemsOf(acme, { ...options({}), providerOptions: { zenith: {} } })['providerOptions']).toBe(
      'providerOptions: brook-2 takes options of acme; got those of zenith',
    );
  });

  it.each([
    [{}],
    [{ strength: 0 }],
    [{ strength: 1, style: 'oil' }],
    [{ strength: undefined, other: undefined }],
  ])('take %j', (own) => {
    expect(checkAnything(acme, options(own))).toMatchObject({ fits: true });
  });

  it.each([
    [{ strength: 1.1 }, 'strength', { code: 'out-of-range', min: 0, max: 1 }],
    [{ strength: '1' }, 'strength', { code: 'out-of-range', asked: '1', min: 0, max: 1 }],
    [{ style: 'chalk' }, 'style', { code: 'not-one-of', allowed: ['ink', 'oil'] }],
    [{ stile: 'ink' }, 'stile', { code: 'unknown-option', allowed: ['strength', 'style'] }],
    [{ toString: 'ink' }, 'toString', { code: 'unknown-option', allowed: ['strength', 'style'] }],
  ])('refuse %j', (own, name, problem) => {
    const result = checkAnything(acme, options(own));
    const field = `providerOptions.acme.${name}`;
    expect(result).toMatchObject({ problems: [{ field, ...problem }] });
  });

  it('take texts by length, and anything where the table does not care', () => {
    const table = tableOf({ providerOptions: { note: { maxLength: 2 }, tag: 'any' } });
    const of = (own: unknown) => checkAnything(table, { providerOptions: { acme: own } }).fits;
    expect([of({ note: 'ab', tag: [1] }), of({ note: 'abc' }), of({ note: 5 })]).toEqual([
      true,
      false,
      false,
    ]);
    expect(
      problemsOf(tableOf({}), { providerOptions: { acme: { a: 1 } } })['providerOptions.acme.a'],
    ).toContain('no options');
  });
});
