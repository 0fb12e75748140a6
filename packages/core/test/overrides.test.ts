import { type Capabilities, explainPlan, planRequest, type VideoRequest } from '@vid/core';
import { defineOverrides, type ModelOverride, type OverridesData, parseOverrides } from '@vid/core/overrides';
import { describe, expect, it } from 'vitest';

const row = {
  mode: 'text-to-video',
  evidence: 'documented',
  source: "Acme's map",
  requires: ['prompt'],
  accepts: { prompt: { maxLength: 20 }, duration: { oneOf: [5, 10] } },
  defaults: { duration: 5 },
} as const;
const table: Capabilities = {
  models: [
    {
      provider: 'acme',
      api: 'direct',
      model: 'brook-1',
      retired: { since: '2026-01-31', source: "Acme's notice" },
      rows: [
        row,
        { ...row, mode: 'video-extension', requires: ['extendVideo'], accepts: { extendVideo: 'any' } },
      ],
      prices: [{ perSecond: 0.1, currency: 'USD', source: "Acme's prices" }],
    },
    { provider: 'acme', api: 'direct', model: 'river-2', operations: ['cancel'], rows: [row] },
  ],
  elsewhere: [{ provider: 'acme', api: 'relay', model: 'pond-1' }],
};

const source = 'my reseller, 2026-11-20';
const withModels = (models: OverridesData['models']) => defineOverrides({ source, models })(table);
const brook = (override: ModelOverride) => withModels({ 'acme:brook-1': override });
const brookIn = ({ models }: Capabilities, name = 'brook-1') => models.find(({ model }) => model === name);
const asked: VideoRequest = { prompt: 'a boat', model: 'brook-1' };
const candidateOf = (capabilities: Capabilities, request = asked) =>
  planRequest(capabilities, request).candidates[0];
const warningOf = (capabilities: Capabilities, request = asked) =>
  candidateOf(capabilities, request)?.warnings.find(({ code }) => code === 'overridden');

describe('defineOverrides', () => {
  it('replaces prices, and marks the plan', () => {
    const changed = brook({ prices: [{ perTask: 3, currency: 'CNY' }] });
    expect(candidateOf(table)?.price).toEqual({ amount: 0.5, currency: 'USD' });
    expect(candidateOf(changed)?.price).toEqual({ amount: 3, currency: 'CNY' });
    expect(brookIn(changed)?.prices).toEqual([{ perTask: 3, currency: 'CNY', source }]);
    expect(warningOf(changed)).toEqual({ code: 'overridden', fields: ['prices'], source });
    expect(explainPlan(planRequest(changed, asked))).toContain(
      'Warning: your overrides changed prices: my reseller, 2026-11-20',
    );
  });

  it('marks rows that were seen to hold, and loosens nothing', () => {
    const changed = brook({ verified: [{ mode: 'text-to-video', on: '2026-11-29' }] });
    const [first, second] = brookIn(changed)?.rows ?? [];
    expect(first).toEqual({ ...row, verified: '2026-11-29' });
    expect(second).toBe(table.models[0]?.rows[1]);
    expect(warningOf(changed)).toBeUndefined();
    expect(candidateOf(changed)?.verified).toBe('2026-11-29');
    expect(explainPlan(planRequest(changed, asked))).toContain('documented, verified 2026-11-29');
    expect(candidateOf(changed, { ...asked, duration: 7 })).toBeUndefined();
  });

  it('takes a verified row by its place, until the table is checked anew', () => {
    const [entry] = table.models;
    const verified = [{ mode: 'text-to-video', row: 2, on: '2026-11-29' }] as const;
    const both = (checkedOn: string) =>
      entry === undefined
        ? table
        : { models: [{ ...entry, checkedOn, rows: [row, { ...row, source: 'two' }] }] };
    const apply = defineOverrides({ source, models: { 'acme:brook-1 (direct)': { verified } } });
    const days = (checkedOn: string) => apply(both(checkedOn)).models[0]?.rows.map((one) => one.verified);
    expect(days('2026-11-01')).toEqual([undefined, '2026-11-29']);
    expect(days('2026-12-01')).toEqual([undefined, undefined]);
  });

  it('leaves all else as the table has it', () => {
    const changed = brook({ prices: [] });
    expect(candidateOf(changed)?.price).toBeUndefined();
    expect(changed.models[1]).toBe(table.models[1]);
    expect(brookIn(changed)?.rows).toBe(table.models[0]?.rows);
    expect(changed.elsewhere).toBe(table.elsewhere);
  });

  it('changes rules and defaults of every row, and drops fields and modes', () => {
    const longer = brook({ accepts: { duration: { min: 3, max: 15 } }, defaults: { duration: 7 } });
    expect(candidateOf(longer, { ...asked, duration: 12 })?.defaults).toEqual({});
    expect(candidateOf(longer)?.defaults).toEqual({ duration: 7 });
    expect(warningOf(longer)).toMatchObject({ fields: ['rows'] });

    const less = brook({ without: ['duration', 'video-extension'] });
    expect(brookIn(less)?.rows.map(({ mode }) => mode)).toEqual(['text-to-video']);
    expect(candidateOf(less, { ...asked, duration: 5 })).toBeUndefined();
    expect(candidateOf(less)?.defaults).toEqual({});
  });

  it('replaces the rows of a mode, and keeps those of others', () => {
    const rows = [
      { mode: 'text-to-video', requires: ['prompt'], accepts: { prompt: { maxLength: 900 }, seed: 'any' } },
    ] as const;
    const changed = brook({ rows });
    expect(brookIn(changed)?.rows.map(({ mode }) => mode)).toEqual(['text-to-video', 'video-extension']);
    expect(candidateOf(changed, { ...asked, seed: 1 })).toMatchObject({ evidence: 'documented', source });
    expect(candidateOf(changed, { ...asked, duration: 5 })).toBeUndefined();
  });

  it('retires a model, brings one back, and leaves one out', () => {
    expect(brookIn(brook({ retired: null }))?.retired).toBeUndefined();
    expect(brookIn(brook({ retired: { since: '2027-01-15' } }))?.retired).toEqual({
      since: '2027-01-15',
      source,
    });
    expect(brook({ hidden: true }).models.map(({ model }) => model)).toEqual(['river-2']);
  });

  it('adds a model like another', () => {
    const changed = withModels({
      'acme:river-3': { like: 'river-2', prices: [{ perSecond: 1, currency: 'USD' }] },
    });
    expect(brookIn(changed, 'river-3')).toMatchObject({
      like: 'river-2',
      operations: ['cancel'],
      rows: [row],
    });
    const request = { ...asked, model: 'acme:river-3 (direct)' };
    expect(candidateOf(changed, request)?.price).toEqual({ amount: 5, currency: 'USD' });
    expect(warningOf(changed, request)).toEqual({ code: 'overridden', fields: ['model', 'prices'], source });
  });

  it('takes every term of a price', () => {
    const pictures = { free: 2, each: 0.04 };
    const [price] = brookIn(brook({ prices: [{ perSecond: 1, currency: 'USD', pictures }] }))?.prices ?? [];
    expect(price).toMatchObject({ perSecond: 1, pictures });
  });

  it('applies what is said of one api after what is said of all', () => {
    const changed = withModels({
      'acme:brook-1': { wireModel: 'b1', prices: [] },
      'acme:brook-1 (direct)': { wireModel: 'b1-direct' },
    });
    expect(brookIn(changed)).toMatchObject({ wireModel: 'b1-direct', prices: [] });
    expect(warningOf(changed)).toMatchObject({ fields: ['wireModel', 'prices'], source });
  });

  it('ignores models of other providers and of the provider’s other apis', () => {
    const changed = withModels({ 'zenith:peak': { hidden: true }, 'acme:pond-1': { hidden: true } });
    expect(changed.models).toEqual(table.models);
    expect(withModels({ 'acme:pond-2 (relay)': { like: 'pond-1' } }).models).toEqual(table.models);
  });

  it('is applied once more over what other overrides made', () => {
    const second = defineOverrides({ source: 'me', models: { 'acme:brook-1': { retired: null } } });
    expect(brookIn(second(brook({ prices: [] })))?.overridden).toEqual({
      fields: ['prices', 'retired'],
      source: `${source}; me`,
    });
  });

  it.each<readonly [OverridesData['models'], string]>([
    [{ 'acme:brok-1': { hidden: true } }, 'acme:brok-1: acme has no model "brok-1"; did you mean "brook-1"?'],
    [{ 'acme:new': { like: 'river' } }, 'acme:new: acme has no model "river"; did you mean "river-2"?'],
    [{ 'acne:brook-1': { hidden: true } }, 'acne:brook-1: did you mean "acme:brook-1"?'],
    [{ 'acme:brook-1': { like: 'river-2' } }, '`like`, which is for a model that the table does not have'],
    [
      { 'acme:river-2': { without: ['text-to-video'] } },
      'acme:river-2 is left without a row; hidden: true leaves it out',
    ],
  ])('refuses %j', (models, message) => {
    expect(() => withModels(models)).toThrow(message);
  });
});

describe('parseOverrides', () => {
  const errorOf = (json: unknown) => {
    try {
      parseOverrides(json);
    } catch (error) {
      return error instanceof Error ? error.message : error;
    }
    return undefined;
  };
  const ofBrook = (override: unknown) => errorOf({ source, models: { 'acme:brook-1': override } });
  const path = 'models.acme:brook-1';

  it('takes the JSON of overrides', () => {
    const json = JSON.stringify({
      $schema: './overrides.schema.json',
      source,
      models: { 'acme:river-2': { hidden: true } },
    });
    expect(parseOverrides(JSON.parse(json))(table).models).toHaveLength(1);
  });

  it.each<readonly [unknown, string]>([
    [{ price: [] }, `${path} has no price`],
    [{ prices: [{ perSecond: '1', currency: 'USD' }] }, `${path}.prices.0.perSecond must be a number`],
    [{ prices: [{ perSecond: 0, currency: 'USD' }] }, `${path}.prices.0.perSecond must be more than 0`],
    [
      { prices: [{ perSecond: 1, currency: 'dollar' }] },
      `${path}.prices.0.currency must be a currency such as "USD"`,
    ],
    [{ accepts: { duration: { oneOf: ['5'] } } }, `${path}.accepts.duration.oneOf.0 must be a number`],
    [{ accepts: { duration: { min: 9, max: 3 } } }, `${path}.accepts.duration min must not be more than max`],
    [{ accepts: { colour: 'any' } }, `${path}.accepts has no colour`],
    [{ rows: [{ mode: 'text', accepts: {} }] }, `${path}.rows.0.mode must be`],
    [{ retired: { since: 'soon' } }, `${path}.retired.since`],
  ])('says where %j is wrong', (override, message) => {
    expect(ofBrook(override)).toContain(message);
  });

  it.each([undefined, null, 'text', [], { models: {} }, { source, models: { brook: {} } }])(
    'refuses %j',
    (json) => {
      expect(errorOf(json)).toMatch(/^These overrides are not valid: /);
    },
  );
});
